internal import Contracts
internal import RPC

/// What live views ask of the service that owns the doors.
struct LiveCalls: Sendable {
  private static let service = "credopass.attendance.v1.LiveService/"

  let backends: Backends
  let schema: Schema

  /// An event's view as it is.
  func now(_ listener: LiveListener) async throws(Refusal) -> LiveMessage {
    try await message("GetLiveView", GetLiveViewRequest(eventId: listener.event), listener.options)
  }

  /// The view once it is at another version than `after`, or as it is when the wait is over.
  func next(
    _ listener: LiveListener, after: Int64, wait: Duration
  ) async throws(Refusal) -> LiveMessage {
    var options = listener.options
    options.timeout = wait + .seconds(5)
    let milliseconds = Int32(min(wait, .seconds(20)) / .milliseconds(1))
    return try await message(
      "WatchEvent",
      WatchEventRequest(eventId: listener.event, after: after, waitMs: milliseconds), options)
  }

  /// The access token that a ticket stands for.
  func token(of ticket: String, _ event: String, _ options: CallOptions) async throws(Refusal)
    -> String
  {
    let request = RedeemLiveTicketRequest(eventId: event, ticket: ticket)
    let answer = try await call("RedeemLiveTicket", request, options).answer
    do { return try RedeemedLiveTicket.decode(answer).accessToken } catch { throw .internal }
  }

  private func message(
    _ name: String, _ request: some Message, _ options: CallOptions
  ) async throws(Refusal) -> LiveMessage {
    let (method, answer) = try await call(name, request, options)
    do {
      let version = try LiveView.decode(answer).version
      let json = try method.output.json(fromWire: answer)
      return LiveMessage(
        version: version, bytes: Array("id: \(version)\ndata: ".utf8) + json + Array("\n\n".utf8))
    } catch { throw .internal }
  }

  private func call(
    _ name: String, _ request: some Message, _ options: CallOptions
  ) async throws(Refusal) -> (method: MethodSchema, answer: [UInt8]) {
    guard let method = schema.method(Self.service + name) else { throw Gateway.noRoute }
    let message: [UInt8]
    do { message = try request.encode() } catch { throw .internal }
    return (method, try await backends.call(method, message, options))
  }
}
