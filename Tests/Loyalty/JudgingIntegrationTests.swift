import Contracts
import Postgres
import ProcessKit
import Synchronization
import TestKit
import Testing

@testable import Daemon
@testable import Loyalty

/// Who waits to be judged, and what becomes of them.
@Suite(.serialized) struct JudgingIntegrationTests {
  @Test func `what concerns three pages of people ends as if all were judged at once`()
    async throws
  {
    try await World.with { world in
      try await world.withStore(page: 4) { store in
        let evenings = Evenings(11, try await Evenings.rules(store))
        for evening in 0..<3 { try await store.take(try evenings.presences(at: evening)) }
        try await store.hear(evenings.event(0))
        #expect(try await store.waitingPeople() == 7, "the first page is judged at once")
        // Others' tidings are not held up.
        let other = Visit()
        try await store.take(try other.change(.attended, at: 1000))
        #expect(try await world.balance(other.patron) == 10)
        try await store.take(try other.change(.registered, at: 1001))
        try await store.hear(evenings.event(2), evenings.event(1))
        #expect(try await store.waitingPeople() == 7, "nobody waits twice")
        #expect(
          try await world.standing()
            != evenings.standing([evenings.event(0), evenings.event(1), evenings.event(2)]))
        try await store.judgeWaiting()
        #expect(try await store.waitingPeople() == 0)
        #expect(
          try await world.standing()
            == evenings.standing([evenings.event(0), evenings.event(1), evenings.event(2)]))
        // An evening that was none after all takes back what was given to everybody.
        var void = evenings.event(1)
        void.didNotMeet = true
        try await store.hear(void)
        #expect(try await store.waitingPeople() == 7)
        try await store.judgeWaiting()
        #expect(
          try await world.standing()
            == evenings.standing([evenings.event(0), void, evenings.event(2)]))
        #expect(try await world.breaches() == [])
      }
    }
  }

  @Test func `whom an event long past concerns is written down some events at a time`()
    async throws
  {
    try await World.with { world in
      try await world.withStore(swept: 0) { store in
        let evenings = Evenings(1, try await Evenings.rules(store))
        for evening in 0..<3 { try await store.take(try evenings.presences(at: evening)) }
        // Who was not at the one between has two in a row until that is over as well.
        let other = UUID128.v7()
        for (position, evening) in [(100, 0), (101, 2)] {
          var changed = try AttendanceChanged.decode(evenings.presences(at: evening)[0].payload)
          (changed.id, changed.patronId) = (UUID128.v7().description, other.description)
          try await store.take(
            Change(
              position: Int64(position), kind: "AttendanceChanged", key: changed.id,
              payload: try changed.encode()))
        }
        for evening in [0, 2] { try await store.hear(evenings.event(evening)) }
        try await store.judgeWaiting()
        #expect(try await world.balance(other) == 20 + 16 + 9)
        try await store.hear(evenings.event(1))
        let sweep = "SELECT extract(epoch FROM since)::bigint::text FROM loyalty.to_sweep"
        #expect(try await world.database.rows(sweep) == [["\(Evenings.start(2))"]])
        #expect(try await world.balance(other) == 20 + 16 + 9)
        #expect(try await world.balance(evenings.people[0]) == 30 + 24 + 9)
        try await store.judgeWaiting()
        #expect(try await world.database.rows(sweep) == [])
        #expect(try await store.waitingPeople() == 0)
        #expect(try await world.balance(other) == 20 + 16)
        #expect(try await world.balance(evenings.people[0]) == 30 + 24 + 9)
        #expect(try await world.breaches() == [])
      }
    }
  }

  @Test func `an event is about what events says, whether somebody was told to be there before`()
    async throws
  {
    try await World.with { world in
      try await world.withStore(page: 4) { store in
        var terms = EarningTerms(name: "At concerts", kind: .attended, points: 5)
        terms.scope.category = "concert"
        let rule = terms
        _ = try await store.feed.transaction { transaction in
          try await store.createRule(
            rule, validFrom: Moment(microseconds: 0), by: .v7(), now: .now, transaction)
        }
        try await store.rejudge()
        let evenings = Evenings(2, [])
        let (early, late) = (evenings.people[0], evenings.people[1])
        let visits = try evenings.presences(at: 0)
        try await store.take(visits[0])
        #expect(try await world.balance(early) == 15)
        var event = evenings.event(0, .scheduled)
        event.category = "talk"
        try await store.hear(event)
        #expect(try await world.balance(early) == 10)
        // Attendance still takes it for a concert.
        try await store.take(visits[1])
        #expect(try await world.balance(late) == 10)
        event.category = "concert"
        try await store.hear(event)
        #expect(try await world.balance(early) == 15)
        #expect(try await world.balance(late) == 15)
        #expect(try await world.breaches() == [])
      }
    }
  }

  @Test func `two replicas that judge who waits at once give once`() async throws {
    try await World.with { world in
      try await world.withStore(page: 2) { store in
        let evenings = Evenings(13, try await Evenings.rules(store))
        for evening in 0..<3 { try await store.take(try evenings.presences(at: evening)) }
        let events = (0..<3).map { evenings.event($0) }
        for event in events { try await store.hear(event) }
        #expect(try await store.waitingPeople() == 11)
        let judge: @Sendable () async throws -> Void = { try await store.judgeWaiting() }
        // Both are at it before either goes on.
        try await world.database.whileLocked(
          "SELECT FROM loyalty.judging FOR UPDATE", waiting: 2
        ) {
          async let one: Void = judge()
          async let other: Void = judge()
          _ = try await (one, other)
        }
        #expect(try await store.waitingPeople() == 0)
        #expect(try await world.standing() == evenings.standing(events))
        #expect(try await world.breaches() == [])
      }
    }
  }

  @Test func `killed at any statement, judging who waits comes to the same`() async throws {
    try await World.with { world in
      try await world.withStore(page: 1) { store in
        let evenings = Evenings(3, try await Evenings.rules(store))
        let events = (0..<3).map { evenings.event($0) }
        let death = Death(
          at: ["awards", "ledger", "lots", "accounts", "uses", "to_judge"], committing: "to_judge")
        try await death.prepare(world.database)
        let judge = {
          try await death.reset(world.database)
          for evening in 0..<3 { try await store.take(try evenings.presences(at: evening)) }
          for event in events { try await store.hear(event) }
          #expect(try await store.waitingPeople() == 2)
        }
        try await judge()
        try await death.arm(world.database, at: 0)
        try await store.judgeWaiting()
        let whole = try await death.count(world.database)
        for number in 1...whole + 1 {
          try await judge()
          try await death.arm(world.database, at: number)
          var deaths = 0
          try await eventually("judged after a death at \(number)") {
            do {
              try await store.judgeWaiting()
              return true
            } catch {
              deaths += 1
              return false
            }
          }
          #expect((deaths > 0) == (number <= whole), "killed at statement \(number) of \(whole)")
          #expect(try await store.waitingPeople() == 0)
          #expect(try await world.standing() == evenings.standing(events), "killed at \(number)")
          #expect(try await world.breaches() == [], "killed at statement \(number)")
        }
      }
    }
  }

  // MARK: Rules that are made now

  private let start = Moment(microseconds: 1_900_000_000_000_000)

  /// Somebody at an event, so many seconds after `start`.
  private func visit(_ seconds: Int64, _ patron: UUID128, at position: Int64) throws -> Change {
    var changed = Visit(patron: patron).changed(.attended)
    changed.startTime = Timestamp(seconds: 1_900_000_000 + seconds)
    return Change(
      position: position, kind: "AttendanceChanged", key: changed.id,
      payload: try changed.encode())
  }

  /// - Parameter ahead: seconds from when the rules are made to when they hold.
  @Test(arguments: [Int64(0), 600])
  func `who came before the start is judged by a rule made since as who comes after`(
    ahead: Int64
  ) async throws {
    try await World.with { world in
      try await world.withStore { store in
        let (early, late) = (UUID128.v7(), UUID128.v7())
        let made = Moment(microseconds: start.microseconds - 1_800_000_000)
        let from = Moment(microseconds: made.microseconds + ahead * 1_000_000)
        let attended = RuleID(rawValue: try #require(UUID128(World.attended)))
        func tell(_ patron: UUID128, _ position: Int64) async throws {
          try await store.take(
            [try visit(0, patron, at: position), try visit(-7200, patron, at: position + 1)])
        }
        func change(_ id: RuleID?, _ terms: EarningTerms?) async throws {
          try await store.feed.transaction { transaction in
            if let id {
              _ = try await store.changeRule(
                id, terms, validFrom: ahead == 0 ? nil : from, expected: 0, by: .v7(), now: made,
                transaction)
            } else {
              _ = try await store.createRule(
                try #require(terms), validFrom: ahead == 0 ? nil : from, by: .v7(), now: made,
                transaction)
            }
          }
          try await store.judgeWaiting(now: made)
        }
        try await tell(early, 1)
        #expect(try await world.balance(early) == 20)
        // An event that had begun before keeps to what held then.
        try await change(nil, EarningTerms(name: "Extra", kind: .attended, points: 7))
        #expect(try await world.balance(early) == 27)
        try await change(attended, EarningTerms(name: "More", kind: .attended, points: 25))
        #expect(try await world.balance(early) == 42)
        try await tell(late, 11)
        #expect(try await world.balance(late) == 42)
        try await change(attended, nil)
        for person in [early, late] { #expect(try await world.balance(person) == 17) }
        #expect(try await world.database.rows("SELECT 1 FROM loyalty.rejudgements") == [])
        #expect(try await world.breaches() == [])
      }
    }
  }

  @Test func `nobody who comes while a rule is being made is missed`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        let patron = UUID128.v7()
        let told = try visit(0, patron, at: 1)
        try await world.database.whileLocked(
          "SELECT FROM loyalty.judging FOR UPDATE", waiting: 2
        ) {
          async let come: Void = store.take(told)
          async let made = store.feed.transaction { transaction in
            try await store.createRule(
              EarningTerms(name: "Extra", kind: .attended, points: 7), validFrom: nil, by: .v7(),
              now: .now, transaction)
          }
          _ = try await (come, made)
        }
        try await store.judgeWaiting()
        #expect(try await world.balance(patron) == 17)
        #expect(try await world.breaches() == [])
      }
    }
  }
}
