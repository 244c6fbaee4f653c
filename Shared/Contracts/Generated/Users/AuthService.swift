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
  /// What the list of sessions calls the device, at most 100 characters; empty takes the name that
  /// the client gives itself.
  public var deviceName: String

  public init() {
    email = ""
    password = ""
    deviceName = ""
  }

  public init(
    email: String = "",
    password: String = "",
    deviceName: String = ""
  ) {
    self.email = email
    self.password = password
    self.deviceName = deviceName
  }
}

/// A pair of tokens for the one who signed in.
public struct LoginResponse: Message {
  /// A JSON Web Token signed with Ed25519.
  public var accessToken: String
  /// Trades once for the next pair of tokens, within 14 days.
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

/// Asks for the next pair of tokens.
public struct RefreshRequest: Message {
  /// The last refresh token of the session.
  public var refreshToken: String

  public init() {
    refreshToken = ""
  }

  public init(
    refreshToken: String = ""
  ) {
    self.refreshToken = refreshToken
  }
}

/// Asks to end a session.
public struct LogoutRequest: Message {
  /// For those whose access token has run out already; otherwise it may be empty.
  public var refreshToken: String

  public init() {
    refreshToken = ""
  }

  public init(
    refreshToken: String = ""
  ) {
    self.refreshToken = refreshToken
  }
}

/// The session has ended.
public struct LogoutResponse: Message {

  public init() {
  }
}

/// Asks to end every session of oneself.
public struct LogoutAllRequest: Message {

  public init() {
  }
}

/// All sessions have ended.
public struct LogoutAllResponse: Message {

  public init() {
  }
}

/// Asks for one's sessions.
public struct ListSessionsRequest: Message {

  public init() {
  }
}

/// Where a person is signed in.
public struct ListSessionsResponse: Message {
  /// At most 200, the last used first.
  public var sessions: [Session]

  public init() {
    sessions = []
  }

  public init(
    sessions: [Session] = []
  ) {
    self.sessions = sessions
  }
}

/// A sign-in that goes on.
public struct Session: Message {
  /// UUIDv7.
  public var id: String
  /// What the device is called, or what its client calls itself; may be empty.
  public var device: String
  /// The network address it was last used from; empty when not known.
  public var address: String
  /// When the person signed in.
  public var createdAt: Timestamp?
  /// When it was last refreshed.
  public var lastUsedAt: Timestamp?
  /// When it ends unless it is used before, at the latest 90 days after it began.
  public var expiresAt: Timestamp?
  /// Whether it is the one that asks.
  public var current: Bool

  public init() {
    id = ""
    device = ""
    address = ""
    createdAt = nil
    lastUsedAt = nil
    expiresAt = nil
    current = false
  }

  public init(
    id: String = "",
    device: String = "",
    address: String = "",
    createdAt: Timestamp? = nil,
    lastUsedAt: Timestamp? = nil,
    expiresAt: Timestamp? = nil,
    current: Bool = false
  ) {
    self.id = id
    self.device = device
    self.address = address
    self.createdAt = createdAt
    self.lastUsedAt = lastUsedAt
    self.expiresAt = expiresAt
    self.current = current
  }
}

/// Asks to end a session of oneself.
public struct RevokeSessionRequest: Message {
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

/// The session has ended.
public struct RevokeSessionResponse: Message {

  public init() {
  }
}

/// Asks to replace one's password.
public struct ChangePasswordRequest: Message {
  /// The password so far.
  public var currentPassword: String
  /// The password from now on: 12 to 128 characters, and none that many people use.
  public var newPassword: String

  public init() {
    currentPassword = ""
    newPassword = ""
  }

  public init(
    currentPassword: String = "",
    newPassword: String = ""
  ) {
    self.currentPassword = currentPassword
    self.newPassword = newPassword
  }
}

/// Asks for an account.
public struct SignUpRequest: Message {
  /// The person's own e-mail address, in any case.
  public var email: String
  /// 12 to 128 characters, and none that many people use.
  public var password: String
  /// At most 100 characters.
  public var firstName: String
  /// At most 100 characters.
  public var lastName: String

