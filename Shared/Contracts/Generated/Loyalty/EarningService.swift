// swift-format-ignore-file
// Generated from credopass/loyalty/v1/earning_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// What a rule rewards, and how.
public struct RuleTerms: Message {
  /// What a statement calls it, 1 to 100 characters: "10th visit". "{event}" stands for the event's
  /// name: "Attended {event}".
  public var name: String
  /// For whom manages rules; at most 1000 characters.
  public var description: String
  /// What is rewarded.
  public var kind: RuleTerms.Kind
  /// What the kind counts; 0 for kinds that count nothing.
  public var number: Int32
  /// What one award gives, 1 to 1000000, before percents.
  public var points: Int32
  /// Only events of this category, however it is typed; the first, each nth and those in a row are
  /// counted among such events. Not for MANUAL, which has no series_id, category_percents and
  /// awaits_completion either.
  public var category: String
  /// Only events of this series; counted are such events, as with the category.
  public var seriesId: String
  /// Only events that start at or after this time. Counted are those before as well: whoever came
  /// before has had their first visit.
  public var activeFrom: Timestamp?
  /// Only events that start before this time.
  public var activeUntil: Timestamp?
  /// The most that a person gets by this rule for the events that start on one day; absent means no
  /// limit. Days, weeks and months are those of the organization's time zone. An award that does
  /// not fit is cut to what is left.
  public var capPerDay: Int32?
  /// The same for a week, which begins on Monday.
  public var capPerWeek: Int32?
  /// The same for a month.
  public var capPerMonth: Int32?
  /// The same for all time.
  public var capTotal: Int32?
  /// Percents by the tier that a person has when the award is made; tiers not named have 100. Parts
  /// of points are left out.
  public var tierPercents: [Percent]
  /// Percents by the event's category; on top of the tier's.
  public var categoryPercents: [Percent]
  /// How long the points live.
  public var expiry: RuleTerms.Expiry
  /// What the expiry counts.
  public var expiryCount: Int32
  /// Whether the points come only once the event is completed; until then they are pending.
  public var awaitsCompletion: Bool

  public init() {
    name = ""
    description = ""
    kind = .unspecified
    number = 0
    points = 0
    category = ""
    seriesId = ""
    activeFrom = nil
    activeUntil = nil
    capPerDay = nil
    capPerWeek = nil
    capPerMonth = nil
    capTotal = nil
    tierPercents = []
    categoryPercents = []
    expiry = .unspecified
    expiryCount = 0
    awaitsCompletion = false
  }

  public init(
    name: String = "",
    description: String = "",
    kind: RuleTerms.Kind = .unspecified,
    number: Int32 = 0,
    points: Int32 = 0,
    category: String = "",
    seriesId: String = "",
    activeFrom: Timestamp? = nil,
    activeUntil: Timestamp? = nil,
    capPerDay: Int32? = nil,
    capPerWeek: Int32? = nil,
    capPerMonth: Int32? = nil,
    capTotal: Int32? = nil,
    tierPercents: [Percent] = [],
    categoryPercents: [Percent] = [],
    expiry: RuleTerms.Expiry = .unspecified,
    expiryCount: Int32 = 0,
    awaitsCompletion: Bool = false
  ) {
    self.name = name
    self.description = description
    self.kind = kind
    self.number = number
    self.points = points
    self.category = category
    self.seriesId = seriesId
    self.activeFrom = activeFrom
    self.activeUntil = activeUntil
    self.capPerDay = capPerDay
    self.capPerWeek = capPerWeek
    self.capPerMonth = capPerMonth
    self.capTotal = capTotal
    self.tierPercents = tierPercents
    self.categoryPercents = categoryPercents
    self.expiry = expiry
    self.expiryCount = expiryCount
    self.awaitsCompletion = awaitsCompletion
  }

