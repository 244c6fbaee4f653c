// swift-format-ignore-file
// Generated from credopass/users/v1/users_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Asks to add a person. At least one of e-mail, phone and first name is needed.
public struct CreateUserRequest: Message {
  /// Trimmed and lower-cased; unique.
  public var email: String
  /// E.164; unique.
  public var phone: String
  /// At most 100 characters.
  public var firstName: String
  /// At most 100 characters.
  public var lastName: String
  /// Not said means PARTICIPANT.
  public var role: User.Role
  /// 12 to 128 characters; empty makes a person who cannot sign in.
  public var password: String
  /// A few words about the person.
  public var bio: String
  /// Address of a picture.
  public var profilePictureUrl: String
  /// At most 50 of at most 50 characters.
  public var interests: [String]

  public init() {
    email = ""
    phone = ""
    firstName = ""
    lastName = ""
    role = .unspecified
    password = ""
    bio = ""
    profilePictureUrl = ""
    interests = []
  }

  public init(
    email: String = "",
    phone: String = "",
    firstName: String = "",
    lastName: String = "",
    role: User.Role = .unspecified,
    password: String = "",
    bio: String = "",
    profilePictureUrl: String = "",
    interests: [String] = []
  ) {
    self.email = email
    self.phone = phone
    self.firstName = firstName
    self.lastName = lastName
    self.role = role
    self.password = password
    self.bio = bio
    self.profilePictureUrl = profilePictureUrl
    self.interests = interests
  }
}

/// Asks for one person.
public struct GetUserRequest: Message {
  /// The person's id.
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

/// Asks for several people.
public struct BatchGetUsersRequest: Message {
  /// At most 200 ids.
  public var ids: [String]

  public init() {
    ids = []
  }

  public init(
    ids: [String] = []
  ) {
    self.ids = ids
  }
}

/// Several people.
public struct BatchGetUsersResponse: Message {
  /// Those that are known, in the order asked.
  public var users: [User]

  public init() {
    users = []
  }

  public init(
    users: [User] = []
  ) {
    self.users = users
  }
}

/// Asks for a person by e-mail address.
public struct GetUserByEmailRequest: Message {
  /// The address in any case.
  public var email: String

  public init() {
    email = ""
  }

  public init(
    email: String = ""
  ) {
    self.email = email
  }
}

/// Asks for a page of people. Filters that are absent let everyone pass.
public struct ListUsersRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// One of created_at, last_name, reputation, each also with " desc"; empty is "created_at desc".
  public var orderBy: String
  /// Only people of this role.
  public var role: User.Role
  /// Only active people, or only deactivated ones.
  public var active: Bool?
  /// Part of a name or of an e-mail address; of 2 characters, the beginning of a word.
  public var q: String
  /// Only people added at this time or later.
  public var createdAfter: Timestamp?
  /// Only people added before this time.
  public var createdBefore: Timestamp?
  /// Only people whose e-mail address or phone is proven, or only those with neither.
  public var verified: Bool?
  /// Only people with this interest, in whatever case.
  public var interest: String

  public init() {
    pageSize = 0
    pageToken = ""
    orderBy = ""
    role = .unspecified
    active = nil
    q = ""
    createdAfter = nil
    createdBefore = nil
    verified = nil
    interest = ""
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    orderBy: String = "",
    role: User.Role = .unspecified,
    active: Bool? = nil,
    q: String = "",
    createdAfter: Timestamp? = nil,
    createdBefore: Timestamp? = nil,
    verified: Bool? = nil,
    interest: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.orderBy = orderBy
    self.role = role
    self.active = active
    self.q = q
    self.createdAfter = createdAfter
    self.createdBefore = createdBefore
    self.verified = verified
    self.interest = interest
  }
}

/// A page of people.
public struct ListUsersResponse: Message {
  /// The people in the order asked.
  public var users: [User]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    users = []
    nextPageToken = ""
  }

  public init(
    users: [User] = [],
    nextPageToken: String = ""
  ) {
    self.users = users
    self.nextPageToken = nextPageToken
  }
}

/// Asks to change a person's profile.
public struct UpdateUserRequest: Message {
  /// The person's id.
  public var id: String
  /// Which of the fields below to write; what it names and is absent is cleared.
  public var updateMask: FieldMask?
  /// The version that was seen; 0 writes over any.
  public var expectedVersion: Int64
  /// Unverified again when it changes.
  public var email: String
  /// Unverified again when it changes.
  public var phone: String
  /// At most 100 characters.
  public var firstName: String
  /// At most 100 characters.
  public var lastName: String
  /// A few words about oneself.
  public var bio: String
  /// Address of a picture.
  public var profilePictureUrl: String
  /// At most 50 of at most 50 characters.
  public var interests: [String]

  public init() {
    id = ""
    updateMask = nil
    expectedVersion = 0
    email = ""
    phone = ""
    firstName = ""
    lastName = ""
    bio = ""
    profilePictureUrl = ""
    interests = []
  }

  public init(
    id: String = "",
    updateMask: FieldMask? = nil,
    expectedVersion: Int64 = 0,
    email: String = "",
    phone: String = "",
    firstName: String = "",
    lastName: String = "",
    bio: String = "",
    profilePictureUrl: String = "",
    interests: [String] = []
  ) {
    self.id = id
    self.updateMask = updateMask
    self.expectedVersion = expectedVersion
    self.email = email
    self.phone = phone
    self.firstName = firstName
    self.lastName = lastName
    self.bio = bio
    self.profilePictureUrl = profilePictureUrl
    self.interests = interests
  }
}

/// Asks to deactivate a person.
public struct DeactivateUserRequest: Message {
  /// The person's id.
  public var id: String
  /// Why, for those who look later.
  public var reason: String

  public init() {
    id = ""
    reason = ""
  }

  public init(
    id: String = "",
    reason: String = ""
  ) {
    self.id = id
    self.reason = reason
  }
}

/// Asks to let a deactivated person take part again.
public struct ReactivateUserRequest: Message {
  /// The person's id.
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

/// Asks to give a person another role.
public struct SetUserRoleRequest: Message {
  /// The person's id.
  public var id: String
  /// The role from now on.
  public var role: User.Role

  public init() {
    id = ""
    role = .unspecified
  }

  public init(
    id: String = "",
    role: User.Role = .unspecified
  ) {
    self.id = id
    self.role = role
  }
}

/// Asks to erase or purge a person.
public struct DeleteUserRequest: Message {
  /// The person's id.
  public var id: String
  /// Takes everything of the person along, in every service.
  public var purge: Bool

  public init() {
    id = ""
    purge = false
  }

  public init(
    id: String = "",
    purge: Bool = false
  ) {
    self.id = id
    self.purge = purge
  }
}

/// Says that the person is gone.
public struct DeleteUserResponse: Message {

  public init() {
  }
}

/// Tells of a refusal.
public struct NoteRefusalRequest: Message {
  /// The full name of the rpc that was asked for.
  public var method: String

  public init() {
    method = ""
  }

