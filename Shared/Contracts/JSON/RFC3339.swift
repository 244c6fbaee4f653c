/// Days since 1970-01-01 of a date in the Gregorian calendar, carried back before its adoption.
public func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
  // Counted from 1 March, so that the leap day comes last; eras of 400 years are all alike.
  let year = month <= 2 ? year - 1 : year
  let era = (year >= 0 ? year : year - 399) / 400
  let yearOfEra = year - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

/// The date that lies so many days after 1970-01-01.
func date(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
  let shifted = days + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shiftedMonth = (5 * dayOfYear + 2) / 153
  let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
}

/// Years 1 to 9999, all that RFC 3339 can write.
let writableSeconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

/// Appends a time such as 2026-11-21T19:30:00Z, with 0, 3, 6 or 9 digits of the second's fraction.
func appendRFC3339(seconds: Int64, nanos: Int32, to output: inout [UInt8]) -> Bool {
  guard writableSeconds.contains(seconds), (0...999_999_999).contains(nanos) else { return false }
  let day = Int((seconds - (seconds < 0 ? 86_399 : 0)) / 86_400)
  let second = Int(seconds) - day * 86_400
  let (year, month, monthDay) = date(daysSinceEpoch: day)
  func digits(_ value: Int, _ count: Int, _ before: Unicode.Scalar?) {
    if let before { output.append(UInt8(ascii: before)) }
    var scale = 1
    for _ in 1..<count { scale *= 10 }
    while scale > 0 {
      output.append(UInt8(ascii: "0") + UInt8(value / scale % 10))
      scale /= 10
    }
  }
  digits(year, 4, nil)
  digits(month, 2, "-")
  digits(monthDay, 2, "-")
  digits(second / 3_600, 2, "T")
  digits(second / 60 % 60, 2, ":")
  digits(second % 60, 2, ":")
  if nanos % 1_000_000 == 0 {
    if nanos > 0 { digits(Int(nanos) / 1_000_000, 3, ".") }
  } else if nanos % 1_000 == 0 {
    digits(Int(nanos) / 1_000, 6, ".")
  } else {
    digits(Int(nanos), 9, ".")
  }
  output.append(UInt8(ascii: "Z"))
  return true
}

/// Reads an RFC 3339 time with Z or an offset and at most 9 digits of the second's fraction.
func parseRFC3339(_ text: ArraySlice<UInt8>) -> (seconds: Int64, nanos: Int32)? {
  var reader = TimeReader(rest: text)
  guard let year = reader.digits(4), reader.accept("-"), let month = reader.digits(2),
    reader.accept("-"), let day = reader.digits(2), reader.accept("T"),
    let hour = reader.digits(2), reader.accept(":"), let minute = reader.digits(2),
    reader.accept(":"), let second = reader.digits(2), let nanos = reader.fraction(),
    let offset = reader.offset(), reader.rest.isEmpty
  else { return nil }
  guard (1...12).contains(month), day >= 1, hour < 24, minute < 60, second < 60,
    day <= daysIn(month: month, year: year)
  else { return nil }
  let days = daysSinceEpoch(year: year, month: month, day: day)
  let seconds = Int64(days * 86_400 + hour * 3_600 + minute * 60 + second - offset)
  return writableSeconds.contains(seconds) ? (seconds, nanos) : nil
}

private func daysIn(month: Int, year: Int) -> Int {
  switch month {
  case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

private struct TimeReader {
  var rest: ArraySlice<UInt8>

  mutating func accept(_ letter: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: letter) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func digit() -> Int? {
    guard let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
      return nil
    }
    rest.removeFirst()
    return Int(byte - UInt8(ascii: "0"))
  }

  mutating func digits(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  mutating func fraction() -> Int32? {
    guard accept(".") else { return 0 }
    guard var value = digit() else { return nil }
    var count = 1
    while let next = digit() {
      value = value * 10 + next
      count += 1
      if count > 9 { return nil }
    }
    for _ in count..<9 { value *= 10 }
    return Int32(value)
  }

  /// Seconds east of Greenwich.
  mutating func offset() -> Int? {
    if accept("Z") { return 0 }
    let sign = accept("+") ? 1 : accept("-") ? -1 : 0
    guard sign != 0, let hour = digits(2), accept(":"), let minute = digits(2), hour < 24,
      minute < 60
    else { return nil }
    return sign * (hour * 3_600 + minute * 60)
  }
}
