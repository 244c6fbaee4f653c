import Contracts
import Daemon
import Foundation
import ProcessKit
import RPC
import Testing

@testable import Ctl
@testable import Gateway

/// What daemons answer by themselves, to calls that come as the gateway's but passed none of its
/// checks: every rpc of the contract, whoever added it.
@Suite(.serialized) struct `Rights behind the gateway: integration` {
  /// By rpc: who may call it over HTTP; nothing for what only services call.
  private let audiences = Dictionary(grouping: Routes.all, by: \.rpc)
    .mapValues { $0.map(\.audience) }

  private var methods: [MethodSchema] {
    Schema.contract.services.filter { ServiceCatalog.owner(of: $0.name) != nil }
      .flatMap(\.methods)
  }

  @Test func `who is not signed in gets nothing that is not for everybody`() async throws {
    try await withFront { front in
      for method in methods {
        let answer = try await front.answer(method, "")
        if audiences[method.name, default: []].contains(.anyone) {
          #expect(!isStranger(answer), "\(method.name)")
        } else {
          #expect([.unauthenticated, .permissionDenied].contains(answer?.code), "\(method.name)")
        }
      }
    }
  }

  @Test func `a member gets nothing that takes a higher role`() async throws {
    try await withFront { front in
      let member = try await front.member("member").token
      for method in methods {
        let answer = try await front.answer(method, member)
        #expect(!isStranger(answer), "\(method.name): the token counts")
        let isForRoles = audiences[method.name].map { audiences in
          audiences.allSatisfy { if case .role = $0 { true } else { false } }
        }
        guard isForRoles == true else { continue }
        #expect([.permissionDenied, .notFound].contains(answer?.code), "\(method.name)")
      }
    }
  }

  @Test func `another member's things are not there, one's own are`() async throws {
    try await withFront { front in
      let other = try await front.member("other")
      for (number, route) in Routes.all.enumerated() {
        guard case .own(let parameter, _) = route.audience else { continue }
        // Each its own: one of the routes is the last that a member ever takes.
        let one = try await front.member("one\(number)")
        let method = try #require(methods.first { $0.name == route.rpc })
        let field = route.field(parameter)
        let foreign = try await front.answer(method, one.token, [field: other.id])
        #expect(foreign?.code == .notFound, "\(method.name) of somebody else")
        // An enrollment takes an event, too, and there is none.
        let own = try await front.answer(method, one.token, [field: one.id])
        let takesEvent = method.input.fields.contains { $0.name == "event_id" }
        #expect(own?.code != .notFound || takesEvent, "\(method.name) of oneself")
      }
    }
  }

  @Test func `a door device is a stranger to every daemon, but for its own door`() async throws {
    try await withFront { front in
      let (device, event) = try await front.device()
      let doors = "credopass.attendance.v1.AttendanceService/"
      let open = [
        doors + "CheckIn", doors + "CheckOut", doors + "ListRoster",
        "credopass.attendance.v1.SnapshotsService/GetSnapshot",
        "credopass.attendance.v1.CorrectionsService/UndoCheckIn",
        "credopass.attendance.v1.ScansService/UploadScans",
      ]
      for method in methods {
        let own = try await front.answer(method, device, ["event_id": event])
        let other = try await front.answer(method, device)
        if open.contains(method.name) {
          #expect(!isStranger(own), "\(method.name)")
          #expect([.permissionDenied, .notFound, .invalidArgument].contains(other?.code))
        } else if audiences[method.name]?.contains(.anyone) != true {
          for answer in [own, other] {
            let refusals: [Code] = [.unauthenticated, .permissionDenied, .notFound]
            #expect(answer.map { refusals.contains($0.code) } == true, "\(method.name)")
          }
        }
      }
    }
  }

  @Test func `whoever is deactivated is a stranger to every daemon within 5 s`() async throws {
    try await withFront { front in
      let member = try await front.member("member")
      // Each daemon has met the token, and remembers that it counts.
      for method in methods where audiences[method.name] == [.signedIn] {
        #expect(try await !isStranger(front.answer(method, member.token)), "\(method.name)")
      }
      try await front.deactivate(member.id)
      let start = ContinuousClock.now
      for method in methods where audiences[method.name]?.contains(.anyone) == false {
        try await eventually("\(method.name) is closed to them", within: .seconds(30)) {
          try await isStranger(front.answer(method, member.token))
        }
      }
      #expect(ContinuousClock.now - start < .seconds(5))
    }
  }
}