  public init(
    method: String = ""
  ) {
    self.method = method
  }
}

/// Says that it is on record.
public struct NoteRefusalResponse: Message {

  public init() {
  }
}

/// Asks for figures about all people.
public struct GetUserStatsRequest: Message {

  public init() {
  }
}

/// Figures about all people.
public struct UserStats: Message {
  /// Everybody.
  public var total: Int64
  /// Those who are active.
  public var active: Int64
  /// Every role, from the lowest to the highest.
  public var roles: [UserStats.RoleCount]
  /// People added in the last 24 hours.
  public var addedLastDay: Int64
  /// People added in the last 7 days.
  public var addedLastWeek: Int64
  /// People added in the last 30 days.
  public var addedLastMonth: Int64

  public init() {
    total = 0
    active = 0
    roles = []
    addedLastDay = 0
    addedLastWeek = 0
    addedLastMonth = 0
  }

  public init(
    total: Int64 = 0,
    active: Int64 = 0,
    roles: [UserStats.RoleCount] = [],
    addedLastDay: Int64 = 0,
    addedLastWeek: Int64 = 0,
    addedLastMonth: Int64 = 0
  ) {
    self.total = total
    self.active = active
    self.roles = roles
    self.addedLastDay = addedLastDay
    self.addedLastWeek = addedLastWeek
    self.addedLastMonth = addedLastMonth
  }
  /// People of one role.
  public struct RoleCount: Message {
    /// The role.
    public var role: User.Role
    /// People of it.
    public var total: Int64
    /// Those of them who are active.
    public var active: Int64

    public init() {
      role = .unspecified
      total = 0
      active = 0
    }

    public init(
      role: User.Role = .unspecified,
      total: Int64 = 0,
      active: Int64 = 0
    ) {
      self.role = role
      self.total = total
      self.active = active
    }
  }
}

/// Asks to tie a person to what an outside identity provider calls them.
public struct LinkExternalIdRequest: Message {
  /// The person's id.
  public var id: String
  /// The provider's name for itself (its "iss"), at most 255 characters.
  public var issuer: String
  /// The provider's name for the person (its "sub"), at most 255 characters.
  public var subject: String

  public init() {
    id = ""
    issuer = ""
    subject = ""
  }

  public init(
    id: String = "",
    issuer: String = "",
    subject: String = ""
  ) {
    self.id = id
    self.issuer = issuer
    self.subject = subject
  }
}

/// Asks to untie a person from the outside identity provider.
public struct UnlinkExternalIdRequest: Message {
  /// The person's id.
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

/// What an outside identity provider says of somebody, read from a token that was verified.
public struct FindOrCreateExternalUserRequest: Message {
  /// The provider's name for itself (its "iss"), at most 255 characters.
  public var issuer: String
  /// The provider's name for the person (its "sub"), at most 255 characters.
  public var subject: String
  /// The address that the provider knows.
  public var email: String
  /// Whether the provider vouches for the address; one that it does not vouch for is not used.
  public var emailVerified: Bool
  /// For somebody new; at most 100 characters.
  public var firstName: String
  /// For somebody new; at most 100 characters.
  public var lastName: String

  public init() {
    issuer = ""
    subject = ""
    email = ""
    emailVerified = false
    firstName = ""
    lastName = ""
  }

  public init(
    issuer: String = "",
    subject: String = "",
    email: String = "",
    emailVerified: Bool = false,
    firstName: String = "",
    lastName: String = ""
  ) {
    self.issuer = issuer
    self.subject = subject
    self.email = email
    self.emailVerified = emailVerified
    self.firstName = firstName
    self.lastName = lastName
  }
}

/// The person whom an outside identity provider vouches for.
public struct ExternalUser: Message {
  /// The person; may be deactivated.
  public var user: User?
  /// How the person was found.
  public var outcome: ExternalUser.Outcome

  public init() {
    user = nil
    outcome = .unspecified
  }

  public init(
    user: User? = nil,
    outcome: ExternalUser.Outcome = .unspecified
  ) {
    self.user = user
    self.outcome = outcome
  }

  /// How the person was found.
  public enum Outcome: Enumeration {
    /// Not said.
    case unspecified
    /// Was tied to the name before.
    case found
    /// Was known by the verified address, and is tied now.
    case linked
    /// Was added.
    case created
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .found, .linked, .created]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .found
      case 2: self = .linked
      case 3: self = .created
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .found: 1
      case .linked: 2
      case .created: 3
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "OUTCOME_UNSPECIFIED"
      case .found: "FOUND"
      case .linked: "LINKED"
      case .created: "CREATED"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// One chunk of a CSV upload. The caller cuts the file between records and repeats the header
/// line, so that every chunk stands alone and may go to any replica.
public struct ImportUsersRequest: Message {
  /// UUIDv7 made by the caller; all chunks of an upload share it.
  public var batchId: String
  /// The chunk's place in the upload, from 0.
  public var chunk: Int32
  /// Where the file comes from.
  public var source: ImportUsersRequest.Source
  /// The file's header line.
  public var header: [UInt8]
  /// Whole records, at most 500 and at most 512 KiB.
  public var records: [UInt8]
  /// Line of the file on which the first record starts, for messages.
  public var firstLine: Int32
  /// The event that the rows attended or booked, or empty for people alone.
  public var eventId: String
  /// Only say what would happen.
  public var dryRun: Bool
  /// How many chunks the upload has, for its progress; 0 when that is not known.
  public var chunks: Int32

  public init() {
    batchId = ""
    chunk = 0
    source = .unspecified
    header = []
    records = []
    firstLine = 0
    eventId = ""
    dryRun = false
    chunks = 0
  }

  public init(
    batchId: String = "",
    chunk: Int32 = 0,
    source: ImportUsersRequest.Source = .unspecified,
    header: [UInt8] = [],
    records: [UInt8] = [],
    firstLine: Int32 = 0,
    eventId: String = "",
    dryRun: Bool = false,
    chunks: Int32 = 0
  ) {
    self.batchId = batchId
    self.chunk = chunk
    self.source = source
    self.header = header
    self.records = records
    self.firstLine = firstLine
    self.eventId = eventId
    self.dryRun = dryRun
    self.chunks = chunks
  }

  /// Where the file comes from, which says what its columns mean.
  public enum Source: Enumeration {
    /// Told by the header line.
    case unspecified
    /// Our own columns.
    case csv
    /// An attendee export of Eventbrite.
    case eventbrite
    /// An attendee export of Meetup.
    case meetup
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .csv, .eventbrite, .meetup]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .csv
      case 2: self = .eventbrite
      case 3: self = .meetup
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .csv: 1
      case .eventbrite: 2
      case .meetup: 3
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "SOURCE_UNSPECIFIED"
      case .csv: "CSV"
      case .eventbrite: "EVENTBRITE"
      case .meetup: "MEETUP"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// What became of a chunk's rows.
public struct ImportUsersResponse: Message {
  /// The upload's id.
  public var batchId: String
  /// People added.
  public var created: Int32
  /// People changed.
  public var updated: Int32
  /// People who were as the row says.
  public var unchanged: Int32
  /// Rows not taken.
  public var rejected: Int32
  /// Enrollments made.
  public var enrolled: Int32
  /// Presences recorded.
  public var checkedIn: Int32
  /// Every row that was not taken, or not whole, in order.
  public var errors: [ImportUsersResponse.RowError]
  /// Rows that an earlier run of this very upload had taken. They are counted above as they were
  /// then; this run changed nothing by them.
  public var takenBefore: Int32

