import Contracts
import Daemon
import Postgres
import RPC

struct LiveHandlers: LiveService {
  private static let arrivals: Int64 = 10

  let store: Store
  let board: LiveBoard
  let doorkeepers: Doorkeepers
  let tickets: LiveTickets

  func getLiveView(_ request: GetLiveViewRequest, _ call: CallContext) async throws -> LiveView {
    let eventID = try UUID128(checked: request.eventId, "event_id")
    try await authorize(call, eventID)
    return try await view(eventID)
  }

  func watchEvent(_ request: WatchEventRequest, _ call: CallContext) async throws -> LiveView {
    let eventID = try UUID128(checked: request.eventId, "event_id")
    guard (0...20_000).contains(request.waitMs) else {
      throw Status.invalid("wait_ms", "must be from 0 to 20,000")
    }
    try await authorize(call, eventID)
    let asked = ContinuousClock.now + .milliseconds(Int64(request.waitMs))
    let end = min(asked, call.deadline - .milliseconds(100))
    let live = try await store.database.first(Statements.live(eventID))
    if live?.version == request.after, ContinuousClock.now < end {
      await board.wait(eventID, past: request.after, until: end)
      try Task.checkCancellation()
    }
    return try await view(eventID)
  }

  func issueLiveTicket(
    _ request: IssueLiveTicketRequest, _ call: CallContext
  ) async throws -> LiveTicket {
    let eventID = try UUID128(checked: request.eventId, "event_id")
    try await authorize(call, eventID)
    // By the time that tokens live by, not by that which doors are told.
    let (ticket, end) = tickets.issue(call.accessToken, eventID, now: .now)
    return LiveTicket(
      ticket: ticket, expiresAt: Timestamp(end), url: "/v1/events/\(eventID)/live?ticket=\(ticket)")
  }

  /// Who has a ticket gets no more by this than by the ticket: the token is judged by whoever is
  /// shown it, as ever.
  func redeemLiveTicket(
    _ request: RedeemLiveTicketRequest, _ call: CallContext
  ) async throws -> RedeemedLiveTicket {
    let eventID = try UUID128(checked: request.eventId, "event_id")
    guard let token = tickets.token(of: request.ticket, eventID, now: .now) else {
      throw Status.badTicket
    }
    return RedeemedLiveTicket(accessToken: token)
  }

  /// People only: a device has no business with it.
  private func authorize(_ call: CallContext, _ eventID: UUID128) async throws {
    let doorkeeper = try await doorkeepers.doorkeeper(of: call, at: eventID).doorkeeper
    if doorkeeper.device != nil { throw Access.denied }
  }

  private func view(_ eventID: UUID128) async throws -> LiveView {
    // The version first: what comes meanwhile is told again with the next.
    guard let live = try await store.database.first(Statements.live(eventID)) else {
      throw Status.unknownEvent
    }
    let arrivals = try await store.database.query(Statements.newcomers(eventID, Self.arrivals))
    return LiveView(
      eventId: eventID.description, version: live.version, present: live.present,
      attended: live.attended,
      lastScans: arrivals.map { arrival in
        LiveView.Arrival(
          userId: arrival.patronID.description, firstName: arrival.firstName,
          at: Timestamp(arrival.at), deviceId: arrival.deviceID)
      })
  }
}
