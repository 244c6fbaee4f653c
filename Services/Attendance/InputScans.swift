import Contracts
import Daemon
import Postgres
import RPC

// Scans as requests tell them; who works no door has its own id as device and its own clock.

extension Doorkeeper {
  /// The device that a scan came from, as the record shows it.
  /// - Throws: INVALID_ARGUMENT when a device says it is another.
  func checkedDevice(_ said: String) throws -> String {
    let name = try checkedText(said, "device_id", 0...64)
    guard let device else { return name }
    guard name.isEmpty || UUID128(name) == device.id else {
      throw Status.invalid("device_id", "must be this device's own, or absent")
    }
    return device.id.description
  }

  /// Whose names scans bear. A registered device's are its own: a person who calls a device by a
  /// UUID, as only registered ones are called, gets names of their own.
  func source(of device: String) -> String {
    guard isTrusted, !device.isEmpty else { return "user:\(actorID)" }
    let isNamedLikeOurs = deviceID == nil && UUID128(device) != nil
    return isNamedLikeOurs ? "user:\(actorID) \(device.lowercased())" : "device:\(device)"
  }
}

extension Scan {
  /// - Parameter pass: what the pass says, if the request has one and it is ours.
  /// - Throws: INVALID_ARGUMENT.
  init(
    _ request: CheckInRequest, _ pass: PassClaims?, by doorkeeper: Doorkeeper, now: Instant
  ) throws {
    let eventID = try UUID128(checked: request.eventId, "event_id")
    let subject: Subject
    switch request.subject {
    case .userId(let text): subject = .known(try UUID128(checked: text, "user_id"))
    case .walkIn(let walkIn): subject = .walkIn(try Newcomer(walkIn))
    case .pass: subject = .pass(pass)
    case nil: throw Status.invalid("subject", "must be user_id, pass or walk_in")
    }
    let scanID = try checkedText(request.scanId, "scan_id", 1...64)
    let deviceID = try doorkeeper.checkedDevice(request.deviceId)
    let occurred = try checkedTime(request.occurredAt, "occurred_at")
    let isTrusted = doorkeeper.isTrusted
    let other: Method = isTrusted ? .manual : .`self`
    self.init(
      key: ScanKey(device: doorkeeper.source(of: deviceID), scanID: scanID), eventID: eventID,
      subject: subject, doorkeeper: doorkeeper,
      method: try checkedMethod(request.method, subject.isPass ? .qr : other, "method"),
      deviceID: deviceID, bypassesWindow: request.bypassWindow,
      occurredAt: isTrusted ? min(occurred ?? now, now) : now, receivedAt: now,
      patronID: subject.patronID(at: eventID), isTimed: isTrusted && occurred != nil)
  }

  /// A check-out; one without a name gets one of ours.
  /// - Parameter isDoor: may say when.
  /// - Throws: INVALID_ARGUMENT.
  init(
    _ request: CheckOutRequest, by doorkeeper: Doorkeeper, isDoor: Bool, now: Instant
  ) throws {
    let patronID = try UUID128(checked: request.userId, "user_id")
    let scanID = try checkedText(request.scanId, "scan_id", 0...64)
    let deviceID = try doorkeeper.checkedDevice(request.deviceId)
    let occurred = isDoor ? try checkedTime(request.occurredAt, "occurred_at") : nil
    self.init(
      key: ScanKey(
        device: doorkeeper.source(of: deviceID),
        scanID: scanID.isEmpty ? "\(UUID128.v7())" : scanID),
      eventID: try UUID128(checked: request.eventId, "event_id"), subject: .known(patronID),
      doorkeeper: doorkeeper, method: isDoor ? .manual : .`self`, deviceID: deviceID,
      occurredAt: min(occurred ?? now, now), receivedAt: now, patronID: patronID, kind: .out,
      isTimed: occurred != nil)
  }
}

extension Subject {
  var isPass: Bool { if case .pass = self { true } else { false } }

  /// Who it is, as far as the subject says so.
  func patronID(at eventID: UUID128) -> UUID128? {
    switch self {
    case .known(let id): id
    case .pass(let pass): pass?.eventID == eventID ? pass?.patronID : nil
    case .walkIn, .personOf: nil
    }
  }
}

func checkedMethod(_ method: Method, _ other: Method, _ field: String) throws -> Method {
  switch method {
  case .unspecified: other
  case .qr, .manual, .`self`, .kiosk: method
  case .`import`, .unrecognized:
    throw Status.invalid(field, "must be QR, MANUAL, SELF or KIOSK")
  }
}
