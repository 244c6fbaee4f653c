// swift-format-ignore-file
// Generated from credopass/loyalty/v1/rewards_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Something to be had for points.
public struct Reward: Message {
  /// UUIDv7.
  public var id: String
  /// Such as "A coffee".
  public var name: String
  /// What it is.
  public var description: String
  /// What whoever redeems it agrees to.
  public var terms: String
  /// Points that it takes.
  public var cost: Int32
  /// How many there are to be had in all; absent means any number.
  public var stock: Int32?
  /// How many are still to be had; absent means any number.
  public var left: Int32?
  /// How many one person may have; absent means any number.
  public var perPerson: Int32?
  /// From when it may be redeemed; absent means from the beginning.
  public var availableFrom: Timestamp?
  /// Until when; absent means without end.
  public var availableUntil: Timestamp?
  /// The least level to redeem it, or empty for everybody.
  public var leastTier: String
  /// Whether it is in the catalogue.
  public var active: Bool
  /// Days that a voucher is good for; absent means for ever.
  public var voucherDays: Int32?
  /// Whether points and stock come back when a voucher expires unused.
  public var refundExpired: Bool
  /// When it was added.
  public var createdAt: Timestamp?
  /// When it was last changed.
  public var updatedAt: Timestamp?
  /// Grows with each change.
  public var version: Int64
  /// For a person who asks.
  public var offer: Reward.Offer?

  public init() {
    id = ""
    name = ""
    description = ""
    terms = ""
    cost = 0
    stock = nil
    left = nil
    perPerson = nil
    availableFrom = nil
    availableUntil = nil
    leastTier = ""
    active = false
    voucherDays = nil
    refundExpired = false
    createdAt = nil
    updatedAt = nil
    version = 0
    offer = nil
  }

  public init(
    id: String = "",
    name: String = "",
    description: String = "",
    terms: String = "",
    cost: Int32 = 0,
    stock: Int32? = nil,
    left: Int32? = nil,
    perPerson: Int32? = nil,
    availableFrom: Timestamp? = nil,
    availableUntil: Timestamp? = nil,
    leastTier: String = "",
    active: Bool = false,
    voucherDays: Int32? = nil,
    refundExpired: Bool = false,
    createdAt: Timestamp? = nil,
    updatedAt: Timestamp? = nil,
    version: Int64 = 0,
    offer: Reward.Offer? = nil
  ) {
    self.id = id
    self.name = name
    self.description = description
    self.terms = terms
    self.cost = cost
    self.stock = stock
    self.left = left
    self.perPerson = perPerson
    self.availableFrom = availableFrom
    self.availableUntil = availableUntil
    self.leastTier = leastTier
    self.active = active
    self.voucherDays = voucherDays
    self.refundExpired = refundExpired
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.version = version
    self.offer = offer
  }
  /// Whether the caller may redeem it now, and why not.
  public struct Offer: Message {
    /// Whether it may be redeemed.
    public var redeemable: Bool
    /// Empty, or what RedeemReward would refuse with, such as TOO_FEW_POINTS.
    public var reason: String
    /// Points still missing, where that is why.
    public var pointsMissing: Int32?

    public init() {
      redeemable = false
      reason = ""
      pointsMissing = nil
    }

    public init(
      redeemable: Bool = false,
      reason: String = "",
      pointsMissing: Int32? = nil
    ) {
      self.redeemable = redeemable
      self.reason = reason
      self.pointsMissing = pointsMissing
    }
  }
}

/// Adds a reward.
public struct CreateRewardRequest: Message {
  /// 1 to 100 characters.
  public var name: String
  /// At most 2000 characters.
  public var description: String
  /// At most 4000 characters.
  public var terms: String
  /// 1 to 1000000000.
  public var cost: Int32
  /// 0 to 1000000000; absent means any number.
  public var stock: Int32?
  /// 1 to 1000000; absent means any number.
  public var perPerson: Int32?
  /// From when it may be redeemed; absent means at once.
  public var availableFrom: Timestamp?
  /// Until when, after available_from; absent means without end.
  public var availableUntil: Timestamp?
  /// A level's name, or empty for everybody.
  public var leastTier: String
  /// Whether it is in the catalogue; absent means yes.
  public var active: Bool?
  /// 1 to 3660; absent means for ever.
  public var voucherDays: Int32?
  /// Whether points and stock come back when a voucher expires unused; absent means no.
  public var refundExpired: Bool?

  public init() {
    name = ""
    description = ""
    terms = ""
    cost = 0
    stock = nil
    perPerson = nil
    availableFrom = nil
    availableUntil = nil
    leastTier = ""
    active = nil
    voucherDays = nil
    refundExpired = nil
  }

