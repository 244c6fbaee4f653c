import ArgumentParser
import Foundation
import Postgres

/// A time as an operator writes it: 2026-01-31, 2026-01-31T18:00:00Z, or a span before now such as
/// 90s, 15m, 24h or 7d.
struct Moment: ExpressibleByArgument, Equatable {
  let instant: Instant

  init?(argument: String) { self.init(argument, now: .now) }

  init?(_ text: String, now: Instant) {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    if let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
      (0...1_000_000_000).contains(count)
    {
      instant = Instant(microseconds: now.microseconds - count * unit * 1_000_000)
    } else if let date = Self.date(text) {
      instant = Instant(microseconds: Int64((date.timeIntervalSince1970 * 1_000_000).rounded()))
    } else {
      return nil
    }
  }

  private static func date(_ text: String) -> Date? {
    let formatter = ISO8601DateFormatter()
    let forms: [ISO8601DateFormatter.Options] = [
      .withInternetDateTime, [.withInternetDateTime, .withFractionalSeconds], .withFullDate,
    ]
    for form in forms {
      formatter.formatOptions = form
      if let date = formatter.date(from: text) { return date }
    }
    return nil
  }
}

extension Instant {
  /// RFC 3339 in UTC with milliseconds.
  var text: String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    return formatter.string(
      from: Date(timeIntervalSince1970: Double(microseconds) / 1_000_000))
  }
}

/// A span as an operator reads it.
func spoken(seconds: Double) -> String {
  switch seconds {
  case ..<0.0005: "0 s"
  case ..<1: String(format: "%.0f ms", seconds * 1000)
  case ..<120: String(format: "%.1f s", seconds)
  case ..<7200: String(format: "%.0f min", seconds / 60)
  case ..<172_800: String(format: "%.0f h", seconds / 3600)
  default: String(format: "%.0f d", seconds / 86400)
  }
}
