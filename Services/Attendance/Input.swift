import Contracts
import Daemon
import Postgres
import RPC

// What a request must be before anything is looked up.

extension UUID128 {
  /// Reads an id of a request.
  /// - Throws: INVALID_ARGUMENT that names the field.
  init(checked text: String, _ field: String) throws {
    guard let id = UUID128(text) else { throw Status.invalid(field, "must be a UUID") }
    self = id
  }
}

/// Checks a text's length in characters and that it has no control characters.
func checkedText(_ text: String, _ field: String, _ range: ClosedRange<Int>) throws -> String {
  if let fault = fault(of: text, range) { throw Status.invalid(field, fault) }
  return text
}

private func fault(of text: String, _ range: ClosedRange<Int>) -> String? {
  guard range.contains(text.unicodeScalars.count) else {
    return "must have \(range.lowerBound) to \(range.upperBound) characters"
  }
  let hasControls = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
  return hasControls ? "must not have control characters" : nil
}

/// Reads a time of a request; nil when it is absent.
func checkedTime(_ time: Timestamp?, _ field: String) throws -> Instant? {
  guard let time else { return nil }
  guard let microseconds = time.microseconds else {
    throw Status.invalid(field, "must lie in the years 1 to 9999")
  }
  return Instant(microseconds: microseconds)
}

func checkedPageSize(_ size: Int32) throws -> Int {
  guard (0...200).contains(size) else { throw Status.invalid("page_size", "must be 0 to 200") }
  return size == 0 ? 50 : Int(size)
}

extension Newcomer {
  /// What a doorkeeper typed, trimmed.
  /// - Throws: INVALID_ARGUMENT for what users would refuse too.
  init(_ walkIn: CheckInRequest.WalkIn) throws {
    try self.init(
      firstName: walkIn.firstName, lastName: walkIn.lastName, email: walkIn.email,
      phone: walkIn.phone
    ) { field, reason in Status.invalid("walk_in.\(field)", reason) }
    guard !firstName.isEmpty else {
      throw Status.invalid("walk_in.first_name", "must not be empty")
    }
  }

  /// What somebody wrote down, trimmed; the name may be missing.
  /// - Throws: what `unfit` makes of the field's name and of what it must be.
  init<Unfit: Error>(
    firstName: String, lastName: String, email: String, phone: String,
    _ unfit: (_ field: String, _ reason: String) -> Unfit
  ) throws(Unfit) {
    self.init(
      firstName: trimmed(firstName), lastName: trimmed(lastName),
      email: trimmed(email).lowercased(), phone: trimmed(phone))
    for (field, text, limit) in [
      ("first_name", self.firstName, 100), ("last_name", self.lastName, 100),
      ("email", self.email, 255), ("phone", self.phone, 16),
    ] {
      if let fault = fault(of: text, 0...limit) { throw unfit(field, fault) }
    }
    guard self.email.isEmpty || Self.isAddress(self.email) else {
      throw unfit("email", "must be an e-mail address")
    }
    guard self.phone.isEmpty || Self.isNumber(self.phone) else {
      throw unfit("phone", "must be a number such as +4930123456")
    }
  }

  /// Users decides what an address is; this keeps out what none can be, for the door may have to
  /// go on without users.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
      && !text.contains(" ") && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
  }

  /// E.164: a plus and 7 to 15 digits, the first not 0.
  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.dropFirst()
    return text.utf8.first == UInt8(ascii: "+") && (7...15).contains(digits.count)
      && digits.first != UInt8(ascii: "0")
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

func trimmed(_ text: String) -> String {
  guard let start = text.firstIndex(where: { !$0.isWhitespace }),
    let end = text.lastIndex(where: { !$0.isWhitespace })
  else { return "" }
  return String(text[start...end])
}

extension Scan {
  /// A scan as the request tells it; who works no door has its own id as device and its own clock.
  /// - Throws: INVALID_ARGUMENT.
  ///
  /// - Parameter pass: what the pass says, if the request has one and it is ours.
  init(
    _ request: CheckInRequest, _ pass: PassClaims?, actor: UUID128, isStaff: Bool, now: Instant
  ) throws {
    eventID = try UUID128(checked: request.eventId, "event_id")
    switch request.subject {
    case .userId(let text): subject = .known(try UUID128(checked: text, "user_id"))
    case .walkIn(let walkIn): subject = .walkIn(try Newcomer(walkIn))
    case .pass: subject = .pass(pass)
    case nil: throw Status.invalid("subject", "must be user_id, pass or walk_in")
    }
    let scanID = try checkedText(request.scanId, "scan_id", 1...64)
    deviceID = try checkedText(request.deviceId, "device_id", 0...64)
    let hasDevice = isStaff && !deviceID.isEmpty
    key = ScanKey(device: hasDevice ? "device:\(deviceID)" : "user:\(actor)", scanID: scanID)
    let occurred = try checkedTime(request.occurredAt, "occurred_at") ?? now
    occurredAt = isStaff ? min(occurred, now) : now
    receivedAt = now
    bypassesWindow = request.bypassWindow
    method = try Self.method(request, isStaff: isStaff)
    actorID = actor
    self.isStaff = isStaff
    switch subject {
    case .known(let id): patronID = id
    case .pass(let pass): patronID = pass?.eventID == eventID ? pass?.patronID : nil
    case .walkIn: break
    }
  }

  private static func method(_ request: CheckInRequest, isStaff: Bool) throws -> Method {
    switch request.method {
    case .unspecified:
      if case .pass = request.subject { .qr } else { isStaff ? .manual : .`self` }
    case .qr, .manual, .`self`, .kiosk: request.method
    case .`import`, .unrecognized:
      throw Status.invalid("method", "must be QR, MANUAL, SELF or KIOSK")
    }
  }
}
