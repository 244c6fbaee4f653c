// swift-format-ignore-file
// Generated from credopass/attendance/v1/snapshots_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Asks for a page of an event's snapshot.
public struct GetSnapshotRequest: Message {
  /// The event.
  public var eventId: String
  /// The version of a snapshot that is held whole: only what differs is given. Empty asks for the
  /// whole, which is also given when the version is unknown or too old.
  public var after: String
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// People on a page, 1 to 500; 0 means 500.
  public var pageSize: Int32

  public init() {
    eventId = ""
    after = ""
    pageToken = ""
    pageSize = 0
  }

  public init(
    eventId: String = "",
    after: String = "",
    pageToken: String = "",
    pageSize: Int32 = 0
  ) {
    self.eventId = eventId
    self.after = after
    self.pageToken = pageToken
    self.pageSize = pageSize
  }
}

/// A page of a snapshot, signed: a JSON web signature in its flattened form (RFC 7515 section
/// 7.2.2), so that any library for those verifies it.
public struct SignedSnapshot: Message {
  /// The page: base64url of a DoorSnapshot in JSON.
  public var payload: String
  /// base64url of {"alg":"EdDSA","kid":"...","typ":"credopass-snapshot+json"}; kid is that of a key
  /// that ListPassKeys lists. A verifier insists on this typ.
  public var protected: String
  /// base64url of the signature over protected, a dot and payload.
  public var signature: String

  public init() {
    payload = ""
    protected = ""
    signature = ""
  }

  public init(
    payload: String = "",
    protected: String = "",
    signature: String = ""
  ) {
    self.payload = payload
    self.protected = protected
    self.signature = signature
  }
}

/// A page of what a door needs to work without network. Whoever holds a snapshot puts each page's
/// people and revocations over what it has and removes those that are gone; a whole one's first page
/// begins with nothing.
public struct DoorSnapshot: Message {
  /// What to ask for next time with `after`, once all pages are held; the same on all of them. Text
  /// without meaning.
  public var version: String
  /// Whether this is the whole; false: what has changed since the version asked for.
  public var whole: Bool
  /// When this page was made.
  public var madeAt: Timestamp?
  /// The door, as it is now.
  public var door: DoorSnapshot.Door?
  /// Every key that counts; on the first page alone.
  public var keys: [DoorSnapshot.Key]
  /// By user id.
  public var people: [DoorSnapshot.Person]
  /// Users who are on the roster no more; by user id, none in a whole snapshot.
  public var gone: [String]
  /// By user id.
  public var revocations: [DoorSnapshot.Revocation]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    version = ""
    whole = false
    madeAt = nil
    door = nil
    keys = []
    people = []
    gone = []
    revocations = []
    nextPageToken = ""
  }

  public init(
    version: String = "",
    whole: Bool = false,
    madeAt: Timestamp? = nil,
    door: DoorSnapshot.Door? = nil,
    keys: [DoorSnapshot.Key] = [],
    people: [DoorSnapshot.Person] = [],
    gone: [String] = [],
    revocations: [DoorSnapshot.Revocation] = [],
    nextPageToken: String = ""
  ) {
    self.version = version
    self.whole = whole
    self.madeAt = madeAt
    self.door = door
    self.keys = keys
    self.people = people
    self.gone = gone
    self.revocations = revocations
    self.nextPageToken = nextPageToken
  }
  /// The event and the rules of its door.
  public struct Door: Message {
    /// The event.
    public var eventId: String
    /// The event's name.
    public var name: String
    /// The series the event belongs to, or empty.
    public var seriesId: String
    /// When the event begins; absent only in a draft.
    public var startTime: Timestamp?
    /// When the door opens; absent only in a draft.
    public var opensAt: Timestamp?
    /// When the door shuts; absent only in a draft.
    public var shutsAt: Timestamp?
    /// When the event was called off, or absent.
    public var canceledAt: Timestamp?
    /// Whether only enrolled people are let in.
    public var enrollmentRequired: Bool
    /// Whether who left may come in again.
    public var reentry: Bool
    /// How many may be inside, or absent.
    public var doorLimit: Int32?
    /// People inside when the page was made.
    public var present: Int32

    public init() {
      eventId = ""
      name = ""
      seriesId = ""
      startTime = nil
      opensAt = nil
      shutsAt = nil
      canceledAt = nil
      enrollmentRequired = false
      reentry = false
      doorLimit = nil
      present = 0
    }

    public init(
      eventId: String = "",
      name: String = "",
      seriesId: String = "",
      startTime: Timestamp? = nil,
      opensAt: Timestamp? = nil,
      shutsAt: Timestamp? = nil,
      canceledAt: Timestamp? = nil,
      enrollmentRequired: Bool = false,
      reentry: Bool = false,
      doorLimit: Int32? = nil,
      present: Int32 = 0
    ) {
      self.eventId = eventId
      self.name = name
      self.seriesId = seriesId
      self.startTime = startTime
      self.opensAt = opensAt
      self.shutsAt = shutsAt
      self.canceledAt = canceledAt
      self.enrollmentRequired = enrollmentRequired
      self.reentry = reentry
      self.doorLimit = doorLimit
      self.present = present
    }
  }
  /// Somebody on the roster.
  public struct Person: Message {
    /// The user.
    public var userId: String
    /// The first name, as last heard.
    public var firstName: String
    /// The last name, as last heard.
    public var lastName: String
    /// What is known of the presence.
    public var status: Attendance.Status
    /// Whether the person enrolled.
    public var enrolled: Bool
    /// Whether the person takes part in anything: false for who was deactivated or erased.
    public var active: Bool
    /// The earliest accepted scan, or absent.
    public var checkInTime: Timestamp?
    /// The end of the last stay; absent while inside.
    public var checkOutTime: Timestamp?

    public init() {
      userId = ""
      firstName = ""
      lastName = ""
      status = .unspecified
      enrolled = false
      active = false
      checkInTime = nil
      checkOutTime = nil
    }

    public init(
      userId: String = "",
      firstName: String = "",
      lastName: String = "",
      status: Attendance.Status = .unspecified,
      enrolled: Bool = false,
      active: Bool = false,
      checkInTime: Timestamp? = nil,
      checkOutTime: Timestamp? = nil
    ) {
      self.userId = userId
      self.firstName = firstName
      self.lastName = lastName
      self.status = status
      self.enrolled = enrolled
      self.active = active
      self.checkInTime = checkInTime
      self.checkOutTime = checkOutTime
    }
  }
  /// A person's passes that were taken back.
  public struct Revocation: Message {
    /// The user.
    public var userId: String
    /// Passes for this event with a lower number do not count.
    public var validFrom: Int32

    public init() {
      userId = ""
      validFrom = 0
    }

    public init(
      userId: String = "",
      validFrom: Int32 = 0
    ) {
      self.userId = userId
      self.validFrom = validFrom
    }
  }
  /// Verifies passes, and this.
  public struct Key: Message {
    /// What passes and signatures call it.
    public var id: String
    /// Ed25519, 32 bytes.
    public var publicKey: [UInt8]

    public init() {
      id = ""
      publicKey = []
    }

    public init(
      id: String = "",
      publicKey: [UInt8] = []
    ) {
      self.id = id
      self.publicKey = publicKey
    }
  }
}