  public init(
    name: String = "",
    description: String = "",
    terms: String = "",
    cost: Int32 = 0,
    stock: Int32? = nil,
    perPerson: Int32? = nil,
    availableFrom: Timestamp? = nil,
    availableUntil: Timestamp? = nil,
    leastTier: String = "",
    active: Bool? = nil,
    voucherDays: Int32? = nil,
    refundExpired: Bool? = nil
  ) {
    self.name = name
    self.description = description
    self.terms = terms
    self.cost = cost
    self.stock = stock
    self.perPerson = perPerson
    self.availableFrom = availableFrom
    self.availableUntil = availableUntil
    self.leastTier = leastTier
    self.active = active
    self.voucherDays = voucherDays
    self.refundExpired = refundExpired
  }
}

/// Asks for a reward.
public struct GetRewardRequest: Message {
  /// The reward.
  public var id: String

  public init() {
    id = ""
  }

  public init(
    id: String = ""
  ) {
    self.id = id
  }
}

/// Asks for a page of the catalogue.
public struct ListRewardsRequest: Message {
  /// Only what the caller may redeem now.
  public var redeemable: Bool
  /// Also those that are not active. For an ADMIN.
  public var inactive: Bool
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String

  public init() {
    redeemable = false
    inactive = false
    pageSize = 0
    pageToken = ""
  }

  public init(
    redeemable: Bool = false,
    inactive: Bool = false,
    pageSize: Int32 = 0,
    pageToken: String = ""
  ) {
    self.redeemable = redeemable
    self.inactive = inactive
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// A page of the catalogue.
public struct ListRewardsResponse: Message {
  /// Cheapest first.
  public var rewards: [Reward]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    rewards = []
    nextPageToken = ""
  }

  public init(
    rewards: [Reward] = [],
    nextPageToken: String = ""
  ) {
    self.rewards = rewards
    self.nextPageToken = nextPageToken
  }
}

/// Changes what is said of a reward.
public struct UpdateRewardRequest: Message {
  /// The reward.
  public var id: String
  /// Which of the fields below to write; what it names and is absent is cleared.
  public var updateMask: FieldMask?
  /// The version that was seen; 0 writes over any.
  public var expectedVersion: Int64
  /// 1 to 100 characters.
  public var name: String
  /// At most 2000 characters.
  public var description: String
  /// At most 4000 characters.
  public var terms: String
  /// 1 to 1000000000.
  public var cost: Int32
  /// How many there are in all, not below those redeemed; absent means any number.
  public var stock: Int32?
  /// 1 to 1000000; absent means any number.
  public var perPerson: Int32?
  /// From when it may be redeemed; absent means from the beginning.
  public var availableFrom: Timestamp?
  /// Until when, after available_from; absent means without end.
  public var availableUntil: Timestamp?
  /// A level's name, or empty for everybody.
  public var leastTier: String
  /// Whether it is in the catalogue; absent means yes.
  public var active: Bool?
  /// 1 to 3660; absent means for ever. Of vouchers made from now on.
  public var voucherDays: Int32?
  /// Whether points and stock come back when a voucher expires unused; absent means no.
  public var refundExpired: Bool?

  public init() {
    id = ""
    updateMask = nil
    expectedVersion = 0
    name = ""
    description = ""
    terms = ""
    cost = 0
    stock = nil
    perPerson = nil
    availableFrom = nil
    availableUntil = nil
    leastTier = ""
    active = nil
    voucherDays = nil
    refundExpired = nil
  }

  public init(
    id: String = "",
    updateMask: FieldMask? = nil,
    expectedVersion: Int64 = 0,
    name: String = "",
    description: String = "",
    terms: String = "",
    cost: Int32 = 0,
    stock: Int32? = nil,
    perPerson: Int32? = nil,
    availableFrom: Timestamp? = nil,
    availableUntil: Timestamp? = nil,
    leastTier: String = "",
    active: Bool? = nil,
    voucherDays: Int32? = nil,
    refundExpired: Bool? = nil
  ) {
    self.id = id
    self.updateMask = updateMask
    self.expectedVersion = expectedVersion
    self.name = name
    self.description = description
    self.terms = terms
    self.cost = cost
    self.stock = stock
    self.perPerson = perPerson
    self.availableFrom = availableFrom
    self.availableUntil = availableUntil
    self.leastTier = leastTier
    self.active = active
    self.voucherDays = voucherDays
    self.refundExpired = refundExpired
  }
}

/// Takes a reward out of the catalogue.
public struct DeactivateRewardRequest: Message {
  /// The reward.
  public var id: String

  public init() {
    id = ""
  }

  public init(
    id: String = ""
  ) {
    self.id = id
  }
}

/// Spends points on a reward.
public struct RedeemRewardRequest: Message {
  /// The reward.
  public var rewardId: String
  /// Whose points; empty means the caller's. Another's for an ADMIN, while users knows them.
  public var userId: String
  /// The cost that was shown; when the reward costs something else by now, nothing is redeemed
  /// (COST_CHANGED). Absent: whatever it costs.
  public var cost: Int32?

  public init() {
    rewardId = ""
    userId = ""
    cost = nil
  }

