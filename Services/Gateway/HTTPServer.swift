internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// The gateway's listening socket.
final class HTTPServer: Sendable {
  private let server: HummingbirdCore.Server<HTTPConnection>
  private let gateway: Gateway
  private let task: Task<Void, any Error>
  let port: Int

  /// Listens and begins to answer.
  /// - Throws: when the address is taken or not ours.
  init(_ gateway: Gateway, log: Logger) async throws {
    let (ports, found) = AsyncStream<Int>.makeStream()
    let settings = gateway.settings
    let server = HummingbirdCore.Server(
      childChannelSetup: HTTPConnection(gateway: gateway),
      configuration: ServerConfiguration(
        address: .hostname(settings.host, port: settings.port), backlog: 1024),
      onServerRunning: { channel in found.yield(channel.localAddress?.port ?? 0) },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: log)
    task = Task {
      defer { found.finish() }
      try await server.run()
    }
    var port: Int?
    for await one in ports {
      port = one
      break
    }
    guard let port else {
      try await task.value
      throw CancellationError()
    }
    self.port = port
    self.server = server
    self.gateway = gateway
  }

  /// Takes no more connections, lets the requests under way finish, and closes the rest.
  /// - Returns: whether all finished within `limit`.
  func drain(within limit: Duration) async -> Bool {
    gateway.drain()
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask { [server, task] in
        do {
          try await server.shutdownGracefully()
          try await task.value
          return true
        } catch { return false }
      }
      group.addTask {
        do { try await ContinuousClock().sleep(for: limit) } catch { return true }
        return false
      }
      let finished = await group.next() ?? false
      if !finished { return false }
      group.cancelAll()
      return true
    }
  }
}
