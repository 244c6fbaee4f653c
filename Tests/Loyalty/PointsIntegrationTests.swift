import Contracts
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Loyalty

/// What is moved by hand and asked of one's points, over real sockets.
@Suite struct PointsIntegrationTests {
  private let own = UUID128.v7()
  private let other = UUID128.v7()

  private func with(
    _ body: (World, LoyaltyClient) async throws -> Void
  ) async throws {
    try await World.with { world in
      let users = try await world.users(KnownPeople(people: [own, other]))
      let loyalty = try await world.loyalty()
      try await body(world, try world.client())
      await loyalty.stop()
      await users.stop()
    }
  }

  private func keyed(_ options: CallOptions, _ key: String) -> CallOptions {
    var options = options
    options.idempotencyKey = key
    return options
  }

  private func adjust(_ points: Int32, _ patron: UUID128) -> AdjustPointsRequest {
    AdjustPointsRequest(userId: patron.description, points: points, reason: "For helping")
  }

  @Test func `an administrator gives points once per key, and the statement says why and who`()
    async throws
  {
    try await with { world, client in
      let admin = try world.signedIn(own, .admin)
      let line = try await client.adjustPoints(adjust(30, other), keyed(admin, "a"))
      #expect(line.points == 30 && line.kind == .adjust && line.balanceAfter == 30)
      #expect(line.description == "For helping" && line.actorId == own.description)
      #expect(try await client.adjustPoints(adjust(30, other), keyed(admin, "a")) == line)
      #expect(
        await code { try await client.adjustPoints(adjust(31, other), keyed(admin, "a")) }
          == .failedPrecondition)
      #expect(
        await code { try await client.adjustPoints(adjust(30, other), admin) } == .invalidArgument)
      let taken = try await client.adjustPoints(adjust(-20, other), keyed(admin, "b"))
      #expect(taken.points == -20 && taken.balanceAfter == 10)
      // Adjusted is not earned.
      let points = try await client.getPoints(
        GetPointsRequest(), try world.signedIn(other))
      #expect(points.balance == 10 && points.lifetime == 0 && points.tier == "bronze")
      // Who moved them is told to staff alone.
      for (role, told) in [(Role.participant, ""), (.staff, own.description)] {
        let page = try await client.listStatement(
          ListStatementRequest(), try world.signedIn(other, role))
        #expect(page.movements.map(\.actorId) == [told, told], "\(role)")
      }
      let record = try await world.database.rows(
        """
        SELECT actor, object, details::json->>'points' FROM loyalty.audit_entries
        WHERE action = 'points.adjusted' ORDER BY id
        """)
      #expect(
        record == ["30", "-20"].map { ["user:\(own)", "user:\(other)", $0] })
      #expect(try await world.breaches() == [])
    }
  }

  @Test func `more than there is cannot be taken, and both numbers are told`() async throws {
    try await with { world, client in
      let admin = try world.signedIn(own, .admin)
      _ = try await client.adjustPoints(adjust(5, other), keyed(admin, "a"))
      do {
        _ = try await client.adjustPoints(adjust(-6, other), keyed(admin, "b"))
        Issue.record("taken")
      } catch let status as Status {
        #expect(status.code == .failedPrecondition)
        let info = try #require(status.details?.errorInfo)
        #expect(info.reason == "TOO_FEW_POINTS")
        #expect(info.metadata.map { "\($0.key) \($0.value)" } == ["asked 6", "has 5"])
      }
      #expect(try await world.balance(other) == 5)
      #expect(
        try await world.database.rows(
          "SELECT FROM loyalty.audit_entries WHERE action = 'points.adjusted'"
        ).count == 1)
    }
  }

  @Test func `nobody but an administrator adjusts, and nobody who is nobody is adjusted`()
    async throws
  {
    try await with { world, client in
      for role in [Role.participant, .staff, .organizer] {
        let me = keyed(try world.signedIn(own, role), "a")
        #expect(
          await code { try await client.adjustPoints(adjust(1, own), me) } == .permissionDenied)
      }
      #expect(await code { try await client.adjustPoints(adjust(1, own)) } == .unauthenticated)
      let admin = keyed(try world.signedIn(own, .admin), "a")
      let nobody = UUID128.v7()
      #expect(await code { try await client.adjustPoints(adjust(1, nobody), admin) } == .notFound)
      #expect(try await world.database.rows("SELECT FROM loyalty.accounts").isEmpty)
    }
  }

  @Test func `an adjustment that says nothing sensible is refused`() async throws {
    try await with { world, client in
      let admin = keyed(try world.signedIn(own, .admin), "a")
      let past = Timestamp(Moment.now.adding(seconds: -1))
      let requests = [
        adjust(0, other), adjust(.min, other), adjust(.max, other), adjust(1_000_000_001, other),
        AdjustPointsRequest(userId: "x", points: 1, reason: "y"),
        AdjustPointsRequest(points: 1, reason: "y"),
        AdjustPointsRequest(userId: other.description, points: 1, reason: ""),
        AdjustPointsRequest(
          userId: other.description, points: 1, reason: String(repeating: "a", count: 301)),
        AdjustPointsRequest(userId: other.description, points: 1, reason: "y", expiresAt: past),
        AdjustPointsRequest(
          userId: other.description, points: -1, reason: "y",
          expiresAt: Timestamp(Moment.now.adding(days: 1))),
      ]
      for request in requests {
        #expect(
          await code { try await client.adjustPoints(request, admin) } == .invalidArgument,
          "\(request)")
      }
      #expect(try await world.database.rows("SELECT FROM loyalty.ledger").isEmpty)
    }
  }

  @Test func `points tell what expires next, what comes after, and what there was`() async throws {
    try await with { world, client in
      let admin = try world.signedIn(own, .admin)
      let before = Moment.now
      var request = adjust(7, other)
      request.expiresAt = Timestamp(before.adding(days: 3))
      _ = try await client.adjustPoints(request, keyed(admin, "a"))
      request.expiresAt = Timestamp(before.adding(days: 9))
      _ = try await client.adjustPoints(request, keyed(admin, "b"))
      let me = try world.signedIn(other)
      let points = try await client.getPoints(GetPointsRequest(), me)
      let next = try #require(points.expiringNext)
      #expect(points.balance == 14 && next.points == 7)
      let all = try await client.listExpiring(ListExpiringRequest(), me).expiring
      #expect(all.count == 2 && all.first == next)
      #expect(try await client.listExpiring(ListExpiringRequest(days: 4), me).expiring == [next])
      let past = GetBalanceAtRequest(time: Timestamp(before.adding(seconds: -1)))
      #expect(try await client.getBalanceAt(past, me).balance == 0)
      let today = GetBalanceAtRequest(time: Timestamp(Moment.now))
      #expect(try await client.getBalanceAt(today, me).balance == 14)
      for time in [nil, Timestamp(Moment.now.adding(days: 1))] {
        let request = GetBalanceAtRequest(time: time)
        #expect(await code { try await client.getBalanceAt(request, me) } == .invalidArgument)
      }
      for days in [Int32(-1), 3661] {
        let request = ListExpiringRequest(days: days)
        #expect(await code { try await client.listExpiring(request, me) } == .invalidArgument)
      }
      // Others' are not there, but for an ADMIN.
      let theirs = other.description
      for role in [Role.participant, .staff, .organizer] {
        let they = try world.signedIn(own, role)
        let past = GetBalanceAtRequest(patronId: theirs, time: today.time)
        #expect(await code { try await client.getBalanceAt(past, they) } == .notFound)
        let expiring = ListExpiringRequest(userId: theirs)
        #expect(await code { try await client.listExpiring(expiring, they) } == .notFound)
        let wishes = GetPreferencesRequest(patronId: theirs)
        #expect(await code { try await client.getPreferences(wishes, they) } == .notFound)
      }
      let seen = try await client.listExpiring(ListExpiringRequest(userId: theirs), admin)
      #expect(seen.expiring == all)
    }
  }

  @Test func `people choose what is told of them and to them`() async throws {
    try await with { world, client in
      let me = try world.signedIn(own)
      let defaults = try await client.getPreferences(GetPreferencesRequest(), me)
      #expect(defaults.leaderboard && defaults.expiryNotices)
      let hide = UpdatePreferencesRequest(
        updateMask: FieldMask(paths: ["leaderboard"]), leaderboard: false, expiryNotices: false)
      let hidden = try await client.updatePreferences(hide, me)
      #expect(!hidden.leaderboard && hidden.expiryNotices)
      #expect(try await client.getPreferences(GetPreferencesRequest(), me) == hidden)
      let back = UpdatePreferencesRequest(updateMask: FieldMask(paths: ["leaderboard"]))
      #expect(try await client.updatePreferences(back, me) == defaults)
      for mask in [[], ["patron_id"], ["points"]] {
        let request = UpdatePreferencesRequest(updateMask: FieldMask(paths: mask))
        #expect(await code { try await client.updatePreferences(request, me) } == .invalidArgument)
      }
      var theirs = hide
      theirs.patronId = other.description
      for role in [Role.participant, .staff, .organizer] {
        let they = try world.signedIn(own, role)
        #expect(await code { try await client.updatePreferences(theirs, they) } == .notFound)
      }
      let admin = try world.signedIn(own, .admin)
      #expect(try await !client.updatePreferences(theirs, admin).leaderboard)
      theirs.patronId = UUID128.v7().description
      #expect(await code { try await client.updatePreferences(theirs, admin) } == .notFound)
    }
  }
}
