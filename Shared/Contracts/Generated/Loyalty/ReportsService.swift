// swift-format-ignore-file
// Generated from credopass/loyalty/v1/reports_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Asks for months.
public struct ListPointMonthsRequest: Message {
  /// Only what was written at or after this time.
  public var from: Timestamp?
  /// Only what was written before this time, which is after from.
  public var to: Timestamp?

  public init() {
    from = nil
    to = nil
  }

  public init(
    from: Timestamp? = nil,
    to: Timestamp? = nil
  ) {
    self.from = from
    self.to = to
  }
}

/// What moved in a month. outstanding - owed grows by issued - burned - expired + reversed +
/// adjusted.
public struct PointMonth: Message {
  /// Such as "2026-11".
  public var month: String
  /// Points earned.
  public var issued: Int64
  /// Points spent.
  public var burned: Int64
  /// Points that became too old.
  public var expired: Int64
  /// Points by lines that took others back: negative where more was taken than given.
  public var reversed: Int64
  /// Points corrected by hand: negative where more was taken than given.
  public var adjusted: Int64
  /// Points that people could spend at the month's end, or at `to`.
  public var outstanding: Int64
  /// Points then taken back after they were spent, which people have yet to earn.
  public var owed: Int64
  /// Lines of the ledger.
  public var movements: Int64

  public init() {
    month = ""
    issued = 0
    burned = 0
    expired = 0
    reversed = 0
    adjusted = 0
    outstanding = 0
    owed = 0
    movements = 0
  }

  public init(
    month: String = "",
    issued: Int64 = 0,
    burned: Int64 = 0,
    expired: Int64 = 0,
    reversed: Int64 = 0,
    adjusted: Int64 = 0,
    outstanding: Int64 = 0,
    owed: Int64 = 0,
    movements: Int64 = 0
  ) {
    self.month = month
    self.issued = issued
    self.burned = burned
    self.expired = expired
    self.reversed = reversed
    self.adjusted = adjusted
    self.outstanding = outstanding
    self.owed = owed
    self.movements = movements
  }
}

/// The months of a range.
public struct ListPointMonthsResponse: Message {
  /// In order of time; those in which nothing moved are left out.
  public var months: [PointMonth]

  public init() {
    months = []
  }

  public init(
    months: [PointMonth] = []
  ) {
    self.months = months
  }
}

/// Asks what rules gave.
public struct ListRuleFiguresRequest: Message {
  /// Only what was written at or after this time.
  public var from: Timestamp?
  /// Only what was written before this time, which is after from.
  public var to: Timestamp?

  public init() {
    from = nil
    to = nil
  }

  public init(
    from: Timestamp? = nil,
    to: Timestamp? = nil
  ) {
    self.from = from
    self.to = to
  }
}

/// What a rule gave.
public struct RuleFigures: Message {
  /// The rule; empty for points given by no rule.
  public var ruleId: String
  /// How often it gave.
  public var awards: Int64
  /// To how many people.
  public var people: Int64
  /// Points it gave.
  public var issued: Int64
  /// Points of these that were taken back since, whenever.
  public var takenBack: Int64
  /// What the rule is called now; empty for points given by no rule.
  public var name: String

  public init() {
    ruleId = ""
    awards = 0
    people = 0
    issued = 0
    takenBack = 0
    name = ""
  }

  public init(
    ruleId: String = "",
    awards: Int64 = 0,
    people: Int64 = 0,
    issued: Int64 = 0,
    takenBack: Int64 = 0,
    name: String = ""
  ) {
    self.ruleId = ruleId
    self.awards = awards
    self.people = people
    self.issued = issued
    self.takenBack = takenBack
    self.name = name
  }
}

/// What rules gave.
public struct ListRuleFiguresResponse: Message {
  /// Those that gave most first.
  public var rules: [RuleFigures]

  public init() {
    rules = []
  }

  public init(
    rules: [RuleFigures] = []
  ) {
    self.rules = rules
  }
}

/// Asks what rewards took.
public struct ListRewardFiguresRequest: Message {
  /// Only what was redeemed at or after this time.
  public var from: Timestamp?
  /// Only what was redeemed before this time, which is after from.
  public var to: Timestamp?

  public init() {
    from = nil
    to = nil
  }

  public init(
    from: Timestamp? = nil,
    to: Timestamp? = nil
  ) {
    self.from = from
    self.to = to
  }
}

/// What a reward took, by what was redeemed in the range and has become of it since.
public struct RewardFigures: Message {
  /// The reward.
  public var rewardId: String
  /// What it is called.
  public var name: String
  /// How often it was redeemed.
  public var redemptions: Int64
  /// By how many people.
  public var people: Int64
  /// Points spent on it.
  public var burned: Int64
  /// Points of these that were given back since.
  public var givenBack: Int64
  /// Vouchers that are out.
  public var issued: Int64
  /// Those that were used.
  public var used: Int64
  /// Those that were canceled.
  public var canceled: Int64
  /// Those that expired.
  public var expired: Int64

