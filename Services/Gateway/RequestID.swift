/// Names one request, in its answer, in the logs and in the daemons' traces.
enum RequestID {
  /// 32 hexadecimal digits at random.
  static func make() -> String { hex(.random(in: .min ... .max)) + hex(.random(in: .min ... .max)) }

  /// The client's own, when it is 16 to 64 hexadecimal digits and hyphens, such as a UUID;
  /// otherwise a new one. It gets into logs, so it must not be able to hold a name or a secret.
  static func accept(_ text: String?) -> String {
    guard let text, (16...64).contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else {
      return make()
    }
    return text
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "f")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return letters ~= byte | 0x20 || digits ~= byte || byte == UInt8(ascii: "-")
  }

  fileprivate static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// W3C trace context.
enum TraceParent {
  /// The client's own when it is well formed (version 00), otherwise the start of a trace.
  static func accept(_ text: String?) -> String {
    if let text, isWellFormed(text) { return text }
    let span = RequestID.hex(.random(in: 1 ... .max))
    return "00-\(RequestID.make())-\(span)-01"
  }

  private static func isWellFormed(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [2, 32, 16, 2], parts[0].elementsEqual("00".utf8) else {
      return false
    }
    let isHex = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == UInt8(ascii: "-")
    }
    // A trace or a span of zeros is none.
    return isHex && parts[1...2].allSatisfy { $0.contains { $0 != UInt8(ascii: "0") } }
  }
}
