internal import Contracts
import Daemon

/// How the room hangs together; apart from main so that tests run the very same.
enum Wiring {
  static func blueprint() -> Blueprint<Config> {
    Blueprint(
      "loyalty", callers: ["gateway", "ctl"], schemaVersion: 8, statements: Statements.all,
      config: Config.init
    ) { daemon, config in
      let store = Store(daemon.database, daemon.feed, config)
      let shop = Shop(
        store: store, idempotency: daemon.idempotency, audit: daemon.audit,
        cancelSeconds: config.cancelWithin.components.seconds)
      let reports = Reports(
        database: daemon.database, users: UsersClient(try daemon.channel("users")),
        timeZone: config.timeZone)
      return Room(
        services: [
          LoyaltyHandlers(store: store, access: daemon.access, pages: daemon.pages),
          TiersHandlers(
            store: store, audit: daemon.audit, access: daemon.access, pages: daemon.pages),
          RewardsHandlers(shop: shop, access: daemon.access, pages: daemon.pages),
          ReportsHandlers(reports: reports, access: daemon.access, pages: daemon.pages),
        ],
        followers: [
          Follower(of: "attendance", store.applyAttendance),
          // Purges that are no longer kept are told again by whoever asks for them again.
          Follower(
            of: "users", rebuild: {}, replacing: UserChanged.leavesNothing, store.applyUser),
        ],
        jobs: store.jobs(config) + [
          Job("expire vouchers", every: config.expireVouchers, shop.expireVouchers)
        ], fill: store.fill)
    }
  }
}
