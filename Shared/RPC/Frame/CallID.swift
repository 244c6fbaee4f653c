internal import Glibc
internal import Synchronization

/// Names one call, whatever replica and attempt: a UUIDv7 (RFC 9562, section 5.7).
public struct CallID: Hashable, Sendable, CustomStringConvertible {
  let high: UInt64
  let low: UInt64

  /// Where this process starts to count; random, so that processes do not meet.
  private static let seed = UInt64.random(in: .min ... .max)
  private static let counter = Atomic<UInt64>(0)

  /// A new id. Unique, not secret: a call is protected by its MAC, so no system call is spent on
  /// randomness here.
  static func make() -> CallID {
    let count = counter.add(1, ordering: .relaxed).newValue
    var mixed = seed &+ count &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    let milliseconds = UInt64(bitPattern: WallClock.microseconds() / 1000)
    return CallID(
      high: milliseconds << 16 | 0x7000 | (count & 0xFFF),
      low: 0x8000_0000_0000_0000 | (mixed >> 2))
  }

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Nil unless `bytes` are 16.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    high = bytes[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
  }

  var bytes: [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      unsafe raw.setBig(high, at: 0)
      unsafe raw.setBig(low, at: 8)
      count = 16
    }
  }

  public var description: String {
    let digits = Array("0123456789abcdef")
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append("-") }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return text
  }
}

/// Wall-clock time, for what crosses processes.
enum WallClock {
  /// Microseconds since 1970.
  static func microseconds() -> Int64 {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
  }
}
