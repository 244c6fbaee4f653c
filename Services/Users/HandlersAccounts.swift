internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

// Accounts: asked for, opened, proven, opened again. What is asked for by mail is answered before
// anybody looks whether the address is known.
extension AuthHandlers {
  func signUp(_ request: SignUpRequest, _ call: CallContext) async throws -> SignUpResponse {
    var asking = AccountStore.Asking(purpose: .register, email: try Self.email(request.email))
    let password = try judged { () throws(Unfit) in try Rules.password(request.password) }
    asking.firstName = try judged { () throws(Unfit) in
      try Rules.name(request.firstName, "first_name")
    }
    asking.lastName = try judged { () throws(Unfit) in
      try Rules.name(request.lastName, "last_name")
    }
    let counted = desk.keys.mails(to: asking.email, from: Client(access, call).network)
    // Who asks too often is not hashed for either.
    try answer(try await store.pause(Array(counted.keys)), .register)
    asking.hash = try await desk.hash(password)
    try await ask(asking, .register, call)
    return SignUpResponse()
  }

  func verifyEmail(
    _ request: VerifyEmailRequest, _ call: CallContext
  ) async throws -> VerifyEmailResponse {
    try await accounts.verify(try Self.token(request.token), call)
  }

  func resendVerification(
    _ request: ResendVerificationRequest, _ call: CallContext
  ) async throws -> ResendVerificationResponse {
    var email = request.email
    if email.isEmpty, let principal = try await access.principal(call) {
      email = try await store.people.find(try Self.id(principal.userID))?.user.email ?? ""
    }
    try await ask(
      AccountStore.Asking(purpose: .resend, email: try Self.email(email)), .resend, call)
    return ResendVerificationResponse()
  }

  func forgotPassword(
    _ request: ForgotPasswordRequest, _ call: CallContext
  ) async throws -> ForgotPasswordResponse {
    try await ask(
      AccountStore.Asking(purpose: .forgot, email: try Self.email(request.email)), .forgot, call)
    return ForgotPasswordResponse()
  }

  func resetPassword(
    _ request: ResetPasswordRequest, _ call: CallContext
  ) async throws -> ResetPasswordResponse {
    let password = try judged { () throws(Unfit) in
      try Rules.password(request.newPassword, "new_password")
    }
    let token = try Self.token(request.token)
    return try await accounts.reset(token, to: try await desk.hash(password), call)
  }

  func startPhone(
    _ request: StartPhoneRequest, _ call: CallContext
  ) async throws -> StartPhoneResponse {
    let user = try await oneself(call).user
    var phone = try judged { () throws(Unfit) in try Rules.phone(request.phone, region) }
    if phone == nil { phone = try await store.people.find(user)?.user.phone }
    guard let phone, !phone.isEmpty else { throw Status.invalid("phone", "is needed") }
    let counted = desk.keys.texts(to: phone, of: user, from: Client(access, call).network)
    try answer(
      try await accounts.send(to: phone, for: user, counted), .startPhone, of: user)
    notes.note(.startPhone, .done, of: user)
    return StartPhoneResponse()
  }

  func verifyPhone(_ request: VerifyPhoneRequest, _ call: CallContext) async throws -> User {
    let user = try await oneself(call).user
    let code = try judged { () throws(Unfit) in try PhoneCode.checked(request.code) }
    let person = try await accounts.verify(code, of: user)
    notes.note(.verifyPhone, .done, of: user)
    return person.user
  }

  // MARK: Shared

  private func ask(
    _ asking: AccountStore.Asking, _ event: AuthNotes.Event, _ call: CallContext
  ) async throws {
    let counted = desk.keys.mails(to: asking.email, from: Client(access, call).network)
    try answer(try await accounts.ask(asking, counted), event)
    notes.note(event, .done, of: nil)
  }

  /// - Throws: RESOURCE_EXHAUSTED when there is a pause.
  private func answer(
    _ pause: Duration?, _ event: AuthNotes.Event, of user: UUID128? = nil
  ) throws {
    guard let pause else { return }
    notes.note(event, .throttled, of: user)
    throw Refusals.tooManyMessages(pause)
  }

  private static func email(_ text: String) throws -> String {
    let email = try judged { () throws(Unfit) in try Rules.email(text) }
    guard let email else { throw Status.invalid("email", "is needed") }
    return email
  }

  private static func token(_ text: String) throws -> RandomToken {
    guard let token = RandomToken(text) else { throw Refusals.token }
    return token
  }
}
