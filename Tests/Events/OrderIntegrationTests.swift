import Contracts
import Foundation
import Postgres
import TestKit
import Testing

@testable import Daemon
@testable import Events

private typealias Filter = (
  name: String, change: @Sendable (inout ListEventsRequest) -> Void,
  passes: @Sendable (Event) -> Bool
)

/// Every order with every filter, against the same told a second time over all events at once.
@Suite struct OrderIntegrationTests {
  private static let orders = [
    "", "start_time", "start_time desc", "name", "name desc", "created_at", "created_at desc",
  ]
  private static let host = UUID128.v7()
  private static let series = UUID128.v7()

  /// Events of all kinds: times around now, long and short, all that can have happened to them.
  private static func seeds(_ count: Int) -> [Seed] {
    var random = SystemRandomNumberGenerator()
    return (0..<count).map { number in
      var seed = Seed()
      seed.name = "event \(String(format: "%04d", number * 7919 % 10000))"
      seed.category = "category\(number % 3)"
      seed.created = number
      if number % 4 == 0 { seed.host = host }
      if number % 5 == 0 { seed.series = series }
      // Whole hours, so that some begin and end at the very bounds that are asked for.
      seed.start = Double(Int.random(in: -60...60, using: &random))
      seed.hours = number % 9 == 0 ? 50 : Double(Int.random(in: 1...6, using: &random))
      seed.isPublic = number % 6 != 1
      switch number % 11 {
      case 1:
        seed.isPublished = false
        seed.start = number % 2 == 0 ? nil : seed.start
      case 2: seed.isCanceled = true
      case 3: seed.isClosed = true
      case 4: seed.isStarted = true
      case 5:
        seed.isPublished = false
        seed.isCanceled = true
        seed.start = nil
      default: break
      }
      return seed
    }
  }

  private static func time(_ hours: Int64) -> Timestamp {
    Timestamp(TestClock.start.adding(hours: hours))
  }

  private static let filters: [Filter] = [
    ("none", { _ in }, { _ in true }),
    ("draft", { $0.status = ["draft"] }, { $0.status == .draft }),
    ("scheduled", { $0.status = ["scheduled"] }, { $0.status == .scheduled }),
    ("ongoing", { $0.status = ["ongoing"] }, { $0.status == .ongoing }),
    ("completed", { $0.status = ["completed"] }, { $0.status == .completed }),
    ("canceled", { $0.status = ["canceled"] }, { $0.status == .canceled }),
    (
      "open", { $0.status = ["scheduled", "running"] },
      { $0.status == .scheduled || $0.status == .ongoing }
    ),
    ("host", { $0.hostId = host.description }, { $0.hostId == host.description }),
    ("category", { $0.category = "Category1" }, { $0.category == "category1" }),
    ("series", { $0.seriesId = series.description }, { $0.seriesId == series.description }),
    ("public", { $0.public = true }, { $0.isPublic }),
    ("hidden", { $0.public = false }, { !$0.isPublic }),
    ("from", { $0.from = time(-10) }, { $0.ends(after: -10) }),
    ("from later", { $0.from = time(10) }, { $0.ends(after: 10) }),
    ("to", { $0.to = time(10) }, { $0.starts(before: 10) }),
    ("to earlier", { $0.to = time(-10) }, { $0.starts(before: -10) }),
    (
      "range over now",
      {
        $0.from = time(-5)
        $0.to = time(5)
      }, { $0.ends(after: -5) && $0.starts(before: 5) }
    ),
    (
      "range behind, of a category",
      {
        $0.from = time(-30)
        $0.to = time(-20)
        $0.category = "category2"
      }, { $0.ends(after: -30) && $0.starts(before: -20) && $0.category == "category2" }
    ),
  ]

