// From what judging came to, to what the ledger takes.

extension Verdict {
  /// What is to be posted, each person's in order.
  /// - Parameter leaving: what people lose with presences, or all else.
  func postings(_ book: RuleBook, leaving: Bool, makeID: () -> EntryID) -> [Posting] {
    moves.compactMap { move in
      guard move.isLeaving == leaving, let step = move.step else { return nil }
      switch step {
      case .takeBack(let patron, let line, let presence, let rule, let version):
        let words = book.version(rule, number: version)?.terms.line(event: presence.eventName)
        return Posting(
          id: makeID(), patron: patron, deed: .takeBack(line),
          description: Rules.description(takingBack: words ?? "Points"),
          rule: rule.rawValue, event: presence.event?.rawValue)
      case .give(let deserved, let patron, let presence, let number, let entry):
        guard let entry else { return nil }
        return Self.earn(
          entry, patron, presence, deserved.version, deserved.points, number)
      case .complete(let award, let patron, let presence, let entry):
        guard let standing = award.standing,
          let version = book.version(award.key.rule, number: standing.version)
        else { return nil }
        return Self.earn(entry, patron, presence, version, standing.points, award.given)
      }
    }
  }

  private static func earn(
    _ entry: EntryID, _ patron: PatronID, _ presence: Presence, _ version: RuleVersion,
    _ points: Int32, _ number: Int32
  ) -> Posting {
    Posting(
      id: entry, patron: patron, deed: .earn(points, version.expiry),
      description: version.terms.line(event: presence.eventName),
      sourceKey: Rules.sourceKey(presence.attendance, version.rule, number),
      rule: version.rule.rawValue, event: presence.event?.rawValue)
  }
}
