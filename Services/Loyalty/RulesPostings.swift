// From what judging came to, to what the ledger takes.

extension Verdict {
  /// What is to be posted, each person's in order.
  /// - Parameter leaving: what people lose with presences, or all else.
  func postings(_ book: RuleBook, leaving: Bool, makeID: () -> EntryID) -> [Posting] {
    var words = Words()
    return moves.compactMap { move in
      guard move.isLeaving == leaving, let step = move.step else { return nil }
      switch step {
      case .takeBack(let patron, let line, let presence, let rule, let version):
        let given = book.version(rule, number: version).map { words.line($0, presence.eventName) }
        return Posting(
          id: makeID(), patron: patron, deed: .takeBack(line),
          description: Rules.description(takingBack: given ?? "Points"),
          rule: rule.rawValue, event: presence.event?.rawValue)
      case .give(let deserved, let patron, let presence, let number, let entry):
        guard let entry else { return nil }
        return Self.earn(
          entry, patron, presence, deserved.version, deserved.points, number, &words)
      case .complete(let award, let patron, let presence, let entry):
        guard let standing = award.standing,
          let version = book.version(award.key.rule, number: standing.version)
        else { return nil }
        return Self.earn(
          entry, patron, presence, version, standing.points, award.given, &words)
      }
    }
  }

  private static func earn(
    _ entry: EntryID, _ patron: PatronID, _ presence: Presence, _ version: RuleVersion,
    _ points: Int32, _ number: Int32, _ words: inout Words
  ) -> Posting {
    Posting(
      id: entry, patron: patron, deed: .earn(points, version.expiry),
      description: words.line(version, presence.eventName),
      sourceKey: Rules.sourceKey(presence.attendance, version.rule, number),
      rule: version.rule.rawValue, event: presence.event?.rawValue)
  }
}

/// What lines say: of many postings few say anything else than the one before.
private struct Words {
  private struct Key: Hashable {
    let rule: RuleID
    let number: Int32
    let event: String
  }

  private var known: [Key: String] = [:]

  mutating func line(_ version: RuleVersion, _ event: String) -> String {
    let key = Key(rule: version.rule, number: version.number, event: event)
    if let line = known[key] { return line }
    let line = version.terms.line(event: event)
    known[key] = line
    return line
  }
}
