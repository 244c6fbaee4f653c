/// How much of an event a snapshot holds: its roster up to a version of the live row, names up to
/// a number of theirs.
struct SnapshotVersion: Sendable, Equatable {
  let roster: Int64
  let names: Int64

  /// As clients keep it.
  var text: String { "\(roster).\(names)" }

  init(_ head: SnapshotHead) {
    roster = head.version
    names = head.names
  }

  /// Nil for what no snapshot ever bore.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let roster = Int64(parts[0]), let names = Int64(parts[1]),
      roster >= 0, names >= 0, "\(roster).\(names)" == text
    else { return nil }
    self.roster = roster
    self.names = names
  }

  /// Whether what changed since then can be told: not of a version that we have not reached, as
  /// after a restored backup, nor of one from before a purge.
  func isKnown(to head: SnapshotHead) -> Bool {
    (head.wholeFrom...max(head.version, head.wholeFrom)).contains(roster) && names <= head.names
  }
}

/// What lies in one page of a snapshot.
struct SnapshotPage: Sendable {
  var people: [SnapshotPerson]
  var gone: [UUID128]
  var revocations: [PassNumber]
  /// After whom the next page begins; nil on the last.
  private(set) var next: UUID128?

  /// Cuts three lists, each by user id and at most `limit` long, where the first of them may go on:
  /// what lies before is whole.
  init(people: [SnapshotPerson], gone: [UUID128], revocations: [PassNumber], limit: Int) {
    let ends = [people.map(\.patronID), gone, revocations.map(\.patronID)]
      .filter { $0.count >= limit }.compactMap(\.last)
    next = ends.min()
    let end = next
    func isWithin(_ id: UUID128) -> Bool { end.map { id <= $0 } ?? true }
    self.people = people.filter { isWithin($0.patronID) }
    self.gone = gone.filter(isWithin)
    self.revocations = revocations.filter { isWithin($0.patronID) }
  }
}
