/// Why something is not done. The reason's name never changes; programs tell refusals apart by it.
struct Refusal: Error, Equatable, Sendable {
  enum Kind: Sendable {
    /// A value is not allowed, whatever is stored; `field` names it.
    case invalid
    /// What is stored does not allow it now.
    case state
    case notFound
    case denied
  }

  let kind: Kind
  let reason: String
  let message: String
  let facts: [String: String]

  static func state(_ reason: String, _ message: String, _ facts: [String: String] = [:])
    -> Refusal
  {
    Refusal(kind: .state, reason: reason, message: message, facts: facts)
  }

  static func invalid(_ field: String, _ message: String) -> Refusal {
    Refusal(kind: .invalid, reason: field, message: message, facts: [:])
  }

  /// Also the answer for what is there but not for these eyes.
  static func notFound(_ what: String) -> Refusal {
    Refusal(kind: .notFound, reason: "NOT_FOUND", message: "no such \(what)", facts: [:])
  }

  static let denied = Refusal(
    kind: .denied, reason: "DENIED", message: "not allowed", facts: [:])
}