  public init(
    rewardId: String = "",
    userId: String = "",
    cost: Int32? = nil
  ) {
    self.rewardId = rewardId
    self.userId = userId
    self.cost = cost
  }
}

/// A reward that somebody spent points on.
public struct Redemption: Message {
  /// UUIDv7.
  public var id: String
  /// The reward.
  public var rewardId: String
  /// What the reward was called then.
  public var rewardName: String
  /// Whose points were spent.
  public var patronId: String
  /// Points spent.
  public var points: Int32
  /// What became of it.
  public var status: Redemption.Status
  /// What to show at the counter: 16 letters and digits in fours.
  public var voucherCode: String
  /// When it was redeemed.
  public var issuedAt: Timestamp?
  /// Until when the voucher is good; absent means for ever.
  public var expiresAt: Timestamp?
  /// When it was handed out.
  public var usedAt: Timestamp?
  /// Who handed it out; empty for a service of ours.
  public var usedBy: String
  /// When it was canceled, or was found to be expired.
  public var endedAt: Timestamp?
  /// Whether points and stock came back.
  public var refunded: Bool
  /// The line of the ledger that spent the points.
  public var movementId: String
  /// When it can no longer be canceled by whose it is; absent once it is not ISSUED.
  public var cancelUntil: Timestamp?

  public init() {
    id = ""
    rewardId = ""
    rewardName = ""
    patronId = ""
    points = 0
    status = .unspecified
    voucherCode = ""
    issuedAt = nil
    expiresAt = nil
    usedAt = nil
    usedBy = ""
    endedAt = nil
    refunded = false
    movementId = ""
    cancelUntil = nil
  }

  public init(
    id: String = "",
    rewardId: String = "",
    rewardName: String = "",
    patronId: String = "",
    points: Int32 = 0,
    status: Redemption.Status = .unspecified,
    voucherCode: String = "",
    issuedAt: Timestamp? = nil,
    expiresAt: Timestamp? = nil,
    usedAt: Timestamp? = nil,
    usedBy: String = "",
    endedAt: Timestamp? = nil,
    refunded: Bool = false,
    movementId: String = "",
    cancelUntil: Timestamp? = nil
  ) {
    self.id = id
    self.rewardId = rewardId
    self.rewardName = rewardName
    self.patronId = patronId
    self.points = points
    self.status = status
    self.voucherCode = voucherCode
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
    self.usedAt = usedAt
    self.usedBy = usedBy
    self.endedAt = endedAt
    self.refunded = refunded
    self.movementId = movementId
    self.cancelUntil = cancelUntil
  }

  /// What became of it.
  public enum Status: Enumeration {
    /// Not said.
    case unspecified
    /// The voucher is out and unused.
    case issued
    /// The reward was handed out.
    case used
    /// It was taken back; points and stock came back.
    case canceled
    /// Nobody used the voucher in time.
    case expired
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .issued, .used, .canceled, .expired]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .issued
      case 2: self = .used
      case 3: self = .canceled
      case 4: self = .expired
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .issued: 1
      case .used: 2
      case .canceled: 3
      case .expired: 4
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "STATUS_UNSPECIFIED"
      case .issued: "ISSUED"
      case .used: "USED"
      case .canceled: "CANCELED"
      case .expired: "EXPIRED"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// Asks for a redemption.
public struct GetRedemptionRequest: Message {
  /// The redemption.
  public var id: String

  public init() {
    id = ""
  }

  public init(
    id: String = ""
  ) {
    self.id = id
  }
}

/// Asks for a page of redemptions.
public struct ListRedemptionsRequest: Message {
  /// Whose; empty means the caller's, or everybody's with a reward.
  public var userId: String
  /// Of which reward; empty means of all.
  public var rewardId: String
  /// Only what became this; unspecified means all.
  public var status: Redemption.Status
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String

  public init() {
    userId = ""
    rewardId = ""
    status = .unspecified
    pageSize = 0
    pageToken = ""
  }

  public init(
    userId: String = "",
    rewardId: String = "",
    status: Redemption.Status = .unspecified,
    pageSize: Int32 = 0,
    pageToken: String = ""
  ) {
    self.userId = userId
    self.rewardId = rewardId
    self.status = status
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// A page of redemptions.
public struct ListRedemptionsResponse: Message {
  /// Latest first.
  public var redemptions: [Redemption]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    redemptions = []
    nextPageToken = ""
  }

  public init(
    redemptions: [Redemption] = [],
    nextPageToken: String = ""
  ) {
    self.redemptions = redemptions
    self.nextPageToken = nextPageToken
  }
}

/// Asks for a voucher.
public struct LookUpVoucherRequest: Message {
  /// What the person shows.
  public var code: String

  public init() {
    code = ""
  }

  public init(
    code: String = ""
  ) {
    self.code = code
  }
}

/// Hands a reward out.
public struct UseRedemptionRequest: Message {
  /// The redemption; empty when code says which. Both have to fit.
  public var id: String
  /// What the person shows; an ADMIN may do without when id says which.
  public var code: String

  public init() {
    id = ""
    code = ""
  }

  public init(
    id: String = "",
    code: String = ""
  ) {
    self.id = id
    self.code = code
  }
}

/// Takes an unused voucher back.
public struct CancelRedemptionRequest: Message {
  /// The redemption.
  public var id: String

