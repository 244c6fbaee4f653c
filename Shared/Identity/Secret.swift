/// 32 secret bytes that no log, error or debugger's dump ever shows.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  public static let size = 32
  let bytes: [UInt8]

  /// Nil unless there are exactly 32 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.size else { return nil }
    self.bytes = bytes
  }

  /// From libsodium's random source.
  public static func random() -> Secret { Secret(unchecked: Sodium.random(size)) }

  private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

  /// A secret for one purpose, from which neither this nor another purpose's can be computed.
  public func derived(for purpose: String) -> Secret { Secret(unchecked: mac(Array(purpose.utf8))) }

  /// 32 bytes that only who has the secret can make of `text` (BLAKE2b, RFC 7693, keyed).
  public func mac(_ text: [UInt8]) -> [UInt8] {
    Sodium.blake2b(text, key: bytes, length: Self.size)
  }

  /// The same of several texts, each told from the next by its length.
  public func mac(parts: [[UInt8]]) -> [UInt8] {
    mac(parts.flatMap { Array("\($0.count):".utf8) + $0 })
  }

  /// Gives the bytes away, to whoever must sign, write or seal with them.
  public func reveal() -> [UInt8] { bytes }

  public static func == (left: Secret, right: Secret) -> Bool {
    Sodium.equal(left.bytes, right.bytes)
  }

  public var description: String { "(secret)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
