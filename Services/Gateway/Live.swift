internal import Contracts
internal import Glibc
internal import HTTPTypes
internal import Identity
internal import RPC

// An event's door as server-sent events (HTML standard, section 9.2).
extension Gateway {
  /// Streams an event's live view: each message is the whole, under its version as id, so that who
  /// was away misses nothing by coming back. It ends when the right to it does, when the event is
  /// gone, and when we drain.
  func live(
    _ request: Incoming, _ asker: Asker, _ path: Parameters, _ query: Parameters
  ) async throws(Refusal) -> Answer {
    if let other = query.first(where: { $0.name != "ticket" }) {
      throw .invalid("/\(other.name)", "is no query parameter here: allowed is ticket")
    }
    guard hub.listeners < settings.liveLimit else { throw .unavailable("too many listeners") }
    let listener = LiveListener(
      event: (path.last?.text ?? "").lowercased(),
      options: options(request, asker, key: "", timeout: settings.timeout))
    let first = try await hub.judge(listener)
    let known = request.head.headerFields[.lastEventID].flatMap { Int64($0) }
    let end = asker.principal.map { $0.expiresAt + TokenVerifier.leeway } ?? .max
    var answer = Answer(status: 200, contentType: "text/event-stream")
    // Proxies that collect an answer before they pass it on would show nothing.
    answer.headers = [("Cache-Control", "no-store"), ("X-Accel-Buffering", "no")]
    answer.pieces = { [hub, trust = settings.liveTrust] write in
      let seat = hub.join(listener, first)
      defer { hub.leave(listener, seat) }
      // Spread: who lost us all at once comes back one after the other.
      try await write(Array("retry: \(Int.random(in: 1000...4000))\n\n".utf8))
      if known != first.version { try await write(first.bytes) }
      var (seen, generation) = (first.version, seat.generation)
      var judgeAt = ContinuousClock.now + trust * Double.random(in: 0.5...1)
      while let news = await hub.news(listener, seat, after: generation) {
        generation = news.generation
        if Int64(time(nil)) >= end { return }
        if news.doubted.contains(listener.token) || judgeAt <= .now {
          guard await hub.stillMay(listener) else { return }
          judgeAt = .now + trust * Double.random(in: 0.5...1)
        }
        let isNew = news.message.version != seen
        try await write(isNew ? news.message.bytes : LiveMessage.heartbeat)
        seen = news.message.version
      }
    }
    return answer
  }

  /// The ticket that a live view is asked for by, where no field can be sent.
  func ticket(_ request: Incoming, _ route: Route) throws(Refusal) -> String? {
    guard route.service == .live else { return nil }
    let tickets = try request.target.parameters().filter { $0.name == "ticket" }
    if tickets.isEmpty { return nil }
    guard tickets.count == 1, request.head.headerFields[.authorization] == nil else {
      throw .invalid("/ticket", "must come once, and without Authorization")
    }
    return tickets[0].text
  }

  /// The access token behind a ticket.
  /// - Throws: 401; 429 for who keeps on guessing, before the guess is looked at.
  func redeem(_ ticket: String, _ request: Incoming, _ event: String) async throws(Refusal)
    -> String
  {
    let stranger = Asker(principal: nil, token: "")
    return try await lives.token(
      of: ticket, event, options(request, stranger, key: "", timeout: settings.timeout))
  }
}

extension HTTPField.Name {
  static let lastEventID = known("Last-Event-ID")
}
