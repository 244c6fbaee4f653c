internal import Daemon
internal import Outbox

/// The room's own settings.
struct Config: Sendable {
  /// How often the clock is looked at for events that have begun or ended.
  let crossings: Duration
  /// How often series are looked at for occurrences that have to be made.
  let series: Duration
  /// How often notices are looked for, and events to remind of.
  let notices: Duration
  /// How long an event has to be left alone before its changes are told.
  let settle: Duration
  let outbox: OutboxConfig

  init(_ settings: inout Settings) {
    crossings = settings.duration(
      "CROSSINGS", default: .seconds(1), in: .milliseconds(100)...(.seconds(600)))
    series = settings.duration(
      "SERIES", default: .seconds(60), in: .milliseconds(100)...(.seconds(3600)))
    notices = settings.duration(
      "NOTICES", default: .seconds(1), in: .milliseconds(100)...(.seconds(600)))
    settle = settings.duration(
      "CHANGES_SETTLE", default: .seconds(60), in: .seconds(0)...(.seconds(3600)))
    outbox = OutboxConfig(&settings)
  }
}
