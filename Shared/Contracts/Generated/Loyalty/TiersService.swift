// swift-format-ignore-file
// Generated from credopass/loyalty/v1/tiers_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// The levels.
public struct TierLadder: Message {
  /// Which points count.
  public var basis: TierLadder.Basis
  /// For EARNED_IN_WINDOW alone: 1 to 3660 days.
  public var windowDays: Int32?
  /// Lowest first.
  public var levels: [TierLadder.Level]
  /// How far everybody is judged by these levels; ignored when levels are set.
  public var judging: LadderJudging?

  public init() {
    basis = .unspecified
    windowDays = nil
    levels = []
    judging = nil
  }

  public init(
    basis: TierLadder.Basis = .unspecified,
    windowDays: Int32? = nil,
    levels: [TierLadder.Level] = [],
    judging: LadderJudging? = nil
  ) {
    self.basis = basis
    self.windowDays = windowDays
    self.levels = levels
    self.judging = judging
  }

  /// Which points count.
  public enum Basis: Enumeration {
    /// Not said.
    case unspecified
    /// Those earned ever, what was taken back left out; spending and expiry lower nobody.
    case lifetimeEarned
    /// Those earned within the last window_days days and not taken back.
    case earnedInWindow
    /// Those that can be spent now: spending and expiry lower.
    case activeBalance
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .lifetimeEarned, .earnedInWindow, .activeBalance]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .lifetimeEarned
      case 2: self = .earnedInWindow
      case 3: self = .activeBalance
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .lifetimeEarned: 1
      case .earnedInWindow: 2
      case .activeBalance: 3
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "BASIS_UNSPECIFIED"
      case .lifetimeEarned: "LIFETIME_EARNED"
      case .earnedInWindow: "EARNED_IN_WINDOW"
      case .activeBalance: "ACTIVE_BALANCE"
      case .unrecognized(let number): String(number)
      }
    }
  }
  /// One level.
  public struct Level: Message {
    /// 1 to 32 characters, once.
    public var name: String
    /// Points that reach it, once; the lowest level begins at 0.
    public var least: Int32

    public init() {
      name = ""
      least = 0
    }

    public init(
      name: String = "",
      least: Int32 = 0
    ) {
      self.name = name
      self.least = least
    }
  }
}

/// How far everybody is judged by the levels.
public struct LadderJudging: Message {
  /// Whether all are.
  public var done: Bool
  /// How many people are so far.
  public var judged: Int64
  /// Those of them who rose by it.
  public var rise: Int64
  /// Those who fell by it.
  public var fall: Int64
  /// Those whose level was gone, and who got another.
  public var replaced: Int64

  public init() {
    done = false
    judged = 0
    rise = 0
    fall = 0
    replaced = 0
  }

  public init(
    done: Bool = false,
    judged: Int64 = 0,
    rise: Int64 = 0,
    fall: Int64 = 0,
    replaced: Int64 = 0
  ) {
    self.done = done
    self.judged = judged
    self.rise = rise
    self.fall = fall
    self.replaced = replaced
  }
}

/// Asks for the levels.
public struct GetLadderRequest: Message {

  public init() {
  }
}

/// Replaces the levels.
public struct SetLadderRequest: Message {
  /// The new ones, 1 to 20, in any order.
  public var ladder: TierLadder?
  /// Only tell who would move; nothing is changed.
  public var dryRun: Bool

  public init() {
    ladder = nil
    dryRun = false
  }

  public init(
    ladder: TierLadder? = nil,
    dryRun: Bool = false
  ) {
    self.ladder = ladder
    self.dryRun = dryRun
  }
}

/// What replacing the levels does.
public struct SetLadderResponse: Message {
  /// The levels as they are now, or as they would be.
  public var ladder: TierLadder?
  /// People who rise by it; counted by a dry run alone, as are the others.
  public var rise: Int32
  /// People who fall by it.
  public var fall: Int32
  /// People whose level is gone, and who get another.
  public var replaced: Int32

  public init() {
    ladder = nil
    rise = 0
    fall = 0
    replaced = 0
  }

  public init(
    ladder: TierLadder? = nil,
    rise: Int32 = 0,
    fall: Int32 = 0,
    replaced: Int32 = 0
  ) {
    self.ladder = ladder
    self.rise = rise
    self.fall = fall
    self.replaced = replaced
  }
}

