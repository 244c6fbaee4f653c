import Foundation
import ProcessKit
import RPC
import Synchronization
import TestKit
import Testing

@testable import Daemon

/// Whole processes: how they start, end and die.
@Suite(.serialized) struct ProcessIntegrationTests {
  static let wrong = [
    "ALPHA_LIMIT": "0", "ALPHA_PORT": "door", "ALPHA_LIMTI": "5", "ALPHA_CALLERS": "nobody",
    "CREDOPASS_LOCK_TIMEOUT": "2",
  ]

  @Test func `wrong settings end the process with 78, all of them told`() async throws {
    try await World.with { world in
      let end = try await DaemonProcess("alpha", try world.environment(Self.wrong)).end()
      #expect(end.code == 78)
      for name in ["ALPHA_LIMIT ", "ALPHA_PORT", "ALPHA_LIMTI", "nobody", "CREDOPASS_LOCK_TIMEOUT"]
      {
        #expect(end.errors.contains(name), "\(end.errors)")
      }
      #expect(end.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("alpha: ") })
    }
  }

  @Test func `without its migrations a daemon does not start and says what to do`() async throws {
    try await World.with { world in
      try await world.database.run("DELETE FROM migrations.applied WHERE schema = 'alpha'")
      let end = try await DaemonProcess("alpha", try world.environment()).end()
      #expect(end.code == 78)
      #expect(end.errors.contains("credopass db migrate"), "\(end.errors)")
    }
  }

  @Test func `with SQL that does not fit a daemon does not start`() async throws {
    try await World.with { world in
      try await world.database.run("ALTER TABLE alpha.feed RENAME COLUMN kind TO sort")
      let end = try await DaemonProcess("alpha", try world.environment()).end()
      #expect(end.code == 78)
      #expect(end.errors.contains("feed.publish"), "\(end.errors)")
    }
  }

  @Test func `SIGTERM under load fails no call, and the process ends with 0`() async throws {
    try await World.with { world in
      let staying = try await world.process("alpha", "staying")
      let leaving = try await world.process("alpha", "leaving")
      let channel = try world.channel(to: "alpha")
      let load = Load()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 { group.addTask { await load.run(channel) } }
        defer { load.stop() }
        try await eventually("load") { load.calls > 50 }
        leaving.send(SIGTERM)
        let end = try await leaving.end()
        #expect(end.code == 0, "\(end.errors)")
        let atEnd = load.calls
        try await eventually("load goes on") { load.calls > atEnd + 50 }
      }
      #expect(load.failures.isEmpty)
      #expect(try Registry(state: world.state).replicas(of: "alpha") == ["staying"])
      staying.send(SIGTERM)
      #expect(try await staying.end().code == 0)
    }
  }

  @Test func `a follower killed between apply and commit applies once`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let mark = world.state + "/death"
      try "".write(toFile: mark, atomically: false, encoding: .utf8)
      let doomed = try await world.process("beta", "doomed", ["TEST_DEATH": mark])
      try await alpha.publish(.v7(), "1", "2")
      let end = try await doomed.end()
      #expect(end.code == 128 + SIGKILL, "\(end.errors)")
      #expect(try await world.effects().isEmpty)
      let heir = try await world.process("beta", "heir", ["TEST_DEATH": mark])
      try await alpha.publish(.v7(), "3")
      try await eventually("applied") { try await world.effects().count >= 3 }
      #expect(try await world.effects() == ["1", "2", "3"])
      heir.send(SIGTERM)
      #expect(try await heir.end().code == 0)
      await alpha.stop()
    }
  }

  @Test func `it lives, it is ready, and its metrics are what Prometheus reads`() async throws {
    try await World.with { world in
      let daemon = try await world.process("alpha", "1")
      let web = try world.web("alpha", "1")
      let channel = try world.channel(to: "alpha")
      _ = try await channel.call(Self.wait, RawPayload(Array("0".utf8)), .patient)
      #expect(try await httpGet(web + "/livez") == (200, "ok\n"))
      try await eventually("ready") { try await httpGet(web + "/readyz") == (200, "ok\n") }
      #expect(try await httpGet(web + "/nothing").0 == 404)
      let (status, text) = try await httpGet(web + "/metrics")
      #expect(status == 200)
      let page = try PrometheusPage(text)
      let labels = ["method": Self.wait.name, "code": "OK"]
      #expect(page.value("credopass_rpc_calls_total", labels) == 1)
      #expect(page.value("credopass_rpc_seconds_count", ["method": Self.wait.name]) == 1)
      #expect((page.value("credopass_db_connections_open") ?? 0) > 0)
      #expect(page.value("credopass_rpc_refusals_total", ["reason": "draining"]) == 0)
      #expect(page.value("credopass_draining") == 0)
      daemon.send(SIGTERM)
      try await eventually("draining") {
        try await httpGet(web + "/readyz") == (503, "draining\n")
      }
      #expect(try await daemon.end().code == 0)
    }
  }

  static let wait = Method<RawPayload, RawPayload>(
    name: "test.v1.WaitingService/Wait", idempotency: .idempotent)
}

/// Calls without pause until told to stop.
private final class Load: Sendable {
  private struct State {
    var isOver = false
    var calls = 0
    var failures: [String] = []
  }

  private let state = Mutex(State())
  var calls: Int { state.withLock { $0.calls } }
  var failures: [String] { state.withLock { $0.failures } }

  func stop() { state.withLock { $0.isOver = true } }

  func run(_ channel: Channel) async {
    while !state.withLock({ $0.isOver }) {
      do {
        _ = try await channel.call(
          ProcessIntegrationTests.wait, RawPayload(Array("20".utf8)),
          CallOptions(timeout: .seconds(60)))
      } catch {
        state.withLock { $0.failures.append("\(error)") }
      }
      state.withLock { $0.calls += 1 }
    }
  }
}