  public init() {
    batchId = ""
    created = 0
    updated = 0
    unchanged = 0
    rejected = 0
    enrolled = 0
    checkedIn = 0
    errors = []
    takenBefore = 0
  }

  public init(
    batchId: String = "",
    created: Int32 = 0,
    updated: Int32 = 0,
    unchanged: Int32 = 0,
    rejected: Int32 = 0,
    enrolled: Int32 = 0,
    checkedIn: Int32 = 0,
    errors: [ImportUsersResponse.RowError] = [],
    takenBefore: Int32 = 0
  ) {
    self.batchId = batchId
    self.created = created
    self.updated = updated
    self.unchanged = unchanged
    self.rejected = rejected
    self.enrolled = enrolled
    self.checkedIn = checkedIn
    self.errors = errors
    self.takenBefore = takenBefore
  }
  /// A row that was not taken, or not whole.
  public struct RowError: Message {
    /// Line of the file on which the row starts.
    public var line: Int32
    /// The column's name.
    public var field: String
    /// A plain sentence.
    public var reason: String

    public init() {
      line = 0
      field = ""
      reason = ""
    }

    public init(
      line: Int32 = 0,
      field: String = "",
      reason: String = ""
    ) {
      self.line = line
      self.field = field
      self.reason = reason
    }
  }
}

/// One upload.
public struct Import: Message {
  /// The upload's id, its batch_id.
  public var id: String
  /// How far it has come.
  public var state: Import.State
  /// Where the file came from, as it was said.
  public var source: ImportUsersRequest.Source
  /// The event it named, or empty.
  public var eventId: String
  /// Who sent it; empty for the operator's tool.
  public var userId: String
  /// Whether it only said what would happen.
  public var dryRun: Bool
  /// How many chunks it has; 0 when that is not known.
  public var chunks: Int32
  /// How many of them were taken whole.
  public var chunksTaken: Int32
  /// Rows seen so far.
  public var rows: Int32
  /// People added.
  public var created: Int32
  /// People changed.
  public var updated: Int32
  /// People who were as the row says.
  public var unchanged: Int32
  /// Rows not taken.
  public var rejected: Int32
  /// Enrollments made.
  public var enrolled: Int32
  /// Presences recorded.
  public var checkedIn: Int32
  /// People whom its undoing removed.
  public var removed: Int32
  /// People whom its undoing made as they were.
  public var restored: Int32
  /// People who stay as they are, because something has used or changed them since.
  public var kept: Int32
  /// When its first chunk came.
  public var createdAt: Timestamp?
  /// When it last went on.
  public var updatedAt: Timestamp?

  public init() {
    id = ""
    state = .unspecified
    source = .unspecified
    eventId = ""
    userId = ""
    dryRun = false
    chunks = 0
    chunksTaken = 0
    rows = 0
    created = 0
    updated = 0
    unchanged = 0
    rejected = 0
    enrolled = 0
    checkedIn = 0
    removed = 0
    restored = 0
    kept = 0
    createdAt = nil
    updatedAt = nil
  }

