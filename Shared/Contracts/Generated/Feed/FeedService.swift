// swift-format-ignore-file
// Generated from credopass/feed/v1/feed_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Asks for changes.
public struct ReadRequest: Message {
  /// The last position that was applied; 0 starts at the beginning.
  public var after: Int64
  /// 1 to 1000; 0 means 500. Fewer come when they would not fit one message.
  public var limit: Int32
  /// How long to wait for a change, in milliseconds, at most 20,000; 0 answers at once.
  public var waitMs: Int32

  public init() {
    after = 0
    limit = 0
    waitMs = 0
  }

  public init(
    after: Int64 = 0,
    limit: Int32 = 0,
    waitMs: Int32 = 0
  ) {
    self.after = after
    self.limit = limit
    self.waitMs = waitMs
  }
}

/// Changes in order.
public struct ReadResponse: Message {
  /// Empty when the wait was in vain.
  public var changes: [Change]
  /// The oldest position still kept; a follower behind it rebuilds from the lists.
  public var oldest: Int64

  public init() {
    changes = []
    oldest = 0
  }

  public init(
    changes: [Change] = [],
    oldest: Int64 = 0
  ) {
    self.changes = changes
    self.oldest = oldest
  }
}

/// One change.
public struct Change: Message {
  /// Grows by order of effect, without a promise to be gapless.
  public var position: Int64
  /// Name of the payload's message in the domain's package, such as "UserChanged".
  public var kind: String
  /// Id of what changed; changes of one key keep their order.
  public var key: String
  /// The message that kind names.
  public var payload: [UInt8]
  /// When the change was made.
  public var createdAt: Timestamp?

  public init() {
    position = 0
    kind = ""
    key = ""
    payload = []
    createdAt = nil
  }

  public init(
    position: Int64 = 0,
    kind: String = "",
    key: String = "",
    payload: [UInt8] = [],
    createdAt: Timestamp? = nil
  ) {
    self.position = position
    self.kind = kind
    self.key = key
    self.payload = payload
    self.createdAt = createdAt
  }
}

extension ReadRequest {
  public static var fullName: String { "credopass.feed.v1.ReadRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Feed__V1__ReadRequest.self, credopass__feed__v1__read_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Feed__V1__ReadRequest.self)
    after = unsafe c.pointee.after
    limit = unsafe c.pointee.limit
    waitMs = unsafe c.pointee.wait_ms
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Feed__V1__ReadRequest.self, credopass__feed__v1__read_request__init)
    unsafe c.pointee.after = after
    unsafe c.pointee.limit = limit
    unsafe c.pointee.wait_ms = waitMs
    return UnsafeMutableRawPointer(c)
  }
}

extension ReadResponse {
  public static var fullName: String { "credopass.feed.v1.ReadResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Feed__V1__ReadResponse.self, credopass__feed__v1__read_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Feed__V1__ReadResponse.self)
    changes = try unsafe readMessages(c.pointee.n_changes, c.pointee.changes)
    oldest = unsafe c.pointee.oldest
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Feed__V1__ReadResponse.self, credopass__feed__v1__read_response__init)
    unsafe c.pointee.n_changes = changes.count
    unsafe c.pointee.changes = try arena.list(changes) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Feed__V1__Change.self) }
    unsafe c.pointee.oldest = oldest
    return UnsafeMutableRawPointer(c)
  }
}

extension Change {
  public static var fullName: String { "credopass.feed.v1.Change" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Feed__V1__Change.self, credopass__feed__v1__change__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Feed__V1__Change.self)
    position = unsafe c.pointee.position
    kind = try unsafe readText(c.pointee.kind)
    key = try unsafe readText(c.pointee.key)
    payload = unsafe readBytes(c.pointee.payload.len, c.pointee.payload.data)
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Feed__V1__Change.self, credopass__feed__v1__change__init)
    unsafe c.pointee.position = position
    unsafe c.pointee.kind = try arena.text(kind)
    unsafe c.pointee.key = try arena.text(key)
    unsafe c.pointee.payload = .init(len: payload.count, data: try arena.bytes(payload))
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.feed.v1.FeedService.
public enum FeedMethods {
  public static let read = Method<ReadRequest, ReadResponse>(
    name: "credopass.feed.v1.FeedService/Read", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [read.name]
}

/// What changed in a service, in order. Every domain service answers it for its own feed.
public protocol FeedService: Service {
  /// Gives the changes after a position; waits for one if there is none.
  func read(
    _ request: ReadRequest, _ call: CallContext
  ) async throws -> ReadResponse
}

extension FeedService {
  public static var name: String { "credopass.feed.v1.FeedService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(FeedMethods.read) { try await self.read($0, $1) },
    ]
  }
}

/// Calls credopass.feed.v1.FeedService.
public struct FeedClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Gives the changes after a position; waits for one if there is none.
  public func read(
    _ request: ReadRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ReadResponse {
    try await caller.call(FeedMethods.read, request, options)
  }
}