  /// What is rewarded.
  public enum Kind: Enumeration {
    /// Not said.
    case unspecified
    /// Each event attended.
    case attended
    /// Each event attended whose check-in came at most `number` minutes after the start, 0 to 1440.
    case onTime
    /// Each event at which a person stayed `number` minutes or more, 1 to 100000: from the first
    /// check-in to the last check-out. Nobody knows how long who left unseen stayed.
    case stayed
    /// The first event attended.
    case firstVisit
    /// Each nth event attended, `number` 2 to 1000: the 10th, the 20th and so on.
    case everyNth
    /// Each `number` events attended in a row, 2 to 1000. An excused absence neither counts nor
    /// breaks the row; an event that was canceled or did not meet breaks none.
    case streak
    /// What an organizer gives by hand.
    case manual
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .attended, .onTime, .stayed, .firstVisit, .everyNth, .streak, .manual]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .attended
      case 2: self = .onTime
      case 3: self = .stayed
      case 4: self = .firstVisit
      case 5: self = .everyNth
      case 6: self = .streak
      case 7: self = .manual
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .attended: 1
      case .onTime: 2
      case .stayed: 3
      case .firstVisit: 4
      case .everyNth: 5
      case .streak: 6
      case .manual: 7
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "KIND_UNSPECIFIED"
      case .attended: "ATTENDED"
      case .onTime: "ON_TIME"
      case .stayed: "STAYED"
      case .firstVisit: "FIRST_VISIT"
      case .everyNth: "EVERY_NTH"
      case .streak: "STREAK"
      case .manual: "MANUAL"
      case .unrecognized(let number): String(number)
      }
    }
  }

  /// How long points live.
  public enum Expiry: Enumeration {
    /// They never become too old.
    case unspecified
    /// They never become too old.
    case never
    /// They last `expiry_count` days, 1 to 36500.
    case afterDays
    /// They last until the end of the month, and `expiry_count` months more, 0 to 1200.
    case endOfMonth
    /// They last until the end of the year, and `expiry_count` years more, 0 to 100.
    case endOfYear
    /// They last until the person has earned nothing for `expiry_count` days, 1 to 36500.
    case afterInactivity
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .never, .afterDays, .endOfMonth, .endOfYear, .afterInactivity]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .never
      case 2: self = .afterDays
      case 3: self = .endOfMonth
      case 4: self = .endOfYear
      case 5: self = .afterInactivity
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .never: 1
      case .afterDays: 2
      case .endOfMonth: 3
      case .endOfYear: 4
      case .afterInactivity: 5
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "EXPIRY_UNSPECIFIED"
      case .never: "NEVER"
      case .afterDays: "AFTER_DAYS"
      case .endOfMonth: "END_OF_MONTH"
      case .endOfYear: "END_OF_YEAR"
      case .afterInactivity: "AFTER_INACTIVITY"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// A percent for a name.
public struct Percent: Message {
  /// A tier or a category.
  public var name: String
  /// 0 to 10000; 100 changes nothing, 0 gives nothing.
  public var percent: Int32

  public init() {
    name = ""
    percent = 0
  }

  public init(
    name: String = "",
    percent: Int32 = 0
  ) {
    self.name = name
    self.percent = percent
  }
}

/// A rule, in one of its versions.
public struct EarningRule: Message {
  /// The rule; the same for all its versions.
  public var id: String
  /// 1, 2, 3...
  public var version: Int32
  /// What it rewards, and how.
  public var terms: RuleTerms?
  /// Whether it gives anything; false in the version that ended it.
  public var active: Bool
  /// It judges events that start at or after this time, but for those that a later version judges.
  public var validFrom: Timestamp?
  /// When the version was made.
  public var createdAt: Timestamp?

  public init() {
    id = ""
    version = 0
    terms = nil
    active = false
    validFrom = nil
    createdAt = nil
  }

  public init(
    id: String = "",
    version: Int32 = 0,
    terms: RuleTerms? = nil,
    active: Bool = false,
    validFrom: Timestamp? = nil,
    createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.version = version
    self.terms = terms
    self.active = active
    self.validFrom = validFrom
    self.createdAt = createdAt
  }
}

/// Asks to make a rule.
public struct CreateRuleRequest: Message {
  /// What it rewards, and how.
  public var terms: RuleTerms?
  /// Judges events that start at or after this time; absent means now. A time in the past has
  /// everybody judged, as for UpdateRule.
  public var validFrom: Timestamp?

  public init() {
    terms = nil
    validFrom = nil
  }

  public init(
    terms: RuleTerms? = nil,
    validFrom: Timestamp? = nil
  ) {
    self.terms = terms
    self.validFrom = validFrom
  }
}

/// Asks for a rule.
public struct GetRuleRequest: Message {
  /// The rule.
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

/// Asks for a page of rules.
public struct ListRulesRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Also those that have ended; one that ends later is listed until then.
  public var inactive: Bool

  public init() {
    pageSize = 0
    pageToken = ""
    inactive = false
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    inactive: Bool = false
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.inactive = inactive
  }
}

/// A page of rules.
public struct ListRulesResponse: Message {
  /// In their latest versions, oldest rule first.
  public var rules: [EarningRule]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    rules = []
    nextPageToken = ""
  }

  public init(
    rules: [EarningRule] = [],
    nextPageToken: String = ""
  ) {
    self.rules = rules
    self.nextPageToken = nextPageToken
  }
}

/// Asks to give a rule new terms.
public struct UpdateRuleRequest: Message {
  /// The rule.
  public var id: String
  /// All of its terms; the kind stays MANUAL or stays another.
  public var terms: RuleTerms?
  /// Judges events that start at or after this time; absent means now.
  public var validFrom: Timestamp?
  /// The version that was seen; ABORTED when there is a later one. 0 asks for none.
  public var expectedVersion: Int32

  public init() {
    id = ""
    terms = nil
    validFrom = nil
    expectedVersion = 0
  }

  public init(
    id: String = "",
    terms: RuleTerms? = nil,
    validFrom: Timestamp? = nil,
    expectedVersion: Int32 = 0
  ) {
    self.id = id
    self.terms = terms
    self.validFrom = validFrom
    self.expectedVersion = expectedVersion
  }
}