  public init(
    id: String = "",
    state: Import.State = .unspecified,
    source: ImportUsersRequest.Source = .unspecified,
    eventId: String = "",
    userId: String = "",
    dryRun: Bool = false,
    chunks: Int32 = 0,
    chunksTaken: Int32 = 0,
    rows: Int32 = 0,
    created: Int32 = 0,
    updated: Int32 = 0,
    unchanged: Int32 = 0,
    rejected: Int32 = 0,
    enrolled: Int32 = 0,
    checkedIn: Int32 = 0,
    removed: Int32 = 0,
    restored: Int32 = 0,
    kept: Int32 = 0,
    createdAt: Timestamp? = nil,
    updatedAt: Timestamp? = nil
  ) {
    self.id = id
    self.state = state
    self.source = source
    self.eventId = eventId
    self.userId = userId
    self.dryRun = dryRun
    self.chunks = chunks
    self.chunksTaken = chunksTaken
    self.rows = rows
    self.created = created
    self.updated = updated
    self.unchanged = unchanged
    self.rejected = rejected
    self.enrolled = enrolled
    self.checkedIn = checkedIn
    self.removed = removed
    self.restored = restored
    self.kept = kept
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  /// How far an upload has come.
  public enum State: Enumeration {
    /// Not said.
    case unspecified
    /// Chunks are being taken, or it broke off; sent again it goes on.
    case taking
    /// Every chunk was taken.
    case taken
    /// It is being taken back.
    case undoing
    /// It was taken back.
    case undone
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .taking, .taken, .undoing, .undone]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .taking
      case 2: self = .taken
      case 3: self = .undoing
      case 4: self = .undone
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .taking: 1
      case .taken: 2
      case .undoing: 3
      case .undone: 4
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "STATE_UNSPECIFIED"
      case .taking: "TAKING"
      case .taken: "TAKEN"
      case .undoing: "UNDOING"
      case .undone: "UNDONE"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// Asks for a page of uploads.
public struct ListImportsRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String

  public init() {
    pageSize = 0
    pageToken = ""
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// A page of uploads.
public struct ListImportsResponse: Message {
  /// The latest first.
  public var imports: [Import]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    imports = []
    nextPageToken = ""
  }

  public init(
    imports: [Import] = [],
    nextPageToken: String = ""
  ) {
    self.imports = imports
    self.nextPageToken = nextPageToken
  }
}

/// Asks for one upload.
public struct GetImportRequest: Message {
  /// The upload's id, its batch_id.
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

/// Asks to take an upload back.
public struct UndoImportRequest: Message {
  /// The upload's id, its batch_id.
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

extension CreateUserRequest {
  public static var fullName: String { "credopass.users.v1.CreateUserRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__CreateUserRequest.self, credopass__users__v1__create_user_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__CreateUserRequest.self)
    email = try unsafe readText(c.pointee.email)
    phone = try unsafe readText(c.pointee.phone)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    role = unsafe User.Role(rawValue: Int32(bitPattern: c.pointee.role.rawValue))
    password = try unsafe readText(c.pointee.password)
    bio = try unsafe readText(c.pointee.bio)
    profilePictureUrl = try unsafe readText(c.pointee.profile_picture_url)
    interests = try unsafe readTexts(c.pointee.n_interests, c.pointee.interests)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__CreateUserRequest.self, credopass__users__v1__create_user_request__init)
    unsafe c.pointee.email = try arena.text(email)
    unsafe c.pointee.phone = try arena.text(phone)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    unsafe c.pointee.role = .init(rawValue: UInt32(bitPattern: role.rawValue))
    unsafe c.pointee.password = try arena.text(password)
    unsafe c.pointee.bio = try arena.text(bio)
    unsafe c.pointee.profile_picture_url = try arena.text(profilePictureUrl)
    unsafe c.pointee.n_interests = interests.count
    unsafe c.pointee.interests = try arena.list(interests) { (value) throws(EncodeError) in try unsafe arena.text(value) }
    return UnsafeMutableRawPointer(c)
  }
}

extension GetUserRequest {
  public static var fullName: String { "credopass.users.v1.GetUserRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__GetUserRequest.self, credopass__users__v1__get_user_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__GetUserRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__GetUserRequest.self, credopass__users__v1__get_user_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension BatchGetUsersRequest {
  public static var fullName: String { "credopass.users.v1.BatchGetUsersRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__BatchGetUsersRequest.self, credopass__users__v1__batch_get_users_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__BatchGetUsersRequest.self)
    ids = try unsafe readTexts(c.pointee.n_ids, c.pointee.ids)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__BatchGetUsersRequest.self, credopass__users__v1__batch_get_users_request__init)
    unsafe c.pointee.n_ids = ids.count
    unsafe c.pointee.ids = try arena.list(ids) { (value) throws(EncodeError) in try unsafe arena.text(value) }
    return UnsafeMutableRawPointer(c)
  }
}

extension BatchGetUsersResponse {
  public static var fullName: String { "credopass.users.v1.BatchGetUsersResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__BatchGetUsersResponse.self, credopass__users__v1__batch_get_users_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__BatchGetUsersResponse.self)
    users = try unsafe readMessages(c.pointee.n_users, c.pointee.users)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__BatchGetUsersResponse.self, credopass__users__v1__batch_get_users_response__init)
    unsafe c.pointee.n_users = users.count
    unsafe c.pointee.users = try arena.list(users) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Users__V1__User.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension GetUserByEmailRequest {
  public static var fullName: String { "credopass.users.v1.GetUserByEmailRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__GetUserByEmailRequest.self, credopass__users__v1__get_user_by_email_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__GetUserByEmailRequest.self)
    email = try unsafe readText(c.pointee.email)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__GetUserByEmailRequest.self, credopass__users__v1__get_user_by_email_request__init)
    unsafe c.pointee.email = try arena.text(email)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListUsersRequest {
  public static var fullName: String { "credopass.users.v1.ListUsersRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ListUsersRequest.self, credopass__users__v1__list_users_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ListUsersRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    orderBy = try unsafe readText(c.pointee.order_by)
    role = unsafe User.Role(rawValue: Int32(bitPattern: c.pointee.role.rawValue))
    q = try unsafe readText(c.pointee.q)
    if let inner = unsafe c.pointee.created_after {
      createdAfter = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.created_before {
      createdBefore = try unsafe Timestamp(unpacked: inner)
    }
    interest = try unsafe readText(c.pointee.interest)
    switch unsafe c.pointee._active_case.rawValue {
    case 5: active = unsafe c.pointee.active != 0
    default: break
    }
    switch unsafe c.pointee._verified_case.rawValue {
    case 9: verified = unsafe c.pointee.verified != 0
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ListUsersRequest.self, credopass__users__v1__list_users_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.order_by = try arena.text(orderBy)
    unsafe c.pointee.role = .init(rawValue: UInt32(bitPattern: role.rawValue))
    unsafe c.pointee.q = try arena.text(q)
    unsafe c.pointee.created_after = try createdAfter?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.created_before = try createdBefore?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.interest = try arena.text(interest)
    if let value = active {
      unsafe c.pointee._active_case = .init(rawValue: 5)
      unsafe c.pointee.active = value ? 1 : 0
    }
    if let value = verified {
      unsafe c.pointee._verified_case = .init(rawValue: 9)
      unsafe c.pointee.verified = value ? 1 : 0
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension ListUsersResponse {
  public static var fullName: String { "credopass.users.v1.ListUsersResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ListUsersResponse.self, credopass__users__v1__list_users_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ListUsersResponse.self)
    users = try unsafe readMessages(c.pointee.n_users, c.pointee.users)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ListUsersResponse.self, credopass__users__v1__list_users_response__init)
    unsafe c.pointee.n_users = users.count
    unsafe c.pointee.users = try arena.list(users) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Users__V1__User.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension UpdateUserRequest {
  public static var fullName: String { "credopass.users.v1.UpdateUserRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__UpdateUserRequest.self, credopass__users__v1__update_user_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__UpdateUserRequest.self)
    id = try unsafe readText(c.pointee.id)
    if let inner = unsafe c.pointee.update_mask {
      updateMask = try unsafe FieldMask(unpacked: inner)
    }
    expectedVersion = unsafe c.pointee.expected_version
    email = try unsafe readText(c.pointee.email)
    phone = try unsafe readText(c.pointee.phone)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    bio = try unsafe readText(c.pointee.bio)
    profilePictureUrl = try unsafe readText(c.pointee.profile_picture_url)
    interests = try unsafe readTexts(c.pointee.n_interests, c.pointee.interests)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__UpdateUserRequest.self, credopass__users__v1__update_user_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.update_mask = try updateMask?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
    unsafe c.pointee.expected_version = expectedVersion
    unsafe c.pointee.email = try arena.text(email)
    unsafe c.pointee.phone = try arena.text(phone)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    unsafe c.pointee.bio = try arena.text(bio)
    unsafe c.pointee.profile_picture_url = try arena.text(profilePictureUrl)
    unsafe c.pointee.n_interests = interests.count
    unsafe c.pointee.interests = try arena.list(interests) { (value) throws(EncodeError) in try unsafe arena.text(value) }
    return UnsafeMutableRawPointer(c)
  }
}

extension DeactivateUserRequest {
  public static var fullName: String { "credopass.users.v1.DeactivateUserRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__DeactivateUserRequest.self, credopass__users__v1__deactivate_user_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__DeactivateUserRequest.self)
    id = try unsafe readText(c.pointee.id)
    reason = try unsafe readText(c.pointee.reason)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__DeactivateUserRequest.self, credopass__users__v1__deactivate_user_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.reason = try arena.text(reason)
    return UnsafeMutableRawPointer(c)
  }
}

extension ReactivateUserRequest {
  public static var fullName: String { "credopass.users.v1.ReactivateUserRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ReactivateUserRequest.self, credopass__users__v1__reactivate_user_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ReactivateUserRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ReactivateUserRequest.self, credopass__users__v1__reactivate_user_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension SetUserRoleRequest {
  public static var fullName: String { "credopass.users.v1.SetUserRoleRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__SetUserRoleRequest.self, credopass__users__v1__set_user_role_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__SetUserRoleRequest.self)
    id = try unsafe readText(c.pointee.id)
    role = unsafe User.Role(rawValue: Int32(bitPattern: c.pointee.role.rawValue))
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__SetUserRoleRequest.self, credopass__users__v1__set_user_role_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.role = .init(rawValue: UInt32(bitPattern: role.rawValue))
    return UnsafeMutableRawPointer(c)
  }
}

extension DeleteUserRequest {
  public static var fullName: String { "credopass.users.v1.DeleteUserRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__DeleteUserRequest.self, credopass__users__v1__delete_user_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__DeleteUserRequest.self)
    id = try unsafe readText(c.pointee.id)
    purge = unsafe c.pointee.purge != 0
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__DeleteUserRequest.self, credopass__users__v1__delete_user_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.purge = purge ? 1 : 0
    return UnsafeMutableRawPointer(c)
  }
}

extension DeleteUserResponse {
  public static var fullName: String { "credopass.users.v1.DeleteUserResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__DeleteUserResponse.self, credopass__users__v1__delete_user_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__DeleteUserResponse.self, credopass__users__v1__delete_user_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension NoteRefusalRequest {
  public static var fullName: String { "credopass.users.v1.NoteRefusalRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__NoteRefusalRequest.self, credopass__users__v1__note_refusal_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__NoteRefusalRequest.self)
    method = try unsafe readText(c.pointee.method)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__NoteRefusalRequest.self, credopass__users__v1__note_refusal_request__init)
    unsafe c.pointee.method = try arena.text(method)
    return UnsafeMutableRawPointer(c)
  }
}

extension NoteRefusalResponse {
  public static var fullName: String { "credopass.users.v1.NoteRefusalResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__NoteRefusalResponse.self, credopass__users__v1__note_refusal_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__NoteRefusalResponse.self, credopass__users__v1__note_refusal_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetUserStatsRequest {
  public static var fullName: String { "credopass.users.v1.GetUserStatsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__GetUserStatsRequest.self, credopass__users__v1__get_user_stats_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__GetUserStatsRequest.self, credopass__users__v1__get_user_stats_request__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension UserStats {
  public static var fullName: String { "credopass.users.v1.UserStats" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__UserStats.self, credopass__users__v1__user_stats__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__UserStats.self)
    total = unsafe c.pointee.total
    active = unsafe c.pointee.active
    roles = try unsafe readMessages(c.pointee.n_roles, c.pointee.roles)
    addedLastDay = unsafe c.pointee.added_last_day
    addedLastWeek = unsafe c.pointee.added_last_week
    addedLastMonth = unsafe c.pointee.added_last_month
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__UserStats.self, credopass__users__v1__user_stats__init)
    unsafe c.pointee.total = total
    unsafe c.pointee.active = active
    unsafe c.pointee.n_roles = roles.count
    unsafe c.pointee.roles = try arena.list(roles) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Users__V1__UserStats__RoleCount.self) }
    unsafe c.pointee.added_last_day = addedLastDay
    unsafe c.pointee.added_last_week = addedLastWeek
    unsafe c.pointee.added_last_month = addedLastMonth
    return UnsafeMutableRawPointer(c)
  }
}

extension UserStats.RoleCount {
  public static var fullName: String { "credopass.users.v1.UserStats.RoleCount" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__UserStats__RoleCount.self, credopass__users__v1__user_stats__role_count__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__UserStats__RoleCount.self)
    role = unsafe User.Role(rawValue: Int32(bitPattern: c.pointee.role.rawValue))
    total = unsafe c.pointee.total
    active = unsafe c.pointee.active
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__UserStats__RoleCount.self, credopass__users__v1__user_stats__role_count__init)
    unsafe c.pointee.role = .init(rawValue: UInt32(bitPattern: role.rawValue))
    unsafe c.pointee.total = total
    unsafe c.pointee.active = active
    return UnsafeMutableRawPointer(c)
  }
}

extension LinkExternalIdRequest {
  public static var fullName: String { "credopass.users.v1.LinkExternalIdRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__LinkExternalIdRequest.self, credopass__users__v1__link_external_id_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__LinkExternalIdRequest.self)
    id = try unsafe readText(c.pointee.id)
    issuer = try unsafe readText(c.pointee.issuer)
    subject = try unsafe readText(c.pointee.subject)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__LinkExternalIdRequest.self, credopass__users__v1__link_external_id_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.issuer = try arena.text(issuer)
    unsafe c.pointee.subject = try arena.text(subject)
    return UnsafeMutableRawPointer(c)
  }
}

extension UnlinkExternalIdRequest {
  public static var fullName: String { "credopass.users.v1.UnlinkExternalIdRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__UnlinkExternalIdRequest.self, credopass__users__v1__unlink_external_id_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__UnlinkExternalIdRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__UnlinkExternalIdRequest.self, credopass__users__v1__unlink_external_id_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension FindOrCreateExternalUserRequest {
  public static var fullName: String { "credopass.users.v1.FindOrCreateExternalUserRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__FindOrCreateExternalUserRequest.self, credopass__users__v1__find_or_create_external_user_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__FindOrCreateExternalUserRequest.self)
    issuer = try unsafe readText(c.pointee.issuer)
    subject = try unsafe readText(c.pointee.subject)
    email = try unsafe readText(c.pointee.email)
    emailVerified = unsafe c.pointee.email_verified != 0
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__FindOrCreateExternalUserRequest.self, credopass__users__v1__find_or_create_external_user_request__init)
    unsafe c.pointee.issuer = try arena.text(issuer)
    unsafe c.pointee.subject = try arena.text(subject)
    unsafe c.pointee.email = try arena.text(email)
    unsafe c.pointee.email_verified = emailVerified ? 1 : 0
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    return UnsafeMutableRawPointer(c)
  }
}

extension ExternalUser {
  public static var fullName: String { "credopass.users.v1.ExternalUser" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ExternalUser.self, credopass__users__v1__external_user__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ExternalUser.self)
    if let inner = unsafe c.pointee.user {
      user = try unsafe User(unpacked: inner)
    }
    outcome = unsafe ExternalUser.Outcome(rawValue: Int32(bitPattern: c.pointee.outcome.rawValue))
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ExternalUser.self, credopass__users__v1__external_user__init)
    unsafe c.pointee.user = try user?.layOut(in: arena).assumingMemoryBound(to: Credopass__Users__V1__User.self)
    unsafe c.pointee.outcome = .init(rawValue: UInt32(bitPattern: outcome.rawValue))
    return UnsafeMutableRawPointer(c)
  }
}

extension ImportUsersRequest {
  public static var fullName: String { "credopass.users.v1.ImportUsersRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ImportUsersRequest.self, credopass__users__v1__import_users_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ImportUsersRequest.self)
    batchId = try unsafe readText(c.pointee.batch_id)
    chunk = unsafe c.pointee.chunk
    source = unsafe ImportUsersRequest.Source(rawValue: Int32(bitPattern: c.pointee.source.rawValue))
    header = unsafe readBytes(c.pointee.header.len, c.pointee.header.data)
    records = unsafe readBytes(c.pointee.records.len, c.pointee.records.data)
    firstLine = unsafe c.pointee.first_line
    eventId = try unsafe readText(c.pointee.event_id)
    dryRun = unsafe c.pointee.dry_run != 0
    chunks = unsafe c.pointee.chunks
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ImportUsersRequest.self, credopass__users__v1__import_users_request__init)
    unsafe c.pointee.batch_id = try arena.text(batchId)
    unsafe c.pointee.chunk = chunk
    unsafe c.pointee.source = .init(rawValue: UInt32(bitPattern: source.rawValue))
    unsafe c.pointee.header = .init(len: header.count, data: try arena.bytes(header))
    unsafe c.pointee.records = .init(len: records.count, data: try arena.bytes(records))
    unsafe c.pointee.first_line = firstLine
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.dry_run = dryRun ? 1 : 0
    unsafe c.pointee.chunks = chunks
    return UnsafeMutableRawPointer(c)
  }
}

extension ImportUsersResponse {
  public static var fullName: String { "credopass.users.v1.ImportUsersResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ImportUsersResponse.self, credopass__users__v1__import_users_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ImportUsersResponse.self)
    batchId = try unsafe readText(c.pointee.batch_id)
    created = unsafe c.pointee.created
    updated = unsafe c.pointee.updated
    unchanged = unsafe c.pointee.unchanged
    rejected = unsafe c.pointee.rejected
    enrolled = unsafe c.pointee.enrolled
    checkedIn = unsafe c.pointee.checked_in
    errors = try unsafe readMessages(c.pointee.n_errors, c.pointee.errors)
    takenBefore = unsafe c.pointee.taken_before
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ImportUsersResponse.self, credopass__users__v1__import_users_response__init)
    unsafe c.pointee.batch_id = try arena.text(batchId)
    unsafe c.pointee.created = created
    unsafe c.pointee.updated = updated
    unsafe c.pointee.unchanged = unchanged
    unsafe c.pointee.rejected = rejected
    unsafe c.pointee.enrolled = enrolled
    unsafe c.pointee.checked_in = checkedIn
    unsafe c.pointee.n_errors = errors.count
    unsafe c.pointee.errors = try arena.list(errors) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Users__V1__ImportUsersResponse__RowError.self) }
    unsafe c.pointee.taken_before = takenBefore
    return UnsafeMutableRawPointer(c)
  }
}

extension ImportUsersResponse.RowError {
  public static var fullName: String { "credopass.users.v1.ImportUsersResponse.RowError" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ImportUsersResponse__RowError.self, credopass__users__v1__import_users_response__row_error__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ImportUsersResponse__RowError.self)
    line = unsafe c.pointee.line
    field = try unsafe readText(c.pointee.field)
    reason = try unsafe readText(c.pointee.reason)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ImportUsersResponse__RowError.self, credopass__users__v1__import_users_response__row_error__init)
    unsafe c.pointee.line = line
    unsafe c.pointee.field = try arena.text(field)
    unsafe c.pointee.reason = try arena.text(reason)
    return UnsafeMutableRawPointer(c)
  }
}

extension Import {
  public static var fullName: String { "credopass.users.v1.Import" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__Import.self, credopass__users__v1__import__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__Import.self)
    id = try unsafe readText(c.pointee.id)
    state = unsafe Import.State(rawValue: Int32(bitPattern: c.pointee.state.rawValue))
    source = unsafe ImportUsersRequest.Source(rawValue: Int32(bitPattern: c.pointee.source.rawValue))
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    dryRun = unsafe c.pointee.dry_run != 0
    chunks = unsafe c.pointee.chunks
    chunksTaken = unsafe c.pointee.chunks_taken
    rows = unsafe c.pointee.rows
    created = unsafe c.pointee.created
    updated = unsafe c.pointee.updated
    unchanged = unsafe c.pointee.unchanged
    rejected = unsafe c.pointee.rejected
    enrolled = unsafe c.pointee.enrolled
    checkedIn = unsafe c.pointee.checked_in
    removed = unsafe c.pointee.removed
    restored = unsafe c.pointee.restored
    kept = unsafe c.pointee.kept
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.updated_at {
      updatedAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__Import.self, credopass__users__v1__import__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.state = .init(rawValue: UInt32(bitPattern: state.rawValue))
    unsafe c.pointee.source = .init(rawValue: UInt32(bitPattern: source.rawValue))
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.dry_run = dryRun ? 1 : 0
    unsafe c.pointee.chunks = chunks
    unsafe c.pointee.chunks_taken = chunksTaken
    unsafe c.pointee.rows = rows
    unsafe c.pointee.created = created
    unsafe c.pointee.updated = updated
    unsafe c.pointee.unchanged = unchanged
    unsafe c.pointee.rejected = rejected
    unsafe c.pointee.enrolled = enrolled
    unsafe c.pointee.checked_in = checkedIn
    unsafe c.pointee.removed = removed
    unsafe c.pointee.restored = restored
    unsafe c.pointee.kept = kept
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.updated_at = try updatedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListImportsRequest {
  public static var fullName: String { "credopass.users.v1.ListImportsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ListImportsRequest.self, credopass__users__v1__list_imports_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ListImportsRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ListImportsRequest.self, credopass__users__v1__list_imports_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListImportsResponse {
  public static var fullName: String { "credopass.users.v1.ListImportsResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ListImportsResponse.self, credopass__users__v1__list_imports_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ListImportsResponse.self)
    imports = try unsafe readMessages(c.pointee.n_imports, c.pointee.imports)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ListImportsResponse.self, credopass__users__v1__list_imports_response__init)
    unsafe c.pointee.n_imports = imports.count
    unsafe c.pointee.imports = try arena.list(imports) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Users__V1__Import.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetImportRequest {
  public static var fullName: String { "credopass.users.v1.GetImportRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__GetImportRequest.self, credopass__users__v1__get_import_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__GetImportRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__GetImportRequest.self, credopass__users__v1__get_import_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension UndoImportRequest {
  public static var fullName: String { "credopass.users.v1.UndoImportRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__UndoImportRequest.self, credopass__users__v1__undo_import_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__UndoImportRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__UndoImportRequest.self, credopass__users__v1__undo_import_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.users.v1.UsersService.
public enum UsersMethods {
  public static let createUser = Method<CreateUserRequest, User>(
    name: "credopass.users.v1.UsersService/CreateUser", idempotency: .keyed)
  public static let getUser = Method<GetUserRequest, User>(
    name: "credopass.users.v1.UsersService/GetUser", idempotency: .noSideEffects)
  public static let batchGetUsers = Method<BatchGetUsersRequest, BatchGetUsersResponse>(
    name: "credopass.users.v1.UsersService/BatchGetUsers", idempotency: .noSideEffects)
  public static let getUserByEmail = Method<GetUserByEmailRequest, User>(
    name: "credopass.users.v1.UsersService/GetUserByEmail", idempotency: .noSideEffects)
  public static let listUsers = Method<ListUsersRequest, ListUsersResponse>(
    name: "credopass.users.v1.UsersService/ListUsers", idempotency: .noSideEffects)
  public static let updateUser = Method<UpdateUserRequest, User>(
    name: "credopass.users.v1.UsersService/UpdateUser", idempotency: .idempotent)
  public static let deactivateUser = Method<DeactivateUserRequest, User>(
    name: "credopass.users.v1.UsersService/DeactivateUser", idempotency: .idempotent)
  public static let reactivateUser = Method<ReactivateUserRequest, User>(
    name: "credopass.users.v1.UsersService/ReactivateUser", idempotency: .idempotent)
  public static let setUserRole = Method<SetUserRoleRequest, User>(
    name: "credopass.users.v1.UsersService/SetUserRole", idempotency: .idempotent)
  public static let deleteUser = Method<DeleteUserRequest, DeleteUserResponse>(
    name: "credopass.users.v1.UsersService/DeleteUser", idempotency: .idempotent)
  public static let noteRefusal = Method<NoteRefusalRequest, NoteRefusalResponse>(
    name: "credopass.users.v1.UsersService/NoteRefusal", idempotency: .idempotent)
  public static let getUserStats = Method<GetUserStatsRequest, UserStats>(
    name: "credopass.users.v1.UsersService/GetUserStats", idempotency: .noSideEffects)
  public static let linkExternalId = Method<LinkExternalIdRequest, User>(
    name: "credopass.users.v1.UsersService/LinkExternalId", idempotency: .idempotent)
  public static let unlinkExternalId = Method<UnlinkExternalIdRequest, User>(
    name: "credopass.users.v1.UsersService/UnlinkExternalId", idempotency: .idempotent)
  public static let findOrCreateExternalUser = Method<FindOrCreateExternalUserRequest, ExternalUser>(
    name: "credopass.users.v1.UsersService/FindOrCreateExternalUser", idempotency: .idempotent)
  public static let importUsers = Method<ImportUsersRequest, ImportUsersResponse>(
    name: "credopass.users.v1.UsersService/ImportUsers", idempotency: .idempotent)
  public static let listImports = Method<ListImportsRequest, ListImportsResponse>(
    name: "credopass.users.v1.UsersService/ListImports", idempotency: .noSideEffects)
  public static let getImport = Method<GetImportRequest, Import>(
    name: "credopass.users.v1.UsersService/GetImport", idempotency: .noSideEffects)
  public static let undoImport = Method<UndoImportRequest, Import>(
    name: "credopass.users.v1.UsersService/UndoImport", idempotency: .idempotent)
  /// Their names, in the contract's order.
  public static let names = [createUser.name, getUser.name, batchGetUsers.name, getUserByEmail.name, listUsers.name, updateUser.name, deactivateUser.name, reactivateUser.name, setUserRole.name, deleteUser.name, noteRefusal.name, getUserStats.name, linkExternalId.name, unlinkExternalId.name, findOrCreateExternalUser.name, importUsers.name, listImports.name, getImport.name, undoImport.name]
}

/// The people the organization knows.
public protocol UsersService: Service {
  /// Adds a person. For STAFF and above; roles above PARTICIPANT are given by an ADMIN only.
  func createUser(
    _ request: CreateUserRequest, _ call: CallContext
  ) async throws -> User
  /// Gives one person. A member sees itself, STAFF and above see everyone.
  func getUser(
    _ request: GetUserRequest, _ call: CallContext
  ) async throws -> User
  /// Gives several people; ids that are not known are left out.
  func batchGetUsers(
    _ request: BatchGetUsersRequest, _ call: CallContext
  ) async throws -> BatchGetUsersResponse
  /// Gives the person with that e-mail address, whatever its case.
  func getUserByEmail(
    _ request: GetUserByEmailRequest, _ call: CallContext
  ) async throws -> User
  /// Lists people, page by page.
  func listUsers(
    _ request: ListUsersRequest, _ call: CallContext
  ) async throws -> ListUsersResponse
  /// Changes what the mask names and nothing else. Role, state and verification cannot be named.
  func updateUser(
    _ request: UpdateUserRequest, _ call: CallContext
  ) async throws -> User
  /// Shuts sign-in and keeps everything. The last ADMIN is refused, and so is oneself.
  func deactivateUser(
    _ request: DeactivateUserRequest, _ call: CallContext
  ) async throws -> User
  /// Lets a deactivated person take part again.
  func reactivateUser(
    _ request: ReactivateUserRequest, _ call: CallContext
  ) async throws -> User
  /// Gives a person another role; access under the old one ends everywhere. The last ADMIN stays
  /// one, and nobody changes their own role.
  func setUserRole(
    _ request: SetUserRoleRequest, _ call: CallContext
  ) async throws -> User
  /// Erases a person: what is held about them goes here at once and from every copy in a moment, the
  /// id stays where history needs it. A purge takes their events, attendance and points along. For
  /// the person and an ADMIN, a purge for an ADMIN only; the last ADMIN is refused. Whoever is gone
  /// stays so: to ask again is no fault.
  func deleteUser(
    _ request: DeleteUserRequest, _ call: CallContext
  ) async throws -> DeleteUserResponse
  /// Puts on record that the caller asked for what they may not, and was refused before it came to
  /// the service that would have refused it. For the gateway.
  func noteRefusal(
    _ request: NoteRefusalRequest, _ call: CallContext
  ) async throws -> NoteRefusalResponse
  /// Gives figures about all people.
  func getUserStats(
    _ request: GetUserStatsRequest, _ call: CallContext
  ) async throws -> UserStats
  /// Ties a person to what an outside identity provider calls them. Another tie is refused, and so
  /// is a name that is someone else's.
  func linkExternalId(
    _ request: LinkExternalIdRequest, _ call: CallContext
  ) async throws -> User
  /// Unties a person from the outside identity provider.
  func unlinkExternalId(
    _ request: UnlinkExternalIdRequest, _ call: CallContext
  ) async throws -> User
  /// Gives the person whom an outside identity provider vouches for: who is tied to that name, else
  /// who has the address that it verified, else somebody new.
  func findOrCreateExternalUser(
    _ request: FindOrCreateExternalUserRequest, _ call: CallContext
  ) async throws -> ExternalUser
  /// Takes one chunk of a CSV upload. A chunk that was taken before is answered as it was then.
  func importUsers(
    _ request: ImportUsersRequest, _ call: CallContext
  ) async throws -> ImportUsersResponse
  /// Lists uploads, the latest first; an organizer sees their own.
  func listImports(
    _ request: ListImportsRequest, _ call: CallContext
  ) async throws -> ListImportsResponse
  /// Gives one upload and how far it has come.
  func getImport(
    _ request: GetImportRequest, _ call: CallContext
  ) async throws -> Import
  /// Takes back what an upload did to people: who was added goes, what was filled in is emptied.
  /// Whom anything has used or changed since stays. Refused when an event has learned of it.
  func undoImport(
    _ request: UndoImportRequest, _ call: CallContext
  ) async throws -> Import
}

extension UsersService {
  public static var name: String { "credopass.users.v1.UsersService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(UsersMethods.createUser) { try await self.createUser($0, $1) },
      MethodHandler(UsersMethods.getUser) { try await self.getUser($0, $1) },
      MethodHandler(UsersMethods.batchGetUsers) { try await self.batchGetUsers($0, $1) },
      MethodHandler(UsersMethods.getUserByEmail) { try await self.getUserByEmail($0, $1) },
      MethodHandler(UsersMethods.listUsers) { try await self.listUsers($0, $1) },
      MethodHandler(UsersMethods.updateUser) { try await self.updateUser($0, $1) },
      MethodHandler(UsersMethods.deactivateUser) { try await self.deactivateUser($0, $1) },
      MethodHandler(UsersMethods.reactivateUser) { try await self.reactivateUser($0, $1) },
      MethodHandler(UsersMethods.setUserRole) { try await self.setUserRole($0, $1) },
      MethodHandler(UsersMethods.deleteUser) { try await self.deleteUser($0, $1) },
      MethodHandler(UsersMethods.noteRefusal) { try await self.noteRefusal($0, $1) },
      MethodHandler(UsersMethods.getUserStats) { try await self.getUserStats($0, $1) },
      MethodHandler(UsersMethods.linkExternalId) { try await self.linkExternalId($0, $1) },
      MethodHandler(UsersMethods.unlinkExternalId) { try await self.unlinkExternalId($0, $1) },
      MethodHandler(UsersMethods.findOrCreateExternalUser) { try await self.findOrCreateExternalUser($0, $1) },
      MethodHandler(UsersMethods.importUsers) { try await self.importUsers($0, $1) },
      MethodHandler(UsersMethods.listImports) { try await self.listImports($0, $1) },
      MethodHandler(UsersMethods.getImport) { try await self.getImport($0, $1) },
      MethodHandler(UsersMethods.undoImport) { try await self.undoImport($0, $1) },
    ]
  }
}

/// Calls credopass.users.v1.UsersService.
public struct UsersClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Adds a person. For STAFF and above; roles above PARTICIPANT are given by an ADMIN only.
  public func createUser(
    _ request: CreateUserRequest, _ options: CallOptions = CallOptions()
  ) async throws -> User {
    try await caller.call(UsersMethods.createUser, request, options)
  }

  /// Gives one person. A member sees itself, STAFF and above see everyone.
  public func getUser(
    _ request: GetUserRequest, _ options: CallOptions = CallOptions()
  ) async throws -> User {
    try await caller.call(UsersMethods.getUser, request, options)
  }

  /// Gives several people; ids that are not known are left out.
  public func batchGetUsers(
    _ request: BatchGetUsersRequest, _ options: CallOptions = CallOptions()
  ) async throws -> BatchGetUsersResponse {
    try await caller.call(UsersMethods.batchGetUsers, request, options)
  }

  /// Gives the person with that e-mail address, whatever its case.
  public func getUserByEmail(
    _ request: GetUserByEmailRequest, _ options: CallOptions = CallOptions()
  ) async throws -> User {
    try await caller.call(UsersMethods.getUserByEmail, request, options)
  }

  /// Lists people, page by page.
  public func listUsers(
    _ request: ListUsersRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListUsersResponse {
    try await caller.call(UsersMethods.listUsers, request, options)
  }

  /// Changes what the mask names and nothing else. Role, state and verification cannot be named.
  public func updateUser(
    _ request: UpdateUserRequest, _ options: CallOptions = CallOptions()
  ) async throws -> User {
    try await caller.call(UsersMethods.updateUser, request, options)
  }

  /// Shuts sign-in and keeps everything. The last ADMIN is refused, and so is oneself.
  public func deactivateUser(
    _ request: DeactivateUserRequest, _ options: CallOptions = CallOptions()
  ) async throws -> User {
    try await caller.call(UsersMethods.deactivateUser, request, options)
  }

  /// Lets a deactivated person take part again.
  public func reactivateUser(
    _ request: ReactivateUserRequest, _ options: CallOptions = CallOptions()
  ) async throws -> User {
    try await caller.call(UsersMethods.reactivateUser, request, options)
  }

  /// Gives a person another role; access under the old one ends everywhere. The last ADMIN stays
  /// one, and nobody changes their own role.
  public func setUserRole(
    _ request: SetUserRoleRequest, _ options: CallOptions = CallOptions()
  ) async throws -> User {
    try await caller.call(UsersMethods.setUserRole, request, options)
  }

  /// Erases a person: what is held about them goes here at once and from every copy in a moment, the
  /// id stays where history needs it. A purge takes their events, attendance and points along. For
  /// the person and an ADMIN, a purge for an ADMIN only; the last ADMIN is refused. Whoever is gone
  /// stays so: to ask again is no fault.
  public func deleteUser(
    _ request: DeleteUserRequest, _ options: CallOptions = CallOptions()
  ) async throws -> DeleteUserResponse {
    try await caller.call(UsersMethods.deleteUser, request, options)
  }

  /// Puts on record that the caller asked for what they may not, and was refused before it came to
  /// the service that would have refused it. For the gateway.
  public func noteRefusal(
    _ request: NoteRefusalRequest, _ options: CallOptions = CallOptions()
  ) async throws -> NoteRefusalResponse {
    try await caller.call(UsersMethods.noteRefusal, request, options)
  }

  /// Gives figures about all people.
  public func getUserStats(
    _ request: GetUserStatsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> UserStats {
    try await caller.call(UsersMethods.getUserStats, request, options)
  }

  /// Ties a person to what an outside identity provider calls them. Another tie is refused, and so
  /// is a name that is someone else's.
  public func linkExternalId(
    _ request: LinkExternalIdRequest, _ options: CallOptions = CallOptions()
  ) async throws -> User {
    try await caller.call(UsersMethods.linkExternalId, request, options)
  }

  /// Unties a person from the outside identity provider.
  public func unlinkExternalId(
    _ request: UnlinkExternalIdRequest, _ options: CallOptions = CallOptions()
  ) async throws -> User {
    try await caller.call(UsersMethods.unlinkExternalId, request, options)
  }

  /// Gives the person whom an outside identity provider vouches for: who is tied to that name, else
  /// who has the address that it verified, else somebody new.
  public func findOrCreateExternalUser(
    _ request: FindOrCreateExternalUserRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ExternalUser {
    try await caller.call(UsersMethods.findOrCreateExternalUser, request, options)
  }

  /// Takes one chunk of a CSV upload. A chunk that was taken before is answered as it was then.
  public func importUsers(
    _ request: ImportUsersRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ImportUsersResponse {
    try await caller.call(UsersMethods.importUsers, request, options)
  }

  /// Lists uploads, the latest first; an organizer sees their own.
  public func listImports(
    _ request: ListImportsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListImportsResponse {
    try await caller.call(UsersMethods.listImports, request, options)
  }

  /// Gives one upload and how far it has come.
  public func getImport(
    _ request: GetImportRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Import {
    try await caller.call(UsersMethods.getImport, request, options)
  }

  /// Takes back what an upload did to people: who was added goes, what was filled in is emptied.
  /// Whom anything has used or changed since stays. Refused when an event has learned of it.
  public func undoImport(
    _ request: UndoImportRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Import {
    try await caller.call(UsersMethods.undoImport, request, options)
  }
}
