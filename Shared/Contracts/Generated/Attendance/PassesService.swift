// swift-format-ignore-file
// Generated from credopass/attendance/v1/passes_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Lets its bearer be recognized at one event's door. It says who it is for by an id alone.
public struct Pass: Message {
  /// What the QR code says: CP1.<key id>.<payload>.<signature>.
  public var pass: String
  /// The event.
  public var eventId: String
  /// The person.
  public var userId: String
  /// From when on it does not count; absent means as long as the door is open.
  public var expiresAt: Timestamp?
  /// Where the code is drawn, under the API's own address; with .png in place of .svg as that.
  public var svgUrl: String

  public init() {
    pass = ""
    eventId = ""
    userId = ""
    expiresAt = nil
    svgUrl = ""
  }

  public init(
    pass: String = "",
    eventId: String = "",
    userId: String = "",
    expiresAt: Timestamp? = nil,
    svgUrl: String = ""
  ) {
    self.pass = pass
    self.eventId = eventId
    self.userId = userId
    self.expiresAt = expiresAt
    self.svgUrl = svgUrl
  }
}

/// Asks for a person's pass.
public struct IssuePassRequest: Message {
  /// The event.
  public var eventId: String
  /// The person; empty means the caller.
  public var userId: String
  /// From when on it shall not count; whole seconds. Absent means as long as the door is open.
  public var expiresAt: Timestamp?

  public init() {
    eventId = ""
    userId = ""
    expiresAt = nil
  }

  public init(
    eventId: String = "",
    userId: String = "",
    expiresAt: Timestamp? = nil
  ) {
    self.eventId = eventId
    self.userId = userId
    self.expiresAt = expiresAt
  }
}

/// Asks to take back what was given out.
public struct RevokePassesRequest: Message {
  /// The event.
  public var eventId: String
  /// The person; empty means the caller.
  public var userId: String

  public init() {
    eventId = ""
    userId = ""
  }

  public init(
    eventId: String = "",
    userId: String = ""
  ) {
    self.eventId = eventId
    self.userId = userId
  }
}

/// Taken back.
public struct RevokePassesResponse: Message {

  public init() {
  }
}

/// Asks for a pass's code.
public struct DrawPassAsSvgRequest: Message {
  /// The pass; one that we signed, whatever has become of it.
  public var pass: String

  public init() {
    pass = ""
  }

  public init(
    pass: String = ""
  ) {
    self.pass = pass
  }
}

/// Asks for a pass's code.
public struct DrawPassAsPngRequest: Message {
  /// The pass; one that we signed, whatever has become of it.
  public var pass: String

  public init() {
    pass = ""
  }

  public init(
    pass: String = ""
  ) {
    self.pass = pass
  }
}

/// Asks for the keys.
public struct ListPassKeysRequest: Message {

  public init() {
  }
}

/// The keys that count.
public struct ListPassKeysResponse: Message {
  /// All of them.
  public var keys: [ListPassKeysResponse.Key]

  public init() {
    keys = []
  }

  public init(
    keys: [ListPassKeysResponse.Key] = []
  ) {
    self.keys = keys
  }
  /// A key that signed or signs passes.
  public struct Key: Message {
    /// As it stands in the pass.
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

extension Pass {
  public static var fullName: String { "credopass.attendance.v1.Pass" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__Pass.self, credopass__attendance__v1__pass__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__Pass.self)
    pass = try unsafe readText(c.pointee.pass)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    if let inner = unsafe c.pointee.expires_at {
      expiresAt = try unsafe Timestamp(unpacked: inner)
    }
    svgUrl = try unsafe readText(c.pointee.svg_url)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__Pass.self, credopass__attendance__v1__pass__init)
    unsafe c.pointee.pass = try arena.text(pass)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.expires_at = try expiresAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.svg_url = try arena.text(svgUrl)
    return UnsafeMutableRawPointer(c)
  }
}

