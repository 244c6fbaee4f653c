import Contracts
import Daemon
import Identity
import Postgres
import RPC

struct SnapshotsHandlers: SnapshotsService {
  /// What the header of a snapshot's signature says it is.
  static let type = "credopass-snapshot+json"
  /// So many people with the longest names, as base64url, still fit one message.
  static let largestPage = 500

  let store: Store
  let doorkeepers: Doorkeepers
  let keys: PassKeys
  let pages: PageTokens
  var now: @Sendable () -> Instant = { .now }

  func getSnapshot(
    _ request: GetSnapshotRequest, _ call: CallContext
  ) async throws -> SignedSnapshot {
    let eventID = try UUID128(checked: request.eventId, "event_id")
    guard (0...Int32(Self.largestPage)).contains(request.pageSize) else {
      throw Status.invalid("page_size", "must be 0 to \(Self.largestPage)")
    }
    let limit = request.pageSize == 0 ? Self.largestPage : Int(request.pageSize)
    let since = try request.after.isEmpty ? nil : Self.version(request.after)
    let event = try await doorkeepers.doorkeeper(of: call, at: eventID).event
    var query = request
    query.pageSize = 0
    query.pageToken = ""
    let position = try pages.position(request.pageToken, of: query)
    let cut =
      if let position { try SnapshotCut(position) } else {
        try await store.snapshotStart(eventID, since: since)
      }
    let page = try await store.snapshotPage(eventID, cut, limit: limit)
    let head = try await store.snapshotHead(eventID)
    let snapshot = DoorSnapshot(
      version: cut.version.text, whole: cut.since == nil, madeAt: Timestamp(now()),
      door: DoorSnapshot.Door(event, present: head.present),
      keys: position == nil ? keys.listed : [], people: page.people.map { DoorSnapshot.Person($0) },
      gone: page.gone.map(\.description),
      revocations: page.revocations.map {
        DoorSnapshot.Revocation(userId: $0.patronID.description, validFrom: $0.number)
      },
      nextPageToken: try page.next.map { next in
        try pages.token(after: cut.position(next), of: query)
      } ?? "")
    let signed = keys.signed(try Self.json(snapshot), type: Self.type)
    return SignedSnapshot(
      payload: signed.payload, protected: signed.protected, signature: signed.signature)
  }

  private static func version(_ text: String) throws -> SnapshotVersion {
    guard let version = SnapshotVersion(text) else {
      throw Status.invalid("after", "must be the version of a snapshot, or absent")
    }
    return version
  }

  private static let schema: MessageSchema = {
    guard let schema = Schema.contract.messages[DoorSnapshot.fullName] else {
      preconditionFailure("the contract has no snapshot")
    }
    return schema
  }()

  private static func json(_ snapshot: DoorSnapshot) throws -> [UInt8] {
    try schema.json(fromWire: try snapshot.encode())
  }
}

extension SnapshotCut {
  /// What a page token holds.
  func position(_ next: UUID128) -> [String] {
    [version.text, since?.text ?? "", next.description]
  }

  init(_ position: [String]) throws {
    guard position.count == 3, let version = SnapshotVersion(position[0]),
      let after = UUID128(position[2])
    else { throw Status.wrongPage }
    self.init(version: version, since: SnapshotVersion(position[1]), after: after)
  }
}

extension PassKeys {
  fileprivate var listed: [DoorSnapshot.Key] {
    known.sorted { $0.key < $1.key }.map { .init(id: $0.key, publicKey: $0.value.bytes) }
  }
}

extension DoorSnapshot.Door {
  init(_ event: DoorEvent, present: Int32) {
    self.init(
      eventId: event.id.description, name: event.name,
      seriesId: event.seriesID?.description ?? "", startTime: event.startTime.map(Timestamp.init),
      opensAt: event.opensAt.map(Timestamp.init), shutsAt: event.shutsAt.map(Timestamp.init),
      canceledAt: event.canceledAt.map(Timestamp.init),
      enrollmentRequired: event.enrollmentRequired, reentry: event.reentry,
      doorLimit: event.doorLimit, present: present)
  }
}

extension DoorSnapshot.Person {
  init(_ person: SnapshotPerson) {
    self.init(
      userId: person.patronID.description, firstName: person.firstName,
      lastName: person.lastName, status: PresenceStatus(name: person.status) ?? .unspecified,
      enrolled: person.isEnrolled, active: person.isActive,
      checkInTime: person.checkInTime.map(Timestamp.init),
      checkOutTime: person.checkOutTime.map(Timestamp.init))
  }
}
