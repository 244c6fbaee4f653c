import Contracts
import Postgres
import ProcessKit
import Testing

@testable import Daemon
@testable import Loyalty

/// The feed, end to end: attendance publishes, loyalty follows over real sockets.
@Suite struct FollowerIntegrationTests {
  @Test func `two replicas that follow at once award once`() async throws {
    try await World.with { world in
      let attendance = try await world.attendance()
      let replicas = [try await world.loyalty("1"), try await world.loyalty("2")]
      let visits = (0..<40).map { _ in Visit() }
      for visit in visits {
        try await attendance.publish(
          visit.changed(.registered), visit.changed(.attended), visit.changed(.attended))
      }
      try await eventually("all awarded") {
        try await world.hasFollowed("attendance", 3 * visits.count)
      }
      // What comes last is applied last: by then all others have been, by whomever.
      let last = Visit()
      try await attendance.publish(last.changed(.attended))
      try await eventually("the last awarded") { try await world.balance(last.patron) == 10 }
      for visit in visits { #expect(try await world.balance(visit.patron) == 10) }
      #expect(try await world.breaches() == [])
      #expect(try await world.database.rows("SELECT 1 FROM loyalty.parked") == [])
      for running in replicas + [attendance] { await running.stop() }
    }
  }

  @Test func `a feed read from the beginning again changes nothing`() async throws {
    try await World.with { world in
      let attendance = try await world.attendance()
      let (kept, undone) = (Visit(), Visit())
      try await attendance.publish(kept.changed(.attended), undone.changed(.attended))
      let first = try await world.loyalty("1")
      try await eventually("followed") { try await world.hasFollowed("attendance", 2) }
      try await attendance.publish(undone.changed(.registered))
      try await eventually("followed") { try await world.hasFollowed("attendance", 3) }
      await first.stop()
      let lines = try await world.database.rows("SELECT id::text FROM loyalty.ledger ORDER BY 1")
      #expect(lines.count == 3)
      try await world.database.run("UPDATE loyalty.cursor SET position = 0")
      let second = try await world.loyalty("2")
      let last = Visit()
      try await attendance.publish(last.changed(.attended))
      try await eventually("followed again") { try await world.balance(last.patron) == 10 }
      #expect(try await world.balance(kept.patron) == 10)
      #expect(try await world.balance(undone.patron) == 0)
      #expect(try await world.database.rows("SELECT 1 FROM loyalty.ledger").count == 4)
      await second.stop()
      await attendance.stop()
    }
  }

  @Test func `a change that is no presence parks alone, and others are awarded`() async throws {
    try await World.with { world in
      let attendance = try await world.attendance()
      let loyalty = try await world.loyalty()
      let (bad, good) = (Visit(), Visit())
      try await attendance.publish(bad.changed(.unrecognized(99)), good.changed(.attended))
      try await eventually("awarded") { try await world.balance(good.patron) == 10 }
      #expect(
        try await world.database.rows("SELECT key::text FROM loyalty.parked")
          == [[bad.id.description]])
      await loyalty.stop()
      await attendance.stop()
    }
  }

  @Test func `our own feed tells the points as they are when it is read`() async throws {
    try await World.with { world in
      let attendance = try await world.attendance()
      let loyalty = try await world.loyalty()
      let visit = Visit()
      try await attendance.publish(visit.changed(.attended))
      try await eventually("given") { try await world.balance(visit.patron) == 10 }
      try await attendance.publish(visit.changed(.registered))
      try await eventually("taken back") {
        try await world.database.rows("SELECT 1 FROM loyalty.ledger").count == 2
      }
      let store = try Store(
        loyalty.daemon.database, loyalty.daemon.feed, #require(Self.config()))
      let rows = try await loyalty.daemon.feed.changes(after: 0, limit: 10).rows
      let filled = try await store.fill(
        rows.map { Change(kind: $0.kind, key: $0.key.description, payload: $0.payload) })
      let told = try filled.map { try PointsChanged.decode($0.payload) }
      #expect(filled.map(\.kind) == ["PointsChanged", "PointsChanged"])
      #expect(told.map(\.patronId) == [visit.patron.description, visit.patron.description])
      #expect(told.map(\.balance) == [0, 0])
      await loyalty.stop()
      await attendance.stop()
    }
  }

  static func config() -> Config? {
    var settings = Settings(service: "loyalty", environment: [:], file: [:])
    return Config(&settings)
  }
}
