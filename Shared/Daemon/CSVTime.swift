internal import Contracts

/// A time as a CSV file gives it, such as "2026-10-01 09:00:00", "2026-10-01 09:00 PM" or
/// "2026-10-01T09:00:00+02:00".
public struct CSVTime: Sendable, Equatable {
  /// Since 1970: of UTC, or as the clocks count them where the event is.
  public let microseconds: Int64
  public let isUTC: Bool

  /// Nil for what is none; a day alone is its midnight.
  public init?(_ text: String) {
    var digits = Digits(text.utf8[...])
    guard let year = digits.number(4...4), digits.skip("-"), let month = digits.number(1...2),
      digits.skip("-"), let day = digits.number(1...2), (1970...9999).contains(year),
      (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
    else { return nil }
    var seconds = daysSinceEpoch(year: year, month: month, day: day) * 86_400
    var offset: Int?
    if !digits.isAtEnd {
      guard digits.skip("T") || digits.skip(" "), let clock = Self.clock(&digits) else {
        return nil
      }
      seconds += clock
      offset = Self.offset(&digits)
      guard digits.isAtEnd else { return nil }
    }
    isUTC = offset != nil
    microseconds = Int64(seconds - (offset ?? 0)) * 1_000_000
  }

  /// Seconds since midnight.
  private static func clock(_ digits: inout Digits) -> Int? {
    guard var hour = digits.number(1...2), digits.skip(":"), let minute = digits.number(2...2)
    else { return nil }
    var second = 0
    if digits.skip(":") {
      guard let read = digits.number(2...2) else { return nil }
      second = read
      if digits.skip(".") { guard digits.number(1...9) != nil else { return nil } }
    }
    _ = digits.skip(" ")
    let isMorning = digits.skip("A")
    if isMorning || digits.skip("P") {
      guard digits.skip("M"), (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isMorning ? 0 : 12)
    }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// Seconds east of Greenwich; nil when it is not said.
  private static func offset(_ digits: inout Digits) -> Int? {
    if digits.skip("Z") { return 0 }
    let isEast = digits.skip("+")
    guard isEast || digits.skip("-"), let hours = digits.number(2...2), hours < 24 else {
      return nil
    }
    _ = digits.skip(":")
    guard let minutes = digits.number(2...2), minutes < 60 else { return nil }
    return (hours * 3600 + minutes * 60) * (isEast ? 1 : -1)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let next = month == 12 ? (year: year + 1, month: 1) : (year: year, month: month + 1)
    return daysSinceEpoch(year: next.year, month: next.month, day: 1)
      - daysSinceEpoch(year: year, month: month, day: 1)
  }
}

/// Walks over a text of digits and single letters.
private struct Digits {
  private var rest: Substring.UTF8View

  init(_ rest: Substring.UTF8View) { self.rest = rest }

  var isAtEnd: Bool { rest.isEmpty }

  /// Passes over a letter of either case; false when another stands there.
  mutating func skip(_ letter: Unicode.Scalar) -> Bool {
    guard let first = rest.first, first & (first >= 0x61 ? 0xDF : 0xFF) == UInt8(ascii: letter)
    else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// So many digits as stand there, when their count fits.
  mutating func number(_ lengths: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }.prefix(lengths.upperBound)
    guard lengths.contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
