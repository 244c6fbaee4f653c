import Foundation

/// Keeps a deployment running: starts it in order, starts again what dies, ends it in order.
///
/// Everything happens on the main thread, which waits for signals: a child's end, a wish to scale
/// (SIGHUP), a wish to end (SIGTERM, SIGINT).
struct Supervisor {
  let deployment: Deployment
  let keys: Keys
  let lock: SupervisorLock
  let port: Int
  /// Lines of progress.
  let say: (String) -> Void
  private var scales: Scales
  private var cluster: pid_t?
  private var clusterStartsAt = ContinuousClock.now
  private var replicas: [Replica] = []
  private let signals: SignalWait

  init(
    _ deployment: Deployment, _ lock: SupervisorLock, port: Int, _ scales: Scales,
    _ signals: SignalWait, say: @escaping (String) -> Void
  ) {
    self.deployment = deployment
    self.lock = lock
    self.port = port
    self.scales = scales
    self.signals = signals
    self.say = say
    keys = Keys(deployment)
  }

  // MARK: Starting

  /// Brings up what is needed, step by step. What fails is thrown; `end` then undoes the rest.
  mutating func start() throws {
    try lock.tell(["state starting", "port \(port)"])
    try scales.write(deployment)
    try keys.make()
    let data = DataHome(deployment)
    if deployment.databaseURL == nil {
      let own = Cluster(deployment)
      if !own.exists {
        say("making a private PostgreSQL cluster")
        try own.initialize(keys)
      }
      say("starting PostgreSQL")
      cluster = try own.start(keys)
    }
    say("bringing schemas up to date")
    let applied = try waiting { try await data.migrate() }
    if !applied.isEmpty { say("  applied \(applied.count) migrations") }
    for service in deployment.services {
      let count = scales.count(of: service.name)
      say("starting \(service.name)" + (count > 1 ? ", \(count) replicas" : ""))
      try begin(service.name)
    }
  }

  mutating func serving() throws { try lock.tell(["state serving", "port \(port)"]) }

  /// Starts a service's replicas and waits until all serve.
  private mutating func begin(_ service: String) throws {
    let first = replicas.count
    for number in 1...scales.count(of: service) {
      var replica = Replica(service, number)
      try replica.start(deployment, environment)
      replicas.append(replica)
    }
    for index in first..<replicas.count { try waitUntilServing(&replicas[index]) }
  }

  private func waitUntilServing(_ replica: inout Replica) throws {
    let isUp = try eventually(within: .seconds(60)) {
      var status: Int32 = 0
      if let process = replica.process, unsafe waitpid(process, &status, WNOHANG) == process {
        replica.ended(deployment)
        throw Failure(
          description: "\(replica.name) ended\(replica.words?.description ?? "")",
          code: exitCode(status) == 78 ? 78 : 69)
      }
      if replica.service == ServiceCatalog.front {
        return try waiting { [port] in await HTTP.get(port: port, "/readyz")?.status == 200 }
      }
      return try replica.isRegistered(deployment)
    }
    guard isUp else {
      throw Failure.unavailable(
        "\(replica.name) does not serve after 60 s\(replica.words?.description ?? "")")
    }
  }

