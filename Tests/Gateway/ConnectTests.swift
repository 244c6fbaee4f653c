import Contracts
import Foundation
import Identity
import RPC
import Testing

@testable import Gateway

private let getUser = "/credopass.users.v1.UsersService/GetUser"

@Suite struct ConnectTests {
  @Test func `an rpc is called by its name, in JSON`() async throws {
    let world = try await World([
      answering(UsersMethods.getUser) { request, _ in User(id: request.id, firstName: "Ada") }
    ])
    let answer = try await world.send(
      "POST", getUser, as: token(.staff), ["Connect-Protocol-Version": "1"],
      body: #"{"id":"\#(someone)"}"#)
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "application/json")
    #expect(try answer.json["firstName"] as? String == "Ada")
    await world.end()
  }

  @Test func `an rpc is called by its name, in protobuf`() async throws {
    let world = try await World([
      answering(UsersMethods.getUser) { request, _ in User(id: request.id, firstName: "Ada") }
    ])
    let message = String(decoding: try GetUserRequest(id: someone).encode(), as: UTF8.self)
    let answer = try await world.send(
      "POST", getUser, as: token(.staff), ["Content-Type": "application/proto"], body: message)
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "application/proto")
    #expect(try User.decode(answer.body).firstName == "Ada")
    await world.end()
  }

  @Test(arguments: [
    (Code.cancelled, "canceled", 499), (.unknown, "unknown", 500),
    (.invalidArgument, "invalid_argument", 400), (.deadlineExceeded, "deadline_exceeded", 504),
    (.notFound, "not_found", 404), (.alreadyExists, "already_exists", 409),
    (.permissionDenied, "permission_denied", 403),
    (.resourceExhausted, "resource_exhausted", 429),
    (.failedPrecondition, "failed_precondition", 400), (.aborted, "aborted", 409),
    (.outOfRange, "out_of_range", 400), (.unimplemented, "unimplemented", 501),
    (.internal, "internal", 500), (.unavailable, "unavailable", 503),
    (.dataLoss, "data_loss", 500), (.unauthenticated, "unauthenticated", 401),
  ])
  func `each code has Connect's own name and status`(_ code: Code, _ name: String, _ status: Int)
    async throws
  {
    let world = try await World([
      answering(UsersMethods.getUser) { _, _ in throw Status(code, "why") }
    ])
    let answer = try await world.send("POST", getUser, as: token(.staff), body: "{}")
    #expect(answer.status == status)
    #expect(answer.header("Content-Type") == "application/json")
    #expect(try answer.json["code"] as? String == name)
    await world.end()
  }

  @Test func `details are google's own, in base64`() async throws {
    let world = try await World([
      answering(UsersMethods.getUser) { _, _ in throw Status.invalid("id", "must be a UUID") }
    ])
    let answer = try await world.send("POST", getUser, as: token(.staff), body: "{}")
    let details = try #require(try answer.json["details"] as? [[String: String]])
    #expect(details.first?["type"] == "google.rpc.BadRequest")
    var text = try #require(details.first?["value"])
    text += String(repeating: "=", count: (4 - text.count % 4) % 4)
    let bytes = try #require(Data(base64Encoded: text))
    #expect(try BadRequest.decode(Array(bytes)).fieldViolations.first?.field == "id")
    await world.end()
  }

  @Test func `what is wrong with a request is told in Connect's words`() async throws {
    let world = try await World()
    let unknown = try await world.send("POST", getUser, as: token(.staff), body: #"{"x":1}"#)
    #expect(unknown.status == 400)
    #expect(try unknown.json["code"] as? String == "invalid_argument")
    let empty = try await world.send("POST", getUser, as: token(.staff), body: "")
    #expect(empty.status == 400)
    let stranger = try await world.send("POST", getUser, body: "{}")
    #expect(stranger.status == 401)
    #expect(try stranger.json["code"] as? String == "unauthenticated")
    let list = "/credopass.users.v1.UsersService/ListUsers"
    let member = try await world.send("POST", list, as: token(.participant), body: "{}")
    #expect(member.status == 403)
    let got = try await world.send("GET", getUser, as: token(.staff))
    #expect(got.status == 405)
    #expect(got.header("Allow") == "OPTIONS, POST")
    let form = try await world.send(
      "POST", getUser, as: token(.staff), ["Content-Type": "text/plain"], body: "{}")
    #expect(form.status == 415)
    for field in ["Connect-Protocol-Version": "2", "Connect-Timeout-Ms": "soon"] {
      let answer = try await world.send(
        "POST", getUser, as: token(.staff), [field.key: field.value], body: "{}")
      #expect(answer.status == 400)
    }
    #expect(world.calls.isEmpty)
    await world.end()
  }

  @Test func `the client's time limit is the call's`() async throws {
    let world = try await World([
      answering(UsersMethods.getUser) { _, _ in
        try await ContinuousClock().sleep(for: .seconds(30))
        return User()
      }
    ])
    let answer = try await world.send(
      "POST", getUser, as: token(.staff), ["Connect-Timeout-Ms": "80"], body: "{}")
    #expect(answer.status == 504)
    #expect(try answer.json["code"] as? String == "deadline_exceeded")
    await world.end()
  }

  @Test func `a key goes along`() async throws {
    let world = try await World()
    let path = "/credopass.events.v1.EventsService/CreateEvent"
    let answer = try await world.send(
      "POST", path, as: token(.organizer), ["Idempotency-Key": "k1"], body: "{}")
    #expect(answer.status == 200)
    #expect(world.calls.first?.context.idempotencyKey == "k1")
    await world.end()
  }
}
