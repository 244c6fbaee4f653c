import Foundation
import ProcessKit
import Testing

@testable import RPC

@Suite struct `Peers that misbehave: integration` {
  /// The first 8 bytes of an SP connection: a REQ socket says who it is.
  static let handshake: [UInt8] = [0, 0x53, 0x50, 0, 0, 0x30, 0, 0]

  /// Connects, sends, waits for the handshake's answer if asked, and closes.
  private func touch(_ port: Int, _ bytes: [UInt8], reset: Bool = false) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(connected == 0)
    if reset {
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }
    if !bytes.isEmpty { _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
  }

  /// An SP message: 8 bytes of length, 4 of nng's request id, then the body.
  private func message(_ body: [UInt8], length: UInt64? = nil) -> [UInt8] {
    let size = length ?? UInt64(body.count + 4)
    let prefix = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: size >> $0) }
    return Self.handshake + prefix + [0x80, 0, 0, 1] + body
  }

  @Test
  func `a thousand closed connections, garbage and wrapped lengths kill nothing, cost nothing`()
    async throws
  {
    let scene = try Scene()
    let replica = try scene.replica("a")
    let client = channel(to: [replica.endpoint])
    _ = try await client.call(abused("Echo"), "before", .patient)
    let frame = try requestFrame(header())
    func abuse(_ rounds: Int) throws {
      for port in [replica.endpoint.port, replica.endpoint.sidePort] {
        for round in 0..<rounds { try touch(port, [], reset: round % 2 == 0) }
        try touch(port, (0..<512).map { _ in UInt8.random(in: 0...255) })
        for length: UInt64 in [.max, .max - 7, 1 << 63, 1 << 40, UInt64(Frame.messageLimit) + 1] {
          try touch(port, message([1, 2, 3], length: length))
        }
        for cut in stride(from: 0, to: frame.count, by: 7) {
          try touch(port, message(Array(frame.prefix(cut))))
        }
        var wrapped = frame
        wrapped.replaceSubrange(8..<16, with: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        try touch(port, message(wrapped))
      }
    }
    try abuse(250)
    _ = try await client.call(abused("Echo"), "between", .patient)
    let before = try replica.residentKiB()
    try abuse(250)
    #expect(try await client.call(abused("Echo"), "after", .patient) == "after")
    #expect(try await HealthClient(client).check(CheckRequest()).status == .serving)
    #expect(replica.isRunning)
    #expect(try replica.residentKiB() - before < 2048)
  }

  @Test func `bytes that are no frame get no answer and are counted`() async throws {
    let local = try LocalServer([LocalServer.echo])
    let peer = try RawPeer(.request)
    defer { peer.close() }
    try await peer.dial(local.endpoint.url(.data))
    let frame = try requestFrame(header())
    for bytes in [[], [1, 2, 3], Array(frame.dropLast()), frame + [0], Array(frame.dropFirst())] {
      try await peer.send(bytes)
    }
    try await eventually("all are counted") { local.server.refusalCounts[.garbage] == 5 }
    #expect(try responseHeader(try await peer.exchange(frame)).code == .ok)
  }

  @Test(arguments: [
    "nothing", "garbage", "cut", "other key", "other call", "unsigned OK", "request",
  ])
  func `a client survives a replica that answers with`(_ what: String) async throws {
    let replica = try RawPeer(.reply)
    defer { replica.close() }
    let port = try replica.listen()
    let client = channel(
      to: [Endpoint(host: "127.0.0.1", port: port, sidePort: port)], pingInterval: .seconds(60))
    let call = Task {
      await status {
        _ = try await client.call(abused("Echo", .keyed), "hello", .patient)
      }
    }
    // Pings of the side socket come here too: answer until the call is over.
    let served = Task {
      while !Task.isCancelled {
        let request = try await replica.receive()
        try await replica.send(try wrongAnswer(to: request, what))
      }
    }
    let failure = await call.value
    served.cancel()
    replica.cancel()
    #expect(failure?.code == .internal)
    #expect(client.statistics.badAnswers >= 1)
    try await eventually("every slot is free") { client.busySlots == 0 }
  }

  private func wrongAnswer(to request: [UInt8], _ what: String) throws -> [UInt8] {
    let prefix = try #require(request.withUnsafeBytes { Frame.Prefix($0) })
    let header = try RequestHeader.decode(Array(request[prefix.headerRange]))
    func answer(_ callID: [UInt8], _ key: ServiceKey?) throws -> [UInt8] {
      let message = try Frame.make(
        .response, caller: clientName, header: ResponseHeader(callId: callID, executed: .finished),
        payload: RawPayload("hello"), key: key)
      return message.withBytes { [UInt8]($0) }
    }
    return switch what {
    case "nothing": []
    case "garbage": (0..<200).map { _ in UInt8.random(in: 0...255) }
    case "cut": Array(try answer(header.callId, clientKey).dropLast(5))
    case "other key": try answer(header.callId, otherKey)
    case "other call": try answer(CallID.make().bytes, clientKey)
    case "unsigned OK": try answer(header.callId, nil)
    default: request
    }
  }
}

@Suite struct `A replica that nng has lost: integration` {
  /// Accepts connections and says nothing: TCP answers, nng never gets a connection.
  private func deafListener() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Int in
        guard bind(descriptor, address, size) == 0, listen(descriptor, 64) == 0,
          getsockname(descriptor, address, &size) == 0
        else { return 0 }
        return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          Int(UInt16(bigEndian: $0.pointee.sin_port))
        }
      }
    }
    try #require(port > 0)
    return (descriptor, port)
  }

  @Test func `gets new sockets when a plain connect finds it`() async throws {
    let (descriptor, port) = try deafListener()
    defer { close(descriptor) }
    let client = Channel(
      ChannelConfiguration(
        caller: clientName, callee: serverName, key: clientKey,
        endpoints: { [Endpoint(host: "127.0.0.1", port: port, sidePort: port)] },
        pingInterval: .milliseconds(50), cutOffLimit: .milliseconds(200)))
    try await eventually("new sockets") { client.statistics.renewedSockets > 0 }
  }

  @Test func `keeps its sockets while nothing answers there`() async throws {
    let port = try freePort()
    let looks = Counter()
    let client = Channel(
      ChannelConfiguration(
        caller: clientName, callee: serverName, key: clientKey,
        endpoints: {
          looks.add()
          return [Endpoint(host: "127.0.0.1", port: port, sidePort: port)]
        },
        pingInterval: .milliseconds(20), cutOffLimit: .milliseconds(40)))
    try await eventually("many looks") { looks.value > 20 }
    #expect(client.statistics.renewedSockets == 0)
  }
}