  /// What daemons are started with: the same as we, but for names and passwords of the database,
  /// which each has of its own.
  private var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["CREDOPASS_STATE"] = deployment.state
    environment["DATABASE_URL"] = nil
    environment["CREDOPASS_DATABASE_URL"] = DataHome(deployment).url.text
    environment["GATEWAY_PORT"] = "\(port)"
    // Where mailed links lead, unless it is said here or in a file of settings.
    let sayings = ["CREDOPASS_PUBLIC_URL", "USERS_PUBLIC_URL", "CREDOPASS_CONFIG"]
    if sayings.allSatisfy({ environment[$0] == nil }) {
      environment["CREDOPASS_PUBLIC_URL"] = "http://127.0.0.1:\(port)"
    }
    return environment
  }

  // MARK: Running

  /// Runs until somebody wants the end.
  mutating func run() throws {
    while true {
      switch signals.next(within: .milliseconds(200)) {
      case SIGTERM, SIGINT: return
      case SIGHUP: rescale()
      default: break
      }
      try reap()
      restartCluster()
      for index in replicas.indices where replicas[index].isDue {
        try replicas[index].start(deployment, environment)
        say("started \(replicas[index].name) again")
      }
      for replica in replicas { replica.enforce() }
    }
  }

  /// Starts PostgreSQL when it is due. Right after a crash it may refuse until its last backends
  /// are gone, so a failure is told and tried again.
  private mutating func restartCluster() {
    guard cluster == nil, deployment.databaseURL == nil, clusterStartsAt <= .now else { return }
    do {
      cluster = try Cluster(deployment).start(keys)
    } catch {
      say("\(error)")
      clusterStartsAt = .now + .seconds(1)
    }
  }

  private mutating func rescale() {
    do {
      scales = try Scales.read(deployment)
      try scaleAll()
    } catch {
      say("scaling: \(error)")
    }
  }

  private mutating func scaleAll() throws {
    for service in deployment.services.map(\.name) {
      let wanted = scales.count(of: service)
      for index in replicas.indices
      where replicas[index].service == service && replicas[index].number > wanted {
        say("ending \(replicas[index].name)")
        replicas[index].leave()
      }
      let kept = replicas.filter { $0.service == service && !$0.isLeaving }.map(\.number)
      let taken = replicas.filter { $0.service == service }.map(\.number)
      for number in 1...wanted where !kept.contains(number) && !taken.contains(number) {
        var replica = Replica(service, number)
        say("starting \(replica.name)")
        try replica.start(deployment, environment)
        replicas.append(replica)
      }
    }
  }

  /// Takes note of every child that has ended.
  private mutating func reap() throws {
    var status: Int32 = 0
    while true {
      let process = unsafe waitpid(-1, &status, WNOHANG)
      if process <= 0 { break }
      if process == cluster {
        say("PostgreSQL ended (\(exitCode(status))); starting it again")
        cluster = nil
      }
      guard let index = replicas.firstIndex(where: { $0.process == process }) else { continue }
      let isLeaving = replicas[index].isLeaving
      replicas[index].ended(deployment)
      say("\(replicas[index].name) ended (\(exitCode(status)))")
      if isLeaving { replicas.remove(at: index) }
    }
    // One that was let go and then wanted again while it left.
    if replicas.allSatisfy({ !$0.isLeaving }) { try scaleAll() }
  }

  // MARK: Ending

  /// Ends everything in order: the gateway, the daemons, PostgreSQL.
  mutating func end() throws {
    say("ending")
    for isFront in [true, false] {
      for index in replicas.indices
      where (replicas[index].service == ServiceCatalog.front) == isFront {
        replicas[index].leave()
      }
      _ = try eventually(within: .seconds(45)) {
        try reapEnded()
        for replica in replicas { replica.enforce() }
        return !replicas.contains {
          $0.process != nil && ($0.service == ServiceCatalog.front) == isFront
        }
      }
    }
    if let cluster { Cluster.stop(cluster) }
  }

  private mutating func reapEnded() throws {
    var status: Int32 = 0
    for index in replicas.indices {
      guard let process = replicas[index].process,
        unsafe waitpid(process, &status, WNOHANG) != 0
      else { continue }
      replicas[index].ended(deployment)
    }
  }
}

/// Signals that are waited for instead of interrupting.
@safe struct SignalWait {
  private var set = sigset_t()

  /// Blocks them from here on; before any thread is started, for threads inherit that.
  init() {
    unsafe sigemptyset(&set)
    for signal in [SIGTERM, SIGINT, SIGHUP, SIGCHLD] { unsafe sigaddset(&set, signal) }
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    signal(SIGPIPE, SIG_IGN)
  }

  /// The next signal, or nil after `limit`.
  func next(within limit: Duration) -> Int32? {
    var set = set
    let milliseconds = Int(limit / .milliseconds(1))
    var timeout = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
    let signal = unsafe sigtimedwait(&set, nil, &timeout)
    return signal > 0 ? signal : nil
  }
}
