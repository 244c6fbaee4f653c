internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// What the ledger keeps in one transaction.
struct Harvest: Sendable {
  var lines: [Written] = []
  var opened: [Lot] = []
  var changed: [Lot] = []
  var uses: [Use] = []
  var returned: [Use] = []
  var accounts: [Account] = []
  var moves: [TierMove] = []

  mutating func add(_ book: Book) {
    guard !book.lines.isEmpty else { return }
    lines += book.lines
    opened += book.openedLots
    changed += book.changedLots
    uses += book.uses
    returned += book.returned
    accounts.append(book.account)
    if let move = book.move { moves.append(move) }
  }
}

extension Store {
  /// Posts lines, each person's in the order given, in the transaction given: two round trips,
  /// however many there are.
  ///
  /// Locks the accounts in order of their ids, those that are missing made; everything else that
  /// belongs to a person is locked after their account. Lots that are due expire first.
  /// - Parameter due: people whose lots are to expire although nothing is posted for them.
  /// - Returns: the accounts as they are afterwards, of all of them.
  /// - Throws: `Refusal`: the transaction must not be committed then.
  @discardableResult
  func post(
    _ postings: [Posting], expiring due: [PatronID] = [], now: Moment, _ transaction: Transaction
  ) async throws -> [PatronID: Account] {
    try await post(postings, offering: [], expiring: due, now: now, transaction).accounts
  }

  /// Posts lines as above; of those that are offered each person takes all, or none.
  /// - Returns: the accounts as they are afterwards, and who could not take what was offered.
  func post(
    _ postings: [Posting], offering offers: [Posting], expiring due: [PatronID] = [], now: Moment,
    _ transaction: Transaction
  ) async throws -> (accounts: [PatronID: Account], refused: [PatronID: Refusal]) {
    let all = postings + offers
    if all.isEmpty && due.isEmpty { return ([:], [:]) }
    let people = Set(all.map(\.patron) + due).sorted()
    let takers = Set(all.filter(\.deed.takes).map(\.patron))
    var books = try await books(
      of: people, takers, returning: all.compactMap(\.deed.returns),
      takingBack: all.compactMap(\.deed.takesBack), now, transaction)
    guard all.allSatisfy({ books[$0.patron] != nil }) else {
      throw Status(.aborted, "an account was purged meanwhile; repeat it")
    }
    for posting in postings { try books[posting.patron]?.post(posting) }
    var refused: [PatronID: Refusal] = [:]
    for (patron, own) in Dictionary(grouping: offers, by: \.patron) {
      do throws(Refusal) {
        let book = try books[patron]?.posting(own)
        books[patron] = book
      } catch {
        refused[patron] = error
      }
    }
    for patron in due { try books[patron]?.expireDue() }
    var harvest = Harvest()
    for patron in people { if let book = books[patron] { harvest.add(book) } }
    try await keep(harvest, now, transaction)
    return (books.mapValues(\.account), refused)
  }

  /// Locks the accounts and reads what postings need to know of them.
  private func books(
    of people: [PatronID], _ takers: Set<PatronID>, returning entries: [EntryID],
    takingBack undone: [EntryID], _ now: Moment, _ transaction: Transaction
  ) async throws -> [PatronID: Book] {
    let givers = people.filter { !takers.contains($0) }
    let lots = LedgerStatements.lots(takers.sorted(), givers, now)
    let (accounts, open, ladder, pinned, taken):
      ([Account], [Lot], [LadderRow], [PatronID], [TakenRow])
    if entries.isEmpty {
      taken = []
      (_, accounts, open, ladder, pinned) = try await transaction.batch(
        LedgerStatements.openAccounts(people), LedgerStatements.lockAccounts(people), lots,
        TierStatements.ladder(), TierStatements.pinned(people, now))
    } else {
      (_, accounts, open, ladder, pinned, taken) = try await transaction.batch(
        LedgerStatements.openAccounts(people), LedgerStatements.lockAccounts(people), lots,
        TierStatements.ladder(), TierStatements.pinned(people, now),
        LedgerStatements.taken(entries))
    }
    let tiers = try Self.tiers(ladder)
    let windowed = try await windowed(people, tiers, now, transaction)
    let expired =
      undone.isEmpty ? [] : try await transaction.query(LedgerStatements.expired(undone))
    // A lot may be open and have something returned as well.
    var known = Dictionary(open.map { ($0.entry, $0) }, uniquingKeysWith: { first, _ in first })
    for row in taken { known[row.lot] = row.asLot }
    for row in expired where known[row.lot] == nil { known[row.lot] = row.asLot }
    let ownLots = Dictionary(grouping: known.values, by: \.patron)
    let ownUses = Dictionary(grouping: taken, by: \.patron)
    let ownExpired = Dictionary(grouping: expired, by: \.patron)
    var books: [PatronID: Book] = [:]
    for account in accounts {
      books[account.patron] = Book(
        account, ownLots[account.patron] ?? [], ownUses[account.patron]?.map(\.use) ?? [],
        expired: ownExpired[account.patron]?.map(\.use) ?? [], tiers,
        isPinned: pinned.contains(account.patron), windowed: windowed[account.patron] ?? 0,
        now: now, newID: { EntryID(rawValue: .v7(now: now)) })
    }
    return books
  }

  /// Writes what books have become, and tells it.
  func keep(_ harvest: Harvest, _ now: Moment, _ transaction: Transaction) async throws {
    if harvest.lines.isEmpty { return }
    if !harvest.moves.isEmpty {
      try await transaction.execute(TierStatements.note(harvest.moves, now))
    }
    let add = LedgerStatements.add(harvest.lines)
    let accounts = LedgerStatements.keep(harvest.accounts)
    let feed = feed.publish(
      try harvest.accounts.map { try FeedEntry($0.patron.rawValue, $0.changed) })
    let touches = !harvest.changed.isEmpty || !harvest.uses.isEmpty
    switch (harvest.opened.isEmpty, touches, harvest.returned.isEmpty) {
    case (false, false, true):
      _ = try await transaction.batch(
        add, LedgerStatements.open(harvest.opened), accounts, feed)
    case (true, true, true):
      _ = try await transaction.batch(
        add, LedgerStatements.keep(harvest.changed), LedgerStatements.add(harvest.uses), accounts,
        feed)
    default:
      _ = try await transaction.batch(
        add, LedgerStatements.open(harvest.opened), LedgerStatements.keep(harvest.changed),
        LedgerStatements.add(harvest.uses),
        LedgerStatements.giveBack(harvest.returned, now: now), accounts, feed)
    }
  }
}
