/// The keys by which services know each other: one per caller and callee, so that a stolen key
/// speaks for one pair, and a replica's file holds only the pairs it takes part in.
public struct ServiceKeys: Sendable, Equatable {
  public struct Pair: Sendable, Hashable {
    public let caller: String
    public let callee: String

    /// Nil unless both names are 1 to 32 of `a-z`, `0-9` and `-`.
    public init?(caller: String, callee: String) {
      for name in [caller, callee] {
        let plain = name.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard plain, (1...32).contains(name.utf8.count) else { return nil }
      }
      self.caller = caller
      self.callee = callee
    }
  }

  private let keys: [Pair: Secret]

  /// The keys of `pairs`, each computed from the deployment's master secret.
  public init(master: Secret, pairs: some Sequence<Pair>) {
    keys = Dictionary(
      pairs.map { ($0, master.derived(for: "credopass rpc v1 \($0.caller) \($0.callee)")) },
      uniquingKeysWith: { first, _ in first })
  }

  public var pairs: Set<Pair> { Set(keys.keys) }

  /// The 32-byte key of calls from `caller` to `callee`; nil when the two do not talk.
  public func key(caller: String, callee: String) -> [UInt8]? {
    Pair(caller: caller, callee: callee).flatMap { keys[$0]?.bytes }
  }

  /// What one service needs of these: the pairs it calls in or is called in.
  public func of(_ service: String) -> ServiceKeys {
    ServiceKeys(keys.filter { $0.key.caller == service || $0.key.callee == service })
  }

  private init(_ keys: [Pair: Secret]) { self.keys = keys }
}

extension ServiceKeys {
  /// Reads a key file: a line `caller callee key` per pair, the key in 64 hexadecimal digits.
  public init(file path: String) throws(SecretFileError) {
    guard let keys = ServiceKeys(text: try SecretFile.read(path)) else {
      throw .malformed(path)
    }
    self = keys
  }

  /// Writes the key file, in place of an older one.
  public func write(to path: String) throws(SecretFileError) {
    try SecretFile.replace(path, text)
  }

  var text: String {
    keys.map { "\($0.key.caller) \($0.key.callee) \(Hex.encode($0.value.bytes))\n" }
      .sorted().joined()
  }

  /// Nil for anything but such lines, or a pair that is there twice.
  init?(text: String) {
    var keys: [Pair: Secret] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      guard words.count == 3,
        let pair = Pair(caller: String(words[0]), callee: String(words[1])),
        let key = Hex.decode(words[2]).flatMap(Secret.init),
        keys.updateValue(key, forKey: pair) == nil
      else { return nil }
    }
    self.init(keys)
  }
}
