import Foundation
import NNG
import ProcessKit
import Synchronization
import Testing

@testable import RPC

/// Speaks nng but none of our frames: what a broken or hostile peer can do.
final class RawPeer: Sendable {
  private let socket: Socket
  private let context = Mutex<Context?>(nil)
  private let waiter = Mutex<CheckedContinuation<NNGError?, Never>?>(nil)

  init(_ role: Socket.Role) throws {
    socket = try Socket(role, Socket.Options(receiveLimit: 4 << 20))
    let made = try Context(on: socket) { [self] error in
      let resumed = waiter.withLock { waiter in
        defer { waiter = nil }
        return waiter
      }
      resumed?.resume(returning: error)
    }
    context.withLock { $0 = made }
  }

  func dial(_ url: String) async throws {
    try socket.dial(url)
    try await eventually("connected to \(url)") { socket.isConnected }
  }

  func listen() throws -> Int { try socket.listen("tcp://127.0.0.1:0") }

  private func run(_ operation: (Context) -> Void) async -> NNGError? {
    await withCheckedContinuation { continuation in
      waiter.withLock { $0 = continuation }
      context.withLock { if let context = $0 { operation(context) } }
    }
  }

  func send(_ bytes: [UInt8]) async throws {
    let message = try NNGMessage(count: bytes.count)
    message.withMutableBytes { unsafe $0.copyBytes(from: bytes) }
    context.withLock { $0 }!.hold(message)
    if let error = await run({ $0.send() }) { throw error }
  }

  func receive() async throws -> [UInt8] {
    if let error = await run({ $0.receive() }) { throw error }
    return context.withLock { $0 }!.withMessage { unsafe [UInt8]($0) }
  }

  func cancel() { context.withLock { $0?.cancel() } }

  func exchange(_ bytes: [UInt8]) async throws -> [UInt8] {
    try await send(bytes)
    return try await receive()
  }

  func close() {
    context.withLock { $0?.close() }
    socket.close()
  }
}

/// A request frame as bytes, to be bent.
func requestFrame(
  _ header: RequestHeader, _ payload: RawPayload = "hello", caller: ServiceName = clientName,
  key: ServiceKey? = clientKey
) throws -> [UInt8] {
  let message = try Frame.make(
    .request, caller: caller, header: header, payload: payload, key: key)
  return message.withBytes { unsafe [UInt8]($0) }
}

func header(
  _ method: String = "test.v1.AbusedService/Echo", sentAt: Int64 = WallClock.microseconds()
) -> RequestHeader {
  RequestHeader(
    method: method, callId: CallID.make().bytes, remainingUs: 60_000_000, sentAtUs: sentAt)
}

/// The header of a response frame.
func responseHeader(_ frame: [UInt8]) throws -> ResponseHeader {
  try frame.withUnsafeBytes { bytes in
    let prefix = try #require(unsafe Frame.Prefix(bytes))
    return try unsafe ResponseHeader.decode(
      UnsafeRawBufferPointer(rebasing: bytes[prefix.headerRange]))
  }
}
