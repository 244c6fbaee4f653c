internal import NIOCore
internal import NIOHTTPTypes

/// Bytes have come, before it is known what they are.
enum Arrival { case bytes }

/// First in the line: tells of bytes that make no request yet.
final class ArrivalBell: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    context.fireUserInboundEventTriggered(Arrival.bytes)
    context.fireChannelRead(data)
  }
}

/// Ends what holds a connection too long: a client that says nothing, one that sends or takes too
/// slowly, and everybody once the gateway drains. Sees the client leave while it is worked for.
final class ConnectionWatch: ChannelDuplexHandler {
  typealias InboundIn = RequestPart
  typealias InboundOut = RequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// A request may be on its way when a connection looks idle.
  private static let grace = TimeAmount.milliseconds(300)

  /// A span of time in which the client has something to do, and what it did.
  private struct Window {
    var start = NIODeadline.now()
    /// Bytes of bodies that came, and of answers that were written.
    var moved = 0
    /// Bytes that it left untaken when the window opened.
    var left = 0
  }

  private let gateway: Gateway
  private let departure: Departure
  private let idleTimeout: TimeAmount
  private let patience: TimeAmount
  /// Bytes that must move in a window.
  private let pace: Int
  /// Requests begun and not answered.
  private var unanswered = 0
  /// The client is in the middle of a request's body.
  private var isReading = false
  private var isEnding = false
  /// What comes now belongs to a request that was given up.
  private var isOver = false
  private var lastActive = NIODeadline.now()
  /// When the first byte came of a head that is not whole.
  private var headSince: NIODeadline?
  private var window = Window()
  private var timer: Scheduled<Void>?

  init(_ gateway: Gateway, _ departure: Departure) {
    self.gateway = gateway
    self.departure = departure
    let settings = gateway.settings
    idleTimeout = TimeAmount(settings.idleTimeout)
    patience = TimeAmount(settings.clientTimeout)
    pace = Int(settings.clientTimeout / .seconds(1) * Double(settings.clientRate))
  }

  func handlerAdded(context: ChannelHandlerContext) {
    lookAgain(context)
    // Accepted while the listener closed: nobody will tell this connection.
    if gateway.isDraining { endSoon(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
  }

  // MARK: Patience

  /// A look now and then costs less than a timer that follows every byte.
  private func lookAgain(_ context: ChannelHandlerContext) {
    let often = TimeAmount.nanoseconds(min(patience, idleTimeout).nanoseconds / 4)
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: often) { [self] in
      lookAgain(context)
      look(context)
    }
  }

  /// What the client does not take from us, in bytes.
  private func untaken(_ context: ChannelHandlerContext) -> Int {
    do {
      return try context.channel.syncOptions?.getOption(.bufferedWritableBytes) ?? 0
    } catch { return 0 }
  }

  private func look(_ context: ChannelHandlerContext) {
    let now = NIODeadline.now()
    let untaken = untaken(context)
    if untaken > 0 || isReading {
      guard window.start + patience <= now else { return }
      if window.moved + window.left - untaken < pace {
        return untaken > 0 ? abandon(context) : refuse(context, "body")
      }
      window = Window(left: untaken)
    } else if unanswered == 0 {
      // While we work the client may well be silent.
      if let headSince, headSince + patience <= now { return refuse(context, "head") }
      if lastActive + idleTimeout <= now { context.close(promise: nil) }
    }
  }

  /// Nobody reads what we say: there is nothing to be told.
  private func abandon(_ context: ChannelHandlerContext) {
    gateway.countSlow("answer")
    context.close(promise: nil)
  }

  private func refuse(_ context: ChannelHandlerContext, _ what: String) {
    gateway.countSlow(what)
    takeIn(.malformed(Gateway.tooSlow), context)
    context.fireChannelReadComplete()
  }

  private func endSoon(_ context: ChannelHandlerContext) {
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.grace) { [self] in
      isEnding = true
      if unanswered == 0 { context.close(promise: nil) }
    }
  }

  // MARK: What passes

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if !isOver { takeIn(unwrapInboundIn(data), context) }
  }

  private func takeIn(_ part: RequestPart, _ context: ChannelHandlerContext) {
    lastActive = .now()
    switch part {
    case .head:
      unanswered += 1
      isReading = true
      headSince = nil
      window = Window(start: lastActive)
    case .body(let buffer): window.moved += buffer.readableBytes
    case .end: isReading = false
    case .malformed:
      // It gets an answer, too, unless it is a part of one that does.
      if !isReading { unanswered += 1 }
      isReading = false
      isOver = true
      headSince = nil
    }
    context.fireChannelRead(wrapInboundOut(part))
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    switch unwrapOutboundIn(data) {
    case .head: if !isReading { window = Window(left: untaken(context)) }
    case .body(let buffer): window.moved += buffer.readableBytes
    case .end:
      lastActive = .now()
      unanswered -= 1
      if isEnding && unanswered == 0 {
        context.writeAndFlush(data, promise: promise)
        return context.close(promise: nil)
      }
    }
    context.write(data, promise: promise)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is Arrival {
      if !isReading && !isOver && headSince == nil { headSince = .now() }
      return
    }
    if let event = event as? ChannelEvent, event == .inputClosed { departure.leave() }
    if event is ChannelShouldQuiesceEvent { return endSoon(context) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    departure.leave()
    context.fireChannelInactive()
  }
}

extension TimeAmount {
  init(_ span: Duration) {
    let parts = span.components
    self = .nanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
  }
}
