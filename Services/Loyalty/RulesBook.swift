/// One person's points, and what postings make of them.
///
/// Before each posting, and after it, lots that are too old are expired by lines of their own, so
/// that nothing too old is ever spent, whether a job has run or not. What is true of the book after
/// each posting: the account has what its open lots hold, and has or owes the sum of its lines.
struct Book: Sendable {
  private(set) var account: Account
  private let tiers: Tiers
  /// The level before, for the record.
  private let tierBefore: String
  /// Neither rises nor falls.
  private let isPinned: Bool
  /// Earned in the window and not taken back, where one counts.
  private var windowed: Int32
  /// Of the lines that are posted.
  private let time: Moment
  private let newID: @Sendable () -> EntryID

  /// Lots that hold something, in the order in which they are spent.
  private var open: [Lot] = []
  /// Emptied lots that get something back, or were emptied here.
  private var closed: [EntryID: Lot] = [:]
  /// What lines took that may be given back.
  private var taken: [EntryID: [Use]] = [:]
  /// What expired of lots, by the lot.
  private var expired: [EntryID: [Use]] = [:]

  private(set) var lines: [Written] = []
  private(set) var uses: [Use] = []
  /// Uses of lines before that were returned.
  private(set) var returned: [Use] = []
  private var changed: Set<EntryID> = []
  private var opened: [EntryID] = []

  /// - Parameters:
  ///   - lots: all that hold something when a posting takes, else those that are due or move
  ///     their expiry; and those that the uses are of.
  ///   - taken: what lines took that postings give back.
  ///   - expired: what expired of the lots of lines that postings take back.
  ///   - windowed: earned in the window and not taken back, where one counts.
  init(
    _ account: Account, _ lots: [Lot], _ taken: [Use], expired: [Use] = [], _ tiers: Tiers,
    isPinned: Bool = false, windowed: Int32 = 0, now: Moment,
    newID: @escaping @Sendable () -> EntryID
  ) {
    self.account = account
    self.tiers = tiers
    tierBefore = account.tier
    self.isPinned = isPinned
    self.windowed = windowed
    // No line is older than the one before, whatever the clocks of several replicas say.
    time = max(now, account.movedAt ?? now)
    self.newID = newID
    open = lots.filter { $0.remaining > 0 }
    open.sort { $0.isBefore($1) }
    for lot in lots where lot.remaining == 0 { closed[lot.entry] = lot }
    for use in taken { self.taken[use.entry, default: []].append(use) }
    for use in expired { self.expired[use.lot, default: []].append(use) }
  }

  /// Lots that came to be here.
  var openedLots: [Lot] {
    let known = Dictionary(open.map { ($0.entry, $0) }, uniquingKeysWith: { first, _ in first })
    return opened.compactMap { known[$0] ?? closed[$0] }
  }

  /// Lots from before that are others now.
  var changedLots: [Lot] {
    let old = changed.subtracting(opened)
    return open.filter { old.contains($0.entry) } + closed.values.filter { old.contains($0.entry) }
  }

  // MARK: Postings

  mutating func post(_ posting: Posting) throws(Refusal) {
    try expireDue()
    switch posting.deed {
    case .earn(let points, let expiry):
      guard (1...Account.limit).contains(points) else { throw .outOfRange }
      moveIdleLots()
      try give(points, expiry, posting, .earn)
      account.lifetime += points
      guard account.lifetime <= Account.limit else { throw .outOfRange }
      windowed = min(Account.limit, windowed + points)
    case .adjust(let points, let expiry):
      guard points != 0, (-Account.limit...Account.limit).contains(points) else {
        throw .outOfRange
      }
      if points > 0 {
        try give(points, expiry, posting, .adjust)
      } else {
        try spend(-points, posting, .adjust)
      }
    case .burn(let points):
      guard (1...Account.limit).contains(points) else { throw .outOfRange }
      try spend(points, posting, .burn)
    case .takeBack(let line): try takeBack(line, posting)
    case .giveBack(let entry): try giveBack(entry, posting)
    }
    try expireDue()
    if !isPinned { account.raise(tiers, windowed: windowed, now: time) }
  }

  /// As it is once all of these are posted.
  func posting(_ postings: [Posting]) throws(Refusal) -> Book {
    var book = self
    for posting in postings { try book.post(posting) }
    return book
  }

  /// To which other level the postings led.
  var move: TierMove? {
    guard account.tier != tierBefore else { return nil }
    return TierMove(
      patron: account.patron, from: tierBefore, to: account.tier, why: .reached,
      points: account.counted(tiers, windowed: windowed))
  }

  /// Writes a line for each lot that is too old.
  mutating func expireDue() throws(Refusal) {
    while let lot = open.first, let expiry = lot.expiresAt, expiry <= time {
      let posting = Posting(
        id: newID(), patron: account.patron, deed: .burn(lot.remaining),
        description: "Points expired")
      take(lot.remaining, by: posting.id)
      expired[lot.entry, default: []].append(
        Use(entry: posting.id, lot: lot.entry, points: lot.remaining))
      // When it happened, not when it was seen.
      try write(posting, .expire, -lot.remaining, at: max(expiry, account.movedAt ?? expiry))
    }
  }

  private mutating func give(
    _ points: Int32, _ expiry: Expiry, _ posting: Posting, _ kind: EntryKind
  ) throws(Refusal) {
    let settled = min(points, account.owed)
    let expiresAt = expiry.moment(earnedAt: time)
    try write(posting, kind, points, expiresAt: expiresAt)
    var idleDays: Int32?
    if case .idle(let days) = expiry { idleDays = days }
    let lot = Lot(
      entry: posting.id, patron: account.patron, number: account.movements, points: points,
      remaining: points - settled, expiresAt: expiresAt, idleDays: idleDays)
    opened.append(lot.entry)
    if settled > 0 { use(settled, of: lot.entry, by: posting.id) }
    keep(lot)
  }

