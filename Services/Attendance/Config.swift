import Daemon

/// The room's settings: ATTENDANCE_<NAME> or CREDOPASS_<NAME>.
struct Config: Sendable {
  /// How often shut doors are looked for, and who walk-ins are is asked.
  let jobs: Duration

  init(_ settings: inout Settings) {
    jobs = settings.duration(
      "JOBS", default: .seconds(5), in: .milliseconds(10)...(.seconds(3600)))
  }
}