  public init() {
    id = ""
  }

  public init(
    id: String = ""
  ) {
    self.id = id
  }
}

extension Reward {
  public static var fullName: String { "credopass.loyalty.v1.Reward" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__Reward.self, credopass__loyalty__v1__reward__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__Reward.self)
    id = try unsafe readText(c.pointee.id)
    name = try unsafe readText(c.pointee.name)
    description = try unsafe readText(c.pointee.description)
    terms = try unsafe readText(c.pointee.terms)
    cost = unsafe c.pointee.cost
    if let inner = unsafe c.pointee.available_from {
      availableFrom = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.available_until {
      availableUntil = try unsafe Timestamp(unpacked: inner)
    }
    leastTier = try unsafe readText(c.pointee.least_tier)
    active = unsafe c.pointee.active != 0
    refundExpired = unsafe c.pointee.refund_expired != 0
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.updated_at {
      updatedAt = try unsafe Timestamp(unpacked: inner)
    }
    version = unsafe c.pointee.version
    if let inner = unsafe c.pointee.offer {
      offer = try unsafe Reward.Offer(unpacked: inner)
    }
    switch unsafe c.pointee._stock_case.rawValue {
    case 6: stock = unsafe c.pointee.stock
    default: break
    }
    switch unsafe c.pointee._left_case.rawValue {
    case 7: left = unsafe c.pointee.left
    default: break
    }
    switch unsafe c.pointee._per_person_case.rawValue {
    case 8: perPerson = unsafe c.pointee.per_person
    default: break
    }
    switch unsafe c.pointee._voucher_days_case.rawValue {
    case 13: voucherDays = unsafe c.pointee.voucher_days
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__Reward.self, credopass__loyalty__v1__reward__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.terms = try arena.text(terms)
    unsafe c.pointee.cost = cost
    unsafe c.pointee.available_from = try availableFrom?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.available_until = try availableUntil?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.least_tier = try arena.text(leastTier)
    unsafe c.pointee.active = active ? 1 : 0
    unsafe c.pointee.refund_expired = refundExpired ? 1 : 0
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.updated_at = try updatedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.version = version
    unsafe c.pointee.offer = try offer?.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__Reward__Offer.self)
    if let value = stock {
      unsafe c.pointee._stock_case = .init(rawValue: 6)
      unsafe c.pointee.stock = value
    }
    if let value = left {
      unsafe c.pointee._left_case = .init(rawValue: 7)
      unsafe c.pointee.left = value
    }
    if let value = perPerson {
      unsafe c.pointee._per_person_case = .init(rawValue: 8)
      unsafe c.pointee.per_person = value
    }
    if let value = voucherDays {
      unsafe c.pointee._voucher_days_case = .init(rawValue: 13)
      unsafe c.pointee.voucher_days = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension Reward.Offer {
  public static var fullName: String { "credopass.loyalty.v1.Reward.Offer" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__Reward__Offer.self, credopass__loyalty__v1__reward__offer__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__Reward__Offer.self)
    redeemable = unsafe c.pointee.redeemable != 0
    reason = try unsafe readText(c.pointee.reason)
    switch unsafe c.pointee._points_missing_case.rawValue {
    case 3: pointsMissing = unsafe c.pointee.points_missing
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__Reward__Offer.self, credopass__loyalty__v1__reward__offer__init)
    unsafe c.pointee.redeemable = redeemable ? 1 : 0
    unsafe c.pointee.reason = try arena.text(reason)
    if let value = pointsMissing {
      unsafe c.pointee._points_missing_case = .init(rawValue: 3)
      unsafe c.pointee.points_missing = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension CreateRewardRequest {
  public static var fullName: String { "credopass.loyalty.v1.CreateRewardRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__CreateRewardRequest.self, credopass__loyalty__v1__create_reward_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__CreateRewardRequest.self)
    name = try unsafe readText(c.pointee.name)
    description = try unsafe readText(c.pointee.description)
    terms = try unsafe readText(c.pointee.terms)
    cost = unsafe c.pointee.cost
    if let inner = unsafe c.pointee.available_from {
      availableFrom = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.available_until {
      availableUntil = try unsafe Timestamp(unpacked: inner)
    }
    leastTier = try unsafe readText(c.pointee.least_tier)
    switch unsafe c.pointee._stock_case.rawValue {
    case 5: stock = unsafe c.pointee.stock
    default: break
    }
    switch unsafe c.pointee._per_person_case.rawValue {
    case 6: perPerson = unsafe c.pointee.per_person
    default: break
    }
    switch unsafe c.pointee._active_case.rawValue {
    case 10: active = unsafe c.pointee.active != 0
    default: break
    }
    switch unsafe c.pointee._voucher_days_case.rawValue {
    case 11: voucherDays = unsafe c.pointee.voucher_days
    default: break
    }
    switch unsafe c.pointee._refund_expired_case.rawValue {
    case 12: refundExpired = unsafe c.pointee.refund_expired != 0
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__CreateRewardRequest.self, credopass__loyalty__v1__create_reward_request__init)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.terms = try arena.text(terms)
    unsafe c.pointee.cost = cost
    unsafe c.pointee.available_from = try availableFrom?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.available_until = try availableUntil?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.least_tier = try arena.text(leastTier)
    if let value = stock {
      unsafe c.pointee._stock_case = .init(rawValue: 5)
      unsafe c.pointee.stock = value
    }
    if let value = perPerson {
      unsafe c.pointee._per_person_case = .init(rawValue: 6)
      unsafe c.pointee.per_person = value
    }
    if let value = active {
      unsafe c.pointee._active_case = .init(rawValue: 10)
      unsafe c.pointee.active = value ? 1 : 0
    }
    if let value = voucherDays {
      unsafe c.pointee._voucher_days_case = .init(rawValue: 11)
      unsafe c.pointee.voucher_days = value
    }
    if let value = refundExpired {
      unsafe c.pointee._refund_expired_case = .init(rawValue: 12)
      unsafe c.pointee.refund_expired = value ? 1 : 0
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension GetRewardRequest {
  public static var fullName: String { "credopass.loyalty.v1.GetRewardRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__GetRewardRequest.self, credopass__loyalty__v1__get_reward_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__GetRewardRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__GetRewardRequest.self, credopass__loyalty__v1__get_reward_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRewardsRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListRewardsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRewardsRequest.self, credopass__loyalty__v1__list_rewards_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRewardsRequest.self)
    redeemable = unsafe c.pointee.redeemable != 0
    inactive = unsafe c.pointee.inactive != 0
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRewardsRequest.self, credopass__loyalty__v1__list_rewards_request__init)
    unsafe c.pointee.redeemable = redeemable ? 1 : 0
    unsafe c.pointee.inactive = inactive ? 1 : 0
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRewardsResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListRewardsResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRewardsResponse.self, credopass__loyalty__v1__list_rewards_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRewardsResponse.self)
    rewards = try unsafe readMessages(c.pointee.n_rewards, c.pointee.rewards)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRewardsResponse.self, credopass__loyalty__v1__list_rewards_response__init)
    unsafe c.pointee.n_rewards = rewards.count
    unsafe c.pointee.rewards = try arena.list(rewards) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__Reward.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension UpdateRewardRequest {
  public static var fullName: String { "credopass.loyalty.v1.UpdateRewardRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__UpdateRewardRequest.self, credopass__loyalty__v1__update_reward_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__UpdateRewardRequest.self)
    id = try unsafe readText(c.pointee.id)
    if let inner = unsafe c.pointee.update_mask {
      updateMask = try unsafe FieldMask(unpacked: inner)
    }
    expectedVersion = unsafe c.pointee.expected_version
    name = try unsafe readText(c.pointee.name)
    description = try unsafe readText(c.pointee.description)
    terms = try unsafe readText(c.pointee.terms)
    cost = unsafe c.pointee.cost
    if let inner = unsafe c.pointee.available_from {
      availableFrom = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.available_until {
      availableUntil = try unsafe Timestamp(unpacked: inner)
    }
    leastTier = try unsafe readText(c.pointee.least_tier)
    switch unsafe c.pointee._stock_case.rawValue {
    case 8: stock = unsafe c.pointee.stock
    default: break
    }
    switch unsafe c.pointee._per_person_case.rawValue {
    case 9: perPerson = unsafe c.pointee.per_person
    default: break
    }
    switch unsafe c.pointee._active_case.rawValue {
    case 13: active = unsafe c.pointee.active != 0
    default: break
    }
    switch unsafe c.pointee._voucher_days_case.rawValue {
    case 14: voucherDays = unsafe c.pointee.voucher_days
    default: break
    }
    switch unsafe c.pointee._refund_expired_case.rawValue {
    case 15: refundExpired = unsafe c.pointee.refund_expired != 0
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__UpdateRewardRequest.self, credopass__loyalty__v1__update_reward_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.update_mask = try updateMask?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
    unsafe c.pointee.expected_version = expectedVersion
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.terms = try arena.text(terms)
    unsafe c.pointee.cost = cost
    unsafe c.pointee.available_from = try availableFrom?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.available_until = try availableUntil?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.least_tier = try arena.text(leastTier)
    if let value = stock {
      unsafe c.pointee._stock_case = .init(rawValue: 8)
      unsafe c.pointee.stock = value
    }
    if let value = perPerson {
      unsafe c.pointee._per_person_case = .init(rawValue: 9)
      unsafe c.pointee.per_person = value
    }
    if let value = active {
      unsafe c.pointee._active_case = .init(rawValue: 13)
      unsafe c.pointee.active = value ? 1 : 0
    }
    if let value = voucherDays {
      unsafe c.pointee._voucher_days_case = .init(rawValue: 14)
      unsafe c.pointee.voucher_days = value
    }
    if let value = refundExpired {
      unsafe c.pointee._refund_expired_case = .init(rawValue: 15)
      unsafe c.pointee.refund_expired = value ? 1 : 0
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension DeactivateRewardRequest {
  public static var fullName: String { "credopass.loyalty.v1.DeactivateRewardRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__DeactivateRewardRequest.self, credopass__loyalty__v1__deactivate_reward_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__DeactivateRewardRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__DeactivateRewardRequest.self, credopass__loyalty__v1__deactivate_reward_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension RedeemRewardRequest {
  public static var fullName: String { "credopass.loyalty.v1.RedeemRewardRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__RedeemRewardRequest.self, credopass__loyalty__v1__redeem_reward_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__RedeemRewardRequest.self)
    rewardId = try unsafe readText(c.pointee.reward_id)
    userId = try unsafe readText(c.pointee.user_id)
    switch unsafe c.pointee._cost_case.rawValue {
    case 3: cost = unsafe c.pointee.cost
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__RedeemRewardRequest.self, credopass__loyalty__v1__redeem_reward_request__init)
    unsafe c.pointee.reward_id = try arena.text(rewardId)
    unsafe c.pointee.user_id = try arena.text(userId)
    if let value = cost {
      unsafe c.pointee._cost_case = .init(rawValue: 3)
      unsafe c.pointee.cost = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension Redemption {
  public static var fullName: String { "credopass.loyalty.v1.Redemption" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__Redemption.self, credopass__loyalty__v1__redemption__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__Redemption.self)
    id = try unsafe readText(c.pointee.id)
    rewardId = try unsafe readText(c.pointee.reward_id)
    rewardName = try unsafe readText(c.pointee.reward_name)
    patronId = try unsafe readText(c.pointee.patron_id)
    points = unsafe c.pointee.points
    status = unsafe Redemption.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
    voucherCode = try unsafe readText(c.pointee.voucher_code)
    if let inner = unsafe c.pointee.issued_at {
      issuedAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.expires_at {
      expiresAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.used_at {
      usedAt = try unsafe Timestamp(unpacked: inner)
    }
    usedBy = try unsafe readText(c.pointee.used_by)
    if let inner = unsafe c.pointee.ended_at {
      endedAt = try unsafe Timestamp(unpacked: inner)
    }
    refunded = unsafe c.pointee.refunded != 0
    movementId = try unsafe readText(c.pointee.movement_id)
    if let inner = unsafe c.pointee.cancel_until {
      cancelUntil = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__Redemption.self, credopass__loyalty__v1__redemption__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.reward_id = try arena.text(rewardId)
    unsafe c.pointee.reward_name = try arena.text(rewardName)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.points = points
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    unsafe c.pointee.voucher_code = try arena.text(voucherCode)
    unsafe c.pointee.issued_at = try issuedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.expires_at = try expiresAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.used_at = try usedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.used_by = try arena.text(usedBy)
    unsafe c.pointee.ended_at = try endedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.refunded = refunded ? 1 : 0
    unsafe c.pointee.movement_id = try arena.text(movementId)
    unsafe c.pointee.cancel_until = try cancelUntil?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetRedemptionRequest {
  public static var fullName: String { "credopass.loyalty.v1.GetRedemptionRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__GetRedemptionRequest.self, credopass__loyalty__v1__get_redemption_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__GetRedemptionRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__GetRedemptionRequest.self, credopass__loyalty__v1__get_redemption_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRedemptionsRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListRedemptionsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRedemptionsRequest.self, credopass__loyalty__v1__list_redemptions_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRedemptionsRequest.self)
    userId = try unsafe readText(c.pointee.user_id)
    rewardId = try unsafe readText(c.pointee.reward_id)
    status = unsafe Redemption.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRedemptionsRequest.self, credopass__loyalty__v1__list_redemptions_request__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.reward_id = try arena.text(rewardId)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRedemptionsResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListRedemptionsResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRedemptionsResponse.self, credopass__loyalty__v1__list_redemptions_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRedemptionsResponse.self)
    redemptions = try unsafe readMessages(c.pointee.n_redemptions, c.pointee.redemptions)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRedemptionsResponse.self, credopass__loyalty__v1__list_redemptions_response__init)
    unsafe c.pointee.n_redemptions = redemptions.count
    unsafe c.pointee.redemptions = try arena.list(redemptions) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__Redemption.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension LookUpVoucherRequest {
  public static var fullName: String { "credopass.loyalty.v1.LookUpVoucherRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__LookUpVoucherRequest.self, credopass__loyalty__v1__look_up_voucher_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__LookUpVoucherRequest.self)
    code = try unsafe readText(c.pointee.code)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__LookUpVoucherRequest.self, credopass__loyalty__v1__look_up_voucher_request__init)
    unsafe c.pointee.code = try arena.text(code)
    return UnsafeMutableRawPointer(c)
  }
}

extension UseRedemptionRequest {
  public static var fullName: String { "credopass.loyalty.v1.UseRedemptionRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__UseRedemptionRequest.self, credopass__loyalty__v1__use_redemption_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__UseRedemptionRequest.self)
    id = try unsafe readText(c.pointee.id)
    code = try unsafe readText(c.pointee.code)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__UseRedemptionRequest.self, credopass__loyalty__v1__use_redemption_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.code = try arena.text(code)
    return UnsafeMutableRawPointer(c)
  }
}

extension CancelRedemptionRequest {
  public static var fullName: String { "credopass.loyalty.v1.CancelRedemptionRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__CancelRedemptionRequest.self, credopass__loyalty__v1__cancel_redemption_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__CancelRedemptionRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__CancelRedemptionRequest.self, credopass__loyalty__v1__cancel_redemption_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.loyalty.v1.RewardsService.
public enum RewardsMethods {
  public static let createReward = Method<CreateRewardRequest, Reward>(
    name: "credopass.loyalty.v1.RewardsService/CreateReward", idempotency: .keyed)
  public static let getReward = Method<GetRewardRequest, Reward>(
    name: "credopass.loyalty.v1.RewardsService/GetReward", idempotency: .noSideEffects)
  public static let listRewards = Method<ListRewardsRequest, ListRewardsResponse>(
    name: "credopass.loyalty.v1.RewardsService/ListRewards", idempotency: .noSideEffects)
  public static let updateReward = Method<UpdateRewardRequest, Reward>(
    name: "credopass.loyalty.v1.RewardsService/UpdateReward", idempotency: .idempotent)
  public static let deactivateReward = Method<DeactivateRewardRequest, Reward>(
    name: "credopass.loyalty.v1.RewardsService/DeactivateReward", idempotency: .idempotent)
  public static let redeemReward = Method<RedeemRewardRequest, Redemption>(
    name: "credopass.loyalty.v1.RewardsService/RedeemReward", idempotency: .keyed)
  public static let getRedemption = Method<GetRedemptionRequest, Redemption>(
    name: "credopass.loyalty.v1.RewardsService/GetRedemption", idempotency: .noSideEffects)
  public static let listRedemptions = Method<ListRedemptionsRequest, ListRedemptionsResponse>(
    name: "credopass.loyalty.v1.RewardsService/ListRedemptions", idempotency: .noSideEffects)
  public static let lookUpVoucher = Method<LookUpVoucherRequest, Redemption>(
    name: "credopass.loyalty.v1.RewardsService/LookUpVoucher", idempotency: .noSideEffects)
  public static let useRedemption = Method<UseRedemptionRequest, Redemption>(
    name: "credopass.loyalty.v1.RewardsService/UseRedemption", idempotency: .keyed)
  public static let cancelRedemption = Method<CancelRedemptionRequest, Redemption>(
    name: "credopass.loyalty.v1.RewardsService/CancelRedemption", idempotency: .idempotent)
  /// Their names, in the contract's order.
  public static let names = [createReward.name, getReward.name, listRewards.name, updateReward.name, deactivateReward.name, redeemReward.name, getRedemption.name, listRedemptions.name, lookUpVoucher.name, useRedemption.name, cancelRedemption.name]
}

/// What points are spent on.
/// A refusal to redeem has one of these reasons, looked for in this order: COST_CHANGED,
/// REWARD_NOT_ACTIVE, REWARD_NOT_YET, REWARD_OVER, TIER_TOO_LOW, LIMIT_REACHED, SOLD_OUT,
/// TOO_FEW_POINTS.
public protocol RewardsService: Service {
  /// Adds a reward. For an ADMIN.
  func createReward(
    _ request: CreateRewardRequest, _ call: CallContext
  ) async throws -> Reward
  /// Gives a reward, and whether the caller may redeem it now. One that is not active is there for
  /// an ADMIN alone.
  func getReward(
    _ request: GetRewardRequest, _ call: CallContext
  ) async throws -> Reward
  /// Lists rewards, cheapest first, page by page, each with whether the caller may redeem it now.
  func listRewards(
    _ request: ListRewardsRequest, _ call: CallContext
  ) async throws -> ListRewardsResponse
  /// Changes what is said of a reward; vouchers that are out keep their terms. For an ADMIN.
  func updateReward(
    _ request: UpdateRewardRequest, _ call: CallContext
  ) async throws -> Reward
  /// Takes a reward out of the catalogue; vouchers that are out stay good. For an ADMIN.
  func deactivateReward(
    _ request: DeactivateRewardRequest, _ call: CallContext
  ) async throws -> Reward
  /// Spends points on a reward and gives a voucher for it: points, stock and voucher together or
  /// nothing.
  func redeemReward(
    _ request: RedeemRewardRequest, _ call: CallContext
  ) async throws -> Redemption
  /// Gives a redemption. People see their own, STAFF everybody's.
  func getRedemption(
    _ request: GetRedemptionRequest, _ call: CallContext
  ) async throws -> Redemption
  /// Lists redemptions, latest first, page by page. People see their own; by reward, or another
  /// person's, for STAFF.
  func listRedemptions(
    _ request: ListRedemptionsRequest, _ call: CallContext
  ) async throws -> ListRedemptionsResponse
  /// Finds a voucher by what a person shows at the counter, in any case, dashes or none. For STAFF.
  func lookUpVoucher(
    _ request: LookUpVoucherRequest, _ call: CallContext
  ) async throws -> Redemption
  /// Hands the reward out: a voucher is used once. The second is refused as VOUCHER_USED with when
  /// and by whom; with an idempotency key, a repeat of the first gets its answer. For STAFF, who
  /// have to be shown the code.
  func useRedemption(
    _ request: UseRedemptionRequest, _ call: CallContext
  ) async throws -> Redemption
  /// Takes an unused voucher back and gives points and stock back. People do so with their own for
  /// some time, an ADMIN with everybody's. One that is canceled already stays as it is.
  func cancelRedemption(
    _ request: CancelRedemptionRequest, _ call: CallContext
  ) async throws -> Redemption
}

extension RewardsService {
  public static var name: String { "credopass.loyalty.v1.RewardsService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(RewardsMethods.createReward) { try await self.createReward($0, $1) },
      MethodHandler(RewardsMethods.getReward) { try await self.getReward($0, $1) },
      MethodHandler(RewardsMethods.listRewards) { try await self.listRewards($0, $1) },
      MethodHandler(RewardsMethods.updateReward) { try await self.updateReward($0, $1) },
      MethodHandler(RewardsMethods.deactivateReward) { try await self.deactivateReward($0, $1) },
      MethodHandler(RewardsMethods.redeemReward) { try await self.redeemReward($0, $1) },
      MethodHandler(RewardsMethods.getRedemption) { try await self.getRedemption($0, $1) },
      MethodHandler(RewardsMethods.listRedemptions) { try await self.listRedemptions($0, $1) },
      MethodHandler(RewardsMethods.lookUpVoucher) { try await self.lookUpVoucher($0, $1) },
      MethodHandler(RewardsMethods.useRedemption) { try await self.useRedemption($0, $1) },
      MethodHandler(RewardsMethods.cancelRedemption) { try await self.cancelRedemption($0, $1) },
    ]
  }
}

/// Calls credopass.loyalty.v1.RewardsService.
public struct RewardsClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Adds a reward. For an ADMIN.
  public func createReward(
    _ request: CreateRewardRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Reward {
    try await caller.call(RewardsMethods.createReward, request, options)
  }

  /// Gives a reward, and whether the caller may redeem it now. One that is not active is there for
  /// an ADMIN alone.
  public func getReward(
    _ request: GetRewardRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Reward {
    try await caller.call(RewardsMethods.getReward, request, options)
  }

  /// Lists rewards, cheapest first, page by page, each with whether the caller may redeem it now.
  public func listRewards(
    _ request: ListRewardsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListRewardsResponse {
    try await caller.call(RewardsMethods.listRewards, request, options)
  }

  /// Changes what is said of a reward; vouchers that are out keep their terms. For an ADMIN.
  public func updateReward(
    _ request: UpdateRewardRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Reward {
    try await caller.call(RewardsMethods.updateReward, request, options)
  }

  /// Takes a reward out of the catalogue; vouchers that are out stay good. For an ADMIN.
  public func deactivateReward(
    _ request: DeactivateRewardRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Reward {
    try await caller.call(RewardsMethods.deactivateReward, request, options)
  }

  /// Spends points on a reward and gives a voucher for it: points, stock and voucher together or
  /// nothing.
  public func redeemReward(
    _ request: RedeemRewardRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Redemption {
    try await caller.call(RewardsMethods.redeemReward, request, options)
  }

  /// Gives a redemption. People see their own, STAFF everybody's.
  public func getRedemption(
    _ request: GetRedemptionRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Redemption {
    try await caller.call(RewardsMethods.getRedemption, request, options)
  }

  /// Lists redemptions, latest first, page by page. People see their own; by reward, or another
  /// person's, for STAFF.
  public func listRedemptions(
    _ request: ListRedemptionsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListRedemptionsResponse {
    try await caller.call(RewardsMethods.listRedemptions, request, options)
  }

  /// Finds a voucher by what a person shows at the counter, in any case, dashes or none. For STAFF.
  public func lookUpVoucher(
    _ request: LookUpVoucherRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Redemption {
    try await caller.call(RewardsMethods.lookUpVoucher, request, options)
  }

  /// Hands the reward out: a voucher is used once. The second is refused as VOUCHER_USED with when
  /// and by whom; with an idempotency key, a repeat of the first gets its answer. For STAFF, who
  /// have to be shown the code.
  public func useRedemption(
    _ request: UseRedemptionRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Redemption {
    try await caller.call(RewardsMethods.useRedemption, request, options)
  }

  /// Takes an unused voucher back and gives points and stock back. People do so with their own for
  /// some time, an ADMIN with everybody's. One that is canceled already stays as it is.
  public func cancelRedemption(
    _ request: CancelRedemptionRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Redemption {
    try await caller.call(RewardsMethods.cancelRedemption, request, options)
  }
}
