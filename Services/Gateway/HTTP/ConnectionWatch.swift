internal import NIOCore
internal import NIOHTTPTypes
internal import Synchronization

/// Tells once that the client has closed its side.
final class Departure: Sendable {
  private struct State {
    var hasLeft = false
    var left: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Calls `body` once, when the client closes its side; at once if it has.
  func whenLeft(_ body: @escaping @Sendable () -> Void) {
    let late = state.withLock { state in
      state.left = body
      return state.hasLeft
    }
    if late { body() }
  }

  func leave() {
    let body = state.withLock { state in
      defer { state.hasLeft = true }
      return state.hasLeft ? nil : state.left
    }
    body?()
  }
}

/// Closes a connection that waits for its client too long, or at all once the gateway drains, and
/// sees the client leave while its request is being worked on.
final class ConnectionWatch: ChannelDuplexHandler {
  typealias InboundIn = RequestPart
  typealias InboundOut = RequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// A request may be on its way when a connection looks idle.
  private static let grace = TimeAmount.milliseconds(300)

  private let gateway: Gateway
  private let idleTimeout: TimeAmount
  private let departure: Departure
  /// Requests begun and not answered.
  private var unanswered = 0
  /// The client is in the middle of a request.
  private var isReading = false
  private var isEnding = false
  private var lastActive = NIODeadline.now()
  private var timer: Scheduled<Void>?

  init(_ gateway: Gateway, _ departure: Departure) {
    self.gateway = gateway
    self.departure = departure
    let parts = gateway.settings.idleTimeout.components
    idleTimeout = .nanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    watchIdleness(context, idleTimeout)
    // Accepted while the listener closed: nobody will tell this connection.
    if gateway.isDraining { endSoon(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
  }

  private func watchIdleness(_ context: ChannelHandlerContext, _ time: TimeAmount) {
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
      let rest = lastActive + idleTimeout - .now()
      // While we work the client may well be silent.
      let waitsForClient = isReading || unanswered == 0
      if waitsForClient && rest <= .nanoseconds(0) { return context.close(promise: nil) }
      watchIdleness(context, rest > .nanoseconds(0) ? rest : idleTimeout)
    }
  }

  private func endSoon(_ context: ChannelHandlerContext) {
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.grace) { [self] in
      isEnding = true
      if unanswered == 0 { context.close(promise: nil) }
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    lastActive = .now()
    switch unwrapInboundIn(data) {
    case .head:
      unanswered += 1
      isReading = true
    case .body: break
    case .end: isReading = false
    case .malformed:
      // It gets an answer, too, unless it is a part of one that does.
      if !isReading { unanswered += 1 }
      isReading = false
    }
    context.fireChannelRead(data)
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    guard case .end = unwrapOutboundIn(data) else {
      return context.write(data, promise: promise)
    }
    lastActive = .now()
    unanswered -= 1
    if isEnding && unanswered == 0 {
      context.writeAndFlush(data, promise: promise)
      context.close(promise: nil)
    } else {
      context.write(data, promise: promise)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { departure.leave() }
    if event is ChannelShouldQuiesceEvent { return endSoon(context) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    departure.leave()
    context.fireChannelInactive()
  }
}
