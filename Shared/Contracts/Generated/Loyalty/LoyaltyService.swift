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
  /// Awarded for events that are not completed yet; they cannot be spent.
  public var pending: Int32
  /// Points taken back after they were spent; what is given next settles them first.
  public var owed: Int32
  /// What expires next; absent when nothing does.
  public var expiringNext: ExpiringPoints?
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
    pending = 0
    owed = 0
    expiringNext = nil
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
    pending: Int32 = 0,
    owed: Int32 = 0,
    expiringNext: ExpiringPoints? = nil,
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
    self.pending = pending
    self.owed = owed
    self.expiringNext = expiringNext
    self.tierPoints = tierPoints
    self.pinned = pinned
    self.pinnedUntil = pinnedUntil
  }
}

/// Points that expire on one day.
public struct ExpiringPoints: Message {
  /// The last day, in the organization's time zone, on which they can be spent: "2026-12-31".
  public var lastDay: String
  /// How many.
  public var points: Int32
  /// When the first of them are too old.
  public var expiresAt: Timestamp?

  public init() {
    lastDay = ""
    points = 0
    expiresAt = nil
  }

  public init(
    lastDay: String = "",
    points: Int32 = 0,
    expiresAt: Timestamp? = nil
  ) {
    self.lastDay = lastDay
    self.points = points
    self.expiresAt = expiresAt
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
  /// When points that were given become too old, as it was said then; absent for never.
  public var expiresAt: Timestamp?
  /// The sum of all lines up to this one: the balance, or below 0 what is owed.
  public var balanceAfter: Int32
  /// The earning rule that gave the points, or empty.
  public var ruleId: String
  /// The event that they are for, or empty.
  public var eventId: String
  /// Of points that expired, the line that had given them; else empty.
  public var lotId: String
  /// The user who moved them by hand, told to staff; else empty.
  public var actorId: String

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
    ruleId = ""
    eventId = ""
    lotId = ""
    actorId = ""
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
    balanceAfter: Int32 = 0,
    ruleId: String = "",
    eventId: String = "",
    lotId: String = "",
    actorId: String = ""
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
    self.ruleId = ruleId
    self.eventId = eventId
    self.lotId = lotId
    self.actorId = actorId
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

/// Asks for a balance in the past.
public struct GetBalanceAtRequest: Message {
  /// The user; empty means the caller.
  public var patronId: String
  /// A moment that has passed.
  public var time: Timestamp?

  public init() {
    patronId = ""
    time = nil
  }

  public init(
    patronId: String = "",
    time: Timestamp? = nil
  ) {
    self.patronId = patronId
    self.time = time
  }
}

/// What a person had at a moment.
public struct BalanceAt: Message {
  /// The user.
  public var patronId: String
  /// The moment, itself included.
  public var time: Timestamp?
  /// What could be spent.
  public var balance: Int32
  /// What was owed.
  public var owed: Int32

  public init() {
    patronId = ""
    time = nil
    balance = 0
    owed = 0
  }

  public init(
    patronId: String = "",
    time: Timestamp? = nil,
    balance: Int32 = 0,
    owed: Int32 = 0
  ) {
    self.patronId = patronId
    self.time = time
    self.balance = balance
    self.owed = owed
  }
}

/// Asks what expires.
public struct ListExpiringRequest: Message {
  /// The user; empty means the caller.
  public var userId: String
  /// How many days ahead, 1 to 3660; 0 means all of them.
  public var days: Int32

  public init() {
    userId = ""
    days = 0
  }

  public init(
    userId: String = "",
    days: Int32 = 0
  ) {
    self.userId = userId
    self.days = days
  }
}

/// What expires.
public struct ListExpiringResponse: Message {
  /// The next first; at most 1000 days.
  public var expiring: [ExpiringPoints]

  public init() {
    expiring = []
  }

  public init(
    expiring: [ExpiringPoints] = []
  ) {
    self.expiring = expiring
  }
}

/// Asks to correct a person's points by hand.
public struct AdjustPointsRequest: Message {
  /// The user.
  public var userId: String
  /// How many, 1 to 1 000 000 000; negative takes, and not more than can be spent.
  public var points: Int32
  /// What the statement says, 1 to 300 characters.
  public var reason: String
  /// When points that are given become too old, in the future; absent for never.
  public var expiresAt: Timestamp?

  public init() {
    userId = ""
    points = 0
    reason = ""
    expiresAt = nil
  }

  public init(
    userId: String = "",
    points: Int32 = 0,
    reason: String = "",
    expiresAt: Timestamp? = nil
  ) {
    self.userId = userId
    self.points = points
    self.reason = reason
    self.expiresAt = expiresAt
  }
}

/// What a person wants done with their points' news.
public struct Preferences: Message {
  /// The user.
  public var patronId: String
  /// Whether others may see them among those with the most points.
  public var leaderboard: Bool
  /// Whether a mail tells of points that expire soon.
  public var expiryNotices: Bool

  public init() {
    patronId = ""
    leaderboard = false
    expiryNotices = false
  }

  public init(
    patronId: String = "",
    leaderboard: Bool = false,
    expiryNotices: Bool = false
  ) {
    self.patronId = patronId
    self.leaderboard = leaderboard
    self.expiryNotices = expiryNotices
  }
}

/// Asks for a person's preferences.
public struct GetPreferencesRequest: Message {
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

/// Asks to change a person's preferences.
public struct UpdatePreferencesRequest: Message {
  /// The user; empty means the caller.
  public var patronId: String
  /// Which of the fields below to write; what it names and is absent goes back to yes.
  public var updateMask: FieldMask?
  /// Whether others may see them among those with the most points.
  public var leaderboard: Bool?
  /// Whether a mail tells of points that expire soon.
  public var expiryNotices: Bool?

  public init() {
    patronId = ""
    updateMask = nil
    leaderboard = nil
    expiryNotices = nil
  }

  public init(
    patronId: String = "",
    updateMask: FieldMask? = nil,
    leaderboard: Bool? = nil,
    expiryNotices: Bool? = nil
  ) {
    self.patronId = patronId
    self.updateMask = updateMask
    self.leaderboard = leaderboard
    self.expiryNotices = expiryNotices
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
    pending = unsafe c.pointee.pending
    owed = unsafe c.pointee.owed
    if let inner = unsafe c.pointee.expiring_next {
      expiringNext = try unsafe ExpiringPoints(unpacked: inner)
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
    unsafe c.pointee.pending = pending
    unsafe c.pointee.owed = owed
    unsafe c.pointee.expiring_next = try expiringNext?.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__ExpiringPoints.self)
    unsafe c.pointee.tier_points = tierPoints
    unsafe c.pointee.pinned = pinned ? 1 : 0
    unsafe c.pointee.pinned_until = try pinnedUntil?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension ExpiringPoints {
  public static var fullName: String { "credopass.loyalty.v1.ExpiringPoints" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ExpiringPoints.self, credopass__loyalty__v1__expiring_points__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ExpiringPoints.self)
    lastDay = try unsafe readText(c.pointee.last_day)
    points = unsafe c.pointee.points
    if let inner = unsafe c.pointee.expires_at {
      expiresAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ExpiringPoints.self, credopass__loyalty__v1__expiring_points__init)
    unsafe c.pointee.last_day = try arena.text(lastDay)
    unsafe c.pointee.points = points
    unsafe c.pointee.expires_at = try expiresAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
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
    ruleId = try unsafe readText(c.pointee.rule_id)
    eventId = try unsafe readText(c.pointee.event_id)
    lotId = try unsafe readText(c.pointee.lot_id)
    actorId = try unsafe readText(c.pointee.actor_id)
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
    unsafe c.pointee.rule_id = try arena.text(ruleId)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.lot_id = try arena.text(lotId)
    unsafe c.pointee.actor_id = try arena.text(actorId)
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

extension GetBalanceAtRequest {
  public static var fullName: String { "credopass.loyalty.v1.GetBalanceAtRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__GetBalanceAtRequest.self, credopass__loyalty__v1__get_balance_at_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__GetBalanceAtRequest.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    if let inner = unsafe c.pointee.time {
      time = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__GetBalanceAtRequest.self, credopass__loyalty__v1__get_balance_at_request__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.time = try time?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension BalanceAt {
  public static var fullName: String { "credopass.loyalty.v1.BalanceAt" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__BalanceAt.self, credopass__loyalty__v1__balance_at__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__BalanceAt.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    if let inner = unsafe c.pointee.time {
      time = try unsafe Timestamp(unpacked: inner)
    }
    balance = unsafe c.pointee.balance
    owed = unsafe c.pointee.owed
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__BalanceAt.self, credopass__loyalty__v1__balance_at__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.time = try time?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.balance = balance
    unsafe c.pointee.owed = owed
    return UnsafeMutableRawPointer(c)
  }
}

extension ListExpiringRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListExpiringRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListExpiringRequest.self, credopass__loyalty__v1__list_expiring_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListExpiringRequest.self)
    userId = try unsafe readText(c.pointee.user_id)
    days = unsafe c.pointee.days
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListExpiringRequest.self, credopass__loyalty__v1__list_expiring_request__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.days = days
    return UnsafeMutableRawPointer(c)
  }
}

extension ListExpiringResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListExpiringResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListExpiringResponse.self, credopass__loyalty__v1__list_expiring_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListExpiringResponse.self)
    expiring = try unsafe readMessages(c.pointee.n_expiring, c.pointee.expiring)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListExpiringResponse.self, credopass__loyalty__v1__list_expiring_response__init)
    unsafe c.pointee.n_expiring = expiring.count
    unsafe c.pointee.expiring = try arena.list(expiring) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__ExpiringPoints.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension AdjustPointsRequest {
  public static var fullName: String { "credopass.loyalty.v1.AdjustPointsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__AdjustPointsRequest.self, credopass__loyalty__v1__adjust_points_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__AdjustPointsRequest.self)
    userId = try unsafe readText(c.pointee.user_id)
    points = unsafe c.pointee.points
    reason = try unsafe readText(c.pointee.reason)
    if let inner = unsafe c.pointee.expires_at {
      expiresAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__AdjustPointsRequest.self, credopass__loyalty__v1__adjust_points_request__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.points = points
    unsafe c.pointee.reason = try arena.text(reason)
    unsafe c.pointee.expires_at = try expiresAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension Preferences {
  public static var fullName: String { "credopass.loyalty.v1.Preferences" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__Preferences.self, credopass__loyalty__v1__preferences__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__Preferences.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    leaderboard = unsafe c.pointee.leaderboard != 0
    expiryNotices = unsafe c.pointee.expiry_notices != 0
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__Preferences.self, credopass__loyalty__v1__preferences__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.leaderboard = leaderboard ? 1 : 0
    unsafe c.pointee.expiry_notices = expiryNotices ? 1 : 0
    return UnsafeMutableRawPointer(c)
  }
}

extension GetPreferencesRequest {
  public static var fullName: String { "credopass.loyalty.v1.GetPreferencesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__GetPreferencesRequest.self, credopass__loyalty__v1__get_preferences_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__GetPreferencesRequest.self)
    patronId = try unsafe readText(c.pointee.patron_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__GetPreferencesRequest.self, credopass__loyalty__v1__get_preferences_request__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    return UnsafeMutableRawPointer(c)
  }
}

extension UpdatePreferencesRequest {
  public static var fullName: String { "credopass.loyalty.v1.UpdatePreferencesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__UpdatePreferencesRequest.self, credopass__loyalty__v1__update_preferences_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__UpdatePreferencesRequest.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    if let inner = unsafe c.pointee.update_mask {
      updateMask = try unsafe FieldMask(unpacked: inner)
    }
    switch unsafe c.pointee._leaderboard_case.rawValue {
    case 3: leaderboard = unsafe c.pointee.leaderboard != 0
    default: break
    }
    switch unsafe c.pointee._expiry_notices_case.rawValue {
    case 4: expiryNotices = unsafe c.pointee.expiry_notices != 0
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__UpdatePreferencesRequest.self, credopass__loyalty__v1__update_preferences_request__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.update_mask = try updateMask?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
    if let value = leaderboard {
      unsafe c.pointee._leaderboard_case = .init(rawValue: 3)
      unsafe c.pointee.leaderboard = value ? 1 : 0
    }
    if let value = expiryNotices {
      unsafe c.pointee._expiry_notices_case = .init(rawValue: 4)
      unsafe c.pointee.expiry_notices = value ? 1 : 0
    }
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.loyalty.v1.LoyaltyService.
public enum LoyaltyMethods {
  public static let getPoints = Method<GetPointsRequest, Points>(
    name: "credopass.loyalty.v1.LoyaltyService/GetPoints", idempotency: .noSideEffects)
  public static let listStatement = Method<ListStatementRequest, ListStatementResponse>(
    name: "credopass.loyalty.v1.LoyaltyService/ListStatement", idempotency: .noSideEffects)
  public static let getBalanceAt = Method<GetBalanceAtRequest, BalanceAt>(
    name: "credopass.loyalty.v1.LoyaltyService/GetBalanceAt", idempotency: .noSideEffects)
  public static let listExpiring = Method<ListExpiringRequest, ListExpiringResponse>(
    name: "credopass.loyalty.v1.LoyaltyService/ListExpiring", idempotency: .noSideEffects)
  public static let adjustPoints = Method<AdjustPointsRequest, Movement>(
    name: "credopass.loyalty.v1.LoyaltyService/AdjustPoints", idempotency: .keyed)
  public static let getPreferences = Method<GetPreferencesRequest, Preferences>(
    name: "credopass.loyalty.v1.LoyaltyService/GetPreferences", idempotency: .noSideEffects)
  public static let updatePreferences = Method<UpdatePreferencesRequest, Preferences>(
    name: "credopass.loyalty.v1.LoyaltyService/UpdatePreferences", idempotency: .idempotent)
  /// Their names, in the contract's order.
  public static let names = [getPoints.name, listStatement.name, getBalanceAt.name, listExpiring.name, adjustPoints.name, getPreferences.name, updatePreferences.name]
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
  /// Gives a person's balance as it was at a moment that has passed.
  func getBalanceAt(
    _ request: GetBalanceAtRequest, _ call: CallContext
  ) async throws -> BalanceAt
  /// Lists what a person's points expire on: day by day, the next first.
  func listExpiring(
    _ request: ListExpiringRequest, _ call: CallContext
  ) async throws -> ListExpiringResponse
  /// Gives points to a person, or takes what can be spent. For an ADMIN; needs an idempotency key.
  func adjustPoints(
    _ request: AdjustPointsRequest, _ call: CallContext
  ) async throws -> Movement
  /// Gives what a person wants done with their points' news.
  func getPreferences(
    _ request: GetPreferencesRequest, _ call: CallContext
  ) async throws -> Preferences
  /// Changes what the mask names and nothing else.
  func updatePreferences(
    _ request: UpdatePreferencesRequest, _ call: CallContext
  ) async throws -> Preferences
}

extension LoyaltyService {
  public static var name: String { "credopass.loyalty.v1.LoyaltyService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(LoyaltyMethods.getPoints) { try await self.getPoints($0, $1) },
      MethodHandler(LoyaltyMethods.listStatement) { try await self.listStatement($0, $1) },
      MethodHandler(LoyaltyMethods.getBalanceAt) { try await self.getBalanceAt($0, $1) },
      MethodHandler(LoyaltyMethods.listExpiring) { try await self.listExpiring($0, $1) },
      MethodHandler(LoyaltyMethods.adjustPoints) { try await self.adjustPoints($0, $1) },
      MethodHandler(LoyaltyMethods.getPreferences) { try await self.getPreferences($0, $1) },
      MethodHandler(LoyaltyMethods.updatePreferences) { try await self.updatePreferences($0, $1) },
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

  /// Gives a person's balance as it was at a moment that has passed.
  public func getBalanceAt(
    _ request: GetBalanceAtRequest, _ options: CallOptions = CallOptions()
  ) async throws -> BalanceAt {
    try await caller.call(LoyaltyMethods.getBalanceAt, request, options)
  }

  /// Lists what a person's points expire on: day by day, the next first.
  public func listExpiring(
    _ request: ListExpiringRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListExpiringResponse {
    try await caller.call(LoyaltyMethods.listExpiring, request, options)
  }

  /// Gives points to a person, or takes what can be spent. For an ADMIN; needs an idempotency key.
  public func adjustPoints(
    _ request: AdjustPointsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Movement {
    try await caller.call(LoyaltyMethods.adjustPoints, request, options)
  }

  /// Gives what a person wants done with their points' news.
  public func getPreferences(
    _ request: GetPreferencesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Preferences {
    try await caller.call(LoyaltyMethods.getPreferences, request, options)
  }

  /// Changes what the mask names and nothing else.
  public func updatePreferences(
    _ request: UpdatePreferencesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Preferences {
    try await caller.call(LoyaltyMethods.updatePreferences, request, options)
  }
}
