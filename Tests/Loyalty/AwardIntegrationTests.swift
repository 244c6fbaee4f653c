import Contracts
import Postgres
import RPC
import Testing

@testable import Loyalty

/// Awards on a real database: whatever is told how often and in which order.
@Suite struct AwardIntegrationTests {
  @Test func `an attended event earns ten points, told as the event is named`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        let visit = Visit()
        try await store.take(try visit.change(.registered, at: 1))
        #expect(try await world.balance(visit.patron) == 0)
        try await store.take(try visit.change(.attended, at: 2))
        let lines = try await store.statement(
          PatronID(rawValue: visit.patron), below: .max, limit: 10)
        #expect(lines.map(\.description) == ["Attended Jazz Night"])
        #expect(lines.map(\.points) == [10])
        #expect(try await world.breaches() == [])
      }
    }
  }

  /// Every change twice, in any order, in batches of any size, on several connections at once.
  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
  func `each change told twice in any order gives one award`(seed: UInt64) async throws {
    var random = Seeded(state: seed)
    try await World.with { world in
      try await world.withStore { store in
        let visits = (0..<12).map { _ in Visit() }
        var position: Int64 = 0
        var last: [UUID128: Attendance.Status] = [:]
        var changes: [Change] = []
        for _ in 0..<5 {
          for visit in visits {
            position += 1
            let status: Attendance.Status =
              [.attended, .attended, .registered, .noShow].randomElement(using: &random)
              ?? .attended
            last[visit.id] = status
            changes.append(try visit.change(status, at: position))
          }
        }
        var told = (changes + changes).shuffled(using: &random)
        while !told.isEmpty {
          let batch = Array(told.prefix(Int.random(in: 1...9, using: &random)))
          told.removeFirst(batch.count)
          try await store.take(batch)
        }
        for visit in visits {
          let expected: Int32 = last[visit.id] == .attended ? 10 : 0
          #expect(try await world.balance(visit.patron) == expected, "seed \(seed)")
        }
        #expect(try await world.breaches() == [])
      }
    }
  }

  @Test func `control: without the position an old change told again awards anew`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        let visit = Visit()
        try await store.take(try visit.change(.attended, at: 1))
        try await store.take(try visit.change(.registered, at: 2))
        try await world.database.run("UPDATE loyalty.presences SET position = 0")
        try await store.take(try visit.change(.attended, at: 1))
        #expect(try await world.balance(visit.patron) == 10, "the control must award anew")
      }
    }
  }

  @Test func `an undo takes back exactly that award, and attending again is the next`()
    async throws
  {
    try await World.with { world in
      try await world.withStore { store in
        let patron = UUID128.v7()
        let (first, second) = (Visit(patron: patron), Visit(patron: patron, event: "Choir"))
        try await store.take(try first.change(.attended, at: 1))
        try await store.take(try second.change(.attended, at: 2))
        try await store.take(try first.change(.registered, at: 3))
        try await store.take(try first.change(.attended, at: 4))
        let lines = try await store.statement(PatronID(rawValue: patron), below: .max, limit: 10)
        #expect(
          lines.map(\.description) == [
            "Attended Jazz Night", "Taken back: Attended Jazz Night", "Attended Choir",
            "Attended Jazz Night",
          ])
        #expect(lines.map(\.points) == [10, -10, 10, 10])
        #expect(lines.map(\.balanceAfter) == [20, 10, 20, 10])
        #expect(lines[1].reverses == lines[3].id)
        let keys = try await world.database.rows(
          "SELECT source_key FROM loyalty.ledger WHERE source_key LIKE '%\(first.id)%' ORDER BY 1")
        #expect(
          keys == [1, 2].map { ["attendance:\(first.id):\(World.attended):\($0)"] })
        #expect(try await world.breaches() == [])
      }
    }
  }

  @Test func `an attendance that becomes another person's takes its points along`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        let visit = Visit()
        let known = UUID128.v7()
        try await store.take(try visit.change(.attended, at: 1))
        var moved = try visit.change(.attended, at: 2)
        moved.payload = try visit.changed(.attended, patron: known).encode()
        try await store.take(moved)
        #expect(try await world.balance(visit.patron) == 0)
        #expect(try await world.balance(known) == 10)
        #expect(try await world.breaches() == [])
      }
    }
  }

  @Test func `ten events reach silver at once, and judging takes it away after an undo`()
    async throws
  {
    try await World.with { world in
      try await world.withStore { store in
        let patron = UUID128.v7()
        let visits = (0..<10).map { _ in Visit(patron: patron) }
        for (index, visit) in visits.enumerated() {
          try await store.take(try visit.change(.attended, at: Int64(index + 1)))
        }
        let account = try #require(try await store.account(PatronID(rawValue: patron)))
        #expect(account.tier == "silver" && account.tierSince != nil && account.lifetime == 100)
        try await store.take(try visits[0].change(.registered, at: 11))
        #expect(try await store.account(PatronID(rawValue: patron))?.tier == "silver")
        try await store.evaluateTiers()
        #expect(try await store.account(PatronID(rawValue: patron))?.tier == "bronze")
      }
    }
  }

  @Test(arguments: [
    AttendanceChanged(id: "x", patronId: UUID128.v7().description, status: .attended),
    AttendanceChanged(id: UUID128.v7().description, patronId: "", status: .attended),
    AttendanceChanged(
      id: UUID128.v7().description, patronId: UUID128.v7().description, status: .attended),
    AttendanceChanged(
      id: UUID128.v7().description, eventId: UUID128.v7().description,
      patronId: UUID128.v7().description, status: .unspecified),
    AttendanceChanged(
      id: UUID128.v7().description, eventId: UUID128.v7().description,
      patronId: UUID128.v7().description, status: .unrecognized(99)),
  ])
  func `what is no presence is refused and moves nothing`(changed: AttendanceChanged) async throws {
    try await World.with { world in
      try await world.withStore { store in
        let change = Change(
          position: 1, kind: "AttendanceChanged", key: UUID128.v7().description,
          payload: try changed.encode())
        #expect(await code { try await store.take(change) } == .invalidArgument)
        #expect(try await world.database.rows("SELECT 1 FROM loyalty.awards") == [])
      }
    }
  }

  @Test func `a kind of change that is unknown is passed over`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        try await store.take(Change(position: 1, kind: "DoorOpened", key: "", payload: [255]))
        #expect(try await world.database.rows("SELECT 1 FROM loyalty.awards") == [])
      }
    }
  }
}

extension Store {
  /// Applies changes as a follower does: in one transaction.
  func take(_ changes: Change...) async throws { try await take(changes) }

  func take(_ changes: [Change]) async throws {
    try await database.transaction { transaction in
      try await applyAttendance(changes, transaction)
    }
  }
}

/// The same order for the same seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