  public init() {
    rewardId = ""
    name = ""
    redemptions = 0
    people = 0
    burned = 0
    givenBack = 0
    issued = 0
    used = 0
    canceled = 0
    expired = 0
  }

  public init(
    rewardId: String = "",
    name: String = "",
    redemptions: Int64 = 0,
    people: Int64 = 0,
    burned: Int64 = 0,
    givenBack: Int64 = 0,
    issued: Int64 = 0,
    used: Int64 = 0,
    canceled: Int64 = 0,
    expired: Int64 = 0
  ) {
    self.rewardId = rewardId
    self.name = name
    self.redemptions = redemptions
    self.people = people
    self.burned = burned
    self.givenBack = givenBack
    self.issued = issued
    self.used = used
    self.canceled = canceled
    self.expired = expired
  }
}

/// What rewards took.
public struct ListRewardFiguresResponse: Message {
  /// Those that took most first.
  public var rewards: [RewardFigures]

  public init() {
    rewards = []
  }

  public init(
    rewards: [RewardFigures] = []
  ) {
    self.rewards = rewards
  }
}

/// Asks for a page of the leaderboard.
public struct ListLeaderboardRequest: Message {
  /// Only what was earned at or after this time; absent with to means ever.
  public var from: Timestamp?
  /// Only what was earned before this time, which is after from.
  public var to: Timestamp?
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String

  public init() {
    from = nil
    to = nil
    pageSize = 0
    pageToken = ""
  }

  public init(
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    pageSize: Int32 = 0,
    pageToken: String = ""
  ) {
    self.from = from
    self.to = to
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// Where somebody stands.
public struct Rank: Message {
  /// 1 is first; those with the same points have the same.
  public var rank: Int32
  /// Points earned and not taken back.
  public var points: Int64
  /// The user.
  public var patronId: String
  /// Empty when it is not known now.
  public var firstName: String
  /// The initial alone for who is no ORGANIZER; empty when it is not known now.
  public var lastName: String

  public init() {
    rank = 0
    points = 0
    patronId = ""
    firstName = ""
    lastName = ""
  }

  public init(
    rank: Int32 = 0,
    points: Int64 = 0,
    patronId: String = "",
    firstName: String = "",
    lastName: String = ""
  ) {
    self.rank = rank
    self.points = points
    self.patronId = patronId
    self.firstName = firstName
    self.lastName = lastName
  }
}

/// A page of the leaderboard.
public struct ListLeaderboardResponse: Message {
  /// Most points first, those with the same by id. Who earned nothing is left out.
  public var ranks: [Rank]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String
  /// The caller, listed or not; absent for who is no person or earned nothing. On each page.
  public var own: Rank?

  public init() {
    ranks = []
    nextPageToken = ""
    own = nil
  }

  public init(
    ranks: [Rank] = [],
    nextPageToken: String = "",
    own: Rank? = nil
  ) {
    self.ranks = ranks
    self.nextPageToken = nextPageToken
    self.own = own
  }
}

extension ListPointMonthsRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListPointMonthsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListPointMonthsRequest.self, credopass__loyalty__v1__list_point_months_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListPointMonthsRequest.self)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListPointMonthsRequest.self, credopass__loyalty__v1__list_point_months_request__init)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension PointMonth {
  public static var fullName: String { "credopass.loyalty.v1.PointMonth" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__PointMonth.self, credopass__loyalty__v1__point_month__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__PointMonth.self)
    month = try unsafe readText(c.pointee.month)
    issued = unsafe c.pointee.issued
    burned = unsafe c.pointee.burned
    expired = unsafe c.pointee.expired
    reversed = unsafe c.pointee.reversed
    adjusted = unsafe c.pointee.adjusted
    outstanding = unsafe c.pointee.outstanding
    owed = unsafe c.pointee.owed
    movements = unsafe c.pointee.movements
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__PointMonth.self, credopass__loyalty__v1__point_month__init)
    unsafe c.pointee.month = try arena.text(month)
    unsafe c.pointee.issued = issued
    unsafe c.pointee.burned = burned
    unsafe c.pointee.expired = expired
    unsafe c.pointee.reversed = reversed
    unsafe c.pointee.adjusted = adjusted
    unsafe c.pointee.outstanding = outstanding
    unsafe c.pointee.owed = owed
    unsafe c.pointee.movements = movements
    return UnsafeMutableRawPointer(c)
  }
}

