import Contracts
import Foundation
import Identity
import ProcessKit
import RPC
import Synchronization
import Testing

@testable import Gateway

/// Opens once; who waits, waits for that.
final class Gate: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  init() { (stream, continuation) = AsyncStream.makeStream() }
  func open() { continuation.finish() }
  func wait() async { for await _ in stream {} }
}

/// Something that becomes true once.
final class Flag: Sendable {
  private let flag = Atomic<Bool>(false)
  func raise() { flag.store(true, ordering: .relaxed) }
  var isUp: Bool { flag.load(ordering: .relaxed) }
}

private func head(_ method: String, _ path: String, _ lines: [String] = []) -> [UInt8] {
  Array(
    (["\(method) \(path) HTTP/1.1", "Host: test"] + lines + ["", ""])
      .joined(separator: "\r\n").utf8)
}

@Suite struct ConnectionTests {
  @Test func `requests of one connection are answered in order`() async throws {
    let world = try await World([
      answering(EventsMethods.getEvent) { request, _ in
        if request.id == "1" { try await ContinuousClock().sleep(for: .milliseconds(50)) }
        return Event(id: request.id)
      }
    ])
    let port = world.port
    let bodies = try await blocking {
      let socket = try RawSocket(port)
      socket.write(head("GET", "/v1/events/1") + head("GET", "/v1/events/2"))
      var bytes: [UInt8] = []
      var answers: [String] = []
      while answers.count < 2 {
        if let answer = RawAnswer(&bytes) {
          answers.append(answer.text)
          continue
        }
        let more = socket.read()
        if more.isEmpty { break }
        bytes += more
      }
      return answers
    }
    #expect(bodies.count == 2)
    #expect(bodies.first?.contains(#""id":"1""#) == true)
    #expect(bodies.last?.contains(#""id":"2""#) == true)
    await world.end()
  }

  @Test(arguments: [true, false])
  func `a body that is too large is refused while it is sent, and the client can read why`(
    _ saysLength: Bool
  ) async throws {
    let world = try await World()
    let size = 2 << 20
    let lines =
      [
        "Authorization: Bearer \(token(.admin))", "Idempotency-Key: k",
        "Content-Type: application/json",
      ] + [saysLength ? "Content-Length: \(size)" : "Transfer-Encoding: chunked"]
    let port = world.port
    let answer = try await blocking {
      let socket = try RawSocket(port)
      socket.write(head("POST", "/v1/events", lines))
      let block = [UInt8](repeating: 0x20, count: 1 << 16)
      for _ in 0..<(size / block.count) {
        // All of it has to find its way: a reset here would take the answer with it.
        let piece =
          saysLength ? block : Array("10000\r\n".utf8) + block + Array("\r\n".utf8)
        #expect(socket.write(piece))
      }
      let answer = try socket.answer()
      #expect(socket.read().isEmpty, "our side is closed behind the answer")
      return answer
    }
    #expect(answer.status == 413)
    #expect(answer.header("Connection") == "close")
    #expect(try answer.json["code"] as? String == "TOO_LARGE")
    #expect(world.calls.isEmpty)
    await world.end()
  }

  @Test func `who keeps sending what nobody reads is cut off after five seconds`() async throws {
    let world = try await World()
    let port = world.port
    let took = try await blocking {
      let socket = try RawSocket(port)
      let began = ContinuousClock.now
      socket.write(
        head(
          "POST", "/v1/auth/login", ["Content-Type: application/json", "Content-Length: 999999999"])
      )
      let block = [UInt8](repeating: 0x20, count: 4096)
      while socket.write(block), began.duration(to: .now) < .seconds(90) { usleep(20_000) }
      return began.duration(to: .now)
    }
    #expect(took > .seconds(4) && took < .seconds(60), "\(took)")
    await world.end()
  }

  @Test func `rights are judged before the body comes`() async throws {
    let world = try await World()
    let answer = try await exchange(
      world.port,
      head(
        "POST", "/v1/events",
        ["Content-Length: 1000", "Expect: 100-continue", "Content-Type: application/json"]))
    #expect(answer.status == 401)
    await world.end()
  }

  @Test func `a client that asks for leave to send gets it`() async throws {
    let world = try await World()
    let port = world.port
    let (first, second) = try await blocking {
      let socket = try RawSocket(port)
      socket.write(
        head(
          "POST", "/v1/auth/login",
          ["Content-Length: 2", "Expect: 100-continue", "Content-Type: application/json"]))
      let first = String(decoding: socket.read(), as: UTF8.self)
      socket.write(Array("{}".utf8))
      return (first, try socket.answer())
    }
    #expect(first.hasPrefix("HTTP/1.1 100"))
    #expect(second.status == 200)
    await world.end()
  }

  @Test func `a client that leaves cancels its call`() async throws {
    let (began, cancelled) = (Gate(), Gate())
    let world = try await World([
      answering(EventsMethods.getEvent) { _, _ in
        began.open()
        do { try await ContinuousClock().sleep(for: .seconds(120)) } catch {
          cancelled.open()
          throw error
        }
        return Event()
      }
    ]) { $0.timeout = .seconds(120) }
    let port = world.port
    let leave = Flag()
    async let client: Void = blocking {
      let socket = try RawSocket(port)
      socket.write(head("GET", "/v1/events/1"))
      while !leave.isUp { usleep(2000) }
    }
    await began.wait()
    let before = ContinuousClock.now
    leave.raise()
    try await client
    await cancelled.wait()
    #expect(before.duration(to: .now) < .seconds(60))
    await world.end()
  }

  @Test func `at the end requests under way are answered, and nobody new is let in`() async throws {
    let (began, go) = (Gate(), Gate())
    let world = try await World([
      answering(EventsMethods.getEvent) { _, _ in
        began.open()
        await go.wait()
        return Event(id: "late")
      }
    ])
    async let late = exchange(world.port, head("GET", "/v1/events/1"))
    await began.wait()
    async let drained = world.http.drain(within: .seconds(60))
    try await eventually("the port is shut") {
      do {
        _ = try await exchange(world.port, head("GET", "/livez", ["Connection: close"]))
        return false
      } catch { return true }
    }
    go.open()
    let answer = try await late
    #expect(answer.status == 200)
    #expect(answer.header("Connection") == "close")
    #expect(await drained)
  }

  @Test func `what does not end in time is left`() async throws {
    let (began, go) = (Gate(), Gate())
    let world = try await World([
      answering(EventsMethods.getEvent) { _, _ in
        began.open()
        await go.wait()
        return Event()
      }
    ])
    async let late = exchange(world.port, head("GET", "/v1/events/1"))
    await began.wait()
    #expect(await world.http.drain(within: .milliseconds(50)) == false)
    go.open()
    _ = try await late
  }

  @Test func `ready means able to tell who asks`() async throws {
    let world = try await World(keys: [])
    #expect(try await world.send("GET", "/readyz").status == 503)
    #expect(try await world.send("GET", "/livez").status == 200)
    #expect(try await world.send("GET", "/.well-known/jwks.json").status == 503)
    await world.end()
  }

  @Test func `what happened is counted by route`() async throws {
    let world = try await World()
    _ = try await world.send("GET", "/v1/events/1")
    _ = try await world.send("GET", "/v1/nothing/1")
    let text = try await world.send("GET", "/metrics").text
    #expect(
      text.contains(
        #"credopass_http_requests_total{method="GET",route="/v1/events/{id}",status="200"} 1"#))
    #expect(
      text.contains(#"credopass_http_requests_total{method="GET",route="none",status="404"} 1"#))
    await world.end()
  }
}
