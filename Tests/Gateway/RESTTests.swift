import Contracts
import Identity
import RPC
import Testing

@testable import Gateway

private let ada = User(
  id: someone, email: "ada@example.com", firstName: "Ada", role: .participant, active: true,
  version: 12)

@Suite struct RESTTests {
  @Test func `a user is shown whole, zeros included, with its version as the tag`() async throws {
    let world = try await World([answering(UsersMethods.getUser) { _, _ in ada }])
    let answer = try await world.send("GET", "/v1/users/\(someone)", as: token(.staff))
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "application/json")
    let json = try answer.json
    #expect(json["id"] as? String == someone)
    #expect(json["version"] as? String == "12")
    #expect(json["ratingCount"] as? Int == 0)
    #expect(json["lastLoginAt"] == nil)
    let tag = try #require(answer.header("ETag"))
    #expect(tag.hasPrefix("\"12-"))
    let again = try await world.send(
      "GET", "/v1/users/\(someone)", as: token(.staff), ["If-None-Match": tag])
    #expect(again.status == 304)
    #expect(again.body.isEmpty)
    let head = try await world.send("HEAD", "/v1/users/\(someone)", as: token(.staff))
    #expect(head.status == 200)
    await world.end()
  }

  @Test func `what is created has a place, and the key goes along`() async throws {
    let world = try await World([
      answering(UsersMethods.createUser) { request, _ in
        var user = ada
        user.firstName = request.firstName
        return user
      }
    ])
    let answer = try await world.send(
      "POST", "/v1/users", as: token(.staff), ["Idempotency-Key": "once"],
      body: #"{"firstName":"Grace","interests":["jazz"]}"#)
    #expect(answer.status == 201)
    #expect(answer.header("Location") == "/v1/users/\(someone)")
    #expect(try answer.json["firstName"] as? String == "Grace")
    #expect(world.calls.first?.context.idempotencyKey == "once")
    await world.end()
  }

  @Test(arguments: [(false, 201), (true, 200)])
  func `an enrollment's place is made of event and person; 201 only when it is new`(
    wasThere: Bool, status: Int
  ) async throws {
    let world = try await World([
      answering(EnrollmentsMethods.enroll) { request, _ in
        Enrollment(
          eventId: request.eventId, userId: someone, status: .enrolled, alreadyEnrolled: wasThere)
      }
    ])
    let answer = try await world.send(
      "POST", "/v1/events/\(anEvent)/enrollments", as: token(.participant),
      ["Idempotency-Key": "once"])
    #expect(answer.status == status)
    #expect(answer.header("Location") == "/v1/events/\(anEvent)/enrollments/\(someone)")
    await world.end()
  }

  @Test func `a patch writes what is there, clears what is null, and compares the version alone`()
    async throws
  {
    let world = try await World()
    let answer = try await world.send(
      "PATCH", "/v1/users/me", as: token(.participant), ["If-Match": "\"12-beef\""],
      body: #"{"bio":null,"first_name":"Ada"}"#)
    #expect(answer.status == 200)
    let request = try UpdateUserRequest.decode(try #require(world.calls.first).message)
    #expect(request.id == someone)
    #expect(request.updateMask?.paths == ["bio", "first_name"])
    #expect(request.firstName == "Ada")
    #expect(request.expectedVersion == 12)
    await world.end()
  }

  @Test func `a list takes its filters from the query`() async throws {
    let world = try await World([
      answering(EventsMethods.listEvents) { _, _ in ListEventsResponse(nextPageToken: "next") }
    ])
    let answer = try await world.send(
      "GET",
      "/v1/events?pageSize=7&status=published&status=running&q=jazz+night&public=true"
        + "&from=2026-01-01T00:00:00Z")
    #expect(answer.text == #"{"events":[],"nextPageToken":"next"}"#)
    let request = try ListEventsRequest.decode(try #require(world.calls.first).message)
    #expect(request.pageSize == 7)
    #expect(request.status == ["published", "running"])
    #expect(request.q == "jazz night")
    #expect(request.public == true)
    #expect(request.from?.seconds == 1_767_225_600)
    await world.end()
  }

  @Test func `a list takes a point and how far around it, and a duplicate its time and place`()
    async throws
  {
    let world = try await World([
      answering(EventsMethods.listEvents) { _, _ in ListEventsResponse() },
      answering(EventsMethods.listCategories) { _, _ in ListCategoriesResponse() },
      answering(EventsMethods.duplicateEvent) { request, _ in Event(id: request.id + "-2") },
    ])
    let near = "/v1/events?near=52.52,13.405&radiusKm=2.5"
    #expect(try await world.send("GET", near).status == 200)
    let list = try ListEventsRequest.decode(try #require(world.calls.last).message)
    #expect(list.near == "52.52,13.405" && list.radiusKm == 2.5)
    // No event's id.
    #expect(try await world.send("GET", "/v1/events/categories").status == 200)
    let path = "/v1/events/\(someone)/duplicate"
    let body = #"{"startTime":"2026-01-01T00:00:00Z"}"#
    let keyless = try await world.send("POST", path, as: token(.organizer), body: body)
    #expect(keyless.status == 400)
    let copy = try await world.send(
      "POST", path, as: token(.organizer), ["Idempotency-Key": "once"], body: body)
    #expect(copy.status == 201 && copy.header("Location") == "/v1/events/\(someone)-2")
    await world.end()
  }

  @Test func `ids and trace travel to the daemon and back`() async throws {
    let world = try await World()
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    let named = try await world.send(
      "GET", "/v1/events", as: nil, ["X-Request-Id": someone, "traceparent": trace])
    let unnamed = try await world.send(
      "GET", "/v1/events", as: nil,
      ["X-Request-Id": "ada.lovelace-4711", "traceparent": "00-0-0-0"])
    #expect(named.header("X-Request-Id") == someone)
    #expect(unnamed.header("X-Request-Id")?.count == 32)
    #expect(world.calls.map(\.context.traceparent).first == trace)
    #expect(world.calls.last?.context.traceparent.hasPrefix("00-") == true)
    #expect(world.calls.last?.context.traceparent.count == 55)
    #expect(
      world.calls.first?.context.metadata.contains(
        Metadata(key: "request-id", value: someone)) == true)
    await world.end()
  }

  @Test func `a daemon learns the client's address and name, and of a name what is plain`()
    async throws
  {
    let world = try await World()
    let long = String(repeating: "x", count: 300)
    for agent in ["app/1 (x)", "a\u{E9}b", long] {
      _ = try await world.send(
        "POST", "/v1/auth/login", as: nil, ["User-Agent": agent, "X-Forwarded-For": "10.1.1.1"],
        body: #"{"email": "a@x.org"}"#)
    }
    let facts = world.calls.map { call in
      Dictionary(
        call.context.metadata.map { ($0.key, $0.value) }, uniquingKeysWith: { "\($0) \($1)" })
    }
    #expect(facts.map { $0["client-address"] } == ["127.0.0.1", "127.0.0.1", "127.0.0.1"])
    #expect(facts.map { $0["user-agent"] } == ["app/1 (x)", "ab", String(long.prefix(200))])
    await world.end()
  }

  @Test func `what happens later, if at all, is answered with 202`() async throws {
    let world = try await World()
    for path in ["register", "password/forgot", "email/resend"] {
      let answer = try await world.send(
        "POST", "/v1/auth/\(path)", as: nil, body: #"{"email": "a@x.org"}"#)
      #expect(answer.status == 202 && answer.text == "{}", "\(path)")
    }
    await world.end()
  }

  @Test(arguments: [
    (Code.invalidArgument, 400), (.unauthenticated, 401), (.permissionDenied, 403),
    (.notFound, 404), (.failedPrecondition, 409), (.aborted, 409), (.alreadyExists, 409),
    (.resourceExhausted, 429), (.unavailable, 503), (.deadlineExceeded, 504), (.internal, 500),
    (.unknown, 500), (.dataLoss, 500), (.unimplemented, 500), (.outOfRange, 500),
  ])
  func `each code has its status`(_ code: Code, _ status: Int) async throws {
    let world = try await World([
      answering(EventsMethods.getEvent) { _, _ in throw Status(code, "secret \(code.name)") }
    ])
    let answer = try await world.send("GET", "/v1/events/\(anEvent)")
    #expect(answer.status == status)
    #expect(answer.header("Content-Type") == "application/problem+json")
    let problem = try answer.json
    #expect(problem["status"] as? Int == status)
    #expect(problem["code"] as? String == code.name)
    #expect((problem["requestId"] as? String) == answer.header("X-Request-Id"))
    let isOurs = [Code.internal, .unknown, .dataLoss].contains(code)
    #expect(answer.text.contains("secret") == !isOurs)
    #expect((answer.header("Retry-After") != nil) == [429, 503].contains(status))
    await world.end()
  }

  @Test(arguments: [
    ("VERSION_MISMATCH", 412), ("IDEMPOTENCY_KEY_REUSED", 422), ("EVENT_FULL", 409),
  ])
  func `some reasons have a status of their own`(_ reason: String, _ status: Int) async throws {
    let world = try await World([
      answering(EventsMethods.publishEvent) { _, _ in
        throw Status.refused(.failedPrecondition, reason, "no")
      }
    ])
    let answer = try await world.send(
      "POST", "/v1/events/\(anEvent)/publish", as: token(.organizer))
    #expect(answer.status == status)
    #expect(try answer.json["code"] as? String == reason)
    await world.end()
  }

  @Test func `the facts of a refusal are there for programs`() async throws {
    let world = try await World([
      answering(EventsMethods.publishEvent) { _, _ in
        throw Status.refused(
          .failedPrecondition, "TOO_FEW", "there are 2, not 3", [("asked", "3"), ("has", "2")])
      }
    ])
    let answer = try await world.send(
      "POST", "/v1/events/\(anEvent)/publish", as: token(.organizer))
    let facts = try answer.json["metadata"] as? [String: String]
    #expect(facts == ["asked": "3", "has": "2"])
    await world.end()
  }

  @Test func `a daemon's wrong field is pointed at as JSON spells it`() async throws {
    let world = try await World([
      answering(AttendanceMethods.checkIn) { _, _ in
        throw Status.invalid("walk_in.first_name", "must not be empty")
      }
    ])
    let answer = try await world.send(
      "POST", "/v1/events/\(anEvent)/check-ins", as: token(.staff),
      body: #"{"walkIn":{},"scanId":"s"}"#)
    #expect(answer.status == 400)
    let errors = try #require(try answer.json["errors"] as? [[String: String]])
    #expect(errors == [["pointer": "/walkIn/firstName", "detail": "must not be empty"]])
    await world.end()
  }

  @Test func `a pause that a daemon asks for is passed on`() async throws {
    let world = try await World([
      answering(AuthMethods.login) { _, _ in
        throw Status(.resourceExhausted, "too many failures", retryAfter: .milliseconds(7200))
      }
    ])
    let answer = try await world.send("POST", "/v1/auth/login", body: "{}")
    #expect(answer.status == 429)
    #expect(answer.header("Retry-After") == "8")
    await world.end()
  }

  @Test func `a service that is not there is 503, and the others answer`() async throws {
    let world = try await World(connectWait: .milliseconds(100))
    world.rpc.close()
    let answer = try await world.send("GET", "/v1/events")
    #expect(answer.status == 503)
    #expect(answer.header("Retry-After") != nil)
    #expect(try await world.send("GET", "/livez").status == 200)
    #expect(try await world.send("GET", "/readyz").status == 200)
    await world.end()
  }

  @Test func `a daemon that takes too long is 504`() async throws {
    let world = try await World(
      [
        answering(EventsMethods.getEvent) { _, _ in
          try await ContinuousClock().sleep(for: .seconds(30))
          return Event()
        }
      ]) { $0.timeout = .milliseconds(100) }
    #expect(try await world.send("GET", "/v1/events/\(anEvent)").status == 504)
    await world.end()
  }
}