/// Asks to end a rule.
public struct DeactivateRuleRequest: Message {
  /// The rule.
  public var id: String
  /// Events that start at or after this time earn nothing by it; absent means now.
  public var validFrom: Timestamp?

  public init() {
    id = ""
    validFrom = nil
  }

  public init(
    id: String = "",
    validFrom: Timestamp? = nil
  ) {
    self.id = id
    self.validFrom = validFrom
  }
}

/// Asks for a rule's versions.
public struct ListRuleVersionsRequest: Message {
  /// The rule.
  public var id: String
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String

  public init() {
    id = ""
    pageSize = 0
    pageToken = ""
  }

  public init(
    id: String = "",
    pageSize: Int32 = 0,
    pageToken: String = ""
  ) {
    self.id = id
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// A page of a rule's versions.
public struct ListRuleVersionsResponse: Message {
  /// Latest first.
  public var versions: [EarningRule]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    versions = []
    nextPageToken = ""
  }

  public init(
    versions: [EarningRule] = [],
    nextPageToken: String = ""
  ) {
    self.versions = versions
    self.nextPageToken = nextPageToken
  }
}

/// Asks what new terms would change.
public struct PreviewRuleRequest: Message {
  /// The rule; empty for a new one.
  public var id: String
  /// Its terms; absent for ending it.
  public var terms: RuleTerms?
  /// From when on they would be valid; a time in the past.
  public var validFrom: Timestamp?
  /// How many people are judged for one page, 1 to 1000; 0 means 200.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String

  public init() {
    id = ""
    terms = nil
    validFrom = nil
    pageSize = 0
    pageToken = ""
  }

  public init(
    id: String = "",
    terms: RuleTerms? = nil,
    validFrom: Timestamp? = nil,
    pageSize: Int32 = 0,
    pageToken: String = ""
  ) {
    self.id = id
    self.terms = terms
    self.validFrom = validFrom
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// What new terms would change for the people of one page.
public struct PreviewRuleResponse: Message {
  /// Those for whom something would change.
  public var people: [PersonDifference]
  /// How many were judged.
  public var judged: Int32
  /// How many there are to judge in all, about; told with the first page alone.
  public var peopleInAll: Int64
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    people = []
    judged = 0
    peopleInAll = 0
    nextPageToken = ""
  }

  public init(
    people: [PersonDifference] = [],
    judged: Int32 = 0,
    peopleInAll: Int64 = 0,
    nextPageToken: String = ""
  ) {
    self.people = people
    self.judged = judged
    self.peopleInAll = peopleInAll
    self.nextPageToken = nextPageToken
  }
}

/// What new terms would change for somebody.
public struct PersonDifference: Message {
  /// The person.
  public var patronId: String
  /// Awards that would be made.
  public var awardsGiven: Int32
  /// Awards that would be taken back; one that gets other points counts in both.
  public var awardsTaken: Int32
  /// What those made would give, pending ones included.
  public var pointsGiven: Int64
  /// What would be taken back.
  public var pointsTaken: Int64

  public init() {
    patronId = ""
    awardsGiven = 0
    awardsTaken = 0
    pointsGiven = 0
    pointsTaken = 0
  }

  public init(
    patronId: String = "",
    awardsGiven: Int32 = 0,
    awardsTaken: Int32 = 0,
    pointsGiven: Int64 = 0,
    pointsTaken: Int64 = 0
  ) {
    self.patronId = patronId
    self.awardsGiven = awardsGiven
    self.awardsTaken = awardsTaken
    self.pointsGiven = pointsGiven
    self.pointsTaken = pointsTaken
  }
}

/// Asks how far a judging anew is.
public struct GetRejudgementRequest: Message {
  /// The rule.
  public var ruleId: String
  /// The version that asked for it; 0 means the latest that did.
  public var version: Int32

  public init() {
    ruleId = ""
    version = 0
  }

  public init(
    ruleId: String = "",
    version: Int32 = 0
  ) {
    self.ruleId = ruleId
    self.version = version
  }
}

/// Everybody is judged anew by one rule.
public struct Rejudgement: Message {
  /// The rule.
  public var ruleId: String
  /// The version that asked for it.
  public var version: Int32
  /// When it was asked for.
  public var startedAt: Timestamp?
  /// When the last person was judged; absent while it goes on.
  public var doneAt: Timestamp?
  /// How many people were judged so far.
  public var judged: Int64
  /// How many there were to judge when it began, about.
  public var peopleInAll: Int64
  /// Awards made so far.
  public var awardsGiven: Int64
  /// Awards taken back so far.
  public var awardsTaken: Int64
  /// What those made gave.
  public var pointsGiven: Int64
  /// What was taken back.
  public var pointsTaken: Int64

  public init() {
    ruleId = ""
    version = 0
    startedAt = nil
    doneAt = nil
    judged = 0
    peopleInAll = 0
    awardsGiven = 0
    awardsTaken = 0
    pointsGiven = 0
    pointsTaken = 0
  }

