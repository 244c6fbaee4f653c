// How points move: postings in, lines and lots out. One person at a time.

/// When points become too old to be spent.
enum Expiry: Equatable, Sendable {
  case never
  case at(Moment)
  /// So many times 24 hours after the person last earned something; each time anew.
  case idle(days: Int32)

  func moment(earnedAt now: Moment) -> Moment? {
    switch self {
    case .never: nil
    case .at(let moment): moment
    case .idle(let days): Self.idle(days, after: now)
    }
  }

  static func idle(_ days: Int32, after now: Moment) -> Moment {
    // A hundred years are as good as more, and never overflow.
    let days = Int64(min(max(1, days), 36_500))
    return Moment(microseconds: now.microseconds + days * 86_400_000_000)
  }
}

/// A line of the ledger that is to be taken back.
struct Line: Equatable, Sendable {
  let entry: EntryID
  let points: Int32
}

/// What is to be moved; a line of the ledger once posted.
struct Posting: Equatable, Sendable {
  enum Deed: Equatable, Sendable {
    /// Counts as earned ever, and as activity.
    case earn(Int32, Expiry)
    /// Gives points, or takes them when negative; never more than can be spent.
    case adjust(Int32, Expiry)
    /// Never more than can be spent.
    case burn(Int32)
    /// Takes back what a line gave, exactly: what was spent meanwhile is owed.
    case takeBack(Line)
    /// Returns what a line took to the lots that it was taken from.
    case giveBack(EntryID)
  }

  /// Made by the caller, so that its rows can refer to the line.
  let id: EntryID
  let patron: PatronID
  let deed: Deed
  /// What the statement says, 1 to 300 characters.
  let description: String
  /// What it is moved for, 1 to 200 characters: once, whatever is repeated.
  var sourceKey: String?
  /// The earning rule, for statements and reports.
  var rule: Reference?
  var event: Reference?
  var reward: Reference?
  /// Nil: a rule or a job.
  var actor: Reference?
}

/// What is left of what a line gave.
struct Lot: Equatable, Sendable {
  let entry: EntryID
  let patron: PatronID
  /// Of the line that opened it.
  let number: Int32
  let points: Int32
  var remaining: Int32
  /// Nil: never.
  var expiresAt: Moment?
  let idleDays: Int32?

  /// Whether it is spent before another: what expires first, of those the oldest.
  func isBefore(_ other: Lot) -> Bool {
    let (mine, its) = (expiresAt?.microseconds ?? .max, other.expiresAt?.microseconds ?? .max)
    return mine == its ? number < other.number : mine < its
  }
}

/// What a line took from a lot.
struct Use: Equatable, Sendable {
  let entry: EntryID
  let lot: EntryID
  let points: Int32
}

/// Why points move, as the ledger spells it.
enum EntryKind: String, Sendable {
  case earn = "EARN"
  case burn = "BURN"
  case expire = "EXPIRE"
  case reverse = "REVERSE"
  case adjust = "ADJUST"
}

/// A line as the ledger gets it.
struct Written: Equatable, Sendable {
  let posting: Posting
  let number: Int32
  let kind: EntryKind
  let points: Int32
  let reverses: EntryID?
  /// The sum of all lines up to this one; below 0 while points are owed.
  let balanceAfter: Int32
  let issuedAt: Moment
  let expiresAt: Moment?

  var id: EntryID { posting.id }
}

extension Posting.Deed {
  /// Whether it has to know every lot from which points could be taken.
  var takes: Bool {
    switch self {
    case .earn: false
    case .adjust(let points, _): points < 0
    case .burn, .takeBack: true
    // What is given back may settle what is owed; nothing else is there then.
    case .giveBack: false
    }
  }

  /// The line that is taken back.
  var takesBack: EntryID? {
    if case .takeBack(let line) = self { line.entry } else { nil }
  }

  /// The line whose uses are returned.
  var returns: EntryID? {
    if case .giveBack(let entry) = self { entry } else { nil }
  }
}
