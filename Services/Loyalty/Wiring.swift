internal import Contracts
import Daemon

/// How the room hangs together; apart from main so that tests run the very same.
enum Wiring {
  static func blueprint() -> Blueprint<Config> {
    Blueprint(
      "loyalty", callers: ["gateway", "ctl"], schemaVersion: 6, statements: Statements.all,
      config: Config.init
    ) { daemon, config in
      let store = Store(daemon.database, daemon.feed, config)
      return Room(
        services: [
          LoyaltyHandlers(store: store, access: daemon.access, pages: daemon.pages)
        ],
        followers: [
          Follower(of: "attendance", store.applyAttendance),
          // Purges that are no longer kept are told again by whoever asks for them again.
          Follower(
            of: "users", rebuild: {}, replacing: UserChanged.leavesNothing, store.applyUser),
        ],
        jobs: store.jobs(config), fill: store.fill)
    }
  }
}