extension GetSnapshotRequest {
  public static var fullName: String { "credopass.attendance.v1.GetSnapshotRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__GetSnapshotRequest.self, credopass__attendance__v1__get_snapshot_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__GetSnapshotRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    after = try unsafe readText(c.pointee.after)
    pageToken = try unsafe readText(c.pointee.page_token)
    pageSize = unsafe c.pointee.page_size
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__GetSnapshotRequest.self, credopass__attendance__v1__get_snapshot_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.after = try arena.text(after)
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.page_size = pageSize
    return UnsafeMutableRawPointer(c)
  }
}

extension SignedSnapshot {
  public static var fullName: String { "credopass.attendance.v1.SignedSnapshot" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__SignedSnapshot.self, credopass__attendance__v1__signed_snapshot__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__SignedSnapshot.self)
    payload = try unsafe readText(c.pointee.payload)
    protected = try unsafe readText(c.pointee.protected_)
    signature = try unsafe readText(c.pointee.signature)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__SignedSnapshot.self, credopass__attendance__v1__signed_snapshot__init)
    unsafe c.pointee.payload = try arena.text(payload)
    unsafe c.pointee.protected_ = try arena.text(protected)
    unsafe c.pointee.signature = try arena.text(signature)
    return UnsafeMutableRawPointer(c)
  }
}

