import Daemon
import Foundation

/// One daemon process that the supervisor keeps alive.
struct Replica {
  let service: String
  let number: Int
  /// What it wrote since its last start.
  private(set) var words: LogTail?
  /// Nil between a death and the next start.
  private(set) var process: pid_t?
  private(set) var deaths = 0
  private var startedAt = ContinuousClock.now
  private(set) var startsAt = ContinuousClock.now
  /// When it is killed if it has not ended by itself.
  private(set) var killsAt: ContinuousClock.Instant?

  init(_ service: String, _ number: Int) {
    self.service = service
    self.number = number
  }

  var name: String { "\(service) \(number)" }
  var isLeaving: Bool { killsAt != nil }
  var isDue: Bool { process == nil && !isLeaving && startsAt <= .now }

  func log(_ deployment: Deployment) -> String {
    "\(deployment.logs)/\(service)-\(number).log"
  }

  mutating func start(_ deployment: Deployment, _ environment: [String: String]) throws {
    var environment = environment
    environment["\(service.uppercased())_REPLICA"] = "\(number)"
    words = LogTail(log(deployment))
    process = try Command(
      program: deployment.program(service), environment: environment, log: log(deployment),
      deathSignal: "TERM"
    ).start()
    startedAt = .now
  }

  /// Whether the registry knows this very process.
  func isRegistered(_ deployment: Deployment) throws -> Bool {
    guard let process else { return false }
    return try Registry(state: deployment.state).entry(service, "\(number)")
      .contains("pid \(process)")
  }

  /// Asks it to drain; it has as long as its own limit takes, and a little.
  mutating func leave() {
    guard !isLeaving else { return }
    killsAt = .now + .seconds(40)
    if let process { kill(process, SIGTERM) }
  }

  /// Kills what did not leave in time.
  func enforce() {
    if let process, let killsAt, killsAt <= .now { kill(process, SIGKILL) }
  }

  /// It has ended: what it left in the registry goes, and the next start is due at once, or after
  /// a pause that doubles while it keeps dying young.
  mutating func ended(_ deployment: Deployment) {
    process = nil
    unsafe unlink("\(deployment.state)/registry/\(service)/\(number)")
    deaths = .now - startedAt < .seconds(10) ? deaths + 1 : 0
    let pause = deaths < 2 ? Duration.zero : .milliseconds(100 << min(deaths - 2, 6))
    startsAt = .now + pause
  }
}
