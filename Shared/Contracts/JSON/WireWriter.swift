/// Appends protobuf's wire format.
struct WireWriter {
  var bytes: [UInt8] = []

  mutating func varint(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  mutating func tag(_ number: Int, _ kind: WireField.Kind) {
    varint(UInt64(number) << 3 | UInt64(kind.rawValue))
  }

  mutating func fixed(_ value: UInt64, _ count: Int) {
    for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * place))) }
  }

  mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// Begins a field's content whose length is not known yet; `end` wants what this gives.
  mutating func begin() -> Int {
    bytes.append(0)
    return bytes.count
  }

  /// Puts the content's length before it.
  mutating func end(_ start: Int) {
    var length = bytes.count - start
    if length < 0x80 {
      bytes[start - 1] = UInt8(length)
      return
    }
    var prefix: [UInt8] = []
    while length >= 0x80 {
      prefix.append(UInt8(truncatingIfNeeded: length) | 0x80)
      length >>= 7
    }
    prefix.append(UInt8(length))
    bytes.replaceSubrange((start - 1)..<start, with: prefix)
  }
}