/// Asks for a page of who is on a level.
public struct ListTierMembersRequest: Message {
  /// The level's name.
  public var tier: String
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String

  public init() {
    tier = ""
    pageSize = 0
    pageToken = ""
  }

  public init(
    tier: String = "",
    pageSize: Int32 = 0,
    pageToken: String = ""
  ) {
    self.tier = tier
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// Somebody on a level.
public struct TierMember: Message {
  /// The user.
  public var patronId: String
  /// Since when; absent on the lowest level from the beginning.
  public var tierSince: Timestamp?
  /// Whether they are pinned to it.
  public var pinned: Bool
  /// Points that can be spent.
  public var balance: Int32
  /// Points earned ever.
  public var lifetime: Int32
  /// Empty when it is not known now.
  public var firstName: String
  /// Empty when it is not known now.
  public var lastName: String

  public init() {
    patronId = ""
    tierSince = nil
    pinned = false
    balance = 0
    lifetime = 0
    firstName = ""
    lastName = ""
  }

  public init(
    patronId: String = "",
    tierSince: Timestamp? = nil,
    pinned: Bool = false,
    balance: Int32 = 0,
    lifetime: Int32 = 0,
    firstName: String = "",
    lastName: String = ""
  ) {
    self.patronId = patronId
    self.tierSince = tierSince
    self.pinned = pinned
    self.balance = balance
    self.lifetime = lifetime
    self.firstName = firstName
    self.lastName = lastName
  }
}

/// A page of who is on a level.
public struct ListTierMembersResponse: Message {
  /// In order of their ids.
  public var members: [TierMember]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    members = []
    nextPageToken = ""
  }

  public init(
    members: [TierMember] = [],
    nextPageToken: String = ""
  ) {
    self.members = members
    self.nextPageToken = nextPageToken
  }
}

/// Asks for a page of a person's changes of level.
public struct ListTierChangesRequest: Message {
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

/// Somebody came to another level.
public struct TierChange: Message {
  /// UUIDv7.
  public var id: String
  /// The level before.
  public var fromTier: String
  /// The level from then on.
  public var toTier: String
  /// Why.
  public var why: TierChange.Why
  /// The points that counted.
  public var points: Int32
  /// Who did it, or empty when nobody did but the rules.
  public var actorId: String
  /// What an ADMIN said to it.
  public var reason: String
  /// When.
  public var changedAt: Timestamp?

  public init() {
    id = ""
    fromTier = ""
    toTier = ""
    why = .unspecified
    points = 0
    actorId = ""
    reason = ""
    changedAt = nil
  }

  public init(
    id: String = "",
    fromTier: String = "",
    toTier: String = "",
    why: TierChange.Why = .unspecified,
    points: Int32 = 0,
    actorId: String = "",
    reason: String = "",
    changedAt: Timestamp? = nil
  ) {
    self.id = id
    self.fromTier = fromTier
    self.toTier = toTier
    self.why = why
    self.points = points
    self.actorId = actorId
    self.reason = reason
    self.changedAt = changedAt
  }

  /// Why.
  public enum Why: Enumeration {
    /// Not said.
    case unspecified
    /// The points reached it.
    case reached
    /// The points no longer reached the one before when the levels were evaluated.
    case evaluated
    /// An ADMIN put them there.
    case pinned
    /// They are no longer pinned to the one before.
    case unpinned
    /// The levels were replaced, and the one before is gone.
    case replaced
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .reached, .evaluated, .pinned, .unpinned, .replaced]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .reached
      case 2: self = .evaluated
      case 3: self = .pinned
      case 4: self = .unpinned
      case 5: self = .replaced
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .reached: 1
      case .evaluated: 2
      case .pinned: 3
      case .unpinned: 4
      case .replaced: 5
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "WHY_UNSPECIFIED"
      case .reached: "REACHED"
      case .evaluated: "EVALUATED"
      case .pinned: "PINNED"
      case .unpinned: "UNPINNED"
      case .replaced: "REPLACED"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// A page of a person's changes of level.
public struct ListTierChangesResponse: Message {
  /// Latest first.
  public var changes: [TierChange]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    changes = []
    nextPageToken = ""
  }