extension ListPointMonthsResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListPointMonthsResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListPointMonthsResponse.self, credopass__loyalty__v1__list_point_months_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListPointMonthsResponse.self)
    months = try unsafe readMessages(c.pointee.n_months, c.pointee.months)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListPointMonthsResponse.self, credopass__loyalty__v1__list_point_months_response__init)
    unsafe c.pointee.n_months = months.count
    unsafe c.pointee.months = try arena.list(months) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__PointMonth.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRuleFiguresRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListRuleFiguresRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRuleFiguresRequest.self, credopass__loyalty__v1__list_rule_figures_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRuleFiguresRequest.self)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRuleFiguresRequest.self, credopass__loyalty__v1__list_rule_figures_request__init)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension RuleFigures {
  public static var fullName: String { "credopass.loyalty.v1.RuleFigures" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__RuleFigures.self, credopass__loyalty__v1__rule_figures__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__RuleFigures.self)
    ruleId = try unsafe readText(c.pointee.rule_id)
    awards = unsafe c.pointee.awards
    people = unsafe c.pointee.people
    issued = unsafe c.pointee.issued
    takenBack = unsafe c.pointee.taken_back
    name = try unsafe readText(c.pointee.name)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__RuleFigures.self, credopass__loyalty__v1__rule_figures__init)
    unsafe c.pointee.rule_id = try arena.text(ruleId)
    unsafe c.pointee.awards = awards
    unsafe c.pointee.people = people
    unsafe c.pointee.issued = issued
    unsafe c.pointee.taken_back = takenBack
    unsafe c.pointee.name = try arena.text(name)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRuleFiguresResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListRuleFiguresResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRuleFiguresResponse.self, credopass__loyalty__v1__list_rule_figures_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRuleFiguresResponse.self)
    rules = try unsafe readMessages(c.pointee.n_rules, c.pointee.rules)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRuleFiguresResponse.self, credopass__loyalty__v1__list_rule_figures_response__init)
    unsafe c.pointee.n_rules = rules.count
    unsafe c.pointee.rules = try arena.list(rules) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__RuleFigures.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRewardFiguresRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListRewardFiguresRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRewardFiguresRequest.self, credopass__loyalty__v1__list_reward_figures_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRewardFiguresRequest.self)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRewardFiguresRequest.self, credopass__loyalty__v1__list_reward_figures_request__init)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension RewardFigures {
  public static var fullName: String { "credopass.loyalty.v1.RewardFigures" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__RewardFigures.self, credopass__loyalty__v1__reward_figures__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__RewardFigures.self)
    rewardId = try unsafe readText(c.pointee.reward_id)
    name = try unsafe readText(c.pointee.name)
    redemptions = unsafe c.pointee.redemptions
    people = unsafe c.pointee.people
    burned = unsafe c.pointee.burned
    givenBack = unsafe c.pointee.given_back
    issued = unsafe c.pointee.issued
    used = unsafe c.pointee.used
    canceled = unsafe c.pointee.canceled
    expired = unsafe c.pointee.expired
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__RewardFigures.self, credopass__loyalty__v1__reward_figures__init)
    unsafe c.pointee.reward_id = try arena.text(rewardId)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.redemptions = redemptions
    unsafe c.pointee.people = people
    unsafe c.pointee.burned = burned
    unsafe c.pointee.given_back = givenBack
    unsafe c.pointee.issued = issued
    unsafe c.pointee.used = used
    unsafe c.pointee.canceled = canceled
    unsafe c.pointee.expired = expired
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRewardFiguresResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListRewardFiguresResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRewardFiguresResponse.self, credopass__loyalty__v1__list_reward_figures_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRewardFiguresResponse.self)
    rewards = try unsafe readMessages(c.pointee.n_rewards, c.pointee.rewards)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRewardFiguresResponse.self, credopass__loyalty__v1__list_reward_figures_response__init)
    unsafe c.pointee.n_rewards = rewards.count
    unsafe c.pointee.rewards = try arena.list(rewards) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__RewardFigures.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension ListLeaderboardRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListLeaderboardRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListLeaderboardRequest.self, credopass__loyalty__v1__list_leaderboard_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListLeaderboardRequest.self)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListLeaderboardRequest.self, credopass__loyalty__v1__list_leaderboard_request__init)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension Rank {
  public static var fullName: String { "credopass.loyalty.v1.Rank" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__Rank.self, credopass__loyalty__v1__rank__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__Rank.self)
    rank = unsafe c.pointee.rank
    points = unsafe c.pointee.points
    patronId = try unsafe readText(c.pointee.patron_id)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__Rank.self, credopass__loyalty__v1__rank__init)
    unsafe c.pointee.rank = rank
    unsafe c.pointee.points = points
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListLeaderboardResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListLeaderboardResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListLeaderboardResponse.self, credopass__loyalty__v1__list_leaderboard_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListLeaderboardResponse.self)
    ranks = try unsafe readMessages(c.pointee.n_ranks, c.pointee.ranks)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
    if let inner = unsafe c.pointee.own {
      own = try unsafe Rank(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListLeaderboardResponse.self, credopass__loyalty__v1__list_leaderboard_response__init)
    unsafe c.pointee.n_ranks = ranks.count
    unsafe c.pointee.ranks = try arena.list(ranks) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__Rank.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    unsafe c.pointee.own = try own?.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__Rank.self)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.loyalty.v1.ReportsService.
