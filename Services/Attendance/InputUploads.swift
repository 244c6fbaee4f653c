import Contracts
import Daemon
import Postgres
import RPC

/// What the scans of an upload have in common.
struct UploadBatch: Sendable {
  let eventID: UUID128
  /// Works the event's door.
  let doorkeeper: Doorkeeper
  let deviceID: String
  /// When the snapshot was made that the device worked with; nil: unknown.
  let snapshotAt: Instant?
  let now: Instant

  /// The time that a device says, no later than its receipt and no earlier than what it worked
  /// with: a device's clock may say anything.
  func bounded(_ time: Instant) -> (time: Instant, isBounded: Bool) {
    let bounded = min(max(time, snapshotAt ?? time), now)
    return (bounded, bounded != time)
  }
}

/// One scan of an upload, as far as it can be read.
enum UploadItem: Sendable {
  case scan(Scan)
  case faulty(String)

  init(_ scan: UploadScansRequest.Scan, _ pass: PassClaims?, _ batch: UploadBatch) {
    do {
      self = .scan(try Scan(scan, pass, batch))
    } catch let status as Status {
      self = .faulty(status.message)
    } catch {
      self = .faulty("cannot be read")
    }
  }
}

extension Scan {
  /// - Throws: INVALID_ARGUMENT.
  fileprivate init(
    _ told: UploadScansRequest.Scan, _ pass: PassClaims?, _ batch: UploadBatch
  ) throws {
    let scanID = try checkedText(told.scanId, "scan_id", 1...64)
    guard let occurred = try checkedTime(told.occurredAt, "occurred_at") else {
      throw Status.invalid("occurred_at", "must be said")
    }
    let kind = told.kind == .unspecified ? ScanKind.in : told.kind
    guard kind == .in || kind == .out else { throw Status.invalid("kind", "must be IN or OUT") }
    let subject: Subject
    switch told.subject {
    case .userId(let text): subject = .known(try UUID128(checked: text, "user_id"))
    case .walkIn(let walkIn) where kind == .in: subject = .walkIn(try Newcomer(walkIn))
    case .pass: subject = .pass(pass)
    case .personOf(let name):
      subject = .personOf(try checkedText(name, "person_of", 1...64))
    case .walkIn, nil:
      throw Status.invalid("subject", "must be user_id, pass, person_of, or walk_in for IN")
    }
    let time = batch.bounded(occurred)
    let other: Method = subject.isPass ? .qr : .manual
    self.init(
      key: ScanKey(device: batch.doorkeeper.source(of: batch.deviceID), scanID: scanID),
      eventID: batch.eventID, subject: subject, doorkeeper: batch.doorkeeper,
      method: try checkedMethod(told.method, other, "method"),
      deviceID: batch.deviceID, occurredAt: time.time, receivedAt: batch.now,
      patronID: subject.patronID(at: batch.eventID), kind: kind, isUpload: true,
      isForced: told.forced, isClockBounded: time.isBounded)
  }
}

/// What became of an upload.
struct Uploaded: Sendable {
  enum Result: Sendable {
    case answered(LoggedScan)
    /// Who could tell who it is does not answer, or that scan is not here yet.
    case unknownNow
    case faulty(String)

    var logged: LoggedScan? { if case .answered(let logged) = self { logged } else { nil } }
  }

  let results: [Result]
  let present: Int32
}