  public init(
    changes: [TierChange] = [],
    nextPageToken: String = ""
  ) {
    self.changes = changes
    self.nextPageToken = nextPageToken
  }
}

/// Puts a person on a level.
public struct PinTierRequest: Message {
  /// The user.
  public var patronId: String
  /// The level's name; empty means the one they are on.
  public var tier: String
  /// Until when; absent means until they are unpinned.
  public var until: Timestamp?
  /// Why, at most 200 characters.
  public var reason: String

  public init() {
    patronId = ""
    tier = ""
    until = nil
    reason = ""
  }

  public init(
    patronId: String = "",
    tier: String = "",
    until: Timestamp? = nil,
    reason: String = ""
  ) {
    self.patronId = patronId
    self.tier = tier
    self.until = until
    self.reason = reason
  }
}

/// Somebody is kept on a level.
public struct TierPin: Message {
  /// The user.
  public var patronId: String
  /// The level's name.
  public var tier: String
  /// Until when; absent means until they are unpinned.
  public var until: Timestamp?

  public init() {
    patronId = ""
    tier = ""
    until = nil
  }

  public init(
    patronId: String = "",
    tier: String = "",
    until: Timestamp? = nil
  ) {
    self.patronId = patronId
    self.tier = tier
    self.until = until
  }
}

/// Lets a person rise and fall again.
public struct UnpinTierRequest: Message {
  /// The user.
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

/// Somebody rises and falls again.
public struct UnpinTierResponse: Message {
  /// The level they are on now.
  public var tier: String

  public init() {
    tier = ""
  }

  public init(
    tier: String = ""
  ) {
    self.tier = tier
  }
}

extension TierLadder {
  public static var fullName: String { "credopass.loyalty.v1.TierLadder" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__TierLadder.self, credopass__loyalty__v1__tier_ladder__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__TierLadder.self)
    basis = unsafe TierLadder.Basis(rawValue: Int32(bitPattern: c.pointee.basis.rawValue))
    levels = try unsafe readMessages(c.pointee.n_levels, c.pointee.levels)
    if let inner = unsafe c.pointee.judging {
      judging = try unsafe LadderJudging(unpacked: inner)
    }
    switch unsafe c.pointee._window_days_case.rawValue {
    case 2: windowDays = unsafe c.pointee.window_days
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__TierLadder.self, credopass__loyalty__v1__tier_ladder__init)
    unsafe c.pointee.basis = .init(rawValue: UInt32(bitPattern: basis.rawValue))
    unsafe c.pointee.n_levels = levels.count
    unsafe c.pointee.levels = try arena.list(levels) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__TierLadder__Level.self) }
    unsafe c.pointee.judging = try judging?.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__LadderJudging.self)
    if let value = windowDays {
      unsafe c.pointee._window_days_case = .init(rawValue: 2)
      unsafe c.pointee.window_days = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension TierLadder.Level {
  public static var fullName: String { "credopass.loyalty.v1.TierLadder.Level" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__TierLadder__Level.self, credopass__loyalty__v1__tier_ladder__level__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__TierLadder__Level.self)
    name = try unsafe readText(c.pointee.name)
    least = unsafe c.pointee.least
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__TierLadder__Level.self, credopass__loyalty__v1__tier_ladder__level__init)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.least = least
    return UnsafeMutableRawPointer(c)
  }
}

extension LadderJudging {
  public static var fullName: String { "credopass.loyalty.v1.LadderJudging" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__LadderJudging.self, credopass__loyalty__v1__ladder_judging__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__LadderJudging.self)
    done = unsafe c.pointee.done != 0
    judged = unsafe c.pointee.judged
    rise = unsafe c.pointee.rise
    fall = unsafe c.pointee.fall
    replaced = unsafe c.pointee.replaced
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__LadderJudging.self, credopass__loyalty__v1__ladder_judging__init)
    unsafe c.pointee.done = done ? 1 : 0
    unsafe c.pointee.judged = judged
    unsafe c.pointee.rise = rise
    unsafe c.pointee.fall = fall
    unsafe c.pointee.replaced = replaced
    return UnsafeMutableRawPointer(c)
  }
}

