import Contracts
import Identity
import Postgres
import ProcessKit
import RPC
import Testing

@testable import Daemon
@testable import Loyalty

/// What becomes of a purged person's points, told over real feeds.
@Suite(.serialized) struct PurgeIntegrationTests {
  private func left(_ world: World, of person: UUID128) async throws -> [[String?]] {
    try await world.database.rows(
      """
      SELECT 'account' FROM loyalty.accounts WHERE patron_id = '\(person)'
      UNION ALL SELECT 'line' FROM loyalty.ledger WHERE patron_id = '\(person)'
      UNION ALL SELECT 'presence' FROM loyalty.presences WHERE patron_id = '\(person)'
      UNION ALL SELECT 'lot' FROM loyalty.lots WHERE patron_id = '\(person)'
      UNION ALL SELECT 'waiting' FROM loyalty.to_judge WHERE patron_id = '\(person)'
      """)
  }

  @Test func `of a purged person no point is left; an erased one's ledger stays as it is`()
    async throws
  {
    try await World.with { world in
      let users = try await world.users()
      let attendance = try await world.attendance()
      let loyalty = try await world.loyalty()
      let (purged, erased, other) = (Visit(), Visit(), Visit())
      for visit in [purged, erased, other] {
        try await attendance.publish(visit.changed(.attended), visit.changed(.registered))
        try await attendance.publish(visit.changed(.attended))
      }
      try await eventually("awarded") {
        try await world.hasFollowed("attendance", 9)
      }
      try await users.tell(erased.patron, .erased)
      try await users.tell(purged.patron, .purged)
      try await eventually("purged") { try await left(world, of: purged.patron) == [] }
      #expect(try await world.balance(erased.patron) == 10)
      #expect(try await world.balance(other.patron) == 10)
      #expect(try await world.breaches() == [])
      // What attendance tells late gives nothing to nobody.
      try await attendance.publish(
        Visit(patron: purged.patron).changed(.attended), purged.changed(.attended))
      let last = Visit()
      try await attendance.publish(last.changed(.attended))
      try await eventually("followed") { try await world.balance(last.patron) == 10 }
      #expect(try await left(world, of: purged.patron) == [])
      #expect(try await world.breaches() == [])
      for running in [loyalty, attendance, users] { await running.stop() }
    }
  }

  @Test func `what people wrote of who is erased goes, and nothing that counts`() async throws {
    try await World.with { world in
      let (erased, other) = (UUID128.v7(), UUID128.v7())
      let users = try await world.users(KnownPeople(people: [erased, other]))
      let loyalty = try await world.loyalty()
      let points = try world.client()
      let tiers = TiersClient(try world.channel(as: "gateway"))
      let rules = EarningClient(try world.channel(as: "gateway"))
      func admin() throws -> CallOptions {
        var options = try world.signedIn(.v7(), .admin)
        options.idempotencyKey = UUID128.v7().description
        return options
      }
      let rule = try await rules.createRule(
        CreateRuleRequest(terms: RuleTerms(name: "Helped", kind: .manual, points: 5)), try admin())
      for person in [erased, other] {
        let id = person.description
        _ = try await points.adjustPoints(
          AdjustPointsRequest(userId: id, points: 9, reason: "Anna broke her leg"), try admin())
        _ = try await rules.awardPoints(
          AwardPointsRequest(ruleId: rule.id, patronId: id, reason: "Anna's cake"), try admin())
        _ = try await tiers.pinTier(
          PinTierRequest(patronId: id, tier: "gold", reason: "Anna is ill"), try admin())
      }
      try await world.withStore { store in
        try await store.take(try Visit(patron: erased).change(.attended, at: 1))
      }
      func said(of person: UUID128) async throws -> Int {
        try await world.database.rows(
          """
          SELECT description FROM loyalty.ledger
          WHERE patron_id = '\(person)' AND description LIKE '%Anna%'
          UNION ALL SELECT reason FROM loyalty.tier_changes
          WHERE patron_id = '\(person)' AND reason LIKE '%Anna%'
          """
        ).count
      }
      func kept() async throws -> Int {
        try await world.database.rows(
          """
          SELECT key FROM loyalty.idempotency
          WHERE position('Anna'::bytea IN response) > 0
            OR position('\(erased)'::bytea IN response) > 0
          """
        ).count
      }
      #expect(try await said(of: erased) == 3)
      #expect(try await kept() == 3)
      try await users.tell(erased, .erased)
      try await eventually("erased") { try await said(of: erased) == 0 }
      #expect(try await said(of: other) == 3)
      #expect(try await kept() == 1)
      let lines = try await world.database.rows(
        """
        SELECT description, points FROM loyalty.ledger
        WHERE patron_id = '\(erased)' ORDER BY number
        """)
      #expect(
        lines == [
          ["Corrected by hand", "9"], ["Given by hand", "5"], ["Attended Jazz Night", "10"],
        ])
      #expect(try await world.balance(erased) == 24)
      #expect(try await world.breaches() == [])
      for running in [loyalty, users] { await running.stop() }
    }
  }

  @Test func `points given while their person was purged do not stay`() async throws {
    try await World.with { world in
      let visit = Visit()
      try await world.withStore { store in
        try await store.take(try visit.change(.attended, at: 1))
        try await world.database.run(
          """
          INSERT INTO loyalty.purged VALUES ('\(visit.patron)');
          INSERT INTO loyalty.to_judge (patron_id, due_at) VALUES ('\(visit.patron)', now())
          """)
        #expect(try await left(world, of: visit.patron).count == 5)
        try await store.purgeLeftovers()
        #expect(try await left(world, of: visit.patron) == [])
        #expect(try await world.breaches() == [])
      }
    }
  }

  @Test func `each purge is a transaction of its own, so that no lock of one waits for another's`()
    async throws
  {
    try await World.with { world in
      let users = try await world.users()
      let people = (0..<3).map { _ in UUID128.v7() }
      for person in people { try await users.tell(person, .purged) }
      // All of it is there when the follower first reads: one page.
      let loyalty = try await world.loyalty()
      try await eventually("followed") { try await world.hasFollowed("users", 3) }
      let alone = try await world.database.rows(
        "SELECT count(DISTINCT xmin::text)::text FROM loyalty.purged")
      #expect(alone == [["3"]])
      for running in [loyalty, users] { await running.stop() }
    }
  }

  @Test func `a follower that was away catches up`() async throws {
    try await World.with { world in
      let users = try await world.users()
      let attendance = try await world.attendance()
      let visit = Visit()
      let first = try await world.loyalty("1")
      try await attendance.publish(visit.changed(.attended))
      try await eventually("awarded") { try await world.balance(visit.patron) == 10 }
      await first.stop()
      try await users.tell(visit.patron, .purged)
      #expect(try await left(world, of: visit.patron).count == 4)
      let second = try await world.loyalty("2")
      try await eventually("purged") { try await left(world, of: visit.patron) == [] }
      for running in [second, attendance, users] { await running.stop() }
    }
  }
}

extension Running {
  fileprivate func tell(_ person: UUID128, _ state: UserChanged.State) async throws {
    try await daemon.feed.transaction { transaction in
      try await transaction.execute(
        daemon.feed.publish([
          try FeedEntry(person, UserChanged(id: person.description, state: state))
        ]))
    }
  }
}
