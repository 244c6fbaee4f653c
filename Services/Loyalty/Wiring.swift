internal import Contracts
import Daemon

/// How the room hangs together; apart from main so that tests run the very same.
enum Wiring {
  static func blueprint() -> Blueprint<Config> {
    Blueprint(
      "loyalty", callers: ["gateway", "ctl"], schemaVersion: 7, statements: Statements.all,
      config: Config.init
    ) { daemon, config in
      let store = Store(daemon.database, daemon.feed, config)
      let owners = try Owners(daemon)
      return Room(
        services: [
          LoyaltyHandlers(store: store, access: daemon.access, pages: daemon.pages),
          EarningHandlers(
            store: store, access: daemon.access, audit: daemon.audit,
            idempotency: daemon.idempotency, pages: daemon.pages, owners: owners),
        ],
        followers: [
          Follower(of: "attendance", limit: 1000, store.applyAttendance),
          Follower(
            of: "events", limit: 1000, rebuild: { try await store.rebuildEvents(owners) },
            store.applyEvents),
          // Purges that are no longer kept are told again by whoever asks for them again.
          Follower(
            of: "users", rebuild: {}, replacing: UserChanged.leavesNothing, Follower.each(store.applyUser)),
        ],
        jobs: store.jobs(config), fill: store.fill)
    }
  }
}
