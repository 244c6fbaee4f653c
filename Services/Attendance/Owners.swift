import Contracts
import Postgres
import RPC

/// Asks the services that own people and events, as this service itself. Nil: the owner has none.
struct Owners: Sendable {
  let users: UsersClient
  let events: EventsClient
  let enrollments: EnrollmentsClient
  var patience = Duration.seconds(2)

  private func options(key: String = "") -> CallOptions {
    CallOptions(timeout: patience, idempotencyKey: key, accessToken: "")
  }

  func event(_ id: UUID128) async throws -> Event? {
    try await known { try await events.getEvent(GetEventRequest(id: id.description), options()) }
  }

  func user(_ id: UUID128) async throws -> User? {
    try await known { try await users.getUser(GetUserRequest(id: id.description), options()) }
  }

  /// Those of the ids that are known.
  func users(_ ids: [UUID128]) async throws -> [User] {
    var known: [User] = []
    for start in stride(from: 0, to: ids.count, by: 200) {
      let some = ids[start..<min(start + 200, ids.count)].map(\.description)
      known += try await users.batchGetUsers(BatchGetUsersRequest(ids: some), options()).users
    }
    return known
  }

  func enrollment(event: UUID128, user: UUID128) async throws -> Enrollment? {
    let request = GetEnrollmentRequest(eventId: event.description, userId: user.description)
    return try await known { try await enrollments.getEnrollment(request, options()) }
  }

  private func known<Value>(_ ask: () async throws -> Value) async throws -> Value? {
    do { return try await ask() } catch let status as Status where status.code == .notFound {
      return nil
    }
  }

  // MARK: Whole lists, for copies that are made anew

  func eachUser(_ page: ([User]) async throws -> Void) async throws {
    var request = ListUsersRequest(pageSize: 200, orderBy: "created_at")
    repeat {
      let answer = try await users.listUsers(request, options())
      try await page(answer.users)
      request.pageToken = answer.nextPageToken
    } while !request.pageToken.isEmpty
  }

  func eachEvent(_ body: (Event) async throws -> Void) async throws {
    var request = ListEventsRequest(pageSize: 200, orderBy: "created_at")
    repeat {
      let answer = try await events.listEvents(request, options())
      for event in answer.events { try await body(event) }
      request.pageToken = answer.nextPageToken
    } while !request.pageToken.isEmpty
  }

  func eachEnrollment(
    of event: String, _ page: ([Enrollment]) async throws -> Void
  ) async throws {
    var request = ListEnrollmentsRequest(pageSize: 200, eventId: event)
    repeat {
      let answer = try await enrollments.listEnrollments(request, options())
      try await page(answer.enrollments)
      request.pageToken = answer.nextPageToken
    } while !request.pageToken.isEmpty
  }

  // MARK: Past events

  /// Somebody's event of a name and start; nil when there is none.
  func event(of host: String, _ name: String, start: Instant) async throws -> Event? {
    var request = ListEventsRequest(
      pageSize: 200, hostId: host, from: Timestamp(start),
      to: Timestamp(Instant(microseconds: start.microseconds + 1)))
    repeat {
      let answer = try await events.listEvents(request, options())
      let found = answer.events.first {
        $0.name == name && $0.startTime == Timestamp(start) && $0.canceledAt == nil
      }
      if let found { return found }
      request.pageToken = answer.nextPageToken
    } while !request.pageToken.isEmpty
    return nil
  }

  /// Makes an event for the person whose call is being answered; a repeat makes none.
  func make(_ request: CreateEventRequest, key: String) async throws -> Event {
    try await events.createEvent(
      request, CallOptions(timeout: patience, idempotencyKey: key))
  }

  /// Publishes an event for the person whose call is being answered.
  func publish(_ id: String) async throws -> Event {
    try await events.publishEvent(PublishEventRequest(id: id), CallOptions(timeout: patience))
  }

  // MARK: Walk-ins

  /// The person behind what is written of somebody: who has the e-mail address, else who has the
  /// phone number and no e-mail address, else a person made now.
  ///
  /// - Parameters:
  ///   - key: names the creation, so that repeats make nobody else.
  ///   - creates: false only looks by e-mail address.
  func identify(_ newcomer: Newcomer, key: String, creates: Bool = true) async throws -> User? {
    try await identified(newcomer, key: key, creates: creates)?.user
  }

  /// The same, and whether the person was made by the call of this key.
  func identified(
    _ newcomer: Newcomer, key: String, creates: Bool = true
  ) async throws -> (user: User, isNew: Bool)? {
    if let user = try await holder(ofAddress: newcomer.email) { return (user, false) }
    guard creates else { return nil }
    do {
      return (try await create(newcomer, key: key), true)
    } catch let status as Status where status.code == .alreadyExists {
      if let user = try await holder(ofAddress: newcomer.email) { return (user, false) }
      if let id = status.fact("user_id").flatMap({ UUID128($0) }),
        let user = try await user(id), user.email.isEmpty
      {
        return (user, false)
      }
    }
    // The number is that of somebody with an e-mail address: of somebody else.
    var unreachable = newcomer
    unreachable.phone = ""
    return (try await create(unreachable, key: "\(key) -"), true)
  }

  private func holder(ofAddress email: String) async throws -> User? {
    if email.isEmpty { return nil }
    return try await known {
      try await users.getUserByEmail(GetUserByEmailRequest(email: email), options())
    }
  }

  private func create(_ newcomer: Newcomer, key: String) async throws -> User {
    let request = CreateUserRequest(
      email: newcomer.email, phone: newcomer.phone, firstName: newcomer.firstName,
      lastName: newcomer.lastName)
    return try await users.createUser(request, options(key: key))
  }
}

extension Status {
  /// What a refusal says beside its reason.
  func fact(_ key: String) -> String? {
    details?.errorInfo?.metadata.first { $0.key == key }?.value
  }
}
