internal import Daemon

/// How the room hangs together; apart from main so that tests run the very same.
enum Wiring {
  static func blueprint() -> Blueprint<Void> {
    Blueprint(
      "toys", callers: ["gateway", "ctl"], schemaVersion: 4, statements: Statements.all,
      config: { _ in () },
      room: { daemon, _ in
        Room(services: [ToysHandlers(store: Store(daemon), access: daemon.access)])
      })
  }
}
