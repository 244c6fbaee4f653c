import Daemon
import Identity

/// The room's settings: ATTENDANCE_<NAME> or CREDOPASS_<NAME>.
struct Config: Sendable {
  /// The file with the key of page tokens, made when it is not there; all replicas share it.
  let pageKeyFile: String
  /// How often shut doors are looked for, and who walk-ins are is asked.
  let jobs: Duration

  init(_ settings: inout Settings) {
    pageKeyFile = settings.text("PAGE_KEY", default: "")
    jobs = settings.duration(
      "JOBS", default: .seconds(5), in: .milliseconds(10)...(.seconds(3600)))
  }

  /// - Throws: `StartFailure` when the key can be neither read nor made.
  func pages(_ daemon: Daemon) throws -> PageTokens {
    let file = pageKeyFile.isEmpty ? "\(daemon.config.state)/keys/attendance.pages" : pageKeyFile
    do { return PageTokens(key: try SecretFile.secret(file)) } catch {
      throw StartFailure.configuration(["\(error)"])
    }
  }
}
