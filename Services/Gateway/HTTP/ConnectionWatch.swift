internal import NIOCore
internal import NIOHTTPTypes
internal import Synchronization

/// Sees the client leave while its request is being worked on, and gives connections that wait
/// for their next request a moment at shutdown.
final class ConnectionWatch: ChannelInboundHandler, Sendable {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  private struct State {
    var hasLeft = false
    var left: (@Sendable () -> Void)?
  }

  /// A request may be on its way when a connection looks idle.
  private static let grace = TimeAmount.milliseconds(300)
  private let state = Mutex(State())

  /// Calls `body` once, when the client closes its side; at once if it has.
  func onLeave(_ body: @escaping @Sendable () -> Void) {
    let late = state.withLock { state in
      state.left = body
      return state.hasLeft
    }
    if late { body() }
  }

  private func leave() {
    let body = state.withLock { state in
      defer { state.hasLeft = true }
      return state.hasLeft ? nil : state.left
    }
    body?()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { leave() }
    guard event is ChannelShouldQuiesceEvent else {
      return context.fireUserInboundEventTriggered(event)
    }
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: Self.grace) {
      bound.value.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }
}
