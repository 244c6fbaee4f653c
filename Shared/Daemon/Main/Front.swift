internal import Contracts
internal import Glibc
public import Identity
public import Logging
public import RPC

/// What the main of a front builds itself from: a service that keeps no data and that no other
/// service calls, such as the gateway.
public struct FrontDesk: Sendable {
  public let name: String
  public let config: DaemonConfig
  public let log: Logger
  public let metrics: Metrics
  /// Who issues access tokens and for whom.
  public let tokenScope: TokenScope
  /// The keys of the token key file; none without the file.
  public let tokenKeys: Identity.KeySet
  let channels: [String: Channel]

  /// Calls a service, whichever of its replicas is the best to ask; nil when there is no key.
  public func channel(_ service: String) -> Channel? { channels[service] }

  /// How long calls under way may take to finish at the end.
  public var drainLimit: Duration { config.drainLimit }
}

/// What differs between the mains of two fronts.
public struct Front<Config: Sendable>: Sendable {
  /// Ends what was begun; answers whether everything finished in time.
  public typealias Drain = @Sendable (_ limit: Duration) async -> Bool

  let name: String
  let config: @Sendable (inout Settings) -> Config
  let serve: @Sendable (FrontDesk, Config) async throws -> Drain

  /// - Parameters:
  ///   - name: the service's one name: prefix of settings, caller's name in calls.
  ///   - serve: begins to serve and answers how to end.
  public init(
    _ name: String, config: @escaping @Sendable (inout Settings) -> Config,
    serve: @escaping @Sendable (FrontDesk, Config) async throws -> Drain
  ) {
    self.name = name
    self.config = config
    self.serve = serve
  }

  /// Runs the service until SIGTERM or SIGINT: the whole of a main. Exit codes as a daemon's.
  public func run() -> Never {
    // Before anything starts a thread, for threads inherit the mask: signals are for this one.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT] { unsafe sigaddset(&signals, signal) }
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    signal(SIGPIPE, SIG_IGN)
    let starting = Task { await startOrLeave() }
    var received: Int32 = 0
    unsafe sigwait(&signals, &received)
    Task {
      let (desk, drain) = await starting.value
      let finished = await drain(desk.drainLimit)
      desk.log.info("ended", metadata: ["drained": "\(finished)"])
      // nng_close can hang: the process goes with its sockets open.
      _exit(finished ? 0 : 1)
    }
    // A second signal is for those who will not wait.
    unsafe sigwait(&signals, &received)
    _exit(1)
  }

  private func startOrLeave() async -> (FrontDesk, Drain) {
    do {
      let (desk, own) = try prepare(Environment.all)
      return (desk, try await serve(desk, own))
    } catch {
      let failure = error as? StartFailure
      let lines = (failure?.description ?? "\(error)").split(separator: "\n")
      let bytes = Array(lines.map { "\(name): \($0)\n" }.joined().utf8)
      _ = unsafe write(2, bytes, bytes.count)
      _exit(failure?.exitCode ?? 70)
    }
  }

  /// Reads settings and key files.
  /// - Throws: `StartFailure`.
  private func prepare(_ environment: [String: String]) throws -> (FrontDesk, Config) {
    var settings = try Settings(service: name, environment: environment)
    let own = config(&settings)
    let common = DaemonConfig(&settings, callers: [])
    let peers = Peers(name, common, &settings)
    settings.refuseUnread()
    guard settings.faults.isEmpty else { throw StartFailure.configuration(settings.faults) }
    let log = Logger(label: name) { _ in
      JSONLog(
        service: name, replica: common.replica,
        level: Logger.Level(rawValue: common.logLevel) ?? .info)
    }
    let desk = FrontDesk(
      name: name, config: common, log: log, metrics: Metrics(), tokenScope: try common.scope(),
      tokenKeys: try common.tokenKeys(), channels: peers.channels())
    return (desk, own)
  }
}
