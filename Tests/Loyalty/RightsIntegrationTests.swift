import Contracts
import Identity
import Postgres
import RPC
import Testing

@testable import Loyalty

/// Who may see whose points, over real sockets.
@Suite struct RightsIntegrationTests {
  let own = UUID128.v7()
  let other = UUID128.v7()

  @Test func `a person sees its own points and statement, and nobody else's`() async throws {
    try await World.with { world in
      let loyalty = try await world.loyalty()
      let client = try world.client()
      for role in [Role.participant, .staff, .organizer] {
        let me = try world.signedIn(own, role)
        for asked in ["", own.description, own.description.uppercased()] {
          let points = try await client.getPoints(GetPointsRequest(patronId: asked), me)
          #expect(points.patronId == own.description)
          #expect(points.balance == 0 && points.tier == "bronze" && points.tierSince == nil)
          #expect(points.nextTier == NextTier(tier: "silver", pointsMissing: 100))
          let page = try await client.listStatement(ListStatementRequest(patronId: asked), me)
          #expect(page == ListStatementResponse())
        }
        let theirs = GetPointsRequest(patronId: other.description)
        #expect(await code { try await client.getPoints(theirs, me) } == .notFound)
        let lines = ListStatementRequest(patronId: other.description)
        #expect(await code { try await client.listStatement(lines, me) } == .notFound)
      }
      await loyalty.stop()
    }
  }

  @Test func `an administrator and our own services see everybody's`() async throws {
    try await World.with { world in
      let loyalty = try await world.loyalty()
      let request = GetPointsRequest(patronId: other.description)
      let admin = try world.signedIn(own, .admin)
      #expect(
        try await world.client().getPoints(request, admin).patronId == other.description)
      let tool = try world.client(as: "ctl")
      #expect(try await tool.getPoints(request).patronId == other.description)
      #expect(await code { try await tool.getPoints(GetPointsRequest()) } == .invalidArgument)
      await loyalty.stop()
    }
  }

  @Test func `who is not signed in, or not one of ours, sees nothing`() async throws {
    try await World.with { world in
      let loyalty = try await world.loyalty()
      let request = GetPointsRequest(patronId: own.description)
      let lines = ListStatementRequest(patronId: own.description)
      let client = try world.client()
      #expect(await code { try await client.getPoints(request) } == .unauthenticated)
      #expect(await code { try await client.listStatement(lines) } == .unauthenticated)
      let forged = CallOptions(timeout: .seconds(60), accessToken: "a.b.c")
      #expect(await code { try await client.getPoints(request, forged) } == .unauthenticated)
      let stranger = try world.client(as: "events")
      #expect(await code { try await stranger.getPoints(request) } == .permissionDenied)
      await loyalty.stop()
    }
  }

  @Test(arguments: ["x", "0193-", "00000000-0000-0000-0000-00000000000g"])
  func `an id that is none is refused`(id: String) async throws {
    try await World.with { world in
      let loyalty = try await world.loyalty()
      let client = try world.client()
      let me = try world.signedIn(own)
      #expect(
        await code { try await client.getPoints(GetPointsRequest(patronId: id), me) }
          == .invalidArgument)
      await loyalty.stop()
    }
  }

  @Test func `a statement comes page by page, latest first, without gap or twin`() async throws {
    try await World.with { world in
      let loyalty = try await world.loyalty()
      try await world.withStore { store in
        for position in 1...7 {
          let visit = Visit(patron: own, event: "\(position)")
          try await store.take(try visit.change(.attended, at: Int64(position)))
        }
      }
      let client = try world.client()
      let me = try world.signedIn(own)
      var seen: [String] = []
      var sizes: [Int] = []
      var token = ""
      repeat {
        let page = try await client.listStatement(
          ListStatementRequest(pageSize: 3, pageToken: token), me)
        seen += page.movements.map(\.description)
        sizes.append(page.movements.count)
        token = page.nextPageToken
      } while !token.isEmpty
      #expect(seen == (1...7).reversed().map { "Attended \($0)" })
      #expect(sizes == [3, 3, 1])
      await loyalty.stop()
    }
  }

  @Test func `a page token fits its own person, and sizes have limits`() async throws {
    try await World.with { world in
      let loyalty = try await world.loyalty()
      try await world.withStore { store in
        for position in 1...3 {
          try await store.take(
            try Visit(patron: own).change(.attended, at: Int64(position)))
        }
      }
      let client = try world.client()
      let me = try world.signedIn(own)
      let page = try await client.listStatement(ListStatementRequest(pageSize: 2), me)
      let stolen = ListStatementRequest(pageToken: page.nextPageToken)
      let they = try world.signedIn(other)
      #expect(await code { try await client.listStatement(stolen, they) } == .invalidArgument)
      for size in [Int32(-1), 201, .max] {
        let request = ListStatementRequest(pageSize: size)
        #expect(await code { try await client.listStatement(request, me) } == .invalidArgument)
      }
      #expect(
        try await client.listStatement(ListStatementRequest(pageSize: 200), me).movements.count
          == 3)
      await loyalty.stop()
    }
  }
}
