import Daemon
import Identity
import Postgres
import RPC

/// Who works a door, or tries to: a person by an access token, or a door device by its own.
struct Doorkeeper: Sendable, Equatable {
  /// The person, or the device.
  let actorID: UUID128
  /// May work every door.
  var isStaff = false
  /// Answers for what is recorded at any event.
  var isOrganizer = false
  /// What a device was registered for; nil for a person.
  var device: DoorDevice?

  var deviceID: UUID128? { device?.id }

  /// Whether they may work the event's door and see its roster: staff, whose event it is, and a
  /// device that was registered for it.
  func works(_ event: DoorEvent?) -> Bool {
    if let device { return event.map(device.covers) ?? false }
    return isStaff || event?.hostID == actorID
  }

  /// Whether they may put right what the door recorded, which they work: until it shuts; then who
  /// answers for the event.
  func mayCorrect(_ event: DoorEvent, now: Instant) -> Bool {
    let isShut = event.shutsAt.map { now >= $0 } ?? false
    return !isShut || isOrganizer || event.hostID == actorID
  }

  /// The same at a door that they work: what they upload of it is believed as staff's is.
  var trusted: Doorkeeper {
    var trusted = self
    trusted.isStaff = device == nil
    return trusted
  }

  /// Whether what they say of time and place counts: who only scans itself has no device and no
  /// clock of its own.
  var isTrusted: Bool { isStaff || device != nil }
}

/// A door device: for one event, or for each of a series.
struct DoorDevice: Sendable, Equatable {
  let id: UUID128
  let eventID: UUID128?
  let seriesID: UUID128?

  func covers(_ event: DoorEvent) -> Bool {
    if let eventID { return eventID == event.id }
    return seriesID != nil && seriesID == event.seriesID
  }
}

/// Finds out who works a door.
struct Doorkeepers: Sendable {
  let store: Store
  let access: Access
  let keys: PassKeys
  var now: @Sendable () -> Instant = { .now }

  /// Who asks, whichever door it is about.
  /// - Throws: UNAUTHENTICATED.
  func doorkeeper(of call: CallContext) async throws -> Doorkeeper {
    if DeviceToken.isOne(call.accessToken) {
      guard let id = try await keys.device(of: call.accessToken, store),
        let device = try await store.device(id, now: now())
      else { throw Access.notSignedIn }
      return Doorkeeper(actorID: id, device: device)
    }
    let principal = try await access.require(.participant, call)
    return Doorkeeper(
      actorID: try UUID128(checked: principal.userID, "sub"), isStaff: principal.role >= .staff,
      isOrganizer: principal.role >= .organizer)
  }

  /// Who asks, if they work the event's door.
  /// - Throws: UNAUTHENTICATED, PERMISSION_DENIED; NOT_FOUND when there is no such event.
  func doorkeeper(
    of call: CallContext, at eventID: UUID128
  ) async throws -> (doorkeeper: Doorkeeper, event: DoorEvent) {
    let doorkeeper = try await doorkeeper(of: call)
    let event = try await store.event(eventID)
    guard doorkeeper.works(event) else { throw Access.denied }
    return (doorkeeper, event)
  }
}
