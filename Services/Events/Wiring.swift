internal import Contracts
internal import Daemon
internal import Outbox

/// How the room hangs together; apart from main so that tests run the very same.
enum Wiring {
  static func blueprint(
    clock: @escaping @Sendable () -> Instant = { .now }
  ) -> Blueprint<Config> {
    Blueprint(
      "events", callers: ["gateway", "ctl", "attendance", "users", "loyalty"], schemaVersion: 11,
      statements: Statements.all + Outbox.statements(of: "events"), config: Config.init
    ) { daemon, config in
      let store = try await Store(daemon, clock: clock)
      let desk = Desk(store: store, access: daemon.access, pages: daemon.pages)
      let outbox = try Outbox(daemon, config.outbox)
      let notices = Notices(store: store, outbox: outbox, settle: config.settle)
      return Room(
        services: [
          EventsHandlers(desk: desk), EnrollmentsHandlers(desk: desk), RsvpsHandlers(desk: desk),
          NoticesHandlers(desk: desk), SeriesHandlers(desk: desk), CalendarsHandlers(desk: desk),
        ],
        followers: [
          Follower(
            of: "users", rebuild: store.rebuildPeople, replacing: UserChanged.leavesNothing,
            Follower.each(store.applyUser))
        ],
        jobs: [
          Job("crossings", every: config.crossings, store.tellCrossings),
          Job("series", every: config.series, store.extendSeries),
          Job("reminders", every: config.notices, store.remind),
          Job("notices", every: config.notices, notices.send),
          Job("purge batches", every: .seconds(3600), store.purgeBatches),
          Job("unused words", every: .seconds(600), store.forgetWords),
          Job("purge leftovers", every: .seconds(60), store.purgeLeftovers),
        ] + outbox.jobs,
        fill: store.fill)
    }
  }
}
