import Contracts
import Identity
import ProcessKit
import Testing

@testable import Gateway

/// Who may call what, said a second time: the matrix is judged against this, not against itself.
private let expected: [String: Audience] = [
  "POST /v1/auth/login": .anyone,
  "POST /v1/auth/external": .anyone,
  "POST /v1/auth/refresh": .anyone,
  "POST /v1/auth/logout": .anyone,
  "POST /v1/auth/logout-all": .signedIn,
  "GET /v1/auth/sessions": .signedIn,
  "DELETE /v1/auth/sessions/{id}": .signedIn,
  "POST /v1/auth/password/change": .signedIn,
  "POST /v1/auth/register": .anyone,
  "POST /v1/auth/email/verify": .anyone,
  "POST /v1/auth/email/resend": .anyone,
  "POST /v1/auth/password/forgot": .anyone,
  "POST /v1/auth/password/reset": .anyone,
  "POST /v1/auth/phone/start": .signedIn,
  "POST /v1/auth/phone/verify": .signedIn,
  "GET /.well-known/jwks.json": .anyone,
  "GET /v1/users": .role(.staff),
  "POST /v1/users": .role(.staff),
  "POST /v1/users/import": .role(.organizer),
  "POST /v1/attendance/import": .role(.organizer),
  "GET /v1/users/export.csv": .role(.admin),
  "GET /v1/users/{id}": .own("id", or: .staff),
  "GET /v1/users/{id}/export": .own("id", or: .admin),
  "PATCH /v1/users/{id}": .own("id", or: .staff),
  "DELETE /v1/users/{id}": .own("id", or: .staff),
  "POST /v1/users/{id}/deactivate": .role(.admin),
  "POST /v1/users/{id}/reactivate": .role(.admin),
  "POST /v1/users/{id}/role": .role(.admin),
  "GET /v1/users/stats": .role(.organizer),
  "GET /v1/users/{id}/points": .own("id", or: .admin),
  "GET /v1/users/{id}/statement": .own("id", or: .admin),
  "GET /v1/users/{id}/statement.csv": .own("id", or: .admin),
  "GET /v1/users/{id}/points/at": .own("id", or: .admin),
  "GET /v1/users/{id}/points/preferences": .own("id", or: .admin),
  "PATCH /v1/users/{id}/points/preferences": .own("id", or: .admin),
  "GET /v1/users/{id}/attendance": .own("id", or: .staff),
  "GET /v1/users/{id}/enrollments": .own("id", or: .staff),
  "GET /v1/users/{id}/notices": .own("id", or: .admin),
  "PATCH /v1/users/{id}/notices": .own("id", or: .admin),
  "GET /v1/imports": .role(.organizer),
  "GET /v1/imports/{id}": .role(.organizer),
  "POST /v1/imports/{id}/undo": .role(.admin),
  "GET /v1/events": .anyone,
  "POST /v1/events": .role(.organizer),
  "GET /v1/events/categories": .anyone,
  "GET /v1/events/{id}": .anyone,
  "DELETE /v1/events/{id}": .role(.organizer),
  "POST /v1/events/{id}/duplicate": .role(.organizer),
  "PATCH /v1/events/{id}": .role(.organizer),
  "POST /v1/events/{id}/publish": .role(.organizer),
  "POST /v1/events/{id}/start": .role(.organizer),
  "POST /v1/events/{id}/complete": .role(.organizer),
  "POST /v1/events/{id}/cancel": .role(.organizer),
  "GET /v1/series": .anyone,
  "POST /v1/series": .role(.organizer),
  "GET /v1/series/{id}": .anyone,
  "PATCH /v1/series/{id}": .role(.organizer),
  "POST /v1/series/{id}/publish": .role(.organizer),
  "POST /v1/series/{id}/cancel": .role(.organizer),
  "GET /v1/series/{id}/occurrences": .anyone,
  "PATCH /v1/series/{id}/occurrences/{eventId}": .role(.organizer),
  "POST /v1/events/{id}/did-not-meet": .role(.organizer),
  "GET /v1/events/{id}.ics": .anyone,
  "GET /v1/users/{id}/events.ics": .anyone,
  "GET /v1/calendars/{secret}.ics": .anyone,
  "GET /v1/users/{id}/calendar": .own("id", or: .admin),
  "POST /v1/users/{id}/calendar/renew": .own("id", or: .admin),
  "DELETE /v1/users/{id}/calendar": .own("id", or: .admin),
  "POST /v1/events/{id}/enrollments": .signedIn,
  "GET /v1/events/{id}/enrollments": .role(.staff),
  "GET /v1/events/{id}/enrollments/export.csv": .role(.staff),
  "POST /v1/events/{id}/enrollments/import": .role(.organizer),
  "PATCH /v1/events/{id}/enrollments/{userId}": .own("userId", or: .staff),
  "POST /v1/events/{id}/rsvps": .signedIn,
  "GET /v1/events/{id}/rsvps": .anyone,
  "GET /v1/events/{id}/enrollments/{userId}": .own("userId", or: .staff),
  "DELETE /v1/events/{id}/enrollments/{userId}": .own("userId", or: .staff),
  "GET /v1/events/{id}/waitlist": .role(.staff),
  "POST /v1/events/{id}/check-ins": .signedIn,
  "POST /v1/events/{id}/check-outs": .signedIn,
  "POST /v1/events/{id}/check-ins/undo": .signedIn,
  "POST /v1/events/{id}/check-ins/batch": .signedIn,
  "GET /v1/events/{id}/scans": .role(.staff),
  "POST /v1/events/{id}/excuses": .signedIn,
  "DELETE /v1/events/{id}/excuses/{userId}": .signedIn,
  "POST /v1/events/{id}/corrections": .signedIn,
  "GET /v1/events/{id}/corrections": .role(.staff),
  "POST /v1/events/{id}/passes": .signedIn,
  "POST /v1/events/{id}/passes/{userId}/revoke": .own("userId", or: .staff),
  "GET /v1/passes/{pass}.svg": .anyone,
  "GET /v1/passes/{pass}.png": .anyone,
  "GET /v1/passes/keys": .anyone,
  "GET /v1/events/{id}/roster": .role(.staff),
  "GET /v1/events/{id}/roster.csv": .role(.staff),
  "GET /v1/events/{id}/summary": .role(.staff),
  "GET /v1/events/{id}/snapshot": .signedIn,
  "GET /v1/events/{id}/live": .signedIn,
  "POST /v1/events/{id}/live-tickets": .signedIn,
  "POST /v1/devices": .signedIn,
  "GET /v1/devices": .signedIn,
  "GET /v1/devices/{id}": .signedIn,
  "DELETE /v1/devices/{id}": .signedIn,
  "GET /v1/events/{id}/summary.csv": .role(.staff),
  "GET /v1/events/{id}/arrivals": .role(.staff),
  "GET /v1/events/{id}/arrivals.csv": .role(.staff),
  "GET /v1/events/{id}/presence": .role(.staff),
  "GET /v1/events/{id}/presence.csv": .role(.staff),
  "GET /v1/events/{id}/dwell": .role(.staff),
  "GET /v1/events/{id}/dwell.csv": .role(.staff),
  "GET /v1/users/{id}/attendance.csv": .own("id", or: .staff),
  "GET /v1/users/{id}/figures": .own("id", or: .staff),
  "GET /v1/users/{id}/figures.csv": .own("id", or: .staff),
  "GET /v1/analytics/overview": .role(.organizer),
  "GET /v1/analytics/overview.csv": .role(.organizer),
  "GET /v1/analytics/months": .role(.organizer),
  "GET /v1/analytics/months.csv": .role(.organizer),
  "GET /v1/analytics/events": .role(.organizer),
  "GET /v1/analytics/events.csv": .role(.organizer),
  "GET /v1/analytics/series/{id}": .role(.organizer),
  "GET /v1/analytics/series/{id}.csv": .role(.organizer),
  "GET /v1/analytics/retention": .role(.organizer),
  "GET /v1/analytics/retention.csv": .role(.organizer),
  "GET /v1/analytics/lapsed": .role(.organizer),
  "GET /v1/analytics/lapsed.csv": .role(.organizer),
  "GET /v1/analytics/first-timers": .role(.organizer),
  "GET /v1/analytics/first-timers.csv": .role(.organizer),
  "GET /v1/analytics/top": .role(.organizer),
  "GET /v1/analytics/top.csv": .role(.organizer),
  "GET /v1/analytics/streaks": .role(.organizer),
  "GET /v1/analytics/streaks.csv": .role(.organizer),
  "POST /v1/loyalty/rules": .role(.admin),
  "GET /v1/loyalty/rules": .role(.organizer),
  "GET /v1/loyalty/rules/{id}": .role(.organizer),
  "GET /v1/loyalty/rules/{id}/versions": .role(.organizer),
  "POST /v1/loyalty/rules/{id}/versions": .role(.admin),
  "POST /v1/loyalty/rules/{id}/deactivate": .role(.admin),
  "POST /v1/loyalty/rules/preview": .role(.admin),
  "GET /v1/loyalty/rules/{id}/rejudgement": .role(.admin),
  "POST /v1/users/{id}/awards": .role(.organizer),
  "GET /v1/loyalty/tiers": .signedIn,
  "POST /v1/loyalty/tiers": .role(.admin),
  "GET /v1/loyalty/members": .role(.admin),
  "GET /v1/users/{id}/points/tier/changes": .own("id", or: .admin),
  "POST /v1/users/{id}/points/tier/pin": .role(.admin),
  "DELETE /v1/users/{id}/points/tier/pin": .role(.admin),
  "GET /v1/loyalty/rewards": .signedIn,
  "POST /v1/loyalty/rewards": .role(.admin),
  "GET /v1/loyalty/rewards/{id}": .signedIn,
  "PATCH /v1/loyalty/rewards/{id}": .role(.admin),
  "POST /v1/loyalty/rewards/{id}/deactivate": .role(.admin),
  "GET /v1/loyalty/redemptions": .signedIn,
  "GET /v1/loyalty/redemptions.csv": .signedIn,
  "POST /v1/loyalty/redemptions": .signedIn,
  "GET /v1/loyalty/expiring": .signedIn,
  "GET /v1/loyalty/expiring.csv": .signedIn,
  "POST /v1/loyalty/adjustments": .role(.admin),
  "GET /v1/loyalty/redemptions/{id}": .signedIn,
  "POST /v1/loyalty/redemptions/{id}/use": .role(.staff),
  "POST /v1/loyalty/redemptions/{id}/cancel": .signedIn,
  "GET /v1/loyalty/vouchers/{code}": .role(.staff),
  "POST /v1/loyalty/vouchers/{code}/use": .role(.staff),
  "GET /v1/loyalty/reports/months": .role(.organizer),
  "GET /v1/loyalty/reports/months.csv": .role(.organizer),
  "GET /v1/loyalty/reports/rules": .role(.organizer),
  "GET /v1/loyalty/reports/rules.csv": .role(.organizer),
  "GET /v1/loyalty/reports/rewards": .role(.organizer),
  "GET /v1/loyalty/reports/rewards.csv": .role(.organizer),
  "GET /v1/loyalty/leaderboard": .signedIn,
  "GET /v1/loyalty/leaderboard.csv": .signedIn,
]