  public init() {
    email = ""
    password = ""
    firstName = ""
    lastName = ""
  }

  public init(
    email: String = "",
    password: String = "",
    firstName: String = "",
    lastName: String = ""
  ) {
    self.email = email
    self.password = password
    self.firstName = firstName
    self.lastName = lastName
  }
}

/// A mail is under way, if there is anything to say to the address.
public struct SignUpResponse: Message {

  public init() {
  }
}

/// Brings the token of a mailed link.
public struct VerifyEmailRequest: Message {
  /// What stands behind "token=" in the link.
  public var token: String

  public init() {
    token = ""
  }

  public init(
    token: String = ""
  ) {
    self.token = token
  }
}

/// The address is proven.
public struct VerifyEmailResponse: Message {
  /// The address that was proven; one signs in with it.
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

/// Asks for the mail with the link once more.
public struct ResendVerificationRequest: Message {
  /// The address; one's own when it is empty and one is signed in.
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

/// A mail is under way, if there is anything to prove.
public struct ResendVerificationResponse: Message {

  public init() {
  }
}

/// Asks for a mail that sets another password.
public struct ForgotPasswordRequest: Message {
  /// The address that one signs in with.
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

/// A mail is under way, if somebody has the address.
public struct ForgotPasswordResponse: Message {

  public init() {
  }
}

/// Sets another password.
public struct ResetPasswordRequest: Message {
  /// What stands behind "token=" in the link.
  public var token: String
  /// The password from now on: 12 to 128 characters, and none that many people use.
  public var newPassword: String

  public init() {
    token = ""
    newPassword = ""
  }

  public init(
    token: String = "",
    newPassword: String = ""
  ) {
    self.token = token
    self.newPassword = newPassword
  }
}

/// The password is set; all sessions have ended.
public struct ResetPasswordResponse: Message {

  public init() {
  }
}

/// Asks for a code by text message.
public struct StartPhoneRequest: Message {
  /// The number to prove; the one on record when it is empty.
  public var phone: String

  public init() {
    phone = ""
  }

  public init(
    phone: String = ""
  ) {
    self.phone = phone
  }
}

/// The code is under way; it counts for 10 minutes.
public struct StartPhoneResponse: Message {