  public init(
    ruleId: String = "",
    version: Int32 = 0,
    startedAt: Timestamp? = nil,
    doneAt: Timestamp? = nil,
    judged: Int64 = 0,
    peopleInAll: Int64 = 0,
    awardsGiven: Int64 = 0,
    awardsTaken: Int64 = 0,
    pointsGiven: Int64 = 0,
    pointsTaken: Int64 = 0
  ) {
    self.ruleId = ruleId
    self.version = version
    self.startedAt = startedAt
    self.doneAt = doneAt
    self.judged = judged
    self.peopleInAll = peopleInAll
    self.awardsGiven = awardsGiven
    self.awardsTaken = awardsTaken
    self.pointsGiven = pointsGiven
    self.pointsTaken = pointsTaken
  }
}

/// Asks to give points by hand.
public struct AwardPointsRequest: Message {
  /// A rule of kind MANUAL; it says how many.
  public var ruleId: String
  /// Who gets them.
  public var patronId: String
  /// What the statement says beside the rule's name; at most 150 characters.
  public var reason: String
  /// The event it was earned at, or empty.
  public var eventId: String

  public init() {
    ruleId = ""
    patronId = ""
    reason = ""
    eventId = ""
  }

  public init(
    ruleId: String = "",
    patronId: String = "",
    reason: String = "",
    eventId: String = ""
  ) {
    self.ruleId = ruleId
    self.patronId = patronId
    self.reason = reason
    self.eventId = eventId
  }
}

/// Points given by hand.
public struct ManualAward: Message {
  /// The line of the ledger.
  public var movementId: String
  /// Who got them.
  public var patronId: String
  /// The rule.
  public var ruleId: String
  /// How many: the rule's, by its percents, cut to what its limits leave.
  public var points: Int32
  /// What can be spent after it.
  public var balance: Int32

  public init() {
    movementId = ""
    patronId = ""
    ruleId = ""
    points = 0
    balance = 0
  }

  public init(
    movementId: String = "",
    patronId: String = "",
    ruleId: String = "",
    points: Int32 = 0,
    balance: Int32 = 0
  ) {
    self.movementId = movementId
    self.patronId = patronId
    self.ruleId = ruleId
    self.points = points
    self.balance = balance
  }
}

extension RuleTerms {
  public static var fullName: String { "credopass.loyalty.v1.RuleTerms" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__RuleTerms.self, credopass__loyalty__v1__rule_terms__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__RuleTerms.self)
    name = try unsafe readText(c.pointee.name)
    description = try unsafe readText(c.pointee.description)
    kind = unsafe RuleTerms.Kind(rawValue: Int32(bitPattern: c.pointee.kind.rawValue))
    number = unsafe c.pointee.number
    points = unsafe c.pointee.points
    category = try unsafe readText(c.pointee.category)
    seriesId = try unsafe readText(c.pointee.series_id)
    if let inner = unsafe c.pointee.active_from {
      activeFrom = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.active_until {
      activeUntil = try unsafe Timestamp(unpacked: inner)
    }
    tierPercents = try unsafe readMessages(c.pointee.n_tier_percents, c.pointee.tier_percents)
    categoryPercents = try unsafe readMessages(c.pointee.n_category_percents, c.pointee.category_percents)
    expiry = unsafe RuleTerms.Expiry(rawValue: Int32(bitPattern: c.pointee.expiry.rawValue))
    expiryCount = unsafe c.pointee.expiry_count
    awaitsCompletion = unsafe c.pointee.awaits_completion != 0
    switch unsafe c.pointee._cap_per_day_case.rawValue {
    case 10: capPerDay = unsafe c.pointee.cap_per_day
    default: break
    }
    switch unsafe c.pointee._cap_per_week_case.rawValue {
    case 11: capPerWeek = unsafe c.pointee.cap_per_week
    default: break
    }
    switch unsafe c.pointee._cap_per_month_case.rawValue {
    case 12: capPerMonth = unsafe c.pointee.cap_per_month
    default: break
    }
    switch unsafe c.pointee._cap_total_case.rawValue {
    case 13: capTotal = unsafe c.pointee.cap_total
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__RuleTerms.self, credopass__loyalty__v1__rule_terms__init)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.kind = .init(rawValue: UInt32(bitPattern: kind.rawValue))
    unsafe c.pointee.number = number
    unsafe c.pointee.points = points
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    unsafe c.pointee.active_from = try activeFrom?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.active_until = try activeUntil?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.n_tier_percents = tierPercents.count
    unsafe c.pointee.tier_percents = try arena.list(tierPercents) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__Percent.self) }
    unsafe c.pointee.n_category_percents = categoryPercents.count
    unsafe c.pointee.category_percents = try arena.list(categoryPercents) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__Percent.self) }
    unsafe c.pointee.expiry = .init(rawValue: UInt32(bitPattern: expiry.rawValue))
    unsafe c.pointee.expiry_count = expiryCount
    unsafe c.pointee.awaits_completion = awaitsCompletion ? 1 : 0
    if let value = capPerDay {
      unsafe c.pointee._cap_per_day_case = .init(rawValue: 10)
      unsafe c.pointee.cap_per_day = value
    }
    if let value = capPerWeek {
      unsafe c.pointee._cap_per_week_case = .init(rawValue: 11)
      unsafe c.pointee.cap_per_week = value
    }
    if let value = capPerMonth {
      unsafe c.pointee._cap_per_month_case = .init(rawValue: 12)
      unsafe c.pointee.cap_per_month = value
    }
    if let value = capTotal {
      unsafe c.pointee._cap_total_case = .init(rawValue: 13)
      unsafe c.pointee.cap_total = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension Percent {
  public static var fullName: String { "credopass.loyalty.v1.Percent" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__Percent.self, credopass__loyalty__v1__percent__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__Percent.self)
    name = try unsafe readText(c.pointee.name)
    percent = unsafe c.pointee.percent
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__Percent.self, credopass__loyalty__v1__percent__init)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.percent = percent
    return UnsafeMutableRawPointer(c)
  }
}

