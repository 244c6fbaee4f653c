/// A day of the Gregorian calendar, wherever it is spent; counted from 2000-01-01.
struct LocalDate: RawRepresentable, Hashable, Comparable, Sendable {
  let rawValue: Int32

  /// After all days that the contract can name.
  static let never = LocalDate(year: 10_000, month: 1, day: 1)

  init(rawValue: Int32) { self.rawValue = rawValue }

  /// Whatever the day's number: the 0th is the last of the month before.
  init(year: Int, month: Int, day: Int) {
    // Years begin in March here, so that a leap day is a year's last.
    let months = year * 12 + month - 3
    let shifted = months.floored(by: 12)
    let monthsIn = months - shifted * 12
    let days = shifted * 365 + shifted.floored(by: 4) - shifted.floored(by: 100)
    let whole = days + shifted.floored(by: 400) + (153 * monthsIn + 2) / 5 + day - 1
    rawValue = Int32(clamping: whole - Self.epoch)
  }

  /// Days from 0000-03-01 to 2000-01-01.
  private static let epoch = 730_425

  /// Nil unless it is "YYYY-MM-DD" and such a day exists.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let year = Int(digits: parts[0]),
      let month = Int(digits: parts[1]), let day = Int(digits: parts[2]), year >= 1
    else { return nil }
    self.init(year: year, month: month, day: day)
    guard description == text else { return nil }
  }

  /// The day that it is in UTC.
  init(_ instant: Instant) {
    let days = Int(instant.microseconds).floored(by: 86_400_000_000)
    rawValue = Int32(clamping: days - 10_957)
  }

  static func < (left: LocalDate, right: LocalDate) -> Bool { left.rawValue < right.rawValue }

  func adding(days: Int) -> LocalDate { LocalDate(rawValue: Int32(clamping: Int(rawValue) + days)) }

  /// 0 is Monday.
  var weekday: Int { (Int(rawValue) + 5) - (Int(rawValue) + 5).floored(by: 7) * 7 }

  var monday: LocalDate { adding(days: -weekday) }

  /// Months since the beginning of the year 0.
  var month: Int { parts.year * 12 + parts.month - 1 }

  /// The first day of a month, counted like `month`.
  init(firstOfMonth month: Int) {
    self.init(year: month.floored(by: 12), month: month.modulo(12) + 1, day: 1)
  }

  /// Which of its weekday in the month it is, from 1.
  var weekOfMonth: Int { (parts.day - 1) / 7 + 1 }

  /// The `week`th such weekday of a month, from the end when it is -1; nil when there is none.
  init?(week: Int, weekday: Int, inMonth month: Int) {
    let first = LocalDate(firstOfMonth: month)
    let end = LocalDate(firstOfMonth: month + 1)
    if week == -1 {
      let last = end.adding(days: -1)
      self = last.adding(days: -(last.weekday - weekday).modulo(7))
    } else {
      self = first.adding(days: (weekday - first.weekday).modulo(7) + 7 * (week - 1))
      if self >= end { return nil }
    }
  }

  private var parts: (year: Int, month: Int, day: Int) {
    let days = Int(rawValue) + Self.epoch
    let era = days.floored(by: 146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let months = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * months + 2) / 5 + 1
    let month = months < 10 ? months + 3 : months - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension LocalDate: CustomStringConvertible {
  var description: String {
    let (year, month, day) = parts
    return "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))"
  }
}

/// A day and a minute of it, as a clock on the wall shows them.
struct LocalTime: Equatable, Sendable {
  var date: LocalDate
  /// 0 to 1439.
  var minute: Int32

  init(date: LocalDate, minute: Int32) {
    self.date = date
    self.minute = minute
  }

  /// Nil unless it is "YYYY-MM-DDTHH:MM", or with ":00" behind it.
  init?(_ text: String) {
    var text = Substring(text)
    if text.utf8.count == 19, text.hasSuffix(":00") { text = text.dropLast(3) }
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2, let date = LocalDate(String(halves[0])) else { return nil }
    let parts = halves[1].split(separator: ":", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [2, 2], let hour = Int(digits: parts[0]),
      let minute = Int(digits: parts[1]), hour < 24, minute < 60
    else { return nil }
    self.init(date: date, minute: Int32(hour * 60 + minute))
  }
}

extension LocalTime: CustomStringConvertible {
  var description: String {
    "\(date)T\(Int(minute / 60).padded(2)):\(Int(minute % 60).padded(2))"
  }
}

extension Int {
  /// Divided, and rounded towards the smaller.
  func floored(by divisor: Int) -> Int {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }

  /// From 0 to below the divisor.
  func modulo(_ divisor: Int) -> Int { self - floored(by: divisor) * divisor }

  func padded(_ width: Int) -> String {
    let text = "\(self)"
    return String(repeating: "0", count: Swift.max(0, width - text.utf8.count)) + text
  }

  /// Nil unless there are ASCII digits only.
  fileprivate init?(digits text: Substring) {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self.init(text)
  }
}
