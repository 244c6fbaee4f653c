import Contracts
import Postgres
import TestKit
import Testing

@testable import Daemon
@testable import Loyalty

/// The ledger on a real database: histories beside a model, and who is first at an account.
@Suite(.serialized) struct LedgerIntegrationTests {
  private let now = Moment(microseconds: 1_700_000_000_000_000)

  @Test(arguments: 1...6)
  func `whatever is posted, tables agree with coins, then and later`(seed: UInt64) async throws {
    try await World.with { world in
      try await world.withStore { store in
        var histories = (0..<3).map { History(seed: seed * 100 + $0) }
        var models = histories.map { _ in CoinModel() }
        var refused = 0
        for _ in 0..<40 {
          // All live at one time, which is that of whoever is ahead.
          for index in histories.indices { histories[index].advance(models[index]) }
          let now = try #require(histories.map(\.now).max())
          for index in histories.indices { histories[index].now = now }
          let chosen = histories.indices.filter { _ in
            Bool.random(using: &histories[0].random)
          }
          let postings = chosen.flatMap { index in
            (0..<Int.random(in: 1...3, using: &histories[0].random)).map { _ in
              (index, histories[index].next())
            }
          }
          var next = models
          let agrees = postings.allSatisfy { next[$0.0].post($0.1, now: now) }
          do {
            try await store.move(postings.map(\.1), now: now)
            #expect(agrees, "seed \(seed)")
            models = next
          } catch is Refusal {
            #expect(!agrees, "seed \(seed)")
            refused += 1
          }
          if Int.random(in: 0..<4, using: &histories[0].random) == 0 {
            try await store.expirePoints(now: now)
            for index in models.indices { models[index].expire(now) }
          }
        }
        #expect(refused > 0)
        for (history, model) in zip(histories, models) {
          try await agree(store, history, model, seed)
        }
        #expect(try await world.breaches() == [], "seed \(seed)")
      }
    }
  }

  private func agree(
    _ store: Store, _ history: History, _ model: CoinModel, _ seed: UInt64
  ) async throws {
    var (history, model) = (history, model)
    // Before any line says what is due by now.
    model.expire(history.now)
    let account = try await store.account(history.patron, now: history.now)
    #expect(account?.balance ?? 0 == model.balance, "seed \(seed)")
    #expect(account?.owed ?? 0 == model.debt, "seed \(seed)")
    #expect(account?.lifetime ?? 0 == model.lifetime, "seed \(seed)")
    let times = model.moves.map(\.at)
    for _ in 0..<60 {
      guard let near = times.randomElement(using: &history.random) else { continue }
      let moment = Moment(
        microseconds: near.microseconds + Int64.random(in: -1...1, using: &history.random))
      let past = try await store.balance(history.patron, at: moment)
      let total = model.total(at: moment)
      #expect(past.balance == max(0, total), "seed \(seed), at \(moment)")
      #expect(past.owed == max(0, -total), "seed \(seed), at \(moment)")
    }
    let expected = Dictionary(
      model.pots.filter { $0.expiresAt.map { $0 > history.now } ?? false }.map {
        ($0.expiresAt ?? .now, model.remaining($0.entry))
      }, uniquingKeysWith: +)
    let told = try await store.expiring(history.patron, after: history.now, until: nil)
    #expect(told.map(\.points).reduce(0, +) == expected.values.reduce(0, +), "seed \(seed)")
    #expect(try await store.expiringNext(history.patron, after: history.now) == told.first)
  }

