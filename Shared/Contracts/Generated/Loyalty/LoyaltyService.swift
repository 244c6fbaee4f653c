// swift-format-ignore-file
// Generated from credopass/loyalty/v1/loyalty_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// A person's points.
public struct Points: Message {
  /// The user.
  public var patronId: String
  /// Points that can be spent now.
  public var balance: Int32
  /// Points earned ever; adjustments do not count.
  public var lifetime: Int32
  /// The level reached, such as "silver".
  public var tier: String
  /// Since when; absent on the lowest level from the beginning.
  public var tierSince: Timestamp?
  /// The level above; absent on the highest.
  public var nextTier: NextTier?
  /// The points that count towards a level: earned ever, earned in the window, or the balance.
  public var tierPoints: Int32
  /// Whether the person neither rises nor falls.
  public var pinned: Bool
  /// Until when; absent means until an ADMIN says so.
  public var pinnedUntil: Timestamp?

  public init() {
    patronId = ""
    balance = 0
    lifetime = 0
    tier = ""
    tierSince = nil
    nextTier = nil
    tierPoints = 0
    pinned = false
    pinnedUntil = nil
  }

  public init(
    patronId: String = "",
    balance: Int32 = 0,
    lifetime: Int32 = 0,
    tier: String = "",
    tierSince: Timestamp? = nil,
    nextTier: NextTier? = nil,
    tierPoints: Int32 = 0,
    pinned: Bool = false,
    pinnedUntil: Timestamp? = nil
  ) {
    self.patronId = patronId
    self.balance = balance
    self.lifetime = lifetime
    self.tier = tier
    self.tierSince = tierSince
    self.nextTier = nextTier
    self.tierPoints = tierPoints
    self.pinned = pinned
    self.pinnedUntil = pinnedUntil
  }
}

/// The level above.
public struct NextTier: Message {
  /// Its name.
  public var tier: String
  /// Points still missing.
  public var pointsMissing: Int32

  public init() {
    tier = ""
    pointsMissing = 0
  }

  public init(
    tier: String = "",
    pointsMissing: Int32 = 0
  ) {
    self.tier = tier
    self.pointsMissing = pointsMissing
  }
}

/// One line of the ledger.
public struct Movement: Message {
  /// UUIDv7.
  public var id: String
  /// Why points move.
  public var kind: Movement.Kind
  /// How many; negative takes away.
  public var points: Int32
  /// Such as "Attended Jazz Night".
  public var description: String
  /// The reward they were spent on, or empty.
  public var rewardId: String
  /// The line that this one takes back, or empty.
  public var reverses: String
  /// When the line was written.
  public var issuedAt: Timestamp?
  /// When earned points become too old; absent for never.
  public var expiresAt: Timestamp?
  /// The balance after this line.
  public var balanceAfter: Int32

  public init() {
    id = ""
    kind = .unspecified
    points = 0
    description = ""
    rewardId = ""
    reverses = ""
    issuedAt = nil
    expiresAt = nil
    balanceAfter = 0
  }

  public init(
    id: String = "",
    kind: Movement.Kind = .unspecified,
    points: Int32 = 0,
    description: String = "",
    rewardId: String = "",
    reverses: String = "",
    issuedAt: Timestamp? = nil,
    expiresAt: Timestamp? = nil,
    balanceAfter: Int32 = 0
  ) {
    self.id = id
    self.kind = kind
    self.points = points
    self.description = description
    self.rewardId = rewardId
    self.reverses = reverses
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
    self.balanceAfter = balanceAfter
  }

  /// Why points move.
  public enum Kind: Enumeration {
    /// Not said.
    case unspecified
    /// Given for something done.
    case earn
    /// Spent.
    case burn
    /// Too old.
    case expire
    /// An earlier line taken back.
    case reverse
    /// Corrected by hand.
    case adjust
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .earn, .burn, .expire, .reverse, .adjust]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .earn
      case 2: self = .burn
      case 3: self = .expire
      case 4: self = .reverse
      case 5: self = .adjust
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .earn: 1
      case .burn: 2
      case .expire: 3
      case .reverse: 4
      case .adjust: 5
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "KIND_UNSPECIFIED"
      case .earn: "EARN"
      case .burn: "BURN"
      case .expire: "EXPIRE"
      case .reverse: "REVERSE"
      case .adjust: "ADJUST"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// Asks for a person's points.
public struct GetPointsRequest: Message {
  /// The user; empty means the caller.
  public var patronId: String

  public init() {
    patronId = ""
  }

  public init(
    patronId: String = ""
  ) {
    self.patronId = patronId
  }
}

/// Asks for a page of a person's statement.
public struct ListStatementRequest: Message {
  /// The user; empty means the caller.
  public var patronId: String
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String

  public init() {
    patronId = ""
    pageSize = 0
    pageToken = ""
  }

