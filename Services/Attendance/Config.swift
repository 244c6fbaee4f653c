import Daemon

/// The room's settings: ATTENDANCE_<NAME> or CREDOPASS_<NAME>.
struct Config: Sendable {
  /// How often shut doors are looked for, and who walk-ins are is asked.
  let jobs: Duration
  /// Holds the seed of the key that signs passes, made when it is not there; all replicas share
  /// it. Nil: in the state directory.
  let passKeyFile: String?

  init(_ settings: inout Settings) {
    jobs = settings.duration(
      "JOBS", default: .seconds(5), in: .milliseconds(10)...(.seconds(3600)))
    let file = settings.text("PASS_KEY", default: "")
    passKeyFile = file.isEmpty ? nil : file
  }
}
