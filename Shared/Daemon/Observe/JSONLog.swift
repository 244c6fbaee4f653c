internal import Glibc
internal import Logging
internal import Postgres
internal import RPC

/// Writes log lines as JSON objects to standard error: ids, states and figures, no person.
struct JSONLog: LogHandler {
  let service: String
  let replica: String
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  init(service: String, replica: String, level: Logger.Level) {
    self.service = service
    self.replica = replica
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let line = self.line(event.level, "\(event.message)", event.metadata ?? [:], event.error)
    let bytes = Array(line.utf8)
    // One write of a line: lines of several threads do not mix in a pipe up to 4 KiB.
    _ = unsafe write(2, bytes, bytes.count)
  }

  func line(
    _ level: Logger.Level, _ message: String, _ extra: Logger.Metadata, _ error: (any Error)? = nil,
    at now: Instant = .now
  ) -> String {
    var members = [
      ("time", TimeText.utc(now)), ("level", level.rawValue), ("service", service),
      ("replica", replica), ("message", message),
    ]
    if let error { members.append(("error", Self.text(of: error))) }
    if let call = CallContext.current {
      members.append(("method", call.method))
      members.append(("call", call.callID.description))
      if !call.traceparent.isEmpty { members.append(("trace", call.traceparent)) }
    }
    let all = metadata.merging(extra) { $1 }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) { members.append((key, "\(value)")) }
    return "{"
      + members.map { "\(JSONText.quote($0)):\(JSONText.quote($1))" }.joined(separator: ",")
      + "}\n"
  }

  /// Everything known of an error; a log is where the whole of it belongs.
  static func text(of error: any Error) -> String {
    (error as? PostgresError)?.logText ?? "\(error)"
  }
}

enum JSONText {
  /// The text as a JSON string (RFC 8259 section 7).
  static func quote(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

enum TimeText {
  /// RFC 3339 in UTC with milliseconds.
  static func utc(_ instant: Instant) -> String {
    var seconds = time_t(instant.microseconds / 1_000_000)
    var parts = unsafe tm()
    unsafe gmtime_r(&seconds, &parts)
    func pad(_ number: some BinaryInteger, _ width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let numbers = unsafe (
      parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min,
      parts.tm_sec
    )
    let day = "\(pad(numbers.0, 4))-\(pad(numbers.1))-\(pad(numbers.2))"
    let clock = "\(pad(numbers.3)):\(pad(numbers.4)):\(pad(numbers.5))"
    return "\(day)T\(clock).\(pad(instant.microseconds / 1000 % 1000, 3))Z"
  }
}
