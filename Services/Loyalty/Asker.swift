internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// On whose behalf levels, rewards and reports are asked for, and what they may.
struct Asker: Sendable {
  let actor: Actor

  /// - Throws: UNAUTHENTICATED.
  init(_ access: Access, _ call: CallContext) async throws {
    actor = try await access.actor(call)
    if case .anonymous = actor { throw Access.notSignedIn }
  }

  /// The person; nil for a service of ours.
  var person: PatronID? { actor.reference.map(PatronID.init(rawValue:)) }

  /// Whether they have the role or a higher one; our services may everything.
  func holds(_ role: Role) -> Bool {
    switch actor {
    case .user(let principal): principal.role >= role
    case .service: true
    case .anonymous: false
    }
  }

  /// - Throws: PERMISSION_DENIED.
  func require(_ role: Role) throws {
    guard holds(role) else { throw Access.denied }
  }

  /// Whom a call is about: themselves unless said; somebody else for people of a role.
  /// - Throws: NOT_FOUND for another person's, INVALID_ARGUMENT.
  func patron(
    _ text: String, field: String = "patron_id", others role: Role
  ) throws -> PatronID {
    guard let asked = text.isEmpty ? person?.rawValue : UUID128(text) else {
      throw Status.invalid(field, "must be a UUID")
    }
    let patron = PatronID(rawValue: asked)
    guard patron == person || holds(role) else { throw Status(.notFound, "no such person") }
    return patron
  }
}

extension Actor {
  /// The person's id; nil for a service of ours.
  var reference: Reference? { principal.flatMap { UUID128($0.userID) } }
}

/// What requests say, checked.
enum Said {
  static func id(_ text: String, _ field: String) throws -> UUID128 {
    guard let id = UUID128(text) else { throw Status.invalid(field, "must be a UUID") }
    return id
  }

  static func time(_ time: Timestamp?, _ field: String) throws -> Moment? {
    guard let time else { return nil }
    guard let microseconds = time.microseconds else {
      throw Status.invalid(field, "must be a time of the years 1 to 9999")
    }
    return Moment(microseconds: microseconds)
  }

  static func pageSize(_ size: Int32) throws -> Int32 {
    guard (0...200).contains(size) else {
      throw Status.invalid("page_size", "must be from 1 to 200, or 0 for 50")
    }
    return size == 0 ? 50 : size
  }

  /// A range of time; either end may be open.
  static func range(_ from: Timestamp?, _ to: Timestamp?) throws -> (Moment?, Moment?) {
    let (from, to) = (try time(from, "from"), try time(to, "to"))
    if let from, let to, from >= to { throw Status.invalid("to", "must be after from") }
    return (from, to)
  }

  /// At most so many characters, without NUL.
  static func text(_ text: String, _ field: String, most: Int) throws -> String {
    guard text.unicodeScalars.count <= most, !text.unicodeScalars.contains("\0") else {
      throw Status.invalid(field, "must be at most \(most) characters without NUL")
    }
    return text
  }
}

extension ListPlace {
  /// Where the page before ended; the start for none.
  init(_ position: [String]?) throws {
    guard let position else {
      self = .start
      return
    }
    guard position.count == 2, let time = Int64(position[0]), let id = UUID128(position[1])
    else { throw Status.wrongPage }
    self.init(time: Moment(microseconds: time), id: id)
  }

  var position: [String] { ["\(time.microseconds)", "\(id)"] }
}
