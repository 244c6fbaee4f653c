public import Identity
public import RPC

/// Makes and reads page tokens: where the next page begins, in a form that only we can write and
/// that fits one query only.
///
/// A token is base64url of a MAC (BLAKE2b, 16 bytes) and the position. The position is not hidden:
/// it is what the last row of the page showed its reader.
public struct PageTokens: Sendable {
  private static let macSize = 16
  /// Characters; more than any position of ours takes.
  private static let sizeLimit = 4096
  private let key: Secret

  /// - Parameter key: the same on all replicas of the service; another makes old tokens invalid.
  public init(key: Secret) { self.key = key.derived(for: "credopass page tokens v1") }

  /// The token of the page after `position`, the values that the last row has in the order's
  /// columns.
  ///
  /// - Parameter query: the request with page token and size left out: whoever changes filter or
  ///   order starts anew.
  /// - Throws: `EncodeError`.
  public func token(after position: [String], of query: some Message) throws -> String {
    let body = position.flatMap { Array("\($0.utf8.count):".utf8) + Array($0.utf8) }
    return String(decoding: Base64URL.encode(try mac(body, query) + body), as: UTF8.self)
  }

  /// The position that a token holds; nil for the empty token, which starts at the beginning.
  /// - Throws: INVALID_ARGUMENT for what is no token of ours for this query.
  public func position(_ token: String, of query: some Message) throws -> [String]? {
    if token.isEmpty { return nil }
    guard token.utf8.count <= Self.sizeLimit, let bytes = Base64URL.decode(token.utf8),
      bytes.count >= Self.macSize, let claimed = Secret(Self.padded(bytes)),
      let real = Secret(Self.padded(try mac(Array(bytes.dropFirst(Self.macSize)), query))),
      claimed == real, let position = Self.values(bytes.dropFirst(Self.macSize))
    else { throw Status.invalid("page_token", "must be next_page_token of the same query") }
    return position
  }

  private func mac(_ body: [UInt8], _ query: some Message) throws -> [UInt8] {
    let parts = [Array(type(of: query).fullName.utf8), try query.encode(), body]
    return Array(key.mac(parts: parts).prefix(Self.macSize))
  }

  /// The MAC in the form that compares in a time that tells nothing.
  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.prefix(macSize)) + [UInt8](repeating: 0, count: Secret.size - macSize)
  }

  /// Texts that each have their length in bytes and a colon before them.
  private static func values(_ bytes: ArraySlice<UInt8>) -> [String]? {
    var rest = bytes
    var values: [String] = []
    while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
      guard let count = Int(String(decoding: rest[..<colon], as: UTF8.self)), count >= 0,
        count <= rest[(colon + 1)...].count,
        let value = String(
          validating: rest[(colon + 1)...].prefix(count), as: UTF8.self)
      else { return nil }
      values.append(value)
      rest = rest[(colon + 1 + count)...]
    }
    return rest.isEmpty ? values : nil
  }
}