  public init() {
  }
}

/// Brings the code of a text message.
public struct VerifyPhoneRequest: Message {
  /// Six digits.
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
    deviceName = try unsafe readText(c.pointee.device_name)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__LoginRequest.self, credopass__users__v1__login_request__init)
    unsafe c.pointee.email = try arena.text(email)
    unsafe c.pointee.password = try arena.text(password)
    unsafe c.pointee.device_name = try arena.text(deviceName)
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

extension RefreshRequest {
  public static var fullName: String { "credopass.users.v1.RefreshRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__RefreshRequest.self, credopass__users__v1__refresh_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__RefreshRequest.self)
    refreshToken = try unsafe readText(c.pointee.refresh_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__RefreshRequest.self, credopass__users__v1__refresh_request__init)
    unsafe c.pointee.refresh_token = try arena.text(refreshToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension LogoutRequest {
  public static var fullName: String { "credopass.users.v1.LogoutRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__LogoutRequest.self, credopass__users__v1__logout_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__LogoutRequest.self)
    refreshToken = try unsafe readText(c.pointee.refresh_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__LogoutRequest.self, credopass__users__v1__logout_request__init)
    unsafe c.pointee.refresh_token = try arena.text(refreshToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension LogoutResponse {
  public static var fullName: String { "credopass.users.v1.LogoutResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__LogoutResponse.self, credopass__users__v1__logout_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__LogoutResponse.self, credopass__users__v1__logout_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension LogoutAllRequest {
  public static var fullName: String { "credopass.users.v1.LogoutAllRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__LogoutAllRequest.self, credopass__users__v1__logout_all_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__LogoutAllRequest.self, credopass__users__v1__logout_all_request__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension LogoutAllResponse {
  public static var fullName: String { "credopass.users.v1.LogoutAllResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__LogoutAllResponse.self, credopass__users__v1__logout_all_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__LogoutAllResponse.self, credopass__users__v1__logout_all_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListSessionsRequest {
  public static var fullName: String { "credopass.users.v1.ListSessionsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ListSessionsRequest.self, credopass__users__v1__list_sessions_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ListSessionsRequest.self, credopass__users__v1__list_sessions_request__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListSessionsResponse {
  public static var fullName: String { "credopass.users.v1.ListSessionsResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ListSessionsResponse.self, credopass__users__v1__list_sessions_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ListSessionsResponse.self)
    sessions = try unsafe readMessages(c.pointee.n_sessions, c.pointee.sessions)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ListSessionsResponse.self, credopass__users__v1__list_sessions_response__init)
    unsafe c.pointee.n_sessions = sessions.count
    unsafe c.pointee.sessions = try arena.list(sessions) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Users__V1__Session.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension Session {
  public static var fullName: String { "credopass.users.v1.Session" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__Session.self, credopass__users__v1__session__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__Session.self)
    id = try unsafe readText(c.pointee.id)
    device = try unsafe readText(c.pointee.device)
    address = try unsafe readText(c.pointee.address)
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.last_used_at {
      lastUsedAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.expires_at {
      expiresAt = try unsafe Timestamp(unpacked: inner)
    }
    current = unsafe c.pointee.current != 0
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__Session.self, credopass__users__v1__session__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.device = try arena.text(device)
    unsafe c.pointee.address = try arena.text(address)
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.last_used_at = try lastUsedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.expires_at = try expiresAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.current = current ? 1 : 0
    return UnsafeMutableRawPointer(c)
  }
}

extension RevokeSessionRequest {
  public static var fullName: String { "credopass.users.v1.RevokeSessionRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__RevokeSessionRequest.self, credopass__users__v1__revoke_session_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__RevokeSessionRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__RevokeSessionRequest.self, credopass__users__v1__revoke_session_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension RevokeSessionResponse {
  public static var fullName: String { "credopass.users.v1.RevokeSessionResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__RevokeSessionResponse.self, credopass__users__v1__revoke_session_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__RevokeSessionResponse.self, credopass__users__v1__revoke_session_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension ChangePasswordRequest {
  public static var fullName: String { "credopass.users.v1.ChangePasswordRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ChangePasswordRequest.self, credopass__users__v1__change_password_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ChangePasswordRequest.self)
    currentPassword = try unsafe readText(c.pointee.current_password)
    newPassword = try unsafe readText(c.pointee.new_password)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ChangePasswordRequest.self, credopass__users__v1__change_password_request__init)
    unsafe c.pointee.current_password = try arena.text(currentPassword)
    unsafe c.pointee.new_password = try arena.text(newPassword)
    return UnsafeMutableRawPointer(c)
  }
}

extension SignUpRequest {
  public static var fullName: String { "credopass.users.v1.SignUpRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__SignUpRequest.self, credopass__users__v1__sign_up_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__SignUpRequest.self)
    email = try unsafe readText(c.pointee.email)
    password = try unsafe readText(c.pointee.password)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__SignUpRequest.self, credopass__users__v1__sign_up_request__init)
    unsafe c.pointee.email = try arena.text(email)
    unsafe c.pointee.password = try arena.text(password)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    return UnsafeMutableRawPointer(c)
  }
}

extension SignUpResponse {
  public static var fullName: String { "credopass.users.v1.SignUpResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__SignUpResponse.self, credopass__users__v1__sign_up_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__SignUpResponse.self, credopass__users__v1__sign_up_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension VerifyEmailRequest {
  public static var fullName: String { "credopass.users.v1.VerifyEmailRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__VerifyEmailRequest.self, credopass__users__v1__verify_email_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__VerifyEmailRequest.self)
    token = try unsafe readText(c.pointee.token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__VerifyEmailRequest.self, credopass__users__v1__verify_email_request__init)
    unsafe c.pointee.token = try arena.text(token)
    return UnsafeMutableRawPointer(c)
  }
}

extension VerifyEmailResponse {
  public static var fullName: String { "credopass.users.v1.VerifyEmailResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__VerifyEmailResponse.self, credopass__users__v1__verify_email_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__VerifyEmailResponse.self)
    email = try unsafe readText(c.pointee.email)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__VerifyEmailResponse.self, credopass__users__v1__verify_email_response__init)
    unsafe c.pointee.email = try arena.text(email)
    return UnsafeMutableRawPointer(c)
  }
}

extension ResendVerificationRequest {
  public static var fullName: String { "credopass.users.v1.ResendVerificationRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ResendVerificationRequest.self, credopass__users__v1__resend_verification_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ResendVerificationRequest.self)
    email = try unsafe readText(c.pointee.email)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ResendVerificationRequest.self, credopass__users__v1__resend_verification_request__init)
    unsafe c.pointee.email = try arena.text(email)
    return UnsafeMutableRawPointer(c)
  }
}

extension ResendVerificationResponse {
  public static var fullName: String { "credopass.users.v1.ResendVerificationResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ResendVerificationResponse.self, credopass__users__v1__resend_verification_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ResendVerificationResponse.self, credopass__users__v1__resend_verification_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension ForgotPasswordRequest {
  public static var fullName: String { "credopass.users.v1.ForgotPasswordRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ForgotPasswordRequest.self, credopass__users__v1__forgot_password_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ForgotPasswordRequest.self)
    email = try unsafe readText(c.pointee.email)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ForgotPasswordRequest.self, credopass__users__v1__forgot_password_request__init)
    unsafe c.pointee.email = try arena.text(email)
    return UnsafeMutableRawPointer(c)
  }
}

extension ForgotPasswordResponse {
  public static var fullName: String { "credopass.users.v1.ForgotPasswordResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ForgotPasswordResponse.self, credopass__users__v1__forgot_password_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ForgotPasswordResponse.self, credopass__users__v1__forgot_password_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension ResetPasswordRequest {
  public static var fullName: String { "credopass.users.v1.ResetPasswordRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ResetPasswordRequest.self, credopass__users__v1__reset_password_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__ResetPasswordRequest.self)
    token = try unsafe readText(c.pointee.token)
    newPassword = try unsafe readText(c.pointee.new_password)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ResetPasswordRequest.self, credopass__users__v1__reset_password_request__init)
    unsafe c.pointee.token = try arena.text(token)
    unsafe c.pointee.new_password = try arena.text(newPassword)
    return UnsafeMutableRawPointer(c)
  }
}

extension ResetPasswordResponse {
  public static var fullName: String { "credopass.users.v1.ResetPasswordResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__ResetPasswordResponse.self, credopass__users__v1__reset_password_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__ResetPasswordResponse.self, credopass__users__v1__reset_password_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension StartPhoneRequest {
  public static var fullName: String { "credopass.users.v1.StartPhoneRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__StartPhoneRequest.self, credopass__users__v1__start_phone_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__StartPhoneRequest.self)
    phone = try unsafe readText(c.pointee.phone)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__StartPhoneRequest.self, credopass__users__v1__start_phone_request__init)
    unsafe c.pointee.phone = try arena.text(phone)
    return UnsafeMutableRawPointer(c)
  }
}

extension StartPhoneResponse {
  public static var fullName: String { "credopass.users.v1.StartPhoneResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__StartPhoneResponse.self, credopass__users__v1__start_phone_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__StartPhoneResponse.self, credopass__users__v1__start_phone_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension VerifyPhoneRequest {
  public static var fullName: String { "credopass.users.v1.VerifyPhoneRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__VerifyPhoneRequest.self, credopass__users__v1__verify_phone_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__VerifyPhoneRequest.self)
    code = try unsafe readText(c.pointee.code)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__VerifyPhoneRequest.self, credopass__users__v1__verify_phone_request__init)
    unsafe c.pointee.code = try arena.text(code)
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
  public static let refresh = Method<RefreshRequest, LoginResponse>(
    name: "credopass.users.v1.AuthService/Refresh", idempotency: .keyed)
  public static let logout = Method<LogoutRequest, LogoutResponse>(
    name: "credopass.users.v1.AuthService/Logout", idempotency: .idempotent)
  public static let logoutAll = Method<LogoutAllRequest, LogoutAllResponse>(
    name: "credopass.users.v1.AuthService/LogoutAll", idempotency: .idempotent)
  public static let listSessions = Method<ListSessionsRequest, ListSessionsResponse>(
    name: "credopass.users.v1.AuthService/ListSessions", idempotency: .noSideEffects)
  public static let revokeSession = Method<RevokeSessionRequest, RevokeSessionResponse>(
    name: "credopass.users.v1.AuthService/RevokeSession", idempotency: .idempotent)
  public static let changePassword = Method<ChangePasswordRequest, LoginResponse>(
    name: "credopass.users.v1.AuthService/ChangePassword", idempotency: .idempotent)
  public static let signUp = Method<SignUpRequest, SignUpResponse>(
    name: "credopass.users.v1.AuthService/SignUp", idempotency: .keyed)
  public static let verifyEmail = Method<VerifyEmailRequest, VerifyEmailResponse>(
    name: "credopass.users.v1.AuthService/VerifyEmail", idempotency: .keyed)
  public static let resendVerification = Method<ResendVerificationRequest, ResendVerificationResponse>(
    name: "credopass.users.v1.AuthService/ResendVerification", idempotency: .keyed)
  public static let forgotPassword = Method<ForgotPasswordRequest, ForgotPasswordResponse>(
    name: "credopass.users.v1.AuthService/ForgotPassword", idempotency: .keyed)
  public static let resetPassword = Method<ResetPasswordRequest, ResetPasswordResponse>(
    name: "credopass.users.v1.AuthService/ResetPassword", idempotency: .keyed)
  public static let startPhone = Method<StartPhoneRequest, StartPhoneResponse>(
    name: "credopass.users.v1.AuthService/StartPhone", idempotency: .keyed)
  public static let verifyPhone = Method<VerifyPhoneRequest, User>(
    name: "credopass.users.v1.AuthService/VerifyPhone", idempotency: .keyed)
  public static let getKeySet = Method<GetKeySetRequest, KeySet>(
    name: "credopass.users.v1.AuthService/GetKeySet", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [login.name, refresh.name, logout.name, logoutAll.name, listSessions.name, revokeSession.name, changePassword.name, signUp.name, verifyEmail.name, resendVerification.name, forgotPassword.name, resetPassword.name, startPhone.name, verifyPhone.name, getKeySet.name]
}

/// Signing in.
public protocol AuthService: Service {
  /// Trades e-mail address and password for a pair of tokens. Every failure looks the same, and who
  /// fails often has to wait, whether the person exists or not.
  func login(
    _ request: LoginRequest, _ call: CallContext
  ) async throws -> LoginResponse
  /// Trades a refresh token for the next pair. Each counts once: one that comes again ends its
  /// session, unless the same idempotency key repeats the call within 10 seconds.
  func refresh(
    _ request: RefreshRequest, _ call: CallContext
  ) async throws -> LoginResponse
  /// Ends the session of the access token, of the refresh token given, or both.
  func logout(
    _ request: LogoutRequest, _ call: CallContext
  ) async throws -> LogoutResponse
  /// Ends every session of oneself; no access token given out before counts any more.
  func logoutAll(
    _ request: LogoutAllRequest, _ call: CallContext
  ) async throws -> LogoutAllResponse
  /// Lists the sessions of oneself, the last used first.
  func listSessions(
    _ request: ListSessionsRequest, _ call: CallContext
  ) async throws -> ListSessionsResponse
  /// Ends a session of oneself.
  func revokeSession(
    _ request: RevokeSessionRequest, _ call: CallContext
  ) async throws -> RevokeSessionResponse
  /// Replaces the password; every other session ends, and this one goes on with the tokens given.
  func changePassword(
    _ request: ChangePasswordRequest, _ call: CallContext
  ) async throws -> LoginResponse
  /// Asks for an account. The answer is always the same; what comes next is in the mail that goes to
  /// the address: its link makes the account, or lets the person who is known by it claim theirs.
  func signUp(
    _ request: SignUpRequest, _ call: CallContext
  ) async throws -> SignUpResponse
  /// Takes the token of a mailed link: makes or claims the account that was asked for, or proves
  /// that the address is the person's. Each counts once.
  func verifyEmail(
    _ request: VerifyEmailRequest, _ call: CallContext
  ) async throws -> VerifyEmailResponse
  /// Asks for the mail with the link once more. The answer is always the same.
  func resendVerification(
    _ request: ResendVerificationRequest, _ call: CallContext
  ) async throws -> ResendVerificationResponse
  /// Asks for a mail whose link sets another password. The answer is always the same.
  func forgotPassword(
    _ request: ForgotPasswordRequest, _ call: CallContext
  ) async throws -> ForgotPasswordResponse
  /// Sets another password by the token of a mailed link, which counts once; every session ends.
  func resetPassword(
    _ request: ResetPasswordRequest, _ call: CallContext
  ) async throws -> ResetPasswordResponse
  /// Sends a code to a phone of oneself.
  func startPhone(
    _ request: StartPhoneRequest, _ call: CallContext
  ) async throws -> StartPhoneResponse
  /// Takes the code: the number becomes one's own, and proven. Five wrong ones void it.
  func verifyPhone(
    _ request: VerifyPhoneRequest, _ call: CallContext
  ) async throws -> User
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
      MethodHandler(AuthMethods.refresh) { try await self.refresh($0, $1) },
      MethodHandler(AuthMethods.logout) { try await self.logout($0, $1) },
      MethodHandler(AuthMethods.logoutAll) { try await self.logoutAll($0, $1) },
      MethodHandler(AuthMethods.listSessions) { try await self.listSessions($0, $1) },
      MethodHandler(AuthMethods.revokeSession) { try await self.revokeSession($0, $1) },
      MethodHandler(AuthMethods.changePassword) { try await self.changePassword($0, $1) },
      MethodHandler(AuthMethods.signUp) { try await self.signUp($0, $1) },
      MethodHandler(AuthMethods.verifyEmail) { try await self.verifyEmail($0, $1) },
      MethodHandler(AuthMethods.resendVerification) { try await self.resendVerification($0, $1) },
      MethodHandler(AuthMethods.forgotPassword) { try await self.forgotPassword($0, $1) },
      MethodHandler(AuthMethods.resetPassword) { try await self.resetPassword($0, $1) },
      MethodHandler(AuthMethods.startPhone) { try await self.startPhone($0, $1) },
      MethodHandler(AuthMethods.verifyPhone) { try await self.verifyPhone($0, $1) },
      MethodHandler(AuthMethods.getKeySet) { try await self.getKeySet($0, $1) },
    ]
  }
}

/// Calls credopass.users.v1.AuthService.
public struct AuthClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Trades e-mail address and password for a pair of tokens. Every failure looks the same, and who
  /// fails often has to wait, whether the person exists or not.
  public func login(
    _ request: LoginRequest, _ options: CallOptions = CallOptions()
  ) async throws -> LoginResponse {
    try await caller.call(AuthMethods.login, request, options)
  }

  /// Trades a refresh token for the next pair. Each counts once: one that comes again ends its
  /// session, unless the same idempotency key repeats the call within 10 seconds.
  public func refresh(
    _ request: RefreshRequest, _ options: CallOptions = CallOptions()
  ) async throws -> LoginResponse {
    try await caller.call(AuthMethods.refresh, request, options)
  }

  /// Ends the session of the access token, of the refresh token given, or both.
  public func logout(
    _ request: LogoutRequest, _ options: CallOptions = CallOptions()
  ) async throws -> LogoutResponse {
    try await caller.call(AuthMethods.logout, request, options)
  }

  /// Ends every session of oneself; no access token given out before counts any more.
  public func logoutAll(
    _ request: LogoutAllRequest, _ options: CallOptions = CallOptions()
  ) async throws -> LogoutAllResponse {
    try await caller.call(AuthMethods.logoutAll, request, options)
  }

  /// Lists the sessions of oneself, the last used first.
  public func listSessions(
    _ request: ListSessionsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListSessionsResponse {
    try await caller.call(AuthMethods.listSessions, request, options)
  }

  /// Ends a session of oneself.
  public func revokeSession(
    _ request: RevokeSessionRequest, _ options: CallOptions = CallOptions()
  ) async throws -> RevokeSessionResponse {
    try await caller.call(AuthMethods.revokeSession, request, options)
  }

  /// Replaces the password; every other session ends, and this one goes on with the tokens given.
  public func changePassword(
    _ request: ChangePasswordRequest, _ options: CallOptions = CallOptions()
  ) async throws -> LoginResponse {
    try await caller.call(AuthMethods.changePassword, request, options)
  }

  /// Asks for an account. The answer is always the same; what comes next is in the mail that goes to
  /// the address: its link makes the account, or lets the person who is known by it claim theirs.
  public func signUp(
    _ request: SignUpRequest, _ options: CallOptions = CallOptions()
  ) async throws -> SignUpResponse {
    try await caller.call(AuthMethods.signUp, request, options)
  }

  /// Takes the token of a mailed link: makes or claims the account that was asked for, or proves
  /// that the address is the person's. Each counts once.
  public func verifyEmail(
    _ request: VerifyEmailRequest, _ options: CallOptions = CallOptions()
  ) async throws -> VerifyEmailResponse {
    try await caller.call(AuthMethods.verifyEmail, request, options)
  }

  /// Asks for the mail with the link once more. The answer is always the same.
  public func resendVerification(
    _ request: ResendVerificationRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ResendVerificationResponse {
    try await caller.call(AuthMethods.resendVerification, request, options)
  }

  /// Asks for a mail whose link sets another password. The answer is always the same.
  public func forgotPassword(
    _ request: ForgotPasswordRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ForgotPasswordResponse {
    try await caller.call(AuthMethods.forgotPassword, request, options)
  }

  /// Sets another password by the token of a mailed link, which counts once; every session ends.
  public func resetPassword(
    _ request: ResetPasswordRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ResetPasswordResponse {
    try await caller.call(AuthMethods.resetPassword, request, options)
  }

  /// Sends a code to a phone of oneself.
  public func startPhone(
    _ request: StartPhoneRequest, _ options: CallOptions = CallOptions()
  ) async throws -> StartPhoneResponse {
    try await caller.call(AuthMethods.startPhone, request, options)
  }

  /// Takes the code: the number becomes one's own, and proven. Five wrong ones void it.
  public func verifyPhone(
    _ request: VerifyPhoneRequest, _ options: CallOptions = CallOptions()
  ) async throws -> User {
    try await caller.call(AuthMethods.verifyPhone, request, options)
  }

  /// Gives the public keys that access tokens are verified with.
  public func getKeySet(
    _ request: GetKeySetRequest, _ options: CallOptions = CallOptions()
  ) async throws -> KeySet {
    try await caller.call(AuthMethods.getKeySet, request, options)
  }
}