extension EarningRule {
  public static var fullName: String { "credopass.loyalty.v1.EarningRule" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__EarningRule.self, credopass__loyalty__v1__earning_rule__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__EarningRule.self)
    id = try unsafe readText(c.pointee.id)
    version = unsafe c.pointee.version
    if let inner = unsafe c.pointee.terms {
      terms = try unsafe RuleTerms(unpacked: inner)
    }
    active = unsafe c.pointee.active != 0
    if let inner = unsafe c.pointee.valid_from {
      validFrom = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__EarningRule.self, credopass__loyalty__v1__earning_rule__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.version = version
    unsafe c.pointee.terms = try terms?.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__RuleTerms.self)
    unsafe c.pointee.active = active ? 1 : 0
    unsafe c.pointee.valid_from = try validFrom?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension CreateRuleRequest {
  public static var fullName: String { "credopass.loyalty.v1.CreateRuleRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__CreateRuleRequest.self, credopass__loyalty__v1__create_rule_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__CreateRuleRequest.self)
    if let inner = unsafe c.pointee.terms {
      terms = try unsafe RuleTerms(unpacked: inner)
    }
    if let inner = unsafe c.pointee.valid_from {
      validFrom = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__CreateRuleRequest.self, credopass__loyalty__v1__create_rule_request__init)
    unsafe c.pointee.terms = try terms?.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__RuleTerms.self)
    unsafe c.pointee.valid_from = try validFrom?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetRuleRequest {
  public static var fullName: String { "credopass.loyalty.v1.GetRuleRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__GetRuleRequest.self, credopass__loyalty__v1__get_rule_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__GetRuleRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__GetRuleRequest.self, credopass__loyalty__v1__get_rule_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRulesRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListRulesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRulesRequest.self, credopass__loyalty__v1__list_rules_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRulesRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    inactive = unsafe c.pointee.inactive != 0
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRulesRequest.self, credopass__loyalty__v1__list_rules_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.inactive = inactive ? 1 : 0
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRulesResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListRulesResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRulesResponse.self, credopass__loyalty__v1__list_rules_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRulesResponse.self)
    rules = try unsafe readMessages(c.pointee.n_rules, c.pointee.rules)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRulesResponse.self, credopass__loyalty__v1__list_rules_response__init)
    unsafe c.pointee.n_rules = rules.count
    unsafe c.pointee.rules = try arena.list(rules) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__EarningRule.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension UpdateRuleRequest {
  public static var fullName: String { "credopass.loyalty.v1.UpdateRuleRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__UpdateRuleRequest.self, credopass__loyalty__v1__update_rule_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__UpdateRuleRequest.self)
    id = try unsafe readText(c.pointee.id)
    if let inner = unsafe c.pointee.terms {
      terms = try unsafe RuleTerms(unpacked: inner)
    }
    if let inner = unsafe c.pointee.valid_from {
      validFrom = try unsafe Timestamp(unpacked: inner)
    }
    expectedVersion = unsafe c.pointee.expected_version
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__UpdateRuleRequest.self, credopass__loyalty__v1__update_rule_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.terms = try terms?.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__RuleTerms.self)
    unsafe c.pointee.valid_from = try validFrom?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.expected_version = expectedVersion
    return UnsafeMutableRawPointer(c)
  }
}

extension DeactivateRuleRequest {
  public static var fullName: String { "credopass.loyalty.v1.DeactivateRuleRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__DeactivateRuleRequest.self, credopass__loyalty__v1__deactivate_rule_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__DeactivateRuleRequest.self)
    id = try unsafe readText(c.pointee.id)
    if let inner = unsafe c.pointee.valid_from {
      validFrom = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__DeactivateRuleRequest.self, credopass__loyalty__v1__deactivate_rule_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.valid_from = try validFrom?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRuleVersionsRequest {
  public static var fullName: String { "credopass.loyalty.v1.ListRuleVersionsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRuleVersionsRequest.self, credopass__loyalty__v1__list_rule_versions_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRuleVersionsRequest.self)
    id = try unsafe readText(c.pointee.id)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRuleVersionsRequest.self, credopass__loyalty__v1__list_rule_versions_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRuleVersionsResponse {
  public static var fullName: String { "credopass.loyalty.v1.ListRuleVersionsResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ListRuleVersionsResponse.self, credopass__loyalty__v1__list_rule_versions_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ListRuleVersionsResponse.self)
    versions = try unsafe readMessages(c.pointee.n_versions, c.pointee.versions)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ListRuleVersionsResponse.self, credopass__loyalty__v1__list_rule_versions_response__init)
    unsafe c.pointee.n_versions = versions.count
    unsafe c.pointee.versions = try arena.list(versions) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__EarningRule.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension PreviewRuleRequest {
  public static var fullName: String { "credopass.loyalty.v1.PreviewRuleRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__PreviewRuleRequest.self, credopass__loyalty__v1__preview_rule_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__PreviewRuleRequest.self)
    id = try unsafe readText(c.pointee.id)
    if let inner = unsafe c.pointee.terms {
      terms = try unsafe RuleTerms(unpacked: inner)
    }
    if let inner = unsafe c.pointee.valid_from {
      validFrom = try unsafe Timestamp(unpacked: inner)
    }
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__PreviewRuleRequest.self, credopass__loyalty__v1__preview_rule_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.terms = try terms?.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__RuleTerms.self)
    unsafe c.pointee.valid_from = try validFrom?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension PreviewRuleResponse {
  public static var fullName: String { "credopass.loyalty.v1.PreviewRuleResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__PreviewRuleResponse.self, credopass__loyalty__v1__preview_rule_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__PreviewRuleResponse.self)
    people = try unsafe readMessages(c.pointee.n_people, c.pointee.people)
    judged = unsafe c.pointee.judged
    peopleInAll = unsafe c.pointee.people_in_all
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__PreviewRuleResponse.self, credopass__loyalty__v1__preview_rule_response__init)
    unsafe c.pointee.n_people = people.count
    unsafe c.pointee.people = try arena.list(people) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Loyalty__V1__PersonDifference.self) }
    unsafe c.pointee.judged = judged
    unsafe c.pointee.people_in_all = peopleInAll
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension PersonDifference {
  public static var fullName: String { "credopass.loyalty.v1.PersonDifference" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__PersonDifference.self, credopass__loyalty__v1__person_difference__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__PersonDifference.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    awardsGiven = unsafe c.pointee.awards_given
    awardsTaken = unsafe c.pointee.awards_taken
    pointsGiven = unsafe c.pointee.points_given
    pointsTaken = unsafe c.pointee.points_taken
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__PersonDifference.self, credopass__loyalty__v1__person_difference__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.awards_given = awardsGiven
    unsafe c.pointee.awards_taken = awardsTaken
    unsafe c.pointee.points_given = pointsGiven
    unsafe c.pointee.points_taken = pointsTaken
    return UnsafeMutableRawPointer(c)
  }
}

extension GetRejudgementRequest {
  public static var fullName: String { "credopass.loyalty.v1.GetRejudgementRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__GetRejudgementRequest.self, credopass__loyalty__v1__get_rejudgement_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__GetRejudgementRequest.self)
    ruleId = try unsafe readText(c.pointee.rule_id)
    version = unsafe c.pointee.version
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__GetRejudgementRequest.self, credopass__loyalty__v1__get_rejudgement_request__init)
    unsafe c.pointee.rule_id = try arena.text(ruleId)
    unsafe c.pointee.version = version
    return UnsafeMutableRawPointer(c)
  }
}

extension Rejudgement {
  public static var fullName: String { "credopass.loyalty.v1.Rejudgement" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__Rejudgement.self, credopass__loyalty__v1__rejudgement__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__Rejudgement.self)
    ruleId = try unsafe readText(c.pointee.rule_id)
    version = unsafe c.pointee.version
    if let inner = unsafe c.pointee.started_at {
      startedAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.done_at {
      doneAt = try unsafe Timestamp(unpacked: inner)
    }
    judged = unsafe c.pointee.judged
    peopleInAll = unsafe c.pointee.people_in_all
    awardsGiven = unsafe c.pointee.awards_given
    awardsTaken = unsafe c.pointee.awards_taken
    pointsGiven = unsafe c.pointee.points_given
    pointsTaken = unsafe c.pointee.points_taken
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__Rejudgement.self, credopass__loyalty__v1__rejudgement__init)
    unsafe c.pointee.rule_id = try arena.text(ruleId)
    unsafe c.pointee.version = version
    unsafe c.pointee.started_at = try startedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.done_at = try doneAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.judged = judged
    unsafe c.pointee.people_in_all = peopleInAll
    unsafe c.pointee.awards_given = awardsGiven
    unsafe c.pointee.awards_taken = awardsTaken
    unsafe c.pointee.points_given = pointsGiven
    unsafe c.pointee.points_taken = pointsTaken
    return UnsafeMutableRawPointer(c)
  }
}

extension AwardPointsRequest {
  public static var fullName: String { "credopass.loyalty.v1.AwardPointsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__AwardPointsRequest.self, credopass__loyalty__v1__award_points_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__AwardPointsRequest.self)
    ruleId = try unsafe readText(c.pointee.rule_id)
    patronId = try unsafe readText(c.pointee.patron_id)
    reason = try unsafe readText(c.pointee.reason)
    eventId = try unsafe readText(c.pointee.event_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__AwardPointsRequest.self, credopass__loyalty__v1__award_points_request__init)
    unsafe c.pointee.rule_id = try arena.text(ruleId)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.reason = try arena.text(reason)
    unsafe c.pointee.event_id = try arena.text(eventId)
    return UnsafeMutableRawPointer(c)
  }
}

extension ManualAward {
  public static var fullName: String { "credopass.loyalty.v1.ManualAward" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__ManualAward.self, credopass__loyalty__v1__manual_award__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__ManualAward.self)
    movementId = try unsafe readText(c.pointee.movement_id)
    patronId = try unsafe readText(c.pointee.patron_id)
    ruleId = try unsafe readText(c.pointee.rule_id)
    points = unsafe c.pointee.points
    balance = unsafe c.pointee.balance
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__ManualAward.self, credopass__loyalty__v1__manual_award__init)
    unsafe c.pointee.movement_id = try arena.text(movementId)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.rule_id = try arena.text(ruleId)
    unsafe c.pointee.points = points
    unsafe c.pointee.balance = balance
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.loyalty.v1.EarningService.
public enum EarningMethods {
  public static let createRule = Method<CreateRuleRequest, EarningRule>(
    name: "credopass.loyalty.v1.EarningService/CreateRule", idempotency: .keyed)
  public static let getRule = Method<GetRuleRequest, EarningRule>(
    name: "credopass.loyalty.v1.EarningService/GetRule", idempotency: .noSideEffects)
  public static let listRules = Method<ListRulesRequest, ListRulesResponse>(
    name: "credopass.loyalty.v1.EarningService/ListRules", idempotency: .noSideEffects)
  public static let updateRule = Method<UpdateRuleRequest, EarningRule>(
    name: "credopass.loyalty.v1.EarningService/UpdateRule", idempotency: .keyed)
  public static let deactivateRule = Method<DeactivateRuleRequest, EarningRule>(
    name: "credopass.loyalty.v1.EarningService/DeactivateRule", idempotency: .keyed)
  public static let listRuleVersions = Method<ListRuleVersionsRequest, ListRuleVersionsResponse>(
    name: "credopass.loyalty.v1.EarningService/ListRuleVersions", idempotency: .noSideEffects)
  public static let previewRule = Method<PreviewRuleRequest, PreviewRuleResponse>(
    name: "credopass.loyalty.v1.EarningService/PreviewRule", idempotency: .noSideEffects)
  public static let getRejudgement = Method<GetRejudgementRequest, Rejudgement>(
    name: "credopass.loyalty.v1.EarningService/GetRejudgement", idempotency: .noSideEffects)
  public static let awardPoints = Method<AwardPointsRequest, ManualAward>(
    name: "credopass.loyalty.v1.EarningService/AwardPoints", idempotency: .keyed)
  /// Their names, in the contract's order.
  public static let names = [createRule.name, getRule.name, listRules.name, updateRule.name, deactivateRule.name, listRuleVersions.name, previewRule.name, getRejudgement.name, awardPoints.name]
}

/// What earns points: rules over attendance, and awards by hand.
/// A presence is judged by the last made of each rule's versions that are valid at the event's
/// start. So a change of a rule leaves what was earned before as it is, unless its valid_from lies
/// in the past: then everybody's presences are judged anew, as PreviewRule has shown it.
/// Whatever is told late, twice, taken back or corrected: what a rule gives for a presence stands
/// once, and is what the presences known by then deserve, in order of the events' starts, then ids.
/// When an event is and what it is about is as events says it by then. What stands keeps its points,
/// its words and its expiry, which runs from the award; what is judged anew is worth what the
/// person's level makes of it then. Points given at once stay when their event is canceled, and the
/// visit counts, but in rows of events; those that wait for its completion vanish.
/// Nobody has more than 1 000 000 000 points: what would be more waits until less is there.
public protocol EarningService: Service {
  /// Makes a rule. For administrators.
  func createRule(
    _ request: CreateRuleRequest, _ call: CallContext
  ) async throws -> EarningRule
  /// Gives a rule as it was last said, be that of now or of later (valid_from); until then the
  /// version before it judges: see ListRuleVersions. For organizers.
  func getRule(
    _ request: GetRuleRequest, _ call: CallContext
  ) async throws -> EarningRule
  /// Lists rules, oldest first, page by page. For organizers.
  func listRules(
    _ request: ListRulesRequest, _ call: CallContext
  ) async throws -> ListRulesResponse
  /// Gives a rule new terms: a new version. One that is valid in the past has everybody judged
  /// anew; FAILED_PRECONDITION (REJUDGEMENT_RUNNING) while another such change is under way. For
  /// administrators.
  func updateRule(
    _ request: UpdateRuleRequest, _ call: CallContext
  ) async throws -> EarningRule
  /// Ends a rule: a new version that gives nothing, with the same consequences as new terms. For
  /// administrators.
  func deactivateRule(
    _ request: DeactivateRuleRequest, _ call: CallContext
  ) async throws -> EarningRule
  /// Lists a rule's versions, latest first. For organizers.
  func listRuleVersions(
    _ request: ListRuleVersionsRequest, _ call: CallContext
  ) async throws -> ListRuleVersionsResponse
  /// Tells what a new rule or new terms would change for the people of one page, and changes
  /// nothing. Ask page by page and add up. For administrators.
  func previewRule(
    _ request: PreviewRuleRequest, _ call: CallContext
  ) async throws -> PreviewRuleResponse
  /// Gives how far the judging anew is that a version of a rule asked for. For administrators.
  func getRejudgement(
    _ request: GetRejudgementRequest, _ call: CallContext
  ) async throws -> Rejudgement
  /// Gives somebody points by hand, as a rule of kind MANUAL says. For organizers; to themselves for
  /// administrators alone.
  func awardPoints(
    _ request: AwardPointsRequest, _ call: CallContext
  ) async throws -> ManualAward
}

extension EarningService {
  public static var name: String { "credopass.loyalty.v1.EarningService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(EarningMethods.createRule) { try await self.createRule($0, $1) },
      MethodHandler(EarningMethods.getRule) { try await self.getRule($0, $1) },
      MethodHandler(EarningMethods.listRules) { try await self.listRules($0, $1) },
      MethodHandler(EarningMethods.updateRule) { try await self.updateRule($0, $1) },
      MethodHandler(EarningMethods.deactivateRule) { try await self.deactivateRule($0, $1) },
      MethodHandler(EarningMethods.listRuleVersions) { try await self.listRuleVersions($0, $1) },
      MethodHandler(EarningMethods.previewRule) { try await self.previewRule($0, $1) },
      MethodHandler(EarningMethods.getRejudgement) { try await self.getRejudgement($0, $1) },
      MethodHandler(EarningMethods.awardPoints) { try await self.awardPoints($0, $1) },
    ]
  }
}

/// Calls credopass.loyalty.v1.EarningService.
public struct EarningClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Makes a rule. For administrators.
  public func createRule(
    _ request: CreateRuleRequest, _ options: CallOptions = CallOptions()
  ) async throws -> EarningRule {
    try await caller.call(EarningMethods.createRule, request, options)
  }

  /// Gives a rule as it was last said, be that of now or of later (valid_from); until then the
  /// version before it judges: see ListRuleVersions. For organizers.
  public func getRule(
    _ request: GetRuleRequest, _ options: CallOptions = CallOptions()
  ) async throws -> EarningRule {
    try await caller.call(EarningMethods.getRule, request, options)
  }

  /// Lists rules, oldest first, page by page. For organizers.
  public func listRules(
    _ request: ListRulesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListRulesResponse {
    try await caller.call(EarningMethods.listRules, request, options)
  }

  /// Gives a rule new terms: a new version. One that is valid in the past has everybody judged
  /// anew; FAILED_PRECONDITION (REJUDGEMENT_RUNNING) while another such change is under way. For
  /// administrators.
  public func updateRule(
    _ request: UpdateRuleRequest, _ options: CallOptions = CallOptions()
  ) async throws -> EarningRule {
    try await caller.call(EarningMethods.updateRule, request, options)
  }

  /// Ends a rule: a new version that gives nothing, with the same consequences as new terms. For
  /// administrators.
  public func deactivateRule(
    _ request: DeactivateRuleRequest, _ options: CallOptions = CallOptions()
  ) async throws -> EarningRule {
    try await caller.call(EarningMethods.deactivateRule, request, options)
  }

  /// Lists a rule's versions, latest first. For organizers.
  public func listRuleVersions(
    _ request: ListRuleVersionsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListRuleVersionsResponse {
    try await caller.call(EarningMethods.listRuleVersions, request, options)
  }

  /// Tells what a new rule or new terms would change for the people of one page, and changes
  /// nothing. Ask page by page and add up. For administrators.
  public func previewRule(
    _ request: PreviewRuleRequest, _ options: CallOptions = CallOptions()
  ) async throws -> PreviewRuleResponse {
    try await caller.call(EarningMethods.previewRule, request, options)
  }

  /// Gives how far the judging anew is that a version of a rule asked for. For administrators.
  public func getRejudgement(
    _ request: GetRejudgementRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Rejudgement {
    try await caller.call(EarningMethods.getRejudgement, request, options)
  }

  /// Gives somebody points by hand, as a rule of kind MANUAL says. For organizers; to themselves for
  /// administrators alone.
  public func awardPoints(
    _ request: AwardPointsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ManualAward {
    try await caller.call(EarningMethods.awardPoints, request, options)
  }
}
