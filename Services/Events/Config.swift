internal import Daemon

/// The room's own settings.
struct Config: Sendable {
  /// How often the clock is looked at for events that have begun or ended.
  let crossings: Duration

  init(_ settings: inout Settings) {
    crossings = settings.duration(
      "CROSSINGS", default: .seconds(1), in: .milliseconds(100)...(.seconds(600)))
  }
}