  public init(
    patronId: String = "",
    pageSize: Int32 = 0,
    pageToken: String = ""
  ) {
    self.patronId = patronId
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// A page of a person's statement.
public struct ListStatementResponse: Message {
  /// Latest first.
  public var movements: [Movement]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    movements = []
    nextPageToken = ""
  }

  public init(
    movements: [Movement] = [],
    nextPageToken: String = ""
  ) {
    self.movements = movements
    self.nextPageToken = nextPageToken
  }
}

extension Points {
  public static var fullName: String { "credopass.loyalty.v1.Points" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__Points.self, credopass__loyalty__v1__points__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__Points.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    balance = unsafe c.pointee.balance
    lifetime = unsafe c.pointee.lifetime
    tier = try unsafe readText(c.pointee.tier)
    if let inner = unsafe c.pointee.tier_since {
      tierSince = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.next_tier {
      nextTier = try unsafe NextTier(unpacked: inner)
    }
    tierPoints = unsafe c.pointee.tier_points
    pinned = unsafe c.pointee.pinned != 0
    if let inner = unsafe c.pointee.pinned_until {
      pinnedUntil = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__Points.self, credopass__loyalty__v1__points__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.balance = balance
    unsafe c.pointee.lifetime = lifetime
    unsafe c.pointee.tier = try arena.text(tier)
    unsafe c.pointee.tier_since = try tierSince?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.next_tier = try nextTier?.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__NextTier.self)
    unsafe c.pointee.tier_points = tierPoints
    unsafe c.pointee.pinned = pinned ? 1 : 0
    unsafe c.pointee.pinned_until = try pinnedUntil?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension NextTier {
  public static var fullName: String { "credopass.loyalty.v1.NextTier" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__NextTier.self, credopass__loyalty__v1__next_tier__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__NextTier.self)
    tier = try unsafe readText(c.pointee.tier)
    pointsMissing = unsafe c.pointee.points_missing
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__NextTier.self, credopass__loyalty__v1__next_tier__init)
    unsafe c.pointee.tier = try arena.text(tier)
    unsafe c.pointee.points_missing = pointsMissing
    return UnsafeMutableRawPointer(c)
  }
}

extension Movement {
  public static var fullName: String { "credopass.loyalty.v1.Movement" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__Movement.self, credopass__loyalty__v1__movement__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__Movement.self)
    id = try unsafe readText(c.pointee.id)
    kind = unsafe Movement.Kind(rawValue: Int32(bitPattern: c.pointee.kind.rawValue))
    points = unsafe c.pointee.points
    description = try unsafe readText(c.pointee.description)
    rewardId = try unsafe readText(c.pointee.reward_id)
    reverses = try unsafe readText(c.pointee.reverses)
    if let inner = unsafe c.pointee.issued_at {
      issuedAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.expires_at {
      expiresAt = try unsafe Timestamp(unpacked: inner)
    }
    balanceAfter = unsafe c.pointee.balance_after
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__Movement.self, credopass__loyalty__v1__movement__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.kind = .init(rawValue: UInt32(bitPattern: kind.rawValue))
    unsafe c.pointee.points = points
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.reward_id = try arena.text(rewardId)
    unsafe c.pointee.reverses = try arena.text(reverses)
    unsafe c.pointee.issued_at = try issuedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.expires_at = try expiresAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.balance_after = balanceAfter
    return UnsafeMutableRawPointer(c)
  }
}

extension GetPointsRequest {
  public static var fullName: String { "credopass.loyalty.v1.GetPointsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__GetPointsRequest.self, credopass__loyalty__v1__get_points_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__GetPointsRequest.self)
    patronId = try unsafe readText(c.pointee.patron_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__GetPointsRequest.self, credopass__loyalty__v1__get_points_request__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListStatementRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListStatementRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListStatementRequest.self, credopass__loyalty__v1__list_statement_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListStatementRequest.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListStatementRequest.self, credopass__loyalty__v1__list_statement_request__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListStatementResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListStatementResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListStatementResponse.self, credopass__loyalty__v1__list_statement_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListStatementResponse.self)
    movements = try unsafe readMessages(c.pointee.n_movements, c.pointee.movements)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListStatementResponse.self, credopass__loyalty__v1__list_statement_response__init)
    unsafe c.pointee.n_movements = movements.count
    unsafe c.pointee.movements = try arena.list(movements) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__Movement.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.loyalty.v1.LoyaltyService.
public enum LoyaltyMethods {
  public static let getPoints = Method<GetPointsRequest, Points>(
    name: "credopass.loyalty.v1.LoyaltyService/GetPoints", idempotency: .noSideEffects)
  public static let listStatement = Method<ListStatementRequest, ListStatementResponse>(
    name: "credopass.loyalty.v1.LoyaltyService/ListStatement", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [getPoints.name, listStatement.name]
}

/// Points and levels.
public protocol LoyaltyService: Service {
  /// Gives a person's balance and tier. A member sees its own.
  func getPoints(
    _ request: GetPointsRequest, _ call: CallContext
  ) async throws -> Points
  /// Lists a person's movements, latest first, page by page.
  func listStatement(
    _ request: ListStatementRequest, _ call: CallContext
  ) async throws -> ListStatementResponse
}

extension LoyaltyService {
  public static var name: String { "credopass.loyalty.v1.LoyaltyService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(LoyaltyMethods.getPoints) { try await self.getPoints($0, $1) },
      MethodHandler(LoyaltyMethods.listStatement) { try await self.listStatement($0, $1) },
    ]
  }
}

/// Calls credopass.loyalty.v1.LoyaltyService.
public struct LoyaltyClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Gives a person's balance and tier. A member sees its own.
  public func getPoints(
    _ request: GetPointsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Points {
    try await caller.call(LoyaltyMethods.getPoints, request, options)
  }

  /// Lists a person's movements, latest first, page by page.
  public func listStatement(
    _ request: ListStatementRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListStatementResponse {
    try await caller.call(LoyaltyMethods.listStatement, request, options)
  }
}