  /// The order as words say it, on all events at once.
  private static func sorted(_ events: [Event], _ order: String) -> [Event] {
    func key(_ event: Event) -> [Int64] {
      let start = event.startTime?.microseconds
      let end = event.endTime?.microseconds ?? 0
      let created = event.createdAt?.microseconds ?? 0
      let now = TestClock.start.microseconds
      switch order {
      case "": return start == nil ? [2, created] : end > now ? [0, end] : [1, -end]
      case "start_time": return start.map { [0, $0] } ?? [1, created]
      case "start_time desc": return start.map { [0, -$0] } ?? [1, created]
      case "name": return [Int64(event.name.dropFirst(6)) ?? 0]
      case "name desc": return [-(Int64(event.name.dropFirst(6)) ?? 0)]
      case "created_at": return [created]
      default: return [-created]
      }
    }
    let down = order.hasSuffix("desc")
    return events.sorted { a, b in
      let (one, two) = (key(a), key(b))
      if one != two { return one.lexicographicallyPrecedes(two) }
      // Of the same key the ids go the same way; past and undated ones have their own.
      let goesDown = order.isEmpty ? one[0] == 1 : down && one[0] != 1 || down && one.count == 1
      return goesDown ? a.id > b.id : a.id < b.id
    }
  }

  @Test func `every order with every filter is what a look at all events gives`() async throws {
    try await World.served { world, _ in
      try await world.seed(Self.seeds(121))
      let admin = try world.person(.admin)
      let all = try await admin.list { $0.orderBy = "created_at" }
      #expect(all.count == 121 && Set(all.map(\.status.rawValue)).count == 5)
      for (filter, change, passes) in Self.filters {
        for order in Self.orders {
          let listed = try await admin.list(size: 17) {
            change(&$0)
            $0.orderBy = order
          }
          let isBehind = filter == "to earlier" || filter.hasPrefix("range behind")
          let wanted = Self.sorted(
            all.filter(passes), order.isEmpty && isBehind ? "start_time desc" : order)
          #expect(listed.map(\.id) == wanted.map(\.id), "\(order) of \(filter)")
          if filter == "ongoing" || filter == "to" { #expect(!listed.isEmpty) }
        }
      }
    }
  }

  @Test(arguments: orders)
  func `pages hold each event once while others come and the clock goes on`(order: String)
    async throws
  {
    try await World.served { world, _ in
      let seeds = Self.seeds(60)
      try await world.seed(seeds)
      let admin = try world.person(.admin)
      let listed = try await admin.list(size: 7) {
        $0.orderBy = order
      } between: {
        world.clock.advance(hours: 5)
        try await world.seed(Self.seeds(9))
      }
      let ids = listed.map(\.id)
      #expect(Set(ids).count == ids.count, "an event came twice")
      #expect(Set(seeds.map(\.id.description)).isSubset(of: Set(ids)), "an event was left out")
    }
  }

  @Test func `each kind of viewer is listed what they may see, in every order`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer, Self.host)
      let member = try world.person()
      try await world.seed(Self.seeds(66))
      let all = try await world.person(.admin).list()
      let claimed = try #require(all.first { !$0.isPublic && $0.status == .scheduled })
      try await world.database.run(
        """
        INSERT INTO events.enrollments (
          id, event_id, user_id, status, queue_number, guests, enrolled_at)
        VALUES ('\(UUID128.v7())', '\(claimed.id)', '\(member.id)', 'WAITLISTED', 1, 0, now())
        """)
      func told(_ event: Event) -> Bool { event.publishedAt != nil }
      for order in Self.orders {
        func ids(_ someone: Someone) async throws -> Set<String> {
          Set(try await someone.list(size: 9) { $0.orderBy = order }.map(\.id))
        }
        func wanted(_ sees: (Event) -> Bool) -> Set<String> { Set(all.filter(sees).map(\.id)) }
        #expect(try await ids(world.stranger()) == wanted { told($0) && $0.isPublic })
        #expect(
          try await ids(member) == wanted { told($0) && ($0.isPublic || $0.id == claimed.id) })
        #expect(try await ids(world.person(.staff)) == wanted(told))
        #expect(try await ids(host) == wanted { told($0) || $0.hostId == host.name })
      }
    }
  }
}

extension Event {
  fileprivate func ends(after hours: Int64) -> Bool {
    endTime?.microseconds.map { $0 > TestClock.start.adding(hours: hours).microseconds } ?? false
  }

  fileprivate func starts(before hours: Int64) -> Bool {
    startTime?.microseconds.map { $0 < TestClock.start.adding(hours: hours).microseconds } ?? false
  }
}