  private mutating func spend(
    _ points: Int32, _ posting: Posting, _ kind: EntryKind
  ) throws(Refusal) {
    guard points <= account.balance else {
      throw .tooFewPoints(asked: points, has: account.balance)
    }
    take(points, by: posting.id)
    try write(posting, kind, -points)
  }

  private mutating func takeBack(_ line: Line, _ posting: Posting) throws(Refusal) {
    guard (1...Account.limit).contains(line.points) else { throw .outOfRange }
    try undoExpiry(of: line.entry, posting)
    take(min(line.points, account.balance), by: posting.id, first: line.entry)
    try write(posting, .reverse, -line.points, reverses: line.entry)
    account.lifetime -= line.points
    if let start = tiers.basis.windowStart(time), line.entry.madeAt >= start {
      windowed = max(0, windowed - line.points)
    }
  }

  /// Gives a lot what of it had expired, for it to be taken back whole: nobody spent that, so that
  /// nobody owes it.
  private mutating func undoExpiry(of lot: EntryID, _ posting: Posting) throws(Refusal) {
    for use in expired.removeValue(forKey: lot) ?? [] {
      guard var lot = remove(use.lot), lot.remaining <= lot.points - use.points else {
        throw .nothingToGiveBack
      }
      lot.remaining += use.points
      changed.insert(lot.entry)
      keep(lot)
      returned.append(use)
      let settled = min(use.points, account.owed)
      let back = Posting(
        id: newID(), patron: posting.patron, deed: .giveBack(use.entry),
        description: "Expiry undone: what was given is taken back", rule: posting.rule,
        event: posting.event, actor: posting.actor)
      try write(back, .reverse, use.points, reverses: use.entry)
      // Nothing else is open while points are owed.
      if settled > 0 { take(settled, by: back.id) }
    }
  }

  private mutating func giveBack(_ entry: EntryID, _ posting: Posting) throws(Refusal) {
    guard let uses = taken.removeValue(forKey: entry), !uses.isEmpty else {
      throw .nothingToGiveBack
    }
    var points: Int32 = 0
    for use in uses {
      guard var lot = remove(use.lot), lot.remaining <= lot.points - use.points else {
        throw .nothingToGiveBack
      }
      points += use.points
      lot.remaining += use.points
      changed.insert(lot.entry)
      keep(lot)
    }
    returned += uses
    let settled = min(points, account.owed)
    try write(posting, .reverse, points, reverses: entry)
    // Nothing else is open while points are owed.
    if settled > 0 { take(settled, by: posting.id) }
  }

  // MARK: Lots

  /// Takes what is there: from one lot before all others when it is named, then in order.
  private mutating func take(_ points: Int32, by entry: EntryID, first own: EntryID? = nil) {
    var missing = points
    if let own, let place = open.firstIndex(where: { $0.entry == own }) {
      missing -= take(missing, at: place, by: entry)
    }
    while missing > 0, !open.isEmpty { missing -= take(missing, at: 0, by: entry) }
  }

  private mutating func take(_ most: Int32, at place: Int, by entry: EntryID) -> Int32 {
    let part = min(most, open[place].remaining)
    if part == 0 { return 0 }
    open[place].remaining -= part
    let lot = open[place]
    changed.insert(lot.entry)
    use(part, of: lot.entry, by: entry)
    if lot.remaining == 0 {
      closed[lot.entry] = lot
      open.remove(at: place)
    }
    return part
  }

  private mutating func use(_ points: Int32, of lot: EntryID, by entry: EntryID) {
    let use = Use(entry: entry, lot: lot, points: points)
    uses.append(use)
    taken[entry, default: []].append(use)
  }

  private mutating func remove(_ entry: EntryID) -> Lot? {
    if let lot = closed.removeValue(forKey: entry) { return lot }
    return open.firstIndex { $0.entry == entry }.map { open.remove(at: $0) }
  }

  private mutating func keep(_ lot: Lot) {
    if lot.remaining == 0 {
      closed[lot.entry] = lot
    } else {
      open.insert(lot, at: open.firstIndex { lot.isBefore($0) } ?? open.endIndex)
    }
  }

  /// Whoever earns something keeps for longer what expires when nothing is earned, be it spent
  /// or not: what is spent may come back.
  private mutating func moveIdleLots() {
    for place in open.indices where open[place].outlives(time) {
      open[place].move(time)
      changed.insert(open[place].entry)
    }
    open.sort { $0.isBefore($1) }
    for lot in closed.values where lot.outlives(time) {
      closed[lot.entry]?.move(time)
      changed.insert(lot.entry)
    }
  }

  // MARK: Lines

  private mutating func write(
    _ posting: Posting, _ kind: EntryKind, _ points: Int32, reverses: EntryID? = nil,
    at moment: Moment? = nil, expiresAt: Moment? = nil
  ) throws(Refusal) {
    let issuedAt = moment ?? time
    try account.move(points, at: issuedAt)
    lines.append(
      Written(
        posting: posting, number: account.movements, kind: kind, points: points,
        reverses: reverses, balanceAfter: account.balance - account.owed, issuedAt: issuedAt,
        expiresAt: expiresAt))
  }
}

extension Lot {
  fileprivate func outlives(_ now: Moment) -> Bool {
    idleDays != nil && expiresAt.map { $0 > now } ?? false
  }

  fileprivate mutating func move(_ now: Moment) {
    guard let idleDays, let expiresAt else { return }
    self.expiresAt = max(expiresAt, Expiry.idle(idleDays, after: now))
  }
}
