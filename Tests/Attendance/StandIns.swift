import Contracts
import Postgres
import RPC
import Synchronization

/// Answers for people as users does, as far as a door asks.
final class KnownPeople: Service {
  static let name = "credopass.users.v1.UsersService"
  private struct Held {
    var users: [String: User] = [:]
    /// Answers under idempotency keys.
    var made: [String: User] = [:]
    var calls = 0
  }
  private let held = Mutex(Held())

  /// How many calls came.
  var calls: Int { held.withLock { $0.calls } }
  var count: Int { held.withLock { $0.users.count } }
  var all: [User] { held.withLock { Array($0.users.values) } }

  @discardableResult
  func add(_ first: String = "Ada", email: String = "", phone: String = "") -> UUID128 {
    let id = UUID128.v7()
    held.withLock {
      $0.users[id.description] = User(
        id: id.description, email: email, phone: phone, firstName: first, lastName: "L",
        active: true)
    }
    return id
  }

  func user(_ id: UUID128) -> User? { held.withLock { $0.users[id.description] } }

  private func ask<Value>(_ body: (inout Held) throws -> Value) rethrows -> Value {
    try held.withLock {
      $0.calls += 1
      return try body(&$0)
    }
  }

  private func create(_ request: CreateUserRequest, _ key: String) throws -> User {
    try ask { held in
      if let user = held.made[key] { return user }
      for user in held.users.values {
        if !request.email.isEmpty, user.email == request.email {
          throw taken("EMAIL_TAKEN", by: user)
        }
        if !request.phone.isEmpty, user.phone == request.phone {
          throw taken("PHONE_TAKEN", by: user)
        }
      }
      let user = User(
        id: UUID128.v7().description, email: request.email, phone: request.phone,
        firstName: request.firstName, lastName: request.lastName, active: true)
      held.users[user.id] = user
      held.made[key] = user
      return user
    }
  }

  private func taken(_ reason: String, by user: User) -> Status {
    .refused(.alreadyExists, reason, "taken", [("user_id", user.id)])
  }

  private static let unknown = Status(.notFound, "no such user")

  var handlers: [MethodHandler] {
    [
      MethodHandler(UsersMethods.getUser) { request, _ in
        guard let user = self.ask({ $0.users[request.id] }) else { throw Self.unknown }
        return user
      },
      MethodHandler(UsersMethods.batchGetUsers) { request, _ in
        BatchGetUsersResponse(users: self.ask { held in request.ids.compactMap { held.users[$0] } })
      },
      MethodHandler(UsersMethods.getUserByEmail) { request, _ in
        let found = self.ask { $0.users.values.first { $0.email == request.email } }
        guard let found else { throw Self.unknown }
        return found
      },
      MethodHandler(UsersMethods.listUsers) { request, _ in
        let users = self.ask { $0.users.values.sorted { $0.id < $1.id } }
        let page = pageOfOne(users, request.pageToken)
        return ListUsersResponse(users: page.values, nextPageToken: page.next)
      },
      MethodHandler(UsersMethods.createUser) { request, call in
        try self.create(request, call.idempotencyKey)
      },
    ]
  }
}

/// Answers for events as events does, as far as a door asks.
final class Programme: Service {
  static let name = "credopass.events.v1.EventsService"
  private struct Held {
    var events: [String: Event] = [:]
    var enrollments: [Enrollment] = []
    /// Events under idempotency keys.
    var made: [String: Event] = [:]
    var calls = 0
  }
  private let held = Mutex(Held())

  var calls: Int { held.withLock { $0.calls } }

  /// An event of 2030-06-01, 20:00 to 22:00 in Berlin.
  @discardableResult
  func add(_ change: (inout Event) -> Void = { _ in }) -> UUID128 {
    let id = UUID128.v7()
    var event = Event(
      id: id.description, hostId: UUID128.v7().description, name: "Jazz night",
      category: "concert", timeZone: "Europe/Berlin", startTime: Timestamp(TestClock.start),
      endTime: Timestamp(TestClock.start.adding(minutes: 120)), reentry: true,
      status: .scheduled, publishedAt: Timestamp(TestClock.start.adding(minutes: -9999)))
    change(&event)
    held.withLock { [event] in $0.events[event.id] = event }
    return id
  }

