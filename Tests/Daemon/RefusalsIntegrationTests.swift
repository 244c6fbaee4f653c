import Contracts
import Foundation
import Identity
import Postgres
import RPC
import TestKit
import Testing

@testable import Daemon

/// What happens in no transaction is counted, and written once a minute.
@Suite(.serialized) struct RefusalsIntegrationTests {
  private let people = People()

  /// A service that nobody may call.
  private struct Shut: Service {
    static let name = "test.v1.ShutService"
    static let call = Method<RawPayload, RawPayload>(name: "\(name)/Call", idempotency: .idempotent)
    static let open = Method<RawPayload, RawPayload>(name: "\(name)/Open", idempotency: .idempotent)
    let access: Access

    var handlers: [MethodHandler] {
      [
        MethodHandler(Self.call) { request, call in
          try await access.require(.admin, call)
          return request
        },
        MethodHandler(Self.open) { request, _ in request },
      ]
    }
  }

  private func alpha(_ world: World) async throws -> Running {
    let line = String(decoding: Base64URL.encode(people.key.publicKey.bytes), as: UTF8.self)
    try line.write(toFile: "\(world.state)/keys/tokens.pub", atomically: true, encoding: .utf8)
    return try await world.alpha("1", ["ALPHA_SEAL_AUDIT": "86400s"]) {
      [Shut(access: $0.access)]
    }
  }

  private func lines(_ world: World) async throws -> [[String?]] {
    try await world.database.rows(
      "SELECT actor, action, object, details FROM alpha.audit_entries ORDER BY id")
  }

  @Test func `a thousand refusals are one line, which says how often`() async throws {
    try await World.with { world in
      let alpha = try await alpha(world)
      let gateway = try world.channel(to: "alpha", as: "gateway")
      let token = try people.token()
      for number in 0..<1000 {
        let refusal = await status {
          try await gateway.call(
            Shut.call, RawPayload([]), CallOptions(accessToken: number == 0 ? "" : token))
        }
        #expect(refusal?.code == (number == 0 ? .unauthenticated : .permissionDenied))
      }
      #expect(try await lines(world).isEmpty, "nothing is written while calls are answered")
      try await alpha.daemon.audit.flush()
      let line = [
        "user:\(people.user)", "access.refused", "method:test.v1.ShutService/Call",
        #"{"times":999}"#,
      ]
      #expect(try await lines(world) == [line])
      try await alpha.daemon.audit.flush()
      #expect(try await lines(world) == [line], "each refusal is told once")
      await alpha.stop()
    }
  }

  @Test func `what leaves in a file is on record, with whom it is about`() async throws {
    try await World.with { world in
      let alpha = try await alpha(world)
      let gateway = try world.channel(to: "alpha", as: "gateway")
      let token = try people.token()
      let person = UUID128.v7()
      for about in ["\(person)", "", "no id: canary"] {
        for call in [Shut.open, Shut.call] {
          let options = CallOptions(
            accessToken: token, metadata: [Metadata(key: "export", value: about)])
          _ = await status { try await gateway.call(call, RawPayload([]), options) }
        }
      }
      try await alpha.daemon.audit.flush()
      let lines = try await lines(world).filter { $0[1] == "data.exported" }
      #expect(
        lines == [
          [
            "user:\(people.user)", "data.exported", "method:test.v1.ShutService/Open",
            #"{"times":2}"#,
          ],
          ["user:\(people.user)", "data.exported", "user:\(person)", #"{"times":1}"#],
        ])
      await alpha.stop()
    }
  }

  @Test func `what could not be written is counted on, and written when the daemon leaves`()
    async throws
  {
    try await World.with { world in
      let alpha = try await alpha(world)
      let audit = alpha.daemon.audit
      audit.count(.user(people.user), .refused, .method("a"))
      try await world.database.run("REVOKE INSERT ON alpha.audit_entries FROM alpha")
      await #expect(throws: PostgresError.self) { try await audit.flush() }
      try await world.database.run("GRANT INSERT ON alpha.audit_entries TO alpha")
      audit.count(.user(people.user), .refused, .method("a"))
      #expect(await alpha.drain())
      #expect(try await lines(world).map { $0[3] } == [#"{"times":2}"#])
    }
  }

  @Test func `however many are refused, the kinds kept apart are bounded`() {
    let tally = AuditTally()
    for _ in 0..<10_000 {
      tally.add(
        AuditTally.Key(actor: .user(.v7()), action: .refused, object: .method("a")))
    }
    let counts = tally.take()
    #expect(counts.count == AuditTally.limit + 1)
    #expect(counts.reduce(0) { $0 + $1.value } == 10_000)
    #expect(counts.first { $0.key.actor == .others }?.value == 9500)
  }

  @Test func `what an operator's tool asks for as itself is recorded; others' calls are not`()
    async throws
  {
    try await World.with { world in
      let alpha = try await alpha(world)
      let tool = try world.channel(to: "alpha", as: "ctl")
      let client = try world.channel(to: "alpha")
      for _ in 0..<3 {
        _ = try await tool.call(Shut.open, RawPayload([]), CallOptions(accessToken: ""))
      }
      _ = try await client.call(Shut.open, RawPayload([]), CallOptions(accessToken: ""))
      _ = try await tool.call(HealthMethods.check, CheckRequest(), CallOptions())
      try await alpha.daemon.audit.flush()
      #expect(
        try await lines(world) == [
          [
            "service:ctl", "operator.called", "method:test.v1.ShutService/Open",
            #"{"times":3}"#,
          ]
        ])
      await alpha.stop()
    }
  }
}