extension GetLadderRequest {
  public static var fullName: String { "credopass.loyalty.v1.GetLadderRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__GetLadderRequest.self, credopass__loyalty__v1__get_ladder_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__GetLadderRequest.self, credopass__loyalty__v1__get_ladder_request__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension SetLadderRequest {
  public static var fullName: String { "credopass.loyalty.v1.SetLadderRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__SetLadderRequest.self, credopass__loyalty__v1__set_ladder_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__SetLadderRequest.self)
    if let inner = unsafe c.pointee.ladder {
      ladder = try unsafe TierLadder(unpacked: inner)
    }
    dryRun = unsafe c.pointee.dry_run != 0
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__SetLadderRequest.self, credopass__loyalty__v1__set_ladder_request__init)
    unsafe c.pointee.ladder = try ladder?.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__TierLadder.self)
    unsafe c.pointee.dry_run = dryRun ? 1 : 0
    return UnsafeMutableRawPointer(c)
  }
}

extension SetLadderResponse {
  public static var fullName: String { "credopass.loyalty.v1.SetLadderResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__SetLadderResponse.self, credopass__loyalty__v1__set_ladder_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__SetLadderResponse.self)
    if let inner = unsafe c.pointee.ladder {
      ladder = try unsafe TierLadder(unpacked: inner)
    }
    rise = unsafe c.pointee.rise
    fall = unsafe c.pointee.fall
    replaced = unsafe c.pointee.replaced
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__SetLadderResponse.self, credopass__loyalty__v1__set_ladder_response__init)
    unsafe c.pointee.ladder = try ladder?.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__TierLadder.self)
    unsafe c.pointee.rise = rise
    unsafe c.pointee.fall = fall
    unsafe c.pointee.replaced = replaced
    return UnsafeMutableRawPointer(c)
  }
}

extension ListTierMembersRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListTierMembersRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListTierMembersRequest.self, credopass__loyalty__v1__list_tier_members_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListTierMembersRequest.self)
    tier = try unsafe readText(c.pointee.tier)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListTierMembersRequest.self, credopass__loyalty__v1__list_tier_members_request__init)
    unsafe c.pointee.tier = try arena.text(tier)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension TierMember {
  public static var fullName: String { "credopass.loyalty.v1.TierMember" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__TierMember.self, credopass__loyalty__v1__tier_member__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__TierMember.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    if let inner = unsafe c.pointee.tier_since {
      tierSince = try unsafe Timestamp(unpacked: inner)
    }
    pinned = unsafe c.pointee.pinned != 0
    balance = unsafe c.pointee.balance
    lifetime = unsafe c.pointee.lifetime
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__TierMember.self, credopass__loyalty__v1__tier_member__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.tier_since = try tierSince?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.pinned = pinned ? 1 : 0
    unsafe c.pointee.balance = balance
    unsafe c.pointee.lifetime = lifetime
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListTierMembersResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListTierMembersResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListTierMembersResponse.self, credopass__loyalty__v1__list_tier_members_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListTierMembersResponse.self)
    members = try unsafe readMessages(c.pointee.n_members, c.pointee.members)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListTierMembersResponse.self, credopass__loyalty__v1__list_tier_members_response__init)
    unsafe c.pointee.n_members = members.count
    unsafe c.pointee.members = try arena.list(members) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__TierMember.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListTierChangesRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListTierChangesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListTierChangesRequest.self, credopass__loyalty__v1__list_tier_changes_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListTierChangesRequest.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListTierChangesRequest.self, credopass__loyalty__v1__list_tier_changes_request__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension TierChange {
  public static var fullName: String { "credopass.loyalty.v1.TierChange" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__TierChange.self, credopass__loyalty__v1__tier_change__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__TierChange.self)
    id = try unsafe readText(c.pointee.id)
    fromTier = try unsafe readText(c.pointee.from_tier)
    toTier = try unsafe readText(c.pointee.to_tier)
    why = unsafe TierChange.Why(rawValue: Int32(bitPattern: c.pointee.why.rawValue))
    points = unsafe c.pointee.points
    actorId = try unsafe readText(c.pointee.actor_id)
    reason = try unsafe readText(c.pointee.reason)
    if let inner = unsafe c.pointee.changed_at {
      changedAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__TierChange.self, credopass__loyalty__v1__tier_change__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.from_tier = try arena.text(fromTier)
    unsafe c.pointee.to_tier = try arena.text(toTier)
    unsafe c.pointee.why = .init(rawValue: UInt32(bitPattern: why.rawValue))
    unsafe c.pointee.points = points
    unsafe c.pointee.actor_id = try arena.text(actorId)
    unsafe c.pointee.reason = try arena.text(reason)
    unsafe c.pointee.changed_at = try changedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListTierChangesResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListTierChangesResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListTierChangesResponse.self, credopass__loyalty__v1__list_tier_changes_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListTierChangesResponse.self)
    changes = try unsafe readMessages(c.pointee.n_changes, c.pointee.changes)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListTierChangesResponse.self, credopass__loyalty__v1__list_tier_changes_response__init)
    unsafe c.pointee.n_changes = changes.count
    unsafe c.pointee.changes = try arena.list(changes) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__TierChange.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension PinTierRequest {
  public static var fullName: String { "credopass.loyalty.v1.PinTierRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__PinTierRequest.self, credopass__loyalty__v1__pin_tier_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__PinTierRequest.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    tier = try unsafe readText(c.pointee.tier)
    if let inner = unsafe c.pointee.until {
      until = try unsafe Timestamp(unpacked: inner)
    }
    reason = try unsafe readText(c.pointee.reason)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__PinTierRequest.self, credopass__loyalty__v1__pin_tier_request__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.tier = try arena.text(tier)
    unsafe c.pointee.until = try until?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.reason = try arena.text(reason)
    return UnsafeMutableRawPointer(c)
  }
}

