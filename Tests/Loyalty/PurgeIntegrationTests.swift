import Contracts
import Postgres
import ProcessKit
import Testing

@testable import Daemon
@testable import Loyalty

/// What becomes of a purged person's points, told over real feeds.
@Suite struct PurgeIntegrationTests {
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
