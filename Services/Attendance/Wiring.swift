import Contracts
import Daemon
import Postgres

/// How the room hangs together; apart from main so that tests run the very same.
enum Wiring {
  static func blueprint(
    clock: @escaping @Sendable () -> Instant = { .now }
  ) -> Blueprint<Config> {
    Blueprint(
      "attendance", callers: ["gateway", "ctl", "users", "loyalty"], schemaVersion: 11,
      statements: Statements.all, config: Config.init
    ) { daemon, config in
      let store = try Store(daemon)
      let passes = try PassKeys(
        file: config.passKeyFile ?? "\(daemon.config.state)/keys/attendance.passes")
      try await passes.look(store)
      let board = LiveBoard(store)
      let doorkeepers = Doorkeepers(
        store: store, access: daemon.access, keys: passes, now: clock)
      let handlers = AttendanceHandlers(
        store: store, access: daemon.access, doorkeepers: doorkeepers, pages: daemon.pages,
        passes: passes,
        count: { [metrics = daemon.metrics] result in
          metrics.add(
            "credopass_scans_total", "Scans that were judged.", [("result", result.name)])
        }, now: clock)
      return Room(
        services: [
          HistoryHandlers(store: store, access: daemon.access, now: clock),
          handlers, CorrectionsHandlers(door: handlers), ScansHandlers(door: handlers),
          PassesHandlers(store: store, access: daemon.access, keys: passes, now: clock),
          DevicesHandlers(
            store: store, access: daemon.access, idempotency: daemon.idempotency, keys: passes,
            pages: daemon.pages, now: clock),
          SnapshotsHandlers(
            store: store, doorkeepers: doorkeepers, keys: passes, pages: daemon.pages, now: clock),
          LiveHandlers(
            store: store, board: board, doorkeepers: doorkeepers,
            tickets: LiveTickets(key: daemon.secret(for: "credopass live tickets v1"))),
          FiguresHandlers(
            store: store, access: daemon.access, doors: handlers,
            lists: FigureLists(pages: daemon.pages), now: clock),
        ],
        followers: [
          Follower(
            of: "users", rebuild: store.rebuildUsers, replacing: UserChanged.leavesNothing,
            Follower.each(store.applyUser)),
          Follower(
            of: "events", rebuild: store.rebuildEvents, Follower.each(store.applyEvent)),
        ],
        jobs: [
          Job("shut doors", every: config.jobs) { try await store.settleShutDoors(now: clock()) },
          Job("live views", every: .milliseconds(10), board.run),
          Job("pass key", every: config.jobs) { try await passes.look(store) },
          Job("walk-ins", every: config.jobs) { try await store.identifyWalkIns() },
          Job("complete events", every: config.jobs, store.completeEvents),
          Job("pack crowds", every: config.jobs) { try await store.packCrowds(now: clock()) },
          Job("purge leftovers", every: .seconds(60), store.purgeLeftovers),
        ])
    }
  }
}
