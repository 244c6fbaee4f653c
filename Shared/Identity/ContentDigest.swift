/// A digest of content that comes in pieces: names the content, whatever the pieces' sizes.
///
/// BLAKE2b over blocks of 64 KiB, each with the digest of all before it, and the length at last.
/// (libsodium's own streaming state does not reach Swift: its alignment has no Swift type.)
public struct ContentDigest: Sendable {
  private static let blockSize = 64 * 1024
  private var chain = [UInt8](repeating: 0, count: 32)
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  public init() {}

  public mutating func append(_ bytes: [UInt8]) {
    length += UInt64(bytes.count)
    pending += bytes
    var start = 0
    while pending.count - start >= Self.blockSize {
      chain = Sodium.blake2b(chain + pending[start..<(start + Self.blockSize)])
      start += Self.blockSize
    }
    pending.removeFirst(start)
  }

  /// 16 bytes.
  public func finish() -> [UInt8] {
    let size = (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) }
    return Sodium.blake2b(chain + pending + size, length: 16)
  }
}
