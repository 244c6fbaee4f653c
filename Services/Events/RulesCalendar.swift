/// An event as a line-up of a calendar shows it.
struct CalendarEntry: Sendable {
  let event: EventRecord
  /// Whether its reader only waits for a seat.
  var waits = false
}

/// Writes events as an iCalendar object (RFC 5545): lines of at most 75 octets that end with CRLF,
/// times in UTC. The same events give the same bytes, so that a program that asks again can be told
/// that nothing has changed; hence DTSTAMP is the time of the last edit, which orders revisions
/// just as well.
struct CalendarText {
  /// What a file may hold, so that it stays below what a message may.
  static let limit = 900_000
  /// In files of many events, how many characters of each description.
  static let excerpt = 500

  private var bytes: [UInt8] = []

  /// - Parameters:
  ///   - entries: those that matter most first: what does not fit is left out.
  ///   - isWhole: whether descriptions are written in full.
  static func write(_ entries: [CalendarEntry], name: String, isWhole: Bool = false) -> [UInt8] {
    var head = CalendarText()
    head.line("BEGIN:VCALENDAR")
    head.line("VERSION:2.0")
    head.line("PRODID:-//CredoPass//Events//EN")
    head.line("CALSCALE:GREGORIAN")
    head.line("METHOD:PUBLISH")
    for property in ["NAME", "X-WR-CALNAME"] { head.line("\(property):\(escaped(name))") }
    head.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H")
    head.line("X-PUBLISHED-TTL:PT1H")
    var events: [(Instant, [UInt8])] = []
    var size = head.bytes.count
    for entry in entries {
      guard let start = entry.event.fields.start, let end = entry.event.fields.end else { continue }
      var text = CalendarText()
      text.event(entry, start, end, isWhole)
      size += text.bytes.count
      if size > limit { break }
      events.append((start, text.bytes))
    }
    for (_, text) in events.sorted(by: { $0.0 < $1.0 }) { head.bytes += text }
    head.line("END:VCALENDAR")
    return head.bytes
  }

  private mutating func event(
    _ entry: CalendarEntry, _ start: Instant, _ end: Instant, _ isWhole: Bool
  ) {
    let (event, fields) = (entry.event, entry.event.fields)
    line("BEGIN:VEVENT")
    line("UID:\(event.id.rawValue)@credopass")
    line("DTSTAMP:\(Self.time(event.updatedAt))")
    line("CREATED:\(Self.time(event.createdAt))")
    line("LAST-MODIFIED:\(Self.time(event.updatedAt))")
    line("SEQUENCE:\(min(event.version - 1, Int64(Int32.max)))")
    line("DTSTART:\(Self.time(start))")
    line("DTEND:\(Self.time(end))")
    text("SUMMARY", fields.name)
    let whole = fields.description.unicodeScalars
    let isCut = !isWhole && whole.count > Self.excerpt
    text("DESCRIPTION", isCut ? String(whole.prefix(Self.excerpt)) + "…" : fields.description)
    let places = [fields.location, fields.address].filter { !$0.isEmpty }
    text("LOCATION", places.joined(separator: ", "))
    text("CATEGORIES", fields.category)
    if let latitude = fields.latitude, let longitude = fields.longitude {
      line("GEO:\(Self.degrees(latitude));\(Self.degrees(longitude))")
    }
    // A name of ours and no address: mail is nobody's business who reads this.
    line("ORGANIZER:urn:uuid:\(event.hostID.rawValue)")
    line("STATUS:\(Self.status(entry))")
    line("CLASS:\(fields.isPublic ? "PUBLIC" : "PRIVATE")")
    line("TRANSP:\(entry.waits || event.facts.canceledAt != nil ? "TRANSPARENT" : "OPAQUE")")
    line("END:VEVENT")
  }

  private static func status(_ entry: CalendarEntry) -> String {
    if entry.event.facts.canceledAt != nil { return "CANCELLED" }
    return entry.waits || entry.event.facts.publishedAt == nil ? "TENTATIVE" : "CONFIRMED"
  }

  // MARK: Lines

  /// Leaves out what says nothing.
  private mutating func text(_ property: String, _ value: String) {
    if !value.isEmpty { line("\(property):\(Self.escaped(value))") }
  }

  /// Folded: a line goes on behind CRLF and a space, and never breaks inside a character.
  private mutating func line(_ text: String) {
    var column = 0
    for scalar in text.unicodeScalars {
      let encoded = UTF8.encode(scalar).map { Array($0) } ?? []
      if column + encoded.count > 75 {
        bytes += [0x0D, 0x0A, 0x20]
        column = 1
      }
      bytes += encoded
      column += encoded.count
    }
    bytes += [0x0D, 0x0A]
  }

  /// TEXT of RFC 5545, 3.3.11. Whatever ends a line anywhere is a line's end here; other control
  /// characters have no place in it.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": result += ["\\", scalar]
      case "\n" where afterReturn: break
      case "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}": result += ["\\", "n"]
      case "\t": result.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}": break
      default: result.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return String(result)
  }

  /// "20300601T120000Z".
  static func time(_ instant: Instant) -> String {
    let seconds = Int(instant.microseconds).floored(by: 1_000_000)
    let day = "\(LocalDate(instant))".filter { $0 != "-" }
    let second = seconds.modulo(86_400)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { $0.padded(2) }.joined()
    return "\(day)T\(clock)Z"
  }

  /// Six digits behind the point, which is some ten centimetres.
  static func degrees(_ value: Double) -> String {
    let micro = Int((value * 1_000_000).rounded())
    let (whole, rest) = abs(micro).quotientAndRemainder(dividingBy: 1_000_000)
    return "\(micro < 0 ? "-" : "")\(whole).\(rest.padded(6))"
  }
}