  func event(_ id: UUID128) -> Event? { held.withLock { $0.events[id.description] } }

  func enroll(_ user: UUID128, at event: UUID128) -> Enrollment {
    let enrollment = Enrollment(
      id: UUID128.v7().description, eventId: event.description, userId: user.description,
      status: .enrolled, enrolledAt: Timestamp(TestClock.start.adding(minutes: -1440)))
    held.withLock { $0.enrollments.append(enrollment) }
    return enrollment
  }

  func enrollments(at event: String) -> [Enrollment] {
    held.withLock { $0.enrollments.filter { $0.eventId == event } }
  }

  /// Makes an event of whose token it is, a draft.
  private func make(_ request: CreateEventRequest, _ key: String, for token: String) -> Event {
    held.withLock { held in
      if let made = held.made[key] { return made }
      let event = Event(
        id: UUID128.v7().description, hostId: hosts.withLock { $0[token] ?? "" },
        name: request.name, category: request.category, timeZone: request.timeZone,
        startTime: request.startTime,
        endTime: request.endTime
          ?? request.startTime.map { Timestamp(seconds: $0.seconds + 7200, nanos: 0) },
        reentry: true, status: .draft)
      held.events[event.id] = event
      held.made[key] = event
      return event
    }
  }

  private func publish(_ id: String) -> Event? {
    held.withLock { held in
      guard var event = held.events[id] else { return nil }
      event.status = .completed
      event.publishedAt = event.startTime
      held.events[id] = event
      return event
    }
  }

  /// Who is behind a token.
  let hosts = Mutex<[String: String]>([:])
  var all: [Event] { held.withLock { Array($0.events.values) } }

  func find(_ request: GetEnrollmentRequest) -> Enrollment? {
    held.withLock { held in
      held.calls += 1
      return held.enrollments.first {
        $0.eventId == request.eventId && $0.userId == request.userId
      }
    }
  }

  var handlers: [MethodHandler] {
    [
      MethodHandler(EventsMethods.getEvent) { request, _ in
        let event = self.held.withLock { held in
          held.calls += 1
          return held.events[request.id]
        }
        guard let event else { throw Status(.notFound, "no such event") }
        return event
      },
      MethodHandler(EventsMethods.listEvents) { request, _ in
        let events = self.held.withLock { $0.events.values.sorted { $0.id < $1.id } }
          .filter { request.hostId.isEmpty || $0.hostId == request.hostId }
        let page = pageOfOne(events, request.pageToken)
        return ListEventsResponse(events: page.values, nextPageToken: page.next)
      },
      MethodHandler(EventsMethods.createEvent) { request, call in
        if request.category == "refused" { throw Status.invalid("category", "is refused") }
        return self.make(request, call.idempotencyKey, for: call.accessToken)
      },
      MethodHandler(EventsMethods.publishEvent) { request, _ in
        guard let event = self.publish(request.id) else { throw Status(.notFound, "no such event") }
        return event
      },
    ]
  }
}

/// Answers for enrollments as events does.
struct Claims: Service {
  static let name = "credopass.events.v1.EnrollmentsService"
  let program: Programme

  var handlers: [MethodHandler] {
    [
      MethodHandler(EnrollmentsMethods.getEnrollment) { request, _ in
        guard let found = program.find(request) else {
          throw Status(.notFound, "no such enrollment")
        }
        return found
      },
      MethodHandler(EnrollmentsMethods.listEnrollments) { request, _ in
        let page = pageOfOne(program.enrollments(at: request.eventId), request.pageToken)
        return ListEnrollmentsResponse(enrollments: page.values, nextPageToken: page.next)
      },
    ]
  }
}

/// A list in pages of one, so that whoever reads it must follow the tokens.
private func pageOfOne<Value>(_ all: [Value], _ token: String) -> (values: [Value], next: String) {
  let place = Int(token) ?? 0
  return (Array(all.dropFirst(place).prefix(1)), place + 1 < all.count ? "\(place + 1)" : "")
}