extension TierPin {
  public static var fullName: String { "credopass.loyalty.v1.TierPin" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__TierPin.self, credopass__loyalty__v1__tier_pin__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__TierPin.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    tier = try unsafe readText(c.pointee.tier)
    if let inner = unsafe c.pointee.until {
      until = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__TierPin.self, credopass__loyalty__v1__tier_pin__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.tier = try arena.text(tier)
    unsafe c.pointee.until = try until?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension UnpinTierRequest {
  public static var fullName: String { "credopass.loyalty.v1.UnpinTierRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__UnpinTierRequest.self, credopass__loyalty__v1__unpin_tier_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__UnpinTierRequest.self)
    patronId = try unsafe readText(c.pointee.patron_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__UnpinTierRequest.self, credopass__loyalty__v1__unpin_tier_request__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    return UnsafeMutableRawPointer(c)
  }
}

extension UnpinTierResponse {
  public static var fullName: String { "credopass.loyalty.v1.UnpinTierResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__UnpinTierResponse.self, credopass__loyalty__v1__unpin_tier_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__UnpinTierResponse.self)
    tier = try unsafe readText(c.pointee.tier)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__UnpinTierResponse.self, credopass__loyalty__v1__unpin_tier_response__init)
    unsafe c.pointee.tier = try arena.text(tier)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.loyalty.v1.TiersService.
public enum TiersMethods {
  public static let getLadder = Method<GetLadderRequest, TierLadder>(
    name: "credopass.loyalty.v1.TiersService/GetLadder", idempotency: .noSideEffects)
  public static let setLadder = Method<SetLadderRequest, SetLadderResponse>(
    name: "credopass.loyalty.v1.TiersService/SetLadder", idempotency: .idempotent)
  public static let listTierMembers = Method<ListTierMembersRequest, ListTierMembersResponse>(
    name: "credopass.loyalty.v1.TiersService/ListTierMembers", idempotency: .noSideEffects)
  public static let listTierChanges = Method<ListTierChangesRequest, ListTierChangesResponse>(
    name: "credopass.loyalty.v1.TiersService/ListTierChanges", idempotency: .noSideEffects)
  public static let pinTier = Method<PinTierRequest, TierPin>(
    name: "credopass.loyalty.v1.TiersService/PinTier", idempotency: .idempotent)
  public static let unpinTier = Method<UnpinTierRequest, UnpinTierResponse>(
    name: "credopass.loyalty.v1.TiersService/UnpinTier", idempotency: .idempotent)
  /// Their names, in the contract's order.
  public static let names = [getLadder.name, setLadder.name, listTierMembers.name, listTierChanges.name, pinTier.name, unpinTier.name]
}

/// The levels that people reach by their points, and who is on which.
/// Who reaches a level is on it at once; who no longer does falls when the levels are evaluated. A
/// pinned person neither rises nor falls.
public protocol TiersService: Service {
  /// Gives the levels and what counts for them.
  func getLadder(
    _ request: GetLadderRequest, _ call: CallContext
  ) async throws -> TierLadder
  /// Replaces the levels and what counts for them, all at once, or tells only who would move.
  /// Everybody is judged anew by and by, which GetLadder tells of; until then who was on a level
  /// that is gone is shown where their points put them. For an ADMIN.
  func setLadder(
    _ request: SetLadderRequest, _ call: CallContext
  ) async throws -> SetLadderResponse
  /// Lists who is on a level, page by page. For an ADMIN.
  func listTierMembers(
    _ request: ListTierMembersRequest, _ call: CallContext
  ) async throws -> ListTierMembersResponse
  /// Lists a person's changes of level and why, latest first, page by page. People see their own, an
  /// ADMIN everybody's.
  func listTierChanges(
    _ request: ListTierChangesRequest, _ call: CallContext
  ) async throws -> ListTierChangesResponse
  /// Puts a person on a level and keeps them there. For an ADMIN.
  func pinTier(
    _ request: PinTierRequest, _ call: CallContext
  ) async throws -> TierPin
  /// Lets a person rise and fall again; they are judged at once. Nothing happens to who is not
  /// pinned. For an ADMIN.
  func unpinTier(
    _ request: UnpinTierRequest, _ call: CallContext
  ) async throws -> UnpinTierResponse
}

extension TiersService {
  public static var name: String { "credopass.loyalty.v1.TiersService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(TiersMethods.getLadder) { try await self.getLadder($0, $1) },
      MethodHandler(TiersMethods.setLadder) { try await self.setLadder($0, $1) },
      MethodHandler(TiersMethods.listTierMembers) { try await self.listTierMembers($0, $1) },
      MethodHandler(TiersMethods.listTierChanges) { try await self.listTierChanges($0, $1) },
      MethodHandler(TiersMethods.pinTier) { try await self.pinTier($0, $1) },
      MethodHandler(TiersMethods.unpinTier) { try await self.unpinTier($0, $1) },
    ]
  }
}

/// Calls credopass.loyalty.v1.TiersService.
public struct TiersClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Gives the levels and what counts for them.
  public func getLadder(
    _ request: GetLadderRequest, _ options: CallOptions = CallOptions()
  ) async throws -> TierLadder {
    try await caller.call(TiersMethods.getLadder, request, options)
  }

  /// Replaces the levels and what counts for them, all at once, or tells only who would move.
  /// Everybody is judged anew by and by, which GetLadder tells of; until then who was on a level
  /// that is gone is shown where their points put them. For an ADMIN.
  public func setLadder(
    _ request: SetLadderRequest, _ options: CallOptions = CallOptions()
  ) async throws -> SetLadderResponse {
    try await caller.call(TiersMethods.setLadder, request, options)
  }

  /// Lists who is on a level, page by page. For an ADMIN.
  public func listTierMembers(
    _ request: ListTierMembersRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListTierMembersResponse {
    try await caller.call(TiersMethods.listTierMembers, request, options)
  }

  /// Lists a person's changes of level and why, latest first, page by page. People see their own, an
  /// ADMIN everybody's.
  public func listTierChanges(
    _ request: ListTierChangesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListTierChangesResponse {
    try await caller.call(TiersMethods.listTierChanges, request, options)
  }

  /// Puts a person on a level and keeps them there. For an ADMIN.
  public func pinTier(
    _ request: PinTierRequest, _ options: CallOptions = CallOptions()
  ) async throws -> TierPin {
    try await caller.call(TiersMethods.pinTier, request, options)
  }

  /// Lets a person rise and fall again; they are judged at once. Nothing happens to who is not
  /// pinned. For an ADMIN.
  public func unpinTier(
    _ request: UnpinTierRequest, _ options: CallOptions = CallOptions()
  ) async throws -> UnpinTierResponse {
    try await caller.call(TiersMethods.unpinTier, request, options)
  }
}
