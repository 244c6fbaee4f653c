internal import Contracts
internal import Glibc
internal import Identity
internal import Logging
internal import Postgres
internal import RPC

extension Parts {
  /// Makes the room and begins to serve it.
  func serve<Config: Sendable>(_ blueprint: Blueprint<Config>, _ own: Config) async throws
    -> Running
  {
    let room = try await blueprint.room(daemon, own)
    let health = Health()
    let runs = try followers(room).map { follower in
      FollowerRun(
        follower, daemon.database, statements.follower,
        FeedClient(try daemon.channel(follower.source)), report: reporter)
    }
    let server = try Server(
      peers.server, services: room.services + [FeedHandler(feed: daemon.feed, fill: room.fill)],
      hooks: hooks(health))
    let endpoint: Endpoint
    do { endpoint = try server.start() } catch {
      throw StartFailure.configuration([
        "\(daemon.config.host):\(daemon.config.port): \(error)"
      ])
    }
    let running = Running(daemon, server, endpoint, health, runs, room.jobs + chores(room))
    let look = { @Sendable in await fault(blueprint.schemaVersion, endpoint) }
    health.set(await look())
    observe(running)
    let web = try serveHTTP(running)
    running.web.withLock { $0 = web }
    running.begin(look)
    do {
      try daemon.registry.enter(
        daemon.name, daemon.config.replica,
        [endpoint.description, "pid \(getpid())", "http \(daemon.config.host):\(web.port)"])
    } catch { throw StartFailure.configuration(["\(error)"]) }
    daemon.log.info(
      "serving", metadata: ["endpoint": "\(endpoint)", "http": "\(web.port)"])
    return running
  }

  /// The room's followers and, everywhere but at its source, the one that learns who may still
  /// come in.
  private func followers(_ room: Room) -> [Follower] {
    daemon.name == "users" ? room.followers : room.followers + [daemon.access.follower]
  }

  private var reporter: @Sendable (any Error, String) -> Void {
    { [daemon] error, follower in
      daemon.metrics.add(
        "credopass_follower_failures_total", "Failed tries to follow a feed.",
        [("cursor", follower)])
      daemon.log.warning(
        "following failed",
        metadata: ["cursor": "\(follower)", "error": "\(JSONLog.text(of: error))"])
    }
  }

  private func fault(_ version: Int32, _ endpoint: Endpoint) async -> String? {
    if let fault = await Health.database(daemon.database, schema, version) { return fault }
    return await Health.socket(endpoint, peers.name, peers.ownKey)
  }

  /// What every daemon does from time to time.
  private func chores(_ room: Room) -> [Job] {
    let config = daemon.config
    let batch: Int64 = 5000
    return [
      Job("refresh token keys", every: .seconds(2)) { [daemon] in
        try await daemon.access.refreshKeys()
      },
      Job("purge idempotency", every: .seconds(600)) { [daemon, statements] in
        let end = Instant.now - config.keepKeys
        try await daemon.purge(by: batch) { statements.idempotency.purge(end, batch) }
      },
      Job("purge ended sessions", every: .seconds(600)) { [daemon, statements] in
        let end = Instant.now - .seconds(3600)
        try await daemon.purge(by: batch) { statements.access.purgeSessions(end, batch) }
      },
      Job("seal audit", every: config.sealAudit) { [daemon] in
        try await daemon.audit.flush()
        try await daemon.audit.seal()
      },
      Job("purge feed", every: .seconds(600)) { [daemon] in
        try await daemon.feed.purge(before: .now - config.keepFeed, renewals: room.renewals)
      },
    ]
  }

  private func hooks(_ health: Health) -> Server.Hooks {
    Server.Hooks(
      status: Status.of,
      ended: { [daemon] summary in
        daemon.metrics.count(summary)
        daemon.audit.count(summary, daemon.access)
      },
      report: { [log = daemon.log] error, method in
        log.error("\(method) failed", metadata: ["error": "\(JSONLog.text(of: error))"])
      },
      isServing: { _ in health.fault == nil }, descriptors: contractDescriptors)
  }
}

extension Daemon {
  /// Deletes batch after batch until one is not full: what comes in is not limited either.
  fileprivate func purge(by batch: Int64, _ query: () -> Query<Void>) async throws {
    while try await database.execute(query()) == Int(batch) { try Task.checkCancellation() }
  }
}

extension Instant {
  static func - (instant: Instant, span: Duration) -> Instant {
    Instant(microseconds: instant.microseconds - span.nanoseconds / 1000)
  }
}

extension Metrics {
  func count(_ call: CallSummary) {
    let seconds = Double(call.duration.nanoseconds) / 1e9
    add(
      "credopass_rpc_calls_total", "Calls answered, by method and code.",
      [("method", call.context.method), ("code", call.code.name)])
    observe(
      "credopass_rpc_seconds", "Time from the handler's start to its end.",
      [("method", call.context.method)], seconds)
  }
}
