/// The orders in which people are listed.
enum ListOrder: String, CaseIterable, Sendable {
  case created = "created_at"
  case createdDescending = "created_at desc"
  case name = "last_name"
  case nameDescending = "last_name desc"
  case reputation = "reputation"
  case reputationDescending = "reputation desc"

  /// Where a page ends and the next begins: the last row's value of the order's column, and its
  /// id.
  struct Position: Sendable, Equatable {
    let key: String
    let id: UUID128
  }

  /// What lies before everybody in this order.
  var start: Position {
    switch self {
    case .created: Position(key: "0", id: .least)
    case .createdDescending: Position(key: String(Instant.farAhead.microseconds), id: .greatest)
    case .name: Position(key: "", id: .least)
    // Unicode's collation puts U+FFFF behind every character, and no name has it.
    case .nameDescending: Position(key: "\u{FFFF}", id: .greatest)
    case .reputation: Position(key: "-1", id: .least)
    case .reputationDescending: Position(key: "6", id: .greatest)
    }
  }

  func position(of person: Person) -> Position {
    let key =
      switch self {
      case .created, .createdDescending: String(person.createdAt.microseconds)
      case .name, .nameDescending: person.user.lastName
      case .reputation, .reputationDescending: String(person.user.reputation)
      }
    return Position(key: key, id: person.id)
  }
}

extension Instant {
  /// Later than anything that happens: the end of the year 9999.
  static let farAhead = Instant(microseconds: 253_402_300_799_999_999)
  static let farBack = Instant(microseconds: 0)
}

extension UUID128 {
  static let least = UUID128(high: 0, low: 0)
  static let greatest = UUID128(high: .max, low: .max)
}