@Suite struct RightsTests {
  @Test func `every route has its line in the matrix`() {
    #expect(Set(Routes.all.map { "\($0.method) \($0.path)" }) == Set(expected.keys))
  }

  /// The status that rights alone give; nil when the call goes through.
  private func refusal(_ audience: Audience, _ role: Role?, own: Bool) -> Int? {
    switch audience {
    case .anyone: return nil
    case .signedIn: return role == nil ? 401 : nil
    case .role(let needed): return role.map { $0 >= needed ? nil : 403 } ?? 401
    case .own(_, let needed): return role.map { own || $0 >= needed ? nil : 404 } ?? 401
    }
  }

  @Test func `each route admits and refuses as the matrix says, before it reads the body`()
    async throws
  {
    let world = try await World()
    for route in Routes.all {
      let audience = try #require(expected["\(route.method) \(route.path)"])
      for role in [nil] + Role.allCases.map(Optional.some) {
        for own in [true, false] {
          let answer = try await call(route, role, own: own, world)
          let wanted = refusal(audience, role, own: own)
          let cell = "\(route.method) \(route.path) \(role?.rawValue ?? "-") own: \(own)"
          if let wanted {
            #expect(answer.status == wanted, "\(cell): \(answer.text)")
          } else {
            // The body is broken on purpose: who may call is told so.
            let passed = route.takesBody ? [400] : [200]
            #expect(passed.contains(answer.status), "\(cell): \(answer.status) \(answer.text)")
          }
        }
      }
    }
    await world.end()
  }

