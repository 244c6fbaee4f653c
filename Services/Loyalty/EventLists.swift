internal import Contracts
internal import RPC

/// Asks events for all there are, as this service itself.
struct EventLists: Sendable {
  let events: EventsClient

  func eachPage(_ body: ([Event]) async throws -> Void) async throws {
    let options = CallOptions(timeout: .seconds(2), accessToken: "")
    var request = ListEventsRequest(pageSize: 200, orderBy: "created_at")
    repeat {
      let answer = try await events.listEvents(request, options)
      try await body(answer.events)
      request.pageToken = answer.nextPageToken
    } while !request.pageToken.isEmpty
  }
}
