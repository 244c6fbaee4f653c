internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// Answers the calls about people, in the order of the contract.
struct UsersHandlers: UsersService {
  let store: Store
  let imports: ImportStore
  let undoing: UndoStore
  let parties: Parties
  let desk: Desk
  let access: Access
  let pages: PageTokens
  let region: PhoneRegion

  func createUser(_ request: CreateUserRequest, _ call: CallContext) async throws -> User {
    let actor = try await access.require(.staff, or: ["attendance", "ctl"], call)
    let role = try Role.of(request.role) ?? .participant
    guard Rights.gives(actor, role) else { throw Refusals.roleGiven }
    var draft = Draft(
      profile: try judged { () throws(Unfit) in try Profile(request, region) }, role: role)
    if !request.password.isEmpty {
      let password = try judged { () throws(Unfit) in try Rules.password(request.password) }
      draft.passwordHash = try await desk.hash(password)
    }
    return try await store.create(draft, call)
  }

  func getUser(_ request: GetUserRequest, _ call: CallContext) async throws -> User {
    let actor = try await signedIn(call)
    let id = try Self.id(request.id)
    guard Rights.sees(actor, id.description), let person = try await store.find(id) else {
      throw Refusals.notFound
    }
    return person.user
  }

  func batchGetUsers(
    _ request: BatchGetUsersRequest, _ call: CallContext
  ) async throws -> BatchGetUsersResponse {
    let actor = try await signedIn(call)
    guard request.ids.count <= 200 else { throw Status.invalid("ids", "must be at most 200") }
    let ids = try request.ids.map { try Self.id($0, "ids") }
      .filter { Rights.sees(actor, $0.description) }
    if ids.isEmpty { return BatchGetUsersResponse() }
    let people = Dictionary(
      try await store.find(Array(Set(ids))).map { ($0.id, $0.user) }, uniquingKeysWith: { $1 })
    return BatchGetUsersResponse(users: ids.compactMap { people[$0] })
  }

  func getUserByEmail(
    _ request: GetUserByEmailRequest, _ call: CallContext
  ) async throws -> User {
    let actor = try await signedIn(call)
    let email = try judged { () throws(Unfit) in try Rules.email(request.email) }
    guard let email else { throw Status.invalid("email", "is needed") }
    guard let person = try await store.find(email: email), Rights.sees(actor, person.user.id)
    else { throw Refusals.notFound }
    return person.user
  }

  func listUsers(
    _ request: ListUsersRequest, _ call: CallContext
  ) async throws -> ListUsersResponse {
    let actor = try await signedIn(call)
    if let principal = actor.principal, principal.role < .staff { throw Access.denied }
    let query = try ListQuery(request, pages)
    let page = try await store.list(query)
    var response = ListUsersResponse(users: page.prefix(query.size).map(\.user))
    if page.count > query.size, let last = page.prefix(query.size).last {
      response.nextPageToken = try query.token(after: last, pages)
    }
    return response
  }

  func updateUser(_ request: UpdateUserRequest, _ call: CallContext) async throws -> User {
    let actor = try await signedIn(call)
    let id = try Self.id(request.id)
    guard Rights.sees(actor, id.description) else { throw Refusals.notFound }
    guard Rights.edits(actor, id.description) else { throw Access.denied }
    guard request.expectedVersion >= 0 else {
      throw Status.invalid("expected_version", "must not be negative")
    }
    let edit = try judged { () throws(Unfit) in try ProfileEdit(request, region) }
    do {
      return try await store.update(id, edit, expected: request.expectedVersion)
    } catch let refusal as ProfileEdit.Refusal {
      throw Refusals.of(refusal)
    }
  }

  func signedIn(_ call: CallContext) async throws -> Actor {
    let actor = try await access.actor(call)
    if case .anonymous = actor { throw Access.notSignedIn }
    return actor
  }

  static func id(_ text: String, _ field: String = "id") throws -> UUID128 {
    guard let id = UUID128(text) else { throw Status.invalid(field, "must be a UUID") }
    return id
  }
}