extension DoorSnapshot {
  public static var fullName: String { "credopass.attendance.v1.DoorSnapshot" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__DoorSnapshot.self, credopass__attendance__v1__door_snapshot__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__DoorSnapshot.self)
    version = try unsafe readText(c.pointee.version)
    whole = unsafe c.pointee.whole != 0
    if let inner = unsafe c.pointee.made_at {
      madeAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.door {
      door = try unsafe DoorSnapshot.Door(unpacked: inner)
    }
    keys = try unsafe readMessages(c.pointee.n_keys, c.pointee.keys)
    people = try unsafe readMessages(c.pointee.n_people, c.pointee.people)
    gone = try unsafe readTexts(c.pointee.n_gone, c.pointee.gone)
    revocations = try unsafe readMessages(c.pointee.n_revocations, c.pointee.revocations)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__DoorSnapshot.self, credopass__attendance__v1__door_snapshot__init)
    unsafe c.pointee.version = try arena.text(version)
    unsafe c.pointee.whole = whole ? 1 : 0
    unsafe c.pointee.made_at = try madeAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.door = try door?.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__DoorSnapshot__Door.self)
    unsafe c.pointee.n_keys = keys.count
    unsafe c.pointee.keys = try arena.list(keys) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__DoorSnapshot__Key.self) }
    unsafe c.pointee.n_people = people.count
    unsafe c.pointee.people = try arena.list(people) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__DoorSnapshot__Person.self) }
    unsafe c.pointee.n_gone = gone.count
    unsafe c.pointee.gone = try arena.list(gone) { (value) throws(EncodeError) in try unsafe arena.text(value) }
    unsafe c.pointee.n_revocations = revocations.count
    unsafe c.pointee.revocations = try arena.list(revocations) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__DoorSnapshot__Revocation.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension DoorSnapshot.Door {
  public static var fullName: String { "credopass.attendance.v1.DoorSnapshot.Door" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__DoorSnapshot__Door.self, credopass__attendance__v1__door_snapshot__door__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__DoorSnapshot__Door.self)
    eventId = try unsafe readText(c.pointee.event_id)
    name = try unsafe readText(c.pointee.name)
    seriesId = try unsafe readText(c.pointee.series_id)
    if let inner = unsafe c.pointee.start_time {
      startTime = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.opens_at {
      opensAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.shuts_at {
      shutsAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.canceled_at {
      canceledAt = try unsafe Timestamp(unpacked: inner)
    }
    enrollmentRequired = unsafe c.pointee.enrollment_required != 0
    reentry = unsafe c.pointee.reentry != 0
    present = unsafe c.pointee.present
    switch unsafe c.pointee._door_limit_case.rawValue {
    case 10: doorLimit = unsafe c.pointee.door_limit
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__DoorSnapshot__Door.self, credopass__attendance__v1__door_snapshot__door__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    unsafe c.pointee.start_time = try startTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.opens_at = try opensAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.shuts_at = try shutsAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.canceled_at = try canceledAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.enrollment_required = enrollmentRequired ? 1 : 0
    unsafe c.pointee.reentry = reentry ? 1 : 0
    unsafe c.pointee.present = present
    if let value = doorLimit {
      unsafe c.pointee._door_limit_case = .init(rawValue: 10)
      unsafe c.pointee.door_limit = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension DoorSnapshot.Person {
  public static var fullName: String { "credopass.attendance.v1.DoorSnapshot.Person" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__DoorSnapshot__Person.self, credopass__attendance__v1__door_snapshot__person__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__DoorSnapshot__Person.self)
    userId = try unsafe readText(c.pointee.user_id)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    status = unsafe Attendance.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
    enrolled = unsafe c.pointee.enrolled != 0
    active = unsafe c.pointee.active != 0
    if let inner = unsafe c.pointee.check_in_time {
      checkInTime = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.check_out_time {
      checkOutTime = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__DoorSnapshot__Person.self, credopass__attendance__v1__door_snapshot__person__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    unsafe c.pointee.enrolled = enrolled ? 1 : 0
    unsafe c.pointee.active = active ? 1 : 0
    unsafe c.pointee.check_in_time = try checkInTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.check_out_time = try checkOutTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension DoorSnapshot.Revocation {
  public static var fullName: String { "credopass.attendance.v1.DoorSnapshot.Revocation" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__DoorSnapshot__Revocation.self, credopass__attendance__v1__door_snapshot__revocation__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__DoorSnapshot__Revocation.self)
    userId = try unsafe readText(c.pointee.user_id)
    validFrom = unsafe c.pointee.valid_from
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__DoorSnapshot__Revocation.self, credopass__attendance__v1__door_snapshot__revocation__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.valid_from = validFrom
    return UnsafeMutableRawPointer(c)
  }
}

extension DoorSnapshot.Key {
  public static var fullName: String { "credopass.attendance.v1.DoorSnapshot.Key" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__DoorSnapshot__Key.self, credopass__attendance__v1__door_snapshot__key__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__DoorSnapshot__Key.self)
    id = try unsafe readText(c.pointee.id)
    publicKey = unsafe readBytes(c.pointee.public_key.len, c.pointee.public_key.data)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__DoorSnapshot__Key.self, credopass__attendance__v1__door_snapshot__key__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.public_key = .init(len: publicKey.count, data: try arena.bytes(publicKey))
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.attendance.v1.SnapshotsService.
public enum SnapshotsMethods {
  public static let getSnapshot = Method<GetSnapshotRequest, SignedSnapshot>(
    name: "credopass.attendance.v1.SnapshotsService/GetSnapshot", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [getSnapshot.name]
}

/// What a door needs to work without network.
public protocol SnapshotsService: Service {
  /// Gives an event's snapshot, signed, page by page: the whole, or with `after` what has changed
  /// since. For who works the event's door, and its devices.
  func getSnapshot(
    _ request: GetSnapshotRequest, _ call: CallContext
  ) async throws -> SignedSnapshot
}

extension SnapshotsService {
  public static var name: String { "credopass.attendance.v1.SnapshotsService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(SnapshotsMethods.getSnapshot) { try await self.getSnapshot($0, $1) },
    ]
  }
}

/// Calls credopass.attendance.v1.SnapshotsService.
public struct SnapshotsClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Gives an event's snapshot, signed, page by page: the whole, or with `after` what has changed
  /// since. For who works the event's door, and its devices.
  public func getSnapshot(
    _ request: GetSnapshotRequest, _ options: CallOptions = CallOptions()
  ) async throws -> SignedSnapshot {
    try await caller.call(SnapshotsMethods.getSnapshot, request, options)
  }
}
