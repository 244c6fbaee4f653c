internal import Contracts
internal import Daemon
internal import RPC

/// Asks the services that own people and events, as this service itself.
struct Owners: Sendable {
  let users: UsersClient
  let events: EventsClient
  var patience = Duration.seconds(2)

  init(_ daemon: Daemon) throws {
    users = UsersClient(try daemon.channel("users"))
    events = EventsClient(try daemon.channel("events"))
  }

  private var options: CallOptions { CallOptions(timeout: patience, accessToken: "") }

  /// - Throws: UNAVAILABLE and the like when nobody can say.
  func isKnown(_ person: PatronID) async throws -> Bool {
    do {
      _ = try await users.getUser(GetUserRequest(id: person.rawValue.description), options)
      return true
    } catch let status as Status {
      if status.code == .notFound { return false }
      throw status
    }
  }

  /// Every event there is, page by page.
  func eachPage(_ body: ([Event]) async throws -> Void) async throws {
    var request = ListEventsRequest(pageSize: 200, orderBy: "created_at")
    repeat {
      let answer = try await events.listEvents(request, options)
      try await body(answer.events)
      request.pageToken = answer.nextPageToken
    } while !request.pageToken.isEmpty
  }
}
