internal import Contracts
import Daemon
internal import Outbox

/// How the room hangs together; apart from main so that tests run the very same.
enum Wiring {
  static func blueprint() -> Blueprint<Config> {
    Blueprint(
      "loyalty", callers: ["gateway", "ctl"], schemaVersion: 7,
      statements: Statements.all + Outbox.statements(of: "loyalty"), config: Config.init
    ) { daemon, config in
      let store = Store(daemon.database, daemon.feed, config)
      try await store.checkZone()
      let people = People(users: UsersClient(try daemon.channel("users")))
      let gatherings = EventLists(events: EventsClient(try daemon.channel("events")))
      let outbox = try Outbox(daemon, config.outbox)
      let notices = Notices(
        store: store, people: people, outbox: outbox, ahead: config.noticeDays)
      return Room(
        services: [
          LoyaltyHandlers(
            store: store, access: daemon.access, pages: daemon.pages,
            idempotency: daemon.idempotency, audit: daemon.audit, people: people),
          EarningHandlers(
            store: store, access: daemon.access, audit: daemon.audit,
            idempotency: daemon.idempotency, pages: daemon.pages, people: people),
        ],
        followers: [
          Follower(of: "attendance", limit: 1000, store.applyAttendance),
          Follower(
            of: "events", limit: 1000, rebuild: { try await store.rebuildEvents(gatherings) },
            store.applyEvents),
          // Purges that are no longer kept are told again by whoever asks for them again.
          Follower(
            of: "users", rebuild: {}, replacing: UserChanged.leavesNothing,
            Follower.each(store.applyUser)),
        ],
        jobs: store.jobs(config) + notices.jobs(config) + outbox.jobs, fill: store.fill)
    }
  }
}
