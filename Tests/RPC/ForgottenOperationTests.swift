import CNNG
import Foundation
import NNG
import ProcessKit
import Testing

@testable import RPC

/// What nng 1.5.2 forgets when a connection closes between two steps of a message.
@Suite struct `Forgotten operations: integration` {
  private typealias Transfer = @convention(c) (OpaquePointer?, OpaquePointer?) -> Void

  @Test(arguments: ["nng_stream_recv", "nng_stream_send"])
  func `libnng asks us, and a stopped aio is told that its connection closes`(name: String)
    async throws
  {
    // RTLD_DEFAULT, which is null, finds what libnng finds when it calls by name.
    let called = try #require(dlsym(nil, name))
    #expect(try called != dlsym(libnng(), name))
    #expect(try await ending(by: called) == NNGError(code: Int32(NNG_ECLOSED.rawValue)))
  }

  @Test(arguments: ["nng_stream_recv", "nng_stream_send"])
  func `control: nng's own tells nobody`(name: String) async throws {
    #expect(try await ending(by: #require(dlsym(libnng(), name))) == nil)
  }

  /// 64 calls under way at each death: some message is always between its length and its body.
  @Test func `of sixty peers killed under load each loss is noticed`() async throws {
    let scene = try Scene()
    for number in 0..<60 {
      let replica = try scene.replica("\(number)")
      let client = channel(to: [replica.endpoint])
      let answered = Counter()
      let callers = (0..<64).map { _ in
        Task {
          let call = { _ = try await client.call(abused("Echo"), "hello", .patient) }
          while await status(call) == nil { answered.add() }
        }
      }
      try await eventually("calls are answered") { answered.value > 300 }
      replica.send(SIGKILL)
      try await eventually("the loss of \(number) is noticed") {
        client.replicas.allSatisfy { !$0.isConnected(.data) && !$0.isConnected(.side) }
      }
      for caller in callers { caller.cancel() }
      for caller in callers { await caller.value }
    }
  }

  private func libnng() throws -> UnsafeMutableRawPointer {
    try #require(dlopen("libnng.so.1", RTLD_NOW | RTLD_NOLOAD))
  }

  /// How an operation on a stopped aio ends; nil when it has not within half a second.
  private func ending(by function: UnsafeMutableRawPointer) async throws -> NNGError? {
    let ended = Counter()
    var aio: OpaquePointer?
    nng_aio_alloc(
      &aio,
      { counter in
        if let counter { Unmanaged<Counter>.fromOpaque(counter).takeUnretainedValue().add() }
      }, Unmanaged.passRetained(ended).toOpaque())
    nng_aio_stop(aio)
    unsafeBitCast(function, to: Transfer.self)(try connection(), aio)
    for _ in 0..<100 where ended.value == 0 {
      try await ContinuousClock().sleep(for: .milliseconds(5))
    }
    return ended.value == 0 ? nil : NNGError(code: nng_aio_result(aio))
  }

  /// A stream to a socket of this process.
  private func connection() throws -> OpaquePointer {
    let socket = try Socket(.reply, Socket.Options(receiveLimit: 1000))
    let port = try socket.listen("tcp://127.0.0.1:0")
    var dialer: OpaquePointer?
    var aio: OpaquePointer?
    nng_stream_dialer_alloc(&dialer, "tcp://127.0.0.1:\(port)")
    nng_aio_alloc(&aio, nil, nil)
    nng_stream_dialer_dial(dialer, aio)
    nng_aio_wait(aio)
    return OpaquePointer(try #require(nng_aio_get_output(aio, 0)))
  }
}