  private func call(
    _ route: Route, _ role: Role?, own: Bool, _ world: World
  ) async throws -> RawAnswer {
    try await world.send(
      route.method, route.path(of: own ? someone : somebodyElse),
      as: role.map { token($0) }, route.headers,
      body: !route.takesBody ? nil : route.service == .upload ? "" : "{")
  }

  @Test func `whom the gateway refuses is put on record, once a minute for each call`() async throws
  {
    let world = try await World()
    let member = token(.participant)
    for _ in 0..<3 {
      #expect(try await world.send("GET", "/v1/users", as: member).status == 403)
      #expect(try await world.send("GET", "/v1/users/\(somebodyElse)", as: member).status == 404)
      let call = try await world.send(
        "POST", "/credopass.users.v1.UsersService/SetUserRole", as: member, body: "{}")
      #expect(call.status == 403)
      #expect(try await world.send("GET", "/v1/users").status == 401)
    }
    func noted() -> [Arrival] {
      world.daemons.arrivals.all.filter { $0.method.hasSuffix("/NoteRefusal") }
    }
    try await eventually("told") { noted().count >= 3 }
    #expect(noted().allSatisfy { $0.context.accessToken == member })
    let users = "credopass.users.v1.UsersService/"
    #expect(
      try noted().map { try NoteRefusalRequest.decode($0.message).method }.sorted()
        == [users + "GetUser", users + "ListUsers", users + "SetUserRole"])
    await world.end()
  }

  @Test func `of the refused only so many are remembered, and after a minute anew`() {
    let notes = RefusalNotes()
    let now = ContinuousClock.now
    #expect(notes.isDue("a", "x", now: now) && !notes.isDue("a", "x", now: now + .seconds(59)))
    #expect(notes.isDue("a", "y", now: now) && notes.isDue("a", "x", now: now + .seconds(60)))
    let later = now + .seconds(200)
    #expect((0..<5000).count { notes.isDue("\($0)", "x", now: later) } == 1000)
    #expect(notes.isDue("b", "x", now: later + .seconds(60)))
  }

  @Test func `me is the caller's own id`() async throws {
    let world = try await World()
    let answer = try await world.send("GET", "/v1/users/me/points", as: token(.participant))
    #expect(answer.status == 200)
    let call = try #require(world.calls.first)
    #expect(WireView(call.message)?.texts[1] == someone)
    await world.end()
  }

  @Test func `the daemon gets the token itself, to judge it again`() async throws {
    let world = try await World()
    let mine = token(.participant)
    _ = try await world.send("GET", "/v1/users/me", as: mine)
    #expect(world.calls.first?.context.accessToken == mine)
    await world.end()
  }

  @Test(arguments: [
    "Bearer x.y.z", "Bearer", "Basic dXNlcjpwYXNz",
    "Bearer \(token(.admin, key: .init(seed: .random())))",
    "Bearer \(token(.admin, now: 1_000_000))",
  ])
  func `a token that does not count is refused even where none is needed`(_ field: String)
    async throws
  {
    let world = try await World()
    let answer = try await world.send("GET", "/v1/events", as: nil, ["Authorization": field])
    #expect(answer.status == 401)
    #expect(answer.header("WWW-Authenticate")?.contains("invalid_token") == true)
    #expect(world.calls.isEmpty)
    await world.end()
  }

  @Test func `a token of a new key counts as soon as users knows the key`() async throws {
    let fresh = Identity.SigningKey(seed: .random())
    let world = try await World([
      answering(AuthMethods.getKeySet) { _, _ in
        Contracts.KeySet(keys: [
          Contracts.SigningKey(keyId: "a", publicKey: signingKey.publicKey.bytes),
          Contracts.SigningKey(keyId: "b", publicKey: fresh.publicKey.bytes),
        ])
      }
    ])
    // Both at once: the one that finds the question asked already waits for its answer.
    async let one = world.send("GET", "/v1/users/me", as: token(.staff, key: fresh))
    async let two = world.send("GET", "/v1/users/me", as: token(.participant, key: fresh))
    #expect(try await [one.status, two.status] == [200, 200])
    let jwks = try await world.send("GET", "/.well-known/jwks.json")
    #expect(jwks.text.contains(fresh.publicKey.id))
    #expect(try await world.send("GET", "/v1/users/me", as: token(.staff)).status == 200)
    await world.end()
  }
}
