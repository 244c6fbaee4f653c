internal import CSodium

/// The secret that one calling service shares with one called service: 32 bytes.
public struct ServiceKey: Sendable {
  static let size = 32
  static let macSize = 16

  private let bytes: [UInt8]

  /// Nil unless `bytes` are exactly 32.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.size else { return nil }
    self.bytes = bytes
  }

  /// Writes the MAC of all but the last 16 bytes of `frame` into them: keyed BLAKE2b-128
  /// (libsodium, crypto_generichash), 0.5 µs for 300 bytes.
  func seal(_ frame: UnsafeMutableRawBufferPointer) {
    let end = frame.count - Self.macSize
    unsafe authenticate(UnsafeRawBufferPointer(frame), end, into: frame.baseAddress! + end)
  }

  /// Whether the last 16 bytes of `frame` are the MAC of the others; takes the same time for
  /// every wrong MAC.
  func verifies(_ frame: UnsafeRawBufferPointer) -> Bool {
    let end = frame.count - Self.macSize
    return unsafe withUnsafeTemporaryAllocation(byteCount: Self.macSize, alignment: 8) { expected in
      unsafe authenticate(frame, end, into: expected.baseAddress!)
      return unsafe sodium_memcmp(expected.baseAddress!, frame.baseAddress! + end, Self.macSize)
        == 0
    }
  }

  private func authenticate(
    _ frame: UnsafeRawBufferPointer, _ count: Int, into mac: UnsafeMutableRawPointer
  ) {
    let input = unsafe frame.baseAddress!.assumingMemoryBound(to: UInt8.self)
    let result = unsafe crypto_generichash(
      mac.assumingMemoryBound(to: UInt8.self), Self.macSize, input, UInt64(count), bytes,
      bytes.count)
    precondition(result == 0, "keyed BLAKE2b refuses only sizes it cannot have")
  }
}