extension IssuePassRequest {
  public static var fullName: String { "credopass.attendance.v1.IssuePassRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__IssuePassRequest.self, credopass__attendance__v1__issue_pass_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__IssuePassRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    if let inner = unsafe c.pointee.expires_at {
      expiresAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__IssuePassRequest.self, credopass__attendance__v1__issue_pass_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.expires_at = try expiresAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension RevokePassesRequest {
  public static var fullName: String { "credopass.attendance.v1.RevokePassesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__RevokePassesRequest.self, credopass__attendance__v1__revoke_passes_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__RevokePassesRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__RevokePassesRequest.self, credopass__attendance__v1__revoke_passes_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    return UnsafeMutableRawPointer(c)
  }
}

extension RevokePassesResponse {
  public static var fullName: String { "credopass.attendance.v1.RevokePassesResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__RevokePassesResponse.self, credopass__attendance__v1__revoke_passes_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__RevokePassesResponse.self, credopass__attendance__v1__revoke_passes_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension DrawPassAsSvgRequest {
  public static var fullName: String { "credopass.attendance.v1.DrawPassAsSvgRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__DrawPassAsSvgRequest.self, credopass__attendance__v1__draw_pass_as_svg_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__DrawPassAsSvgRequest.self)
    pass = try unsafe readText(c.pointee.pass)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__DrawPassAsSvgRequest.self, credopass__attendance__v1__draw_pass_as_svg_request__init)
    unsafe c.pointee.pass = try arena.text(pass)
    return UnsafeMutableRawPointer(c)
  }
}

extension DrawPassAsPngRequest {
  public static var fullName: String { "credopass.attendance.v1.DrawPassAsPngRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__DrawPassAsPngRequest.self, credopass__attendance__v1__draw_pass_as_png_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__DrawPassAsPngRequest.self)
    pass = try unsafe readText(c.pointee.pass)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__DrawPassAsPngRequest.self, credopass__attendance__v1__draw_pass_as_png_request__init)
    unsafe c.pointee.pass = try arena.text(pass)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListPassKeysRequest {
  public static var fullName: String { "credopass.attendance.v1.ListPassKeysRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListPassKeysRequest.self, credopass__attendance__v1__list_pass_keys_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListPassKeysRequest.self, credopass__attendance__v1__list_pass_keys_request__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListPassKeysResponse {
  public static var fullName: String { "credopass.attendance.v1.ListPassKeysResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListPassKeysResponse.self, credopass__attendance__v1__list_pass_keys_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListPassKeysResponse.self)
    keys = try unsafe readMessages(c.pointee.n_keys, c.pointee.keys)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListPassKeysResponse.self, credopass__attendance__v1__list_pass_keys_response__init)
    unsafe c.pointee.n_keys = keys.count
    unsafe c.pointee.keys = try arena.list(keys) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__ListPassKeysResponse__Key.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension ListPassKeysResponse.Key {
  public static var fullName: String { "credopass.attendance.v1.ListPassKeysResponse.Key" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListPassKeysResponse__Key.self, credopass__attendance__v1__list_pass_keys_response__key__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListPassKeysResponse__Key.self)
    id = try unsafe readText(c.pointee.id)
    publicKey = unsafe readBytes(c.pointee.public_key.len, c.pointee.public_key.data)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListPassKeysResponse__Key.self, credopass__attendance__v1__list_pass_keys_response__key__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.public_key = .init(len: publicKey.count, data: try arena.bytes(publicKey))
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.attendance.v1.PassesService.
public enum PassesMethods {
  public static let issuePass = Method<IssuePassRequest, Pass>(
    name: "credopass.attendance.v1.PassesService/IssuePass", idempotency: .idempotent)
  public static let revokePasses = Method<RevokePassesRequest, RevokePassesResponse>(
    name: "credopass.attendance.v1.PassesService/RevokePasses", idempotency: .idempotent)
  public static let drawPassAsSvg = Method<DrawPassAsSvgRequest, Document>(
    name: "credopass.attendance.v1.PassesService/DrawPassAsSvg", idempotency: .noSideEffects)
  public static let drawPassAsPng = Method<DrawPassAsPngRequest, Document>(
    name: "credopass.attendance.v1.PassesService/DrawPassAsPng", idempotency: .noSideEffects)
  public static let listPassKeys = Method<ListPassKeysRequest, ListPassKeysResponse>(
    name: "credopass.attendance.v1.PassesService/ListPassKeys", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [issuePass.name, revokePasses.name, drawPassAsSvg.name, drawPassAsPng.name, listPassKeys.name]
}

/// The signed credentials behind QR codes.
public protocol PassesService: Service {
  /// Gives a person's pass for an event. Asked again it gives the same, and what was printed goes on
  /// working. For the person, if expected there, and for who works the event's door.
  func issuePass(
    _ request: IssuePassRequest, _ call: CallContext
  ) async throws -> Pass
  /// Takes back every pass that a person has for an event; IssuePass gives a new one.
  func revokePasses(
    _ request: RevokePassesRequest, _ call: CallContext
  ) async throws -> RevokePassesResponse
  /// Draws a pass as a QR code, as SVG. Whoever holds a pass may have it drawn.
  func drawPassAsSvg(
    _ request: DrawPassAsSvgRequest, _ call: CallContext
  ) async throws -> Document
  /// Draws a pass as a QR code, as PNG.
  func drawPassAsPng(
    _ request: DrawPassAsPngRequest, _ call: CallContext
  ) async throws -> Document
  /// Lists the keys that passes are verified with where there is no network.
  func listPassKeys(
    _ request: ListPassKeysRequest, _ call: CallContext
  ) async throws -> ListPassKeysResponse
}

extension PassesService {
  public static var name: String { "credopass.attendance.v1.PassesService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(PassesMethods.issuePass) { try await self.issuePass($0, $1) },
      MethodHandler(PassesMethods.revokePasses) { try await self.revokePasses($0, $1) },
      MethodHandler(PassesMethods.drawPassAsSvg) { try await self.drawPassAsSvg($0, $1) },
      MethodHandler(PassesMethods.drawPassAsPng) { try await self.drawPassAsPng($0, $1) },
      MethodHandler(PassesMethods.listPassKeys) { try await self.listPassKeys($0, $1) },
    ]
  }
}

/// Calls credopass.attendance.v1.PassesService.
public struct PassesClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Gives a person's pass for an event. Asked again it gives the same, and what was printed goes on
  /// working. For the person, if expected there, and for who works the event's door.
  public func issuePass(
    _ request: IssuePassRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Pass {
    try await caller.call(PassesMethods.issuePass, request, options)
  }

  /// Takes back every pass that a person has for an event; IssuePass gives a new one.
  public func revokePasses(
    _ request: RevokePassesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> RevokePassesResponse {
    try await caller.call(PassesMethods.revokePasses, request, options)
  }

  /// Draws a pass as a QR code, as SVG. Whoever holds a pass may have it drawn.
  public func drawPassAsSvg(
    _ request: DrawPassAsSvgRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Document {
    try await caller.call(PassesMethods.drawPassAsSvg, request, options)
  }

  /// Draws a pass as a QR code, as PNG.
  public func drawPassAsPng(
    _ request: DrawPassAsPngRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Document {
    try await caller.call(PassesMethods.drawPassAsPng, request, options)
  }

  /// Lists the keys that passes are verified with where there is no network.
  public func listPassKeys(
    _ request: ListPassKeysRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListPassKeysResponse {
    try await caller.call(PassesMethods.listPassKeys, request, options)
  }
}
