public import Postgres

// What a line of the audit says. The types let in ids, numbers and words of our own and nothing
// else, so that no name, address or free text can get there.

/// Who did it.
public struct AuditActor: Sendable, Hashable {
  let text: String

  public init(_ actor: Actor) {
    switch actor {
    case .user, .service: text = actor.subject
    case .anonymous: text = "anonymous"
    }
  }

  private init(text: String) { self.text = text }

  /// A person, by the id that is proven: their token's, or that of who has just signed in.
  public static func user(_ id: UUID128) -> AuditActor { AuditActor(text: "user:\(id)") }

  /// One of our services by itself.
  public static func service(_ name: String) -> AuditActor {
    AuditActor(text: "service:\(name)")
  }

  public static let anonymous = AuditActor(text: "anonymous")
  /// Those whom nobody could count apart any more.
  static let others = AuditActor(text: "others")
}

/// What was done: `noun.verb` in small letters, the same for ever, for people filter by it.
public struct AuditAction: Sendable, Hashable {
  let text: String

  /// A constant of the room that does it.
  public init(_ word: StaticString) { text = "\(word)" }
}

extension AuditAction {
  /// Somebody asked for what they may not; counted per minute.
  public static let refused = AuditAction("access.refused")
  /// What a call lists leaves in a file; counted per minute.
  public static let exported = AuditAction("data.exported")
  /// An operator's tool asked as itself, and may everything; counted per minute.
  public static let operated = AuditAction("operator.called")
}

/// To whom or to what.
public struct AuditObject: Sendable, Hashable {
  let text: String

  public init(_ kind: StaticString, _ id: UUID128) { text = "\(kind):\(id)" }

  /// All of a kind, such as a list that was taken away whole.
  public init(_ kind: StaticString) { text = "\(kind)" }

  public static func user(_ id: UUID128) -> AuditObject { AuditObject("user", id) }
  public static func event(_ id: UUID128) -> AuditObject { AuditObject("event", id) }

  /// The method that was called.
  /// - Parameter name: that of an rpc; cut to 200 characters.
  public static func method(_ name: String) -> AuditObject {
    AuditObject(text: "method:\(name.prefix(200))")
  }

  private init(text: String) { self.text = text }
}

/// One more thing to know of a deed.
public struct AuditFact: Sendable, Equatable {
  let json: String

  public static func id(_ id: UUID128) -> AuditFact { AuditFact(json: "\"\(id)\"") }
  public static func number(_ number: some BinaryInteger) -> AuditFact {
    AuditFact(json: "\(number)")
  }
  public static func word(_ word: StaticString) -> AuditFact {
    AuditFact(json: JSONText.quote("\(word)"))
  }
  /// A value of a closed set, by its name: a role, a state.
  public static func word(_ value: some CaseIterable & RawRepresentable<String>) -> AuditFact {
    AuditFact(json: JSONText.quote(value.rawValue))
  }
}

/// Names of facts and what they are.
public typealias AuditFacts = KeyValuePairs<StaticString, AuditFact>

extension AuditFacts {
  var json: String {
    "{" + map { "\(JSONText.quote("\($0.key)")):\($0.value.json)" }.joined(separator: ",") + "}"
  }
}
