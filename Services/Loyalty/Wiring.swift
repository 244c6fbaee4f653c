internal import Daemon
internal import Identity

/// How the room hangs together; apart from main so that tests run the very same.
enum Wiring {
  static func blueprint() -> Blueprint<Config> {
    Blueprint(
      "loyalty", callers: ["gateway", "ctl"], schemaVersion: 2, statements: Statements.all,
      config: Config.init
    ) { daemon, config in
      let store = Store(daemon.database, daemon.feed, config)
      return Room(
        services: [
          LoyaltyHandlers(store: store, access: daemon.access, pages: try pages(daemon))
        ],
        followers: [Follower(of: "attendance", store.applyAttendance)],
        jobs: store.jobs(config), fill: store.fill)
    }
  }

  /// All replicas share the key of page tokens, made by the first one.
  private static func pages(_ daemon: Daemon) throws -> PageTokens {
    do {
      return PageTokens(key: try SecretFile.secret("\(daemon.config.state)/keys/loyalty.pages"))
    } catch {
      throw StartFailure.configuration(["\(error)"])
    }
  }
}