  @Test func `a thousand people get, spend and lose points in one posting each`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        let people = (0..<1000).map { _ in PatronID(rawValue: .v7()) }
        func postings(_ deed: (Int) -> Posting.Deed) -> [Posting] {
          people.indices.map { index in
            Posting(
              id: EntryID(rawValue: .v7(now: now)), patron: people[index], deed: deed(index),
              description: "x")
          }
        }
        let earns = postings { _ in .earn(10, .never) }
        try await store.move(earns, now: now)
        let burns = postings { .burn(Int32($0 % 10 + 1)) }
        try await store.move(burns, now: now)
        try await store.move(
          postings { .takeBack(Line(entry: earns[$0].id, points: 10)) }, now: now)
        #expect(try await world.breaches() == [])
        try await store.move(postings { .giveBack(burns[$0].id) }, now: now)
        let rows = try await world.database.rows(
          "SELECT sum(balance), sum(owed), sum(lifetime), count(*) FROM loyalty.accounts")
        #expect(rows == [["0", "0", "0", "1000"]])
        #expect(try await world.breaches() == [])
      }
    }
  }

  /// Days of further earning, the day of giving back, what there is then of the ten that were
  /// spent, and how long they last: three days after the last earning that came in time.
  @Test(arguments: [
    ([], Int64(2), Int32(10), Int64(3)), ([], 3, 0, 0), ([2], 4, 10, 5), ([2, 4], 6, 10, 7),
    ([2, 4], 7, 0, 0), ([2, 6], 7, 0, 0), ([3], 4, 0, 0), ([1, 2, 9, 10], 11, 0, 0),
  ])
  func `what was spent of points that last while one earns comes back as if it had lain there`(
    days: [Int64], back: Int64, left: Int32, until: Int64
  ) async throws {
    try await World.with { world in
      try await world.withStore { store in
        let patron = PatronID(rawValue: .v7())
        func post(_ deed: Posting.Deed, day: Int64) async throws -> EntryID {
          let id = EntryID(rawValue: .v7())
          let posting = Posting(id: id, patron: patron, deed: deed, description: "x")
          try await store.move([posting], now: now.adding(seconds: day * 86_400))
          return id
        }
        _ = try await post(.earn(10, .idle(days: 3)), day: 0)
        let burn = try await post(.burn(10), day: 0)
        for day in days { _ = try await post(.earn(1, .never), day: day) }
        _ = try await post(.giveBack(burn), day: back)
        let end = now.adding(seconds: back * 86_400)
        let account = try await store.account(patron, now: end)
        #expect(account?.balance == left + Int32(days.count))
        let next = try await store.expiringNext(patron, after: end)
        #expect(next?.expiresAt == (left == 0 ? nil : now.adding(seconds: until * 86_400)))
        #expect(try await world.breaches() == [])
      }
    }
  }

  private func withTen(
    _ body: (World, Store, PatronID, Posting) async throws -> Void
  ) async throws {
    try await World.with { world in
      try await world.withStore { store in
        let patron = PatronID(rawValue: .v7())
        let earn = Posting(
          id: EntryID(rawValue: .v7()), patron: patron,
          deed: .earn(10, .at(now.adding(seconds: 100))), description: "x")
        try await store.move([earn], now: now)
        try await body(world, store, patron, earn)
      }
    }
  }

  private func taking(_ points: Int32, _ patron: PatronID) -> Posting {
    Posting(
      id: EntryID(rawValue: .v7()), patron: patron, deed: .adjust(-points, .never),
      description: "x")
  }

  private func lock(_ patron: PatronID) -> String {
    "SELECT FROM loyalty.accounts WHERE patron_id = '\(patron.rawValue)' FOR UPDATE"
  }

  @Test func `of two who take eight of ten at once one is refused`() async throws {
    try await withTen { world, store, patron, _ in
      let outcomes = try await world.database.whileLocked(lock(patron), waiting: 2) {
        async let first = store.outcome(taking(8, patron), now)
        async let second = store.outcome(taking(8, patron), now)
        return await [first, second]
      }
      #expect(outcomes.count { $0 == nil } == 1)
      #expect(outcomes.count { $0 == .tooFewPoints(asked: 8, has: 2) } == 1)
      #expect(try await world.balance(patron.rawValue) == 2)
      #expect(try await world.breaches() == [])
    }
  }

  /// Both read before either writes. The ledger's numbers would refuse the second; without them
  /// nothing does.
  @Test func `control: without the account's lock both take eight of ten`() async throws {
    try await withTen { world, store, patron, _ in
      try await world.database.run(
        "ALTER TABLE loyalty.ledger DROP CONSTRAINT ledger_patron_id_number_key")
      let postings = [taking(8, patron), taking(8, patron)]
      var books: [Book] = []
      let tiers = try await store.tiers()
      for posting in postings {
        let account = try #require(
          try await store.database.query(Statements.accounts([patron])).first)
        let lots = try await store.database.query(LedgerStatements.lots([patron], [], now))
        var book = Book(account, lots, [], tiers, now: now, newID: { EntryID(rawValue: .v7()) })
        try book.post(posting)
        books.append(book)
      }
      for book in books {
        let harvest = Harvest(of: book)
        try await store.database.transaction { try await store.keep(harvest, now, $0) }
      }
      #expect(try await world.breaches() != [], "the control must spend what is not there")
    }
  }

  @Test func `the job passes by who is held, and what expired meanwhile is not spent after it`()
    async throws
  {
    try await withTen { world, store, patron, _ in
      let end = now.adding(seconds: 100)
      let waiting = try await store.database.transaction { transaction in
        _ = try await transaction.query(LedgerStatements.lockAccounts([patron]))
        try await store.expirePoints(now: end)
        let kinds = try await world.database.rows("SELECT kind FROM loyalty.ledger")
        #expect(kinds == [["EARN"]])
        return Task { await store.outcome(taking(1, patron), end) }
      }
      #expect(await waiting.value == .tooFewPoints(asked: 1, has: 0))
      // What was refused may still be being rolled back, and the job would pass by it.
      _ = try await store.database.transaction {
        try await $0.query(LedgerStatements.lockAccounts([patron]))
      }
      try await store.expirePoints(now: end)
      #expect(try await world.balance(patron.rawValue) == 0)
      #expect(try await world.breaches() == [])
    }
  }

  @Test func `what is spent a moment before it expires does not expire`() async throws {
    try await withTen { world, store, patron, _ in
      let end = now.adding(seconds: 100)
      try await store.move([taking(10, patron)], now: Moment(microseconds: end.microseconds - 1))
      try await store.expirePoints(now: end)
      #expect(
        try await world.database.rows("SELECT kind FROM loyalty.ledger ORDER BY number")
          == [["EARN"], ["ADJUST"]])
      #expect(try await world.breaches() == [])
    }
  }

  @Test func `an account is purged by whoever waits for it, with all that is posted meanwhile`()
    async throws
  {
    try await withTen { world, store, patron, _ in
      _ = try await world.database.whileLocked(lock(patron), waiting: 2) {
        async let move = store.outcome(taking(1, patron), now)
        async let purge: Int = store.database.execute(PurgeStatements.purge(patron))
        return (await move, try await purge)
      }
      try await store.purgeLeftovers()
      for table in ["accounts", "ledger", "lots"] {
        #expect(
          try await world.database.rows("SELECT FROM loyalty.\(table)").isEmpty, "\(table)")
      }
      #expect(try await world.database.rows("SELECT FROM loyalty.uses").isEmpty)
    }
  }
}

extension Store {
  /// Posts in a transaction of its own.
  func move(_ postings: [Posting], now: Moment) async throws {
    _ = try await database.transaction { try await post(postings, now: now, $0) }
  }

  /// What a posting is refused with.
  func outcome(_ posting: Posting, _ now: Moment) async -> Refusal? {
    do {
      try await move([posting], now: now)
      return nil
    } catch {
      return (error as? Refusal) ?? .outOfRange
    }
  }
}

extension Harvest {
  fileprivate init(of book: Book) {
    self.init()
    add(book)
  }
}
