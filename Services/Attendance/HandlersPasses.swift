import Contracts
import Daemon
import Identity
import Postgres
import QRCode
import RPC

struct PassesHandlers: PassesService {
  let store: Store
  let access: Access
  let keys: PassKeys
  var now: @Sendable () -> Instant = { .now }

  func issuePass(_ request: IssuePassRequest, _ call: CallContext) async throws -> Pass {
    let bearer = try await bearer(request.eventId, request.userId, call)
    let expiresAt = try checkedTime(request.expiresAt, "expires_at")
    if let expiresAt, expiresAt <= now() {
      throw Status.invalid("expires_at", "must lie ahead")
    }
    if bearer.isOwn {
      try await store.checkExpected(bearer.patronID, at: bearer.eventID)
    } else {
      try await store.checkPerson(bearer.patronID)
    }
    let number = try await store.issuePass(bearer.eventID, bearer.patronID)
    // Up to the next second: a pass never ends before it was asked to.
    let end = expiresAt.map {
      Instant(microseconds: ($0.microseconds + 999_999) / 1_000_000 * 1_000_000)
    }
    let pass = keys.sign(
      PassClaims(
        eventID: bearer.eventID, patronID: bearer.patronID, number: number, expiresAt: end))
    return Pass(
      pass: pass, eventId: bearer.eventID.description, userId: bearer.patronID.description,
      expiresAt: end.map(Timestamp.init), svgUrl: "/v1/passes/\(pass).svg")
  }

  func revokePasses(
    _ request: RevokePassesRequest, _ call: CallContext
  ) async throws -> RevokePassesResponse {
    let bearer = try await bearer(request.eventId, request.userId, call)
    try await store.revokePasses(bearer.eventID, bearer.patronID, by: .user(bearer.actorID))
    return RevokePassesResponse()
  }

  func drawPassAsSvg(
    _ request: DrawPassAsSvgRequest, _ call: CallContext
  ) async throws -> Document {
    Document(content: Array(try await code(of: request.pass).svg.utf8), fileName: "pass.svg")
  }

  func drawPassAsPng(
    _ request: DrawPassAsPngRequest, _ call: CallContext
  ) async throws -> Document {
    Document(content: try await code(of: request.pass).png, fileName: "pass.png")
  }

  /// Draws nothing but passes: this is no service for codes of all kinds.
  private func code(of pass: String) async throws -> QRCode {
    guard try await keys.claims(of: pass, store) != nil else {
      throw Status.refused(.notFound, "PASS_NOT_FOUND", "no such pass")
    }
    return try QRCode(pass)
  }

  func listPassKeys(
    _ request: ListPassKeysRequest, _ call: CallContext
  ) async throws -> ListPassKeysResponse {
    let keys = try await store.passKeys()
    return ListPassKeysResponse(
      keys: keys.sorted { $0.key < $1.key }.map { .init(id: $0.key, publicKey: $0.value.bytes) })
  }

  private struct Bearer {
    let eventID: UUID128
    let patronID: UUID128
    let actorID: UUID128
    /// Asked for by the person alone, who does not work the door.
    let isOwn: Bool
  }

  /// Whose passes are meant: one's own, anybody's for who works the event's door.
  private func bearer(
    _ event: String, _ user: String, _ call: CallContext
  ) async throws -> Bearer {
    let eventID = try UUID128(checked: event, "event_id")
    let principal = try await access.require(.participant, call)
    let actor = try UUID128(checked: principal.userID, "sub")
    let patronID = user.isEmpty ? actor : try UUID128(checked: user, "user_id")
    let event = try await store.event(eventID)
    let isDoor = Doorkeeper(actorID: actor, isStaff: principal.role >= .staff).works(event)
    guard isDoor || patronID == actor else { throw Status.unknownUser }
    return Bearer(eventID: eventID, patronID: patronID, actorID: actor, isOwn: !isDoor)
  }
}
