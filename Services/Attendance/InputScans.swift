import Contracts
import Daemon
import Postgres
import RPC

// Scans as requests tell them; who works no door has its own id as device and its own clock.

extension Scan {
  /// - Parameter pass: what the pass says, if the request has one and it is ours.
  /// - Throws: INVALID_ARGUMENT.
  init(
    _ request: CheckInRequest, _ pass: PassClaims?, actor: UUID128, isStaff: Bool, now: Instant
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
    let deviceID = try checkedText(request.deviceId, "device_id", 0...64)
    let occurred = try checkedTime(request.occurredAt, "occurred_at")
    let other: Method = isStaff ? .manual : .`self`
    self.init(
      key: ScanKey(device: deviceID, of: actor, isStaff: isStaff, scanID), eventID: eventID,
      subject: subject, actorID: actor, isStaff: isStaff,
      method: try checkedMethod(request.method, subject.isPass ? .qr : other, "method"),
      deviceID: deviceID, bypassesWindow: request.bypassWindow,
      occurredAt: isStaff ? min(occurred ?? now, now) : now, receivedAt: now,
      patronID: subject.patronID(at: eventID), isTimed: isStaff && occurred != nil)
  }

  /// A check-out; one without a name gets one of ours.
  /// - Parameter isDoor: may say when.
  /// - Throws: INVALID_ARGUMENT.
  init(
    _ request: CheckOutRequest, actor: UUID128, isStaff: Bool, isDoor: Bool, now: Instant
  ) throws {
    let patronID = try UUID128(checked: request.userId, "user_id")
    let scanID = try checkedText(request.scanId, "scan_id", 0...64)
    let deviceID = try checkedText(request.deviceId, "device_id", 0...64)
    let occurred = isDoor ? try checkedTime(request.occurredAt, "occurred_at") : nil
    self.init(
      key: ScanKey(
        device: deviceID, of: actor, isStaff: isStaff,
        scanID.isEmpty ? "\(UUID128.v7())" : scanID),
      eventID: try UUID128(checked: request.eventId, "event_id"), subject: .known(patronID),
      actorID: actor, isStaff: isStaff, method: isDoor ? .manual : .`self`, deviceID: deviceID,
      occurredAt: min(occurred ?? now, now), receivedAt: now, patronID: patronID, kind: .out,
      isTimed: occurred != nil)
  }
}

extension ScanKey {
  /// A device that staff works with has a name of its own; everybody else is a device.
  init(device: String, of actor: UUID128, isStaff: Bool, _ scanID: String) {
    self.init(
      device: isStaff && !device.isEmpty ? "device:\(device)" : "user:\(actor)", scanID: scanID)
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