public enum ReportsMethods {
  public static let listPointMonths = Method<ListPointMonthsRequest, ListPointMonthsResponse>(
    name: "credopass.loyalty.v1.ReportsService/ListPointMonths", idempotency: .noSideEffects)
  public static let listRuleFigures = Method<ListRuleFiguresRequest, ListRuleFiguresResponse>(
    name: "credopass.loyalty.v1.ReportsService/ListRuleFigures", idempotency: .noSideEffects)
  public static let listRewardFigures = Method<ListRewardFiguresRequest, ListRewardFiguresResponse>(
    name: "credopass.loyalty.v1.ReportsService/ListRewardFigures", idempotency: .noSideEffects)
  public static let listLeaderboard = Method<ListLeaderboardRequest, ListLeaderboardResponse>(
    name: "credopass.loyalty.v1.ReportsService/ListLeaderboard", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [listPointMonths.name, listRuleFigures.name, listRewardFigures.name, listLeaderboard.name]
}

/// What points come to. Every line that was written before the call is counted, those before the
/// last minutes in advance: no figure is old. Months are those of the organization's time zone.
/// A range is what was written at or after from and before to; either may be absent.
public protocol ReportsService: Service {
  /// Lists the months of a range in which points moved, and what is owed to people at each one's
  /// end. For an ORGANIZER.
  func listPointMonths(
    _ request: ListPointMonthsRequest, _ call: CallContext
  ) async throws -> ListPointMonthsResponse
  /// Lists what each earning rule gave in a range. For an ORGANIZER.
  func listRuleFigures(
    _ request: ListRuleFiguresRequest, _ call: CallContext
  ) async throws -> ListRuleFiguresResponse
  /// Lists what each reward took in a range. For an ORGANIZER.
  func listRewardFigures(
    _ request: ListRewardFiguresRequest, _ call: CallContext
  ) async throws -> ListRewardFiguresResponse
  /// Lists who earned most points in a range, or ever, page by page, and where the caller stands.
  /// Who wished not to be listed is not, and counts for nobody's rank but their own. For everybody
  /// who is signed in.
  func listLeaderboard(
    _ request: ListLeaderboardRequest, _ call: CallContext
  ) async throws -> ListLeaderboardResponse
}

extension ReportsService {
  public static var name: String { "credopass.loyalty.v1.ReportsService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(ReportsMethods.listPointMonths) { try await self.listPointMonths($0, $1) },
      MethodHandler(ReportsMethods.listRuleFigures) { try await self.listRuleFigures($0, $1) },
      MethodHandler(ReportsMethods.listRewardFigures) { try await self.listRewardFigures($0, $1) },
      MethodHandler(ReportsMethods.listLeaderboard) { try await self.listLeaderboard($0, $1) },
    ]
  }
}

/// Calls credopass.loyalty.v1.ReportsService.
public struct ReportsClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Lists the months of a range in which points moved, and what is owed to people at each one's
  /// end. For an ORGANIZER.
  public func listPointMonths(
    _ request: ListPointMonthsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListPointMonthsResponse {
    try await caller.call(ReportsMethods.listPointMonths, request, options)
  }

  /// Lists what each earning rule gave in a range. For an ORGANIZER.
  public func listRuleFigures(
    _ request: ListRuleFiguresRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListRuleFiguresResponse {
    try await caller.call(ReportsMethods.listRuleFigures, request, options)
  }

  /// Lists what each reward took in a range. For an ORGANIZER.
  public func listRewardFigures(
    _ request: ListRewardFiguresRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListRewardFiguresResponse {
    try await caller.call(ReportsMethods.listRewardFigures, request, options)
  }

  /// Lists who earned most points in a range, or ever, page by page, and where the caller stands.
  /// Who wished not to be listed is not, and counts for nobody's rank but their own. For everybody
  /// who is signed in.
  public func listLeaderboard(
    _ request: ListLeaderboardRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListLeaderboardResponse {
    try await caller.call(ReportsMethods.listLeaderboard, request, options)
  }
}
