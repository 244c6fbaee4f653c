internal import NIOCore
internal import NIOExtras
internal import NIOPosix

/// The gateway's listening socket.
final class HTTPServer: Sendable {
  private let gateway: Gateway
  private let listener: any Channel
  private let quiescing: ServerQuiescingHelper
  let port: Int

  /// Listens and begins to answer.
  /// - Throws: when the address is taken or not ours.
  init(_ gateway: Gateway) async throws {
    let settings = gateway.settings
    let group = MultiThreadedEventLoopGroup.singleton
    let quiescing = ServerQuiescingHelper(group: group)
    let connection = HTTPConnection(gateway: gateway)
    listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = quiescing.makeServerChannelHandler(channel: channel)
          try channel.pipeline.syncOperations.addHandlers([AcceptBackoffHandler(), handler])
        }
      }
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try connection.begin(on: channel) }
      }
      .bind(host: settings.host, port: settings.port).get()
    port = listener.localAddress?.port ?? settings.port
    self.quiescing = quiescing
    self.gateway = gateway
  }

  /// Takes no more connections, lets the requests under way finish, and closes the rest.
  /// - Returns: whether all finished within `limit`.
  func drain(within limit: Duration) async -> Bool {
    gateway.drain()
    let ended = listener.eventLoop.makePromise(of: Void.self)
    quiescing.initiateShutdown(promise: ended)
    let late = listener.eventLoop.scheduleTask(in: TimeAmount(limit)) { ended.fail(Late()) }
    defer { late.cancel() }
    do {
      try await ended.futureResult.get()
      return true
    } catch { return false }
  }

  private struct Late: Error {}
}
