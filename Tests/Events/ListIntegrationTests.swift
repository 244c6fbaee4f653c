import Contracts
import Foundation
import Identity
import Postgres
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// Lists of events: filters, orders, pages, and what strangers do not see.
@Suite struct ListIntegrationTests {
  /// Five events in the order upcoming ones first: two to come, two past, one without a time.
  private func five(_ world: World, _ host: Someone) async throws {
    for (name, hours) in [("b", 48), ("A", 24), ("d", -48), ("C", -24)] as [(String, Int64)] {
      _ = try await host.published {
        $0.name = name
        $0.startTime = Timestamp(TestClock.start.adding(hours: hours))
        $0.category = name == "b" ? "club" : "concert"
      }
    }
    _ = try await host.create {
      $0.name = "e"
      $0.startTime = nil
    }
  }

  private func names(
    _ someone: Someone, size: Int32 = 0, _ change: (inout ListEventsRequest) -> Void = { _ in }
  ) async throws -> [String] {
    var request = ListEventsRequest(pageSize: size)
    change(&request)
    var names: [String] = []
    repeat {
      let page = try await someone.events.listEvents(request, someone.options)
      if size > 0 { #expect(page.events.count <= Int(size)) }
      names += page.events.map(\.name)
      request.pageToken = page.nextPageToken
    } while !request.pageToken.isEmpty
    return names
  }

  @Test(arguments: [1, 2, 200] as [Int32])
  func `each order holds over pages of any size`(size: Int32) async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      try await five(world, host)
      let orders: [(String, [String])] = [
        ("", ["A", "b", "C", "d", "e"]), ("start_time", ["d", "C", "A", "b", "e"]),
        ("start_time desc", ["b", "A", "C", "d", "e"]), ("name", ["A", "b", "C", "d", "e"]),
        ("name desc", ["e", "d", "C", "b", "A"]), ("created_at", ["b", "A", "d", "C", "e"]),
        ("created_at desc", ["e", "C", "d", "A", "b"]),
      ]
      for (order, wanted) in orders {
        #expect(try await names(host, size: size) { $0.orderBy = order } == wanted, "\(order)")
      }
    }
  }

  @Test func `filters narrow the list, and several statuses are alternatives`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      try await five(world, host)
      #expect(try await names(host) { $0.status = ["published"] } == ["A", "b"])
      #expect(try await names(host) { $0.status = ["Completed", "DRAFT"] } == ["C", "d", "e"])
      #expect(try await names(host) { $0.status = ["running"] } == [])
      #expect(try await names(host) { $0.category = "CLUB" } == ["b"])
      #expect(try await names(host) { $0.hostId = UUID128.v7().description } == [])
      #expect(try await names(host) { $0.seriesId = UUID128.v7().description } == [])
      #expect(try await names(host) { $0.public = false } == [])
      #expect(try await names(host) { $0.from = Timestamp(TestClock.start) } == ["A", "b"])
      #expect(try await names(host) { $0.to = Timestamp(TestClock.start) } == ["C", "d"])
      #expect(try await names(host) { $0.q = "%_" } == [])
      for (field, change) in [
        ("order_by", { $0.orderBy = "id" }), ("status", { $0.status = ["over"] }),
        ("page_size", { $0.pageSize = 201 }), ("page_size", { $0.pageSize = -1 }),
        ("q", { $0.q = "a" }), ("host_id", { $0.hostId = "me" }),
        ("page_token", { $0.pageToken = "AAAA" }),
      ] as [(String, (inout ListEventsRequest) -> Void)] {
        let refusal = await status { try await names(host, change) }
        #expect(refusal?.fields == [field])
      }
    }
  }

  @Test func `a page token fits its own query only`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      try await five(world, host)
      let page = try await host.events.listEvents(.init(pageSize: 2), host.options)
      let other = await status {
        try await host.events.listEvents(
          .init(pageSize: 2, pageToken: page.nextPageToken, category: "club"), host.options)
      }
      #expect(other?.fields == ["page_token"])
    }
  }

  @Test func `a list that was begun goes on as of then, whatever the clock`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      try await five(world, host)
      let first = try await host.events.listEvents(.init(pageSize: 1), host.options)
      world.clock.advance(hours: 30)
      let rest = try await host.events.listEvents(
        .init(pageSize: 9, pageToken: first.nextPageToken), host.options)
      #expect((first.events + rest.events).map(\.name) == ["A", "b", "C", "d", "e"])
    }
  }

  @Test func `a list shows to everybody what they may see`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let hidden = try await host.published {
        $0.name = "hidden"
        $0.isPublic = false
      }
      _ = try await host.published { $0.name = "open" }
      _ = try await host.create { $0.name = "draft" }
      let guest = try world.person()
      #expect(try await names(guest) { $0.orderBy = "name" } == ["open"])
      #expect(
        try await names(try world.person(.staff)) { $0.orderBy = "name" } == ["hidden", "open"])
      let all = ["draft", "hidden", "open"]
      #expect(try await names(host) { $0.orderBy = "name" } == all)
      #expect(try await names(try world.person(.admin)) { $0.orderBy = "name" } == all)
      // Who has a claim on a seat is no stranger.
      try await host.enroll(hidden, user: guest.name)
      #expect(try await names(guest) { $0.orderBy = "name" } == ["hidden", "open"])
      try await guest.cancel(hidden)
      #expect(try await names(guest) { $0.orderBy = "name" } == ["open"])
    }
  }
}
