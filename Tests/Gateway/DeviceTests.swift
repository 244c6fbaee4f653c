import Contracts
import Identity
import ProcessKit
import RPC
import Testing

@testable import Gateway

/// What a door device may call, said a second time: everything else refuses it.
private let forDevices: Set<String> = [
  "POST /v1/events/{id}/check-ins", "POST /v1/events/{id}/check-outs",
  "POST /v1/events/{id}/check-ins/undo", "POST /v1/events/{id}/check-ins/batch",
  "GET /v1/events/{id}/roster", "GET /v1/events/{id}/snapshot",
]

private let doorKey = Identity.SigningKey(seed: .random())
private let deviceID = [UInt8](1...16)

private func deviceToken(_ key: Identity.SigningKey = doorKey) -> String {
  DeviceToken.signed(deviceID, by: key)
}

/// Attendance, as far as it tells its keys.
private let telling = answering(PassesMethods.listPassKeys) { _, _ in
  ListPassKeysResponse(keys: [.init(id: "a", publicKey: doorKey.publicKey.bytes)])
}

extension RateLimiter {
  /// One whose buckets never fill again.
  static func stopped() -> RateLimiter {
    let now = ContinuousClock.now
    return RateLimiter(clock: { now })
  }
}

@Suite struct DeviceTests {
  @Test func `a device's token opens the door's routes and no other, before the body is read`()
    async throws
  {
    let world = try await World([telling])
    #expect(forDevices.isSubset(of: Set(Routes.all.map { "\($0.method) \($0.path)" })))
    for route in Routes.all {
      let name = "\(route.method) \(route.path)"
      for own in [true, false] {
        let answer = try await world.send(
          route.method, route.path(of: own ? someone : somebodyElse), as: deviceToken(),
          route.headers,
          body: !route.takesBody ? nil : route.service == .upload ? "" : "{")
        let passed = route.takesBody ? 400 : 200
        let wanted = forDevices.contains(name) ? passed : 403
        #expect(answer.status == wanted, "\(name): \(answer.status) \(answer.text)")
      }
    }
    let reached = Set(world.calls.map(\.method))
    #expect(
      reached == [
        "credopass.attendance.v1.PassesService/ListPassKeys",
        "credopass.attendance.v1.AttendanceService/ListRoster",
        "credopass.attendance.v1.SnapshotsService/GetSnapshot",
      ])
    await world.end()
  }

  @Test func `by name, too, a device reaches the same calls and no other`() async throws {
    let world = try await World([telling])
    let open = Set(Routes.all.filter { forDevices.contains("\($0.method) \($0.path)") }.map(\.rpc))
    for rpc in world.gateway.exposed.keys.sorted() {
      let answer = try await world.send("POST", "/\(rpc)", as: deviceToken(), body: "{")
      #expect(answer.status == (open.contains(rpc) ? 400 : 403), "\(rpc): \(answer.status)")
    }
    // What the gateway watches by is nobody's.
    let live = try await world.send(
      "POST", "/credopass.attendance.v1.LiveService/WatchEvent", as: token(.admin), body: "{}")
    #expect(live.status == 404)
    await world.end()
  }

  @Test func `a made-up device token is refused, and counted against its address`() async throws {
    let world = try await World([telling], limiter: .stopped()) {
      $0.anonymous = Rate(perSecond: 1, burst: 4)
    }
    let path = "/v1/events/\(anEvent)/check-ins"
    var statuses: [Int] = []
    for _ in 0..<6 {
      let forged = deviceToken(.init(seed: .random()))
      statuses.append(try await world.send("POST", path, as: forged, body: "{}").status)
    }
    #expect(statuses == [401, 401, 401, 401, 429, 429])
    #expect(world.calls.allSatisfy { $0.method.hasSuffix("/ListPassKeys") })
    await world.end()
  }

  @Test func `a device has a rate of its own, that never shuts its door`() async throws {
    let world = try await World([telling], limiter: .stopped()) {
      $0.signedIn = Rate(perSecond: 1, burst: 2)
    }
    let event = "/v1/events/\(anEvent)"
    var statuses: [Int] = []
    for _ in 0..<3 {
      statuses.append(try await world.send("GET", "\(event)/roster", as: deviceToken()).status)
    }
    #expect(statuses == [200, 200, 429])
    let scan = #"{"userId": "\#(someone)", "scanId": "1"}"#
    let scanned = try await world.send(
      "POST", "\(event)/check-ins", as: deviceToken(), body: scan)
    #expect(scanned.status == 200)
    // Another's is not used up by it, nor that of the person at the same address.
    let other = DeviceToken.signed([UInt8](2...17), by: doorKey)
    #expect(try await world.send("GET", "\(event)/roster", as: other).status == 200)
    #expect(try await world.send("GET", "\(event)/roster", as: token(.staff)).status == 200)
    await world.end()
  }

  @Test func `while attendance cannot tell its keys, a device is asked to wait, not turned away`()
    async throws
  {
    let silent = answering(PassesMethods.listPassKeys) { _, _ -> ListPassKeysResponse in
      throw Status(.unavailable, "starting")
    }
    let world = try await World([silent])
    let answer = try await world.send(
      "GET", "/v1/events/\(anEvent)/roster", as: deviceToken())
    #expect(answer.status == 503 && answer.header("Retry-After") != nil)
    await world.end()
  }

  @Test func `the daemon gets the device's token itself, to judge it again`() async throws {
    let world = try await World([telling])
    _ = try await world.send("GET", "/v1/events/\(anEvent)/snapshot", as: deviceToken())
    let call = world.calls.first { $0.method.hasSuffix("/GetSnapshot") }
    #expect(call?.context.accessToken == deviceToken())
    await world.end()
  }
}
