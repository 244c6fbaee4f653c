internal import Identity
internal import Logging
internal import NNG
internal import Postgres
internal import RPC
internal import Synchronization

/// A daemon that serves: its server and its work in the background.
final class Running: Sendable {
  let daemon: Daemon
  let server: Server
  let endpoint: Endpoint
  let health: Health
  let followers: [FollowerRun]
  let jobs: [Job]
  let web = Mutex<HTTPServer?>(nil)
  private let tasks = Mutex<[Task<Void, Never>]>([])

  init(
    _ daemon: Daemon, _ server: Server, _ endpoint: Endpoint, _ health: Health,
    _ followers: [FollowerRun], _ jobs: [Job]
  ) {
    self.daemon = daemon
    self.server = server
    self.endpoint = endpoint
    self.health = health
    self.followers = followers
    self.jobs = jobs
  }

  /// Starts what runs beside the calls.
  func begin(_ look: @escaping @Sendable () async -> String?) {
    spawn { [health] in await health.watch(every: .seconds(2), look) }
    let log = daemon.log
    spawn { [daemon] in
      await daemon.feed.watch {
        log.warning("feed", metadata: ["error": "\(JSONLog.text(of: $0))"])
      }
    }
    for follower in followers { spawn { await follower.run() } }
    for job in jobs { spawn { [daemon] in await daemon.run(job) } }
  }

  private func spawn(_ body: @escaping @Sendable () async -> Void) {
    let task = Task { await body() }
    tasks.withLock { $0.append(task) }
  }

  /// Ends what runs beside the calls.
  func cancel() { for task in tasks.withLock({ $0 }) { task.cancel() } }

  /// Waits until what was cancelled has ended: a message on its way takes note of its arrival.
  private func settle(until last: ContinuousClock.Instant) async {
    let tasks = tasks.withLock { $0 }
    let (ended, end) = AsyncStream<Void>.makeStream()
    Task {
      for task in tasks { await task.value }
      end.finish()
    }
    Task {
      do { try await ContinuousClock().sleep(until: last) } catch { end.finish() }
      end.finish()
    }
    for await _ in ended {}
  }

  /// Leaves the registry, refuses what is new, lets what runs finish.
  /// - Returns: whether all finished in time.
  func drain() async -> Bool {
    do {
      try daemon.registry.leave(daemon.name, daemon.config.replica)
    } catch {
      daemon.log.error("registry", metadata: ["error": "\(error)"])
    }
    cancel()
    let last = ContinuousClock.now + daemon.config.drainLimit
    let finished = await server.drain(within: daemon.config.drainLimit)
    await settle(until: last)
    do { try await daemon.audit.flush() } catch {
      daemon.log.error("audit", metadata: ["error": "\(JSONLog.text(of: error))"])
    }
    await daemon.database.close()
    return finished
  }
}

extension Daemon {
  var registry: Registry { Registry(state: config.state) }

  /// Runs a job until cancelled; the pauses differ so that replicas do not run it together.
  func run(_ job: Job) async {
    while !Task.isCancelled {
      do {
        try await ContinuousClock().sleep(for: job.interval * Double.random(in: 0.8...1.2))
        try await job.body()
        metrics.add(
          "credopass_job_runs_total", "Runs of jobs that ended well.", [("job", job.name)])
      } catch {
        if Task.isCancelled { return }
        metrics.add(
          "credopass_job_failures_total", "Runs of jobs that failed.", [("job", job.name)])
        log.error(
          "job failed", metadata: ["job": "\(job.name)", "error": "\(JSONLog.text(of: error))"])
      }
    }
  }
}
