// swift-format-ignore-file
// Generated from credopass/users/v1/user_changes.proto by deploy/generate.

internal import CContracts
public import RPC

/// The users feed's payload of kind "UserChanged": the person as it is when the feed is read.
public struct UserChanged: Message {
  /// The person's id.
  public var id: String
  /// What became of the person.
  public var state: UserChanged.State
  /// What the person may do.
  public var role: User.Role
  /// Tokens of an earlier epoch are void.
  public var tokenEpoch: Int64
  /// Empty once erased.
  public var firstName: String
  /// Empty once erased.
  public var lastName: String

  public init() {
    id = ""
    state = .unspecified
    role = .unspecified
    tokenEpoch = 0
    firstName = ""
    lastName = ""
  }

  public init(
    id: String = "",
    state: UserChanged.State = .unspecified,
    role: User.Role = .unspecified,
    tokenEpoch: Int64 = 0,
    firstName: String = "",
    lastName: String = ""
  ) {
    self.id = id
    self.state = state
    self.role = role
    self.tokenEpoch = tokenEpoch
    self.firstName = firstName
    self.lastName = lastName
  }

  /// What became of a person.
  public enum State: Enumeration {
    /// Not said.
    case unspecified
    /// Takes part.
    case active
    /// Kept, but shut out.
    case deactivated
    /// The person's data are wiped; the id stays.
    case erased
    /// The person and everything of theirs goes.
    case purged
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .active, .deactivated, .erased, .purged]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .active
      case 2: self = .deactivated
      case 3: self = .erased
      case 4: self = .purged
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .active: 1
      case .deactivated: 2
      case .erased: 3
      case .purged: 4
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "STATE_UNSPECIFIED"
      case .active: "ACTIVE"
      case .deactivated: "DEACTIVATED"
      case .erased: "ERASED"
      case .purged: "PURGED"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// The users feed's payload of kind "KeySetChanged": every key that is accepted now.
public struct KeySetChanged: Message {
  /// The whole set.
  public var keySet: KeySet?

  public init() {
    keySet = nil
  }

  public init(
    keySet: KeySet? = nil
  ) {
    self.keySet = keySet
  }
}

/// The users feed's payload of kind "SessionEnded": access tokens given out in it are void.
public struct SessionEnded: Message {
  /// The session's id.
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

extension UserChanged {
  public static var fullName: String { "credopass.users.v1.UserChanged" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__UserChanged.self, credopass__users__v1__user_changed__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__UserChanged.self)
    id = try unsafe readText(c.pointee.id)
    state = unsafe UserChanged.State(rawValue: Int32(bitPattern: c.pointee.state.rawValue))
    role = unsafe User.Role(rawValue: Int32(bitPattern: c.pointee.role.rawValue))
    tokenEpoch = unsafe c.pointee.token_epoch
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__UserChanged.self, credopass__users__v1__user_changed__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.state = .init(rawValue: UInt32(bitPattern: state.rawValue))
    unsafe c.pointee.role = .init(rawValue: UInt32(bitPattern: role.rawValue))
    unsafe c.pointee.token_epoch = tokenEpoch
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    return UnsafeMutableRawPointer(c)
  }
}

extension KeySetChanged {
  public static var fullName: String { "credopass.users.v1.KeySetChanged" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__KeySetChanged.self, credopass__users__v1__key_set_changed__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__KeySetChanged.self)
    if let inner = unsafe c.pointee.key_set {
      keySet = try unsafe KeySet(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__KeySetChanged.self, credopass__users__v1__key_set_changed__init)
    unsafe c.pointee.key_set = try keySet?.layOut(in: arena).assumingMemoryBound(to: Credopass__Users__V1__KeySet.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension SessionEnded {
  public static var fullName: String { "credopass.users.v1.SessionEnded" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__SessionEnded.self, credopass__users__v1__session_ended__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__SessionEnded.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__SessionEnded.self, credopass__users__v1__session_ended__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}
