internal import Identity
internal import Postgres

/// 256 random bits that let in whoever holds them. Only a digest is ever stored.
struct RandomToken: Sendable, Equatable {
  private let secret: Secret

  private init(_ secret: Secret) { self.secret = secret }

  static func random() -> RandomToken { RandomToken(.random()) }

  /// Nil for anything but the one spelling of 32 bytes in base64url.
  init?(_ text: String) {
    guard text.utf8.count == 43, let bytes = Base64URL.decode(text.utf8),
      let secret = Secret(bytes)
    else { return nil }
    self.secret = secret
  }

  /// What its holder keeps: 43 letters, digits, - and _.
  var text: String { String(decoding: Base64URL.encode(secret.reveal()), as: UTF8.self) }

  /// What is stored of it.
  func digest(_ key: Secret) -> [UInt8] { key.mac(secret.reveal()) }

  // MARK: The same successor for a repeat

  /// The successor under a pad that takes this token and the call's idempotency key to make. This
  /// token is used up by it, so no pad serves twice.
  func seal(_ successor: RandomToken, _ idempotencyKey: String) -> [UInt8] {
    Self.xor(successor.secret.reveal(), pad(idempotencyKey))
  }

  /// The successor that was sealed; another one altogether under another idempotency key.
  func open(_ sealed: [UInt8], _ idempotencyKey: String) -> RandomToken? {
    Secret(Self.xor(sealed, pad(idempotencyKey))).map { RandomToken($0) }
  }

  private func pad(_ idempotencyKey: String) -> [UInt8] {
    secret.mac(Array("credopass refresh successor v1 \(idempotencyKey)".utf8))
  }

  private static func xor(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    zip(left, right).map { $0 ^ $1 }
  }
}

/// The keys that stand between the tables of sign-in and whoever steals them: each for one purpose,
/// all made of the pepper.
struct AuthKeys: Sendable {
  let refresh: Secret
  /// Of mailed tokens.
  let oneTime: Secret
  private let codes: Secret
  private let throttle: Secret

  init(_ pepper: Secret) {
    refresh = pepper.derived(for: "credopass refresh tokens v1")
    oneTime = pepper.derived(for: "credopass one-time tokens v1")
    codes = pepper.derived(for: "credopass phone codes v1")
    throttle = pepper.derived(for: "credopass login throttle v1")
  }

  /// Under what failures of `account` from `address` are counted; nil for an address not known.
  func throttled(account: String, address: String?) -> ThrottleKeys {
    ThrottleKeys(
      account: key("account", account), address: address.map { key("address", $0) })
  }

  /// Under what mails are counted.
  func mails(to address: String, from network: String?) -> [[UInt8]: Throttle] {
    counted([("mails to", address, .mails), ("mails from", network, .mailsFrom)])
  }

  /// Under what text messages are counted.
  func texts(
    to phone: String, of person: UUID128, from network: String?
  ) -> [[UInt8]: Throttle] {
    counted([
      ("texts to", phone, .texts), ("texts of", person.description, .texts),
      ("texts from", network, .textsFrom),
    ])
  }

  /// What is stored of a code that went to somebody's phone.
  func phone(_ person: UUID128, _ phone: String, _ code: String) -> [UInt8] {
    codes.mac(Array("\(person) \(phone) \(code)".utf8))
  }

  private func counted(_ all: [(String, String?, Throttle)]) -> [[UInt8]: Throttle] {
    Dictionary(
      all.compactMap { what, name, rule in name.map { (key(what, $0), rule) } },
      uniquingKeysWith: { $1 })
  }

  private func key(_ what: String, _ name: String) -> [UInt8] {
    throttle.mac(Array("\(what) \(name)".utf8))
  }
}

/// Under what failures are counted.
struct ThrottleKeys: Sendable, Equatable {
  let account: [UInt8]
  let address: [UInt8]?

  var counted: [[UInt8]: Throttle] {
    var counted: [[UInt8]: Throttle] = [account: .account]
    if let address { counted[address] = .address }
    return counted
  }

  var all: [[UInt8]] { Array(counted.keys) }
}