/// Whether an answer is for who is not signed in; a failed sign-in is not, and has a reason.
private func isStranger(_ answer: Status?) -> Bool {
  answer?.code == .unauthenticated && answer?.details?.errorInfo == nil
}

private func withFront(_ body: (Front) async throws -> Void) async throws {
  try await withDeployment("rights") { deployment, _ in
    try await body(Front(deployment: deployment))
  }
}

/// A deployment as the gateway sees it.
private struct Front {
  let deployment: Deployment

  func channel(_ service: String) throws -> Channel {
    let gateway = ServiceCatalog.front
    let bytes = try Keys(deployment).pairs(of: gateway).key(caller: gateway, callee: service)
    let registry = Registry(state: deployment.state)
    return Channel(
      ChannelConfiguration(
        caller: try #require(ServiceName(gateway)), callee: try #require(ServiceName(service)),
        key: try #require(bytes.flatMap { ServiceKey($0) }),
        endpoints: { try registry.endpoints(of: service) }))
  }

  /// How a call ends whose ids name nothing; nil is success.
  /// - Parameter known: ids of what exists, by field.
  func answer(
    _ method: MethodSchema, _ token: String, _ known: [String: String] = [:]
  ) async throws -> Status? {
    let service = try #require(ServiceCatalog.owner(of: method.name))
    let ids = method.input.fields.filter { $0.name == "id" || $0.name.hasSuffix("_id") }
      .map { "\"\($0.jsonName)\": \"\(known[$0.name] ?? UUID().uuidString)\"" }
    let request = try method.input.wire(fromJSON: Array("{\(ids.joined(separator: ", "))}".utf8))
    let rpc = Method<RawPayload, RawPayload>(name: method.name, idempotency: method.idempotency)
    let options = CallOptions(idempotencyKey: "\(UUID())", accessToken: token)
    do {
      _ = try await channel(service).call(rpc, RawPayload(request), options)
      return nil
    } catch let refusal as Status {
      return refusal
    }
  }

  private var tool: UsersClient {
    get throws { UsersClient(try Asking(deployment: deployment).channel("users")) }
  }

  /// Somebody who just joined.
  func member(_ name: String) async throws -> (id: String, token: String) {
    let (email, password) = ("\(name)@example.org", "correct horse battery")
    let user = try await tool.createUser(
      CreateUserRequest(email: email, firstName: "Member", password: password),
      CallOptions(idempotencyKey: name, accessToken: ""))
    let signedIn = try await AuthClient(try channel("users")).login(
      LoginRequest(email: email, password: password), CallOptions(accessToken: ""))
    return (user.id, signedIn.accessToken)
  }

  /// A device for an event, both made now by an organizer.
  func device() async throws -> (token: String, event: String) {
    let member = try await member("organizer")
    _ = try await tool.setUserRole(
      SetUserRoleRequest(id: member.id, role: .organizer), CallOptions(accessToken: ""))
    let login = LoginRequest(email: "organizer@example.org", password: "correct horse battery")
    let token = try await AuthClient(try channel("users")).login(
      login, CallOptions(accessToken: "")
    ).accessToken
    let event = try await EventsClient(try channel("events")).createEvent(
      CreateEventRequest(name: "Jazz", timeZone: "UTC"),
      CallOptions(idempotencyKey: "event", accessToken: token))
    let device = try await DevicesClient(try channel("attendance")).registerDevice(
      RegisterDeviceRequest(name: "door", eventId: event.id),
      CallOptions(idempotencyKey: "device", accessToken: token))
    return (device.token, event.id)
  }

  func deactivate(_ id: String) async throws {
    _ = try await tool.deactivateUser(
      DeactivateUserRequest(id: id, reason: "left"), CallOptions(accessToken: ""))
  }
}
