internal import Contracts
import Daemon
internal import Outbox

/// How the room hangs together; apart from main so that tests run the very same.
enum Wiring {
  static func blueprint() -> Blueprint<Config> {
    Blueprint(
      "loyalty", callers: ["gateway", "ctl"], schemaVersion: 12,
      statements: Statements.all + Outbox.statements(of: "loyalty"), config: Config.init
    ) { daemon, config in
      let store = Store(daemon.database, daemon.feed, config) { [log = daemon.log] in
        log.warning(
          "no points can be given", metadata: ["user": "\($0.rawValue)", "reason": "\($1.reason)"])
      }
      try await store.checkZone()
      let gatherings = EventLists(events: EventsClient(try daemon.channel("events")))
      let users = UsersClient(try daemon.channel("users"))
      let people = People(users: users)
      let outbox = try Outbox(daemon, config.outbox)
      let notices = Notices(
        store: store, people: people, outbox: outbox, ahead: config.noticeDays)
      let shop = Shop(
        store: store, idempotency: daemon.idempotency, audit: daemon.audit,
        cancelSeconds: config.cancelWithin.components.seconds)
      let reports = Reports(store: store, people: people)
      return Room(
        services: [
          LoyaltyHandlers(
            store: store, access: daemon.access, pages: daemon.pages,
            idempotency: daemon.idempotency, audit: daemon.audit, people: people),
          EarningHandlers(
            store: store, access: daemon.access, audit: daemon.audit,
            idempotency: daemon.idempotency, pages: daemon.pages, people: people),
          TiersHandlers(
            store: store, audit: daemon.audit, access: daemon.access, pages: daemon.pages,
            people: people),
          RewardsHandlers(
            shop: shop, access: daemon.access, pages: daemon.pages, people: people),
          ReportsHandlers(reports: reports, access: daemon.access, pages: daemon.pages),
        ],
        followers: [
          Follower(of: "attendance", limit: 1000, store.applyAttendance),
          // Few: each may concern all who were there.
          Follower(
            of: "events", limit: 100, rebuild: { try await store.rebuildEvents(gatherings) },
            store.applyEvents),
          // Purges that are no longer kept are told again by whoever asks for them again.
          Follower(
            of: "users", rebuild: {}, replacing: UserChanged.leavesNothing,
            Follower.each(store.applyUser)),
        ],
        jobs: store.jobs(config, daemon.metrics) + notices.jobs(config) + outbox.jobs + [
          Job("expire vouchers", every: config.expireVouchers, shop.expireVouchers)
        ], fill: store.fill)
    }
  }
}
