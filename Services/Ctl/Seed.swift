import Contracts
import Foundation
import Identity
import Postgres
import RPC

/// Demo data, put in once: an organizer who can sign in, members, and an event tonight.
///
/// Each step has an idempotency key of its own that stays the same, so a start that broke off here
/// goes on where it was at the next.
struct Seed {
  struct Account: Sendable {
    let email: String
    let password: String
  }

  let deployment: Deployment

  init(_ deployment: Deployment) { self.deployment = deployment }

  private var mark: String { deployment.state + "/seeded" }
  private var secret: String { deployment.keys + "/demo" }

  /// Forgets that data was put in; to be called with the data's end.
  func forget() throws {
    for path in [mark, secret] where FileManager.default.fileExists(atPath: path) {
      try FileManager.default.removeItem(atPath: path)
    }
  }

  /// The organizer's sign-in; nil when there is no demo data.
  func account() throws -> Account? {
    guard FileManager.default.fileExists(atPath: mark) else { return nil }
    return try made()
  }

  private func made() throws -> Account {
    let words = hexadecimal(try SecretFile.secret(secret).reveal())
    return Account(email: "organizer@demo.test", password: "demo-\(words.prefix(20))")
  }

  /// Puts the data in unless it is there, or the services that keep it are not here.
  func plant() throws {
    let here = Set(deployment.services.map(\.name))
    guard here.isSuperset(of: ["users", "events"]) else { return }
    guard !FileManager.default.fileExists(atPath: mark) else { return }
    Terminal.say("putting in demo data")
    let account = try made()
    let asking = Asking(deployment: deployment)
    let moment = try self.moment()
    do {
      try waiting { try await Self.steps(account, asking, moment) }
      try Data().write(to: URL(fileURLWithPath: mark))
    } catch {
      // A deployment without demo data is still one.
      Terminal.say("  without demo data: \(Failure.of(error)?.description ?? "\(error)")")
    }
  }

  /// Seconds since 1970 of the first try: the same at the next, so that a repeat is one, and
  /// another once all data was thrown away.
  private func moment() throws -> Int64 {
    let attributes = try FileManager.default.attributesOfItem(atPath: secret)
    return Int64((attributes[.modificationDate] as? Date ?? Date()).timeIntervalSince1970)
  }

  private static let members = [
    ("Ada", "Lovelace"), ("Duke", "Ellington"), ("Ella", "Fitzgerald"), ("Alan", "Turing"),
    ("Nina", "Simone"),
  ]

  private static func steps(_ account: Account, _ asking: Asking, _ now: Int64) async throws {
    let users = UsersClient(try asking.channel("users"))
    func options(_ step: String) -> CallOptions {
      CallOptions(idempotencyKey: "demo-\(now)-\(step)", accessToken: "")
    }
    let organizer = try await users.createUser(
      CreateUserRequest(
        email: account.email, firstName: "Demo", lastName: "Organizer", role: .organizer,
        password: account.password), options("organizer"))
    let channel = try asking.channel("events")
    let events = EventsClient(channel)
    let event = try await events.createEvent(
      CreateEventRequest(
        hostId: organizer.id, name: "Jazz Night", description: "Bring an instrument.",
        category: "concert", location: "The Blue Door", timeZone: "Europe/Paris",
        startTime: Timestamp(seconds: now + 3600), endTime: Timestamp(seconds: now + 3 * 3600),
        capacity: 40), options("event"))
    _ = try await events.publishEvent(PublishEventRequest(id: event.id), options("publish"))
    let enrollments = EnrollmentsClient(channel)
    for (index, member) in members.enumerated() {
      let email = "\(member.0)@demo.test".lowercased()
      let user = try await users.createUser(
        CreateUserRequest(email: email, firstName: member.0, lastName: member.1),
        options("member-\(index)"))
      _ = try await enrollments.enroll(
        EnrollRequest(eventId: event.id, userId: user.id), options("enroll-\(index)"))
    }
  }
}
