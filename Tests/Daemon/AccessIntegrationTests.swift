import Contracts
import Foundation
import Identity
import Postgres
import TestKit
import Testing

@testable import Daemon
@testable import RPC

/// Who asks, and what that allows.
@Suite(.serialized) struct AccessIntegrationTests {
  private let people = People()

  /// A daemon that knows the key from its file.
  private func alpha(_ world: World) async throws -> Running {
    let line = String(decoding: Base64URL.encode(people.key.publicKey.bytes), as: UTF8.self)
    try line.write(toFile: "\(world.state)/keys/tokens.pub", atomically: true, encoding: .utf8)
    return try await world.alpha()
  }

  @Test func `a token says who asks; none is the service itself, or a stranger at the gateway`()
    async throws
  {
    try await World.with { world in
      let alpha = try await alpha(world)
      let access = alpha.daemon.access
      let signedIn = try await access.actor(
        try .sample("Who", caller: "gateway", token: try people.token()))
      #expect(signedIn.principal?.userID == people.user.description)
      #expect(signedIn.principal?.role == .staff)
      let client = try #require(ServiceName("client"))
      let gateway = try #require(ServiceName("gateway"))
      #expect(try await access.actor(try .sample("Who")) == .service(client))
      #expect(
        try await access.actor(try .sample("Who", caller: "gateway")) == .anonymous(gateway))
      await alpha.stop()
    }
  }

  @Test func `a token that does not count is refused, never passed over`() async throws {
    try await World.with { world in
      let alpha = try await alpha(world)
      let stranger = try people.token(key: Identity.SigningKey(seed: .random()))
      for bad in ["x", stranger, try people.token() + "A"] {
        let call = try CallContext.sample("Who", token: bad)
        let refusal = await status { try await alpha.daemon.access.actor(call) }
        #expect(refusal?.code == .unauthenticated)
      }
      await alpha.stop()
    }
  }

  @Test func `a role allows what it includes, a service only what names it`() async throws {
    try await World.with { world in
      let alpha = try await alpha(world)
      let access = alpha.daemon.access
      let staff = try CallContext.sample("Who", caller: "gateway", token: try people.token(.staff))
      let stranger = try CallContext.sample("Who", caller: "gateway")
      let client = try CallContext.sample("Who")
      #expect(try await access.require(.participant, staff).role == .staff)
      #expect(await status { try await access.require(.organizer, staff) } == Access.denied)
      #expect(await status { try await access.require(.staff, stranger) }?.code == .unauthenticated)
      #expect(
        await status { try await access.require(.participant, client) }?.code == .unauthenticated)
      #expect(try await access.require(.staff, or: ["client"], client).principal == nil)
      #expect(
        await status { try await access.require(.staff, or: ["beta"], client) } == Access.denied)
      try await access.require(services: ["client"], client)
      for other in [staff, stranger] {
        #expect(
          await status { try await access.require(services: ["gateway"], other) } == Access.denied)
      }
      await alpha.stop()
    }
  }
}

/// Which services get further than health.
@Suite(.serialized) struct CallersIntegrationTests {
  /// What the client gets from alpha, to which it has a key, when alpha lets in `callers`.
  private func answer(_ callers: String) async throws -> Code? {
    var code: Code?
    try await World.with { world in
      let alpha = try await world.alpha("1", ["ALPHA_CALLERS": callers])
      let feed = FeedClient(try world.channel(to: "alpha"))
      code = await status { try await feed.read(ReadRequest()) }?.code
      await alpha.stop()
    }
    return code
  }

  @Test func `a service that lets in everybody lets in each that it shares a key with`()
    async throws
  {
    #expect(try await answer("*") == nil)
    #expect(try await answer("client") == nil)
    #expect(try await answer("beta,gateway") == .permissionDenied)
  }

  @Test func `everybody is not one name among others`() async throws {
    try await World.with { world in
      let failure = await #expect(throws: StartFailure.self) {
        try await world.alpha("1", ["ALPHA_CALLERS": "beta,*"])
      }
      #expect(failure?.description.contains("CALLERS: \"*\" is no service") == true)
    }
  }
}

extension World {
  func users() async throws -> Running {
    let blueprint = Blueprint(
      "users", callers: ["alpha", "beta"], schemaVersion: 1, statements: [], config: noSettings
    ) { _, _ in Room(services: []) }
    return try await blueprint.start(
      try environment(["USERS_DATABASE_URL": database.url(role: "users")]))
  }
}

extension Running {
  func publish(_ entry: FeedEntry) async throws {
    try await daemon.feed.transaction { transaction in
      try await transaction.execute(daemon.feed.publish([entry]))
    }
  }
}

/// A user, and the key that signs for them.
struct People {
  let key = Identity.SigningKey(seed: .random())
  let user = UUID128.v7()

  func token(_ role: Role = .staff, epoch: Int64 = 0, key: Identity.SigningKey? = nil)
    throws -> String
  {
    let scope = try #require(TokenScope(issuer: "credopass", audience: "credopass"))
    return TokenIssuer(scope: scope, key: key ?? self.key).issue(
      userID: user.description, role: role, sessionID: UUID128.v7().description, epoch: epoch,
      now: Int64(Date().timeIntervalSince1970))
  }
}
