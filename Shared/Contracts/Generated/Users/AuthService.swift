// swift-format-ignore-file
// Generated from credopass/users/v1/auth_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Asks for an access token.
public struct LoginRequest: Message {
  /// The address in any case.
  public var email: String
  /// The password as it was chosen.
  public var password: String

  public init() {
    email = ""
    password = ""
  }

  public init(
    email: String = "",
    password: String = ""
  ) {
    self.email = email
    self.password = password
  }
}

/// A token for the one who signed in.
public struct LoginResponse: Message {
  /// A JSON Web Token signed with Ed25519.
  public var accessToken: String
  /// Trades once for the next pair of tokens; empty while refreshing is not offered.
  public var refreshToken: String
  /// Always "Bearer".
  public var tokenType: String
  /// How long the access token lives, in seconds.
  public var expiresIn: Int32
  /// Who signed in.
  public var user: User?

  public init() {
    accessToken = ""
    refreshToken = ""
    tokenType = ""
    expiresIn = 0
    user = nil
  }

  public init(
    accessToken: String = "",
    refreshToken: String = "",
    tokenType: String = "",
    expiresIn: Int32 = 0,
    user: User? = nil
  ) {
    self.accessToken = accessToken
    self.refreshToken = refreshToken
    self.tokenType = tokenType
    self.expiresIn = expiresIn
    self.user = user
  }
}

/// Asks for the public keys.
public struct GetKeySetRequest: Message {

  public init() {
  }
}

/// The public keys of access tokens.
public struct KeySet: Message {
  /// Newest first; a token is signed with any one of them.
  public var keys: [SigningKey]

  public init() {
    keys = []
  }

  public init(
    keys: [SigningKey] = []
  ) {
    self.keys = keys
  }
}

/// A public key of access tokens.
public struct SigningKey: Message {
  /// Named by the "kid" of a token's header.
  public var keyId: String
  /// The Ed25519 key, 32 bytes.
  public var publicKey: [UInt8]
  /// From when on tokens are signed with it.
  public var createdAt: Timestamp?
  /// When it stops being accepted; absent while it signs.
  public var retiresAt: Timestamp?

  public init() {
    keyId = ""
    publicKey = []
    createdAt = nil
    retiresAt = nil
  }

  public init(
    keyId: String = "",
    publicKey: [UInt8] = [],
    createdAt: Timestamp? = nil,
    retiresAt: Timestamp? = nil
  ) {
    self.keyId = keyId
    self.publicKey = publicKey
    self.createdAt = createdAt
    self.retiresAt = retiresAt
  }
}

extension LoginRequest {
  public static var fullName: String { "credopass.users.v1.LoginRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__LoginRequest.self, credopass__users__v1__login_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__LoginRequest.self)
    email = try unsafe readText(c.pointee.email)
    password = try unsafe readText(c.pointee.password)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__LoginRequest.self, credopass__users__v1__login_request__init)
    unsafe c.pointee.email = try arena.text(email)
    unsafe c.pointee.password = try arena.text(password)
    return UnsafeMutableRawPointer(c)
  }
}

extension LoginResponse {
  public static var fullName: String { "credopass.users.v1.LoginResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__LoginResponse.self, credopass__users__v1__login_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__LoginResponse.self)
    accessToken = try unsafe readText(c.pointee.access_token)
    refreshToken = try unsafe readText(c.pointee.refresh_token)
    tokenType = try unsafe readText(c.pointee.token_type)
    expiresIn = unsafe c.pointee.expires_in
    if let inner = unsafe c.pointee.user {
      user = try unsafe User(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__LoginResponse.self, credopass__users__v1__login_response__init)
    unsafe c.pointee.access_token = try arena.text(accessToken)
    unsafe c.pointee.refresh_token = try arena.text(refreshToken)
    unsafe c.pointee.token_type = try arena.text(tokenType)
    unsafe c.pointee.expires_in = expiresIn
    unsafe c.pointee.user = try user?.layOut(in: arena).assumingMemoryBound(to: Credopass__Users__V1__User.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetKeySetRequest {
  public static var fullName: String { "credopass.users.v1.GetKeySetRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__GetKeySetRequest.self, credopass__users__v1__get_key_set_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__GetKeySetRequest.self, credopass__users__v1__get_key_set_request__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension KeySet {
  public static var fullName: String { "credopass.users.v1.KeySet" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__KeySet.self, credopass__users__v1__key_set__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__KeySet.self)
    keys = try unsafe readMessages(c.pointee.n_keys, c.pointee.keys)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__KeySet.self, credopass__users__v1__key_set__init)
    unsafe c.pointee.n_keys = keys.count
    unsafe c.pointee.keys = try arena.list(keys) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Users__V1__SigningKey.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension SigningKey {
  public static var fullName: String { "credopass.users.v1.SigningKey" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__SigningKey.self, credopass__users__v1__signing_key__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__SigningKey.self)
    keyId = try unsafe readText(c.pointee.key_id)
    publicKey = unsafe readBytes(c.pointee.public_key.len, c.pointee.public_key.data)
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.retires_at {
      retiresAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__SigningKey.self, credopass__users__v1__signing_key__init)
    unsafe c.pointee.key_id = try arena.text(keyId)
    unsafe c.pointee.public_key = .init(len: publicKey.count, data: try arena.bytes(publicKey))
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.retires_at = try retiresAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.users.v1.AuthService.
public enum AuthMethods {
  public static let login = Method<LoginRequest, LoginResponse>(
    name: "credopass.users.v1.AuthService/Login", idempotency: .keyed)
  public static let getKeySet = Method<GetKeySetRequest, KeySet>(
    name: "credopass.users.v1.AuthService/GetKeySet", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [login.name, getKeySet.name]
}

/// Signing in.
public protocol AuthService: Service {
  /// Trades e-mail address and password for an access token. Every failure looks the same.
  func login(
    _ request: LoginRequest, _ call: CallContext
  ) async throws -> LoginResponse
  /// Gives the public keys that access tokens are verified with.
  func getKeySet(
    _ request: GetKeySetRequest, _ call: CallContext
  ) async throws -> KeySet
}

extension AuthService {
  public static var name: String { "credopass.users.v1.AuthService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(AuthMethods.login) { try await self.login($0, $1) },
      MethodHandler(AuthMethods.getKeySet) { try await self.getKeySet($0, $1) },
    ]
  }
}

/// Calls credopass.users.v1.AuthService.
public struct AuthClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Trades e-mail address and password for an access token. Every failure looks the same.
  public func login(
    _ request: LoginRequest, _ options: CallOptions = CallOptions()
  ) async throws -> LoginResponse {
    try await caller.call(AuthMethods.login, request, options)
  }

  /// Gives the public keys that access tokens are verified with.
  public func getKeySet(
    _ request: GetKeySetRequest, _ options: CallOptions = CallOptions()
  ) async throws -> KeySet {
    try await caller.call(AuthMethods.getKeySet, request, options)
  }
}
