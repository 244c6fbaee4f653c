import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon

/// A daemon says that it can work when it can, and at no other time.
@Suite(.serialized) struct HealthIntegrationTests {
  @Test func `without its database a daemon lives but is not ready, and heals by itself`()
    async throws
  {
    let cluster = try await TestCluster.start(settings: ["fsync = off"])
    try await World.with(on: cluster) { world in
      let alpha = try await world.alpha()
      let web = try world.web("alpha", "1")
      try await eventually("ready") { try await httpGet(web + "/readyz").0 == 200 }
      try await eventually("serving") { try await world.health() == .serving }

      try await cluster.stop()
      try await eventually("not ready") { try await httpGet(web + "/readyz").0 == 503 }
      #expect(try await httpGet(web + "/livez").0 == 200)
      try await eventually("not serving") { try await world.health() == .notServing }

      try await cluster.start()
      try await eventually("ready again") { try await httpGet(web + "/readyz").0 == 200 }
      try await eventually("serving again") { try await world.health() == .serving }
      await alpha.stop()
    }
    try await cluster.stop()
  }

  @Test func `a schema older than the program is not ready`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let web = try world.web("alpha", "1")
      try await world.database.run("DELETE FROM migrations.applied WHERE number = 4")
      try await eventually("not ready") { try await httpGet(web + "/readyz").0 == 503 }
      await alpha.stop()
    }
  }
}

extension World {
  /// What the client is told of alpha.
  func health() async throws -> CheckResponse.ServingStatus {
    let channel = try channel(to: "alpha")
    return try await channel.call(HealthMethods.check, CheckRequest(), .patient).status
  }
}
