import Contracts
import Foundation
import Identity
import Postgres
import RPC
import Testing

@testable import Attendance
@testable import Daemon

/// Whoever calls attendance with a token: a person's or a device's.
struct Bearer: Sendable {
  let token: String
  let attendance: AttendanceClient
  let devices: DevicesClient
  let snapshots: SnapshotsClient
  let lives: LiveClient
  let passes: PassesClient

  init(_ token: String, _ channel: Channel) {
    self.token = token
    attendance = AttendanceClient(channel)
    devices = DevicesClient(channel)
    snapshots = SnapshotsClient(channel)
    lives = LiveClient(channel)
    passes = PassesClient(channel)
  }

  var options: CallOptions { CallOptions(timeout: .seconds(60), accessToken: token) }

  func checkIn(
    _ user: UUID128, at event: UUID128, scan: String = UUID().uuidString, device: String = "",
    bypass: Bool = false
  ) async throws -> CheckInResponse {
    try await attendance.checkIn(
      CheckInRequest(
        eventId: event.description, subject: .userId(user.description), scanId: scan,
        deviceId: device, bypassWindow: bypass), options)
  }

  func register(
    _ name: String = "front door", event: UUID128? = nil, series: UUID128? = nil,
    key: String = UUID().uuidString
  ) async throws -> RegisteredDevice {
    try await devices.registerDevice(
      RegisterDeviceRequest(
        name: name, eventId: event?.description ?? "", seriesId: series?.description ?? ""),
      CallOptions(timeout: .seconds(60), idempotencyKey: key, accessToken: token))
  }

  func roster(_ event: UUID128, q: String = "") async throws -> [String] {
    try await attendance.listRoster(
      ListRosterRequest(eventId: event.description, q: q), options
    ).attendances.map(\.firstName)
  }

  func view(_ event: UUID128) async throws -> LiveView {
    try await lives.getLiveView(GetLiveViewRequest(eventId: event.description), options)
  }

  func watch(_ event: UUID128, after: Int64, wait: Int32 = 20_000) async throws -> LiveView {
    try await lives.watchEvent(
      WatchEventRequest(eventId: event.description, after: after, waitMs: wait), options)
  }

  /// One page, verified with the listed keys.
  func page(
    _ event: UUID128, after: String = "", token: String = "", size: Int32 = 0
  ) async throws -> Page {
    let signed = try await snapshots.getSnapshot(
      GetSnapshotRequest(
        eventId: event.description, after: after, pageToken: token, pageSize: size), options)
    let keys = try await passes.listPassKeys(ListPassKeysRequest(), options).keys
    return try #require(try Page(signed, keys.map { ($0.id, $0.publicKey) }))
  }
}

extension World {
  func bearer(_ role: Role, _ id: UUID128 = .v7()) throws -> Bearer {
    Bearer(try person(role, id).token, try channel())
  }

  /// A device of the event that is registered for it now.
  func device(at event: UUID128) async throws -> (bearer: Bearer, id: UUID128) {
    let device = try await bearer(.organizer).register(event: event)
    return (Bearer(device.token, try channel()), try #require(UUID128(device.id)))
  }
}

/// A page of a snapshot as a device reads it, who knows JSON and Ed25519 and nothing of ours.
struct Page: Sendable {
  struct Person: Equatable, Sendable {
    let name: String
    let status: String
    let isEnrolled: Bool
    let isActive: Bool
    let checkIn: String?
    let checkOut: String?
  }

  let version: String
  let isWhole: Bool
  /// As numbers and text.
  let door: [String: String]
  let keys: [String]
  var people: [String: Person] = [:]
  let gone: [String]
  var revocations: [String: Int] = [:]
  let next: String

  /// Nil when the signature does not hold.
  init?(_ signed: SignedSnapshot, _ keys: [(id: String, bytes: [UInt8])]) throws {
    let header = try JSONSerialization.jsonObject(
      with: Data(Base64URL.decode(signed.protected.utf8) ?? []))
    let members = try #require(header as? [String: String])
    guard members["alg"] == "EdDSA", members["typ"] == "credopass-snapshot+json",
      let bytes = keys.first(where: { $0.id == members["kid"] })?.bytes,
      let key = PublicKey(bytes),
      let signature = Base64URL.decode(signed.signature.utf8),
      key.verifies(signature, of: Array("\(signed.protected).\(signed.payload)".utf8))
    else { return nil }
    let json = try JSONSerialization.jsonObject(
      with: Data(try #require(Base64URL.decode(signed.payload.utf8))))
    let page = try #require(json as? [String: Any])
    version = try #require(page["version"] as? String)
    isWhole = try #require(page["whole"] as? Bool)
    door = try #require(page["door"] as? [String: Any]).mapValues { "\($0)" }
    self.keys = try #require(page["keys"] as? [[String: String]]).compactMap { $0["id"] }
    gone = try #require(page["gone"] as? [String])
    next = try #require(page["nextPageToken"] as? String)
    for person in try #require(page["people"] as? [[String: Any]]) {
      people[try #require(person["userId"] as? String)] = try Person(person)
    }
    for revocation in try #require(page["revocations"] as? [[String: Any]]) {
      revocations[try #require(revocation["userId"] as? String)] =
        try #require(revocation["validFrom"] as? Int)
    }
  }
}

extension Page.Person {
  fileprivate init(_ json: [String: Any]) throws {
    name =
      "\(try #require(json["firstName"] as? String)) \(try #require(json["lastName"] as? String))"
    status = try #require(json["status"] as? String)
    isEnrolled = try #require(json["enrolled"] as? Bool)
    isActive = try #require(json["active"] as? Bool)
    checkIn = json["checkInTime"] as? String
    checkOut = json["checkOutTime"] as? String
  }
}

/// What a device has of an event, kept up as the contract says.
struct Holding: Sendable {
  var version = ""
  var people: [String: Page.Person] = [:]
  var revocations: [String: Int] = [:]
  var wholes = 0

  /// Fetches what is lacking, page by page.
  mutating func refresh(
    _ bearer: Bearer, _ event: UUID128, size: Int32 = 0, between: () async throws -> Void = {}
  ) async throws {
    let after = version
    var (token, isFirst) = ("", true)
    repeat {
      let page = try await bearer.page(event, after: after, token: token, size: size)
      if isFirst, page.isWhole {
        self = Holding(version: "", wholes: wholes + 1)
      }
      isFirst = false
      for id in page.gone { people[id] = nil }
      people.merge(page.people) { $1 }
      revocations.merge(page.revocations) { $1 }
      version = page.version
      token = page.next
      try await between()
    } while !token.isEmpty
  }
}
