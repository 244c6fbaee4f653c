internal import CJose

/// The algorithms we take, each of one type of key.
enum Algorithm: String, Sendable {
  case rs256 = "RS256"
  case es256 = "ES256"
}

/// A public key of the provider. It is kept as text and read anew for each token: handles of
/// libcjose are for one thread.
struct ForeignKey: Sendable {
  struct Name: Hashable, Sendable {
    let id: String
    let algorithm: Algorithm
  }

  let name: Name
  let json: String

  /// Nil for keys of other types, sizes and purposes: a key set may hold any.
  init?(_ json: String) {
    guard let object = JSONObject(json.utf8), let id = object.text("kid"),
      (1...255).contains(id.utf8.count), object.text("use").map({ $0 == "sig" }) ?? true
    else { return nil }
    let algorithm: Algorithm
    switch object.text("kty") {
    case "RSA": algorithm = .rs256
    case "EC" where object.text("crv") == "P-256": algorithm = .es256
    default: return nil
    }
    guard !object.has("alg") || object.text("alg") == algorithm.rawValue else { return nil }
    guard let bits = Self.size(json) else { return nil }
    if algorithm == .rs256, !(2048...8192).contains(bits) { return nil }
    name = Name(id: id, algorithm: algorithm)
    self.json = json
  }

  /// The keys of a key set (RFC 7517), up to 100; nil when it is none.
  static func all(_ bytes: [UInt8]) -> [ForeignKey]? {
    guard let set = JSONObject(bytes), set.has("keys") else { return nil }
    return set.objects("keys", limit: 100).compactMap { ForeignKey($0) }
  }

  private static func size(_ json: String) -> Int? {
    guard let key = unsafe cjose_jwk_import(json, json.utf8.count, nil) else { return nil }
    defer { unsafe cjose_jwk_release(key) }
    return unsafe cjose_jwk_get_keysize(key, nil)
  }
}
