internal import Daemon
internal import Outbox
internal import Postgres

/// What the daemon is made of.
func blueprint() -> Blueprint<Config> {
  // Every daemon follows users, to learn whose tokens count.
  Blueprint(
    "users", callers: ["*"], schemaVersion: 9,
    statements: Statements.all + Outbox.statements(of: "users"), config: Config.init
  ) { daemon, config in
    let desk = try Desk(daemon, config)
    let store = Store(daemon)
    let auth = AuthStore(store, desk.keys, config.sessions)
    let notes = AuthNotes(metrics: daemon.metrics, audit: daemon.audit)
    let outbox = try Outbox(daemon, config.outbox)
    let accounts = AccountStore(
      auth: auth, idempotency: daemon.idempotency, outbox: outbox,
      letters: Letters(base: config.publicURL), notes: notes, log: daemon.log)
    let imports = ImportStore(daemon, config.phoneRegion)
    let undoing = UndoStore(daemon)
    try await store.announce(desk.signer.publicKey, now: .now)
    // What is issued from the first call on has to count from the first call on.
    try await daemon.access.refreshKeys()
    if let admin = config.firstAdmin { try await store.welcome(admin, desk, daemon.log) }
    let parties = try Parties(daemon)
    return Room(
      services: [
        UsersHandlers(
          store: store, imports: imports, undoing: undoing, parties: parties, desk: desk,
          access: daemon.access,
          pages: daemon.pages, region: config.phoneRegion),
        AuthHandlers(
          store: auth, accounts: accounts, desk: desk, access: daemon.access, notes: notes,
          region: config.phoneRegion, outside: config.provider.map { Outside($0, daemon.log) }),
      ],
      jobs: [
        Job("signing key", every: .seconds(1)) {
          try await desk.signer.look(store, daemon.access, now: .now)
        },
        Job("sealed tokens", every: .seconds(10)) { try await auth.wipeSealed() },
        Job("mails asked for", every: .milliseconds(200)) { try await accounts.answer() },
        Job("sessions", every: .seconds(600)) {
          try await auth.forget()
          try await accounts.forget()
        },
        Job("imports", every: .seconds(3600)) {
          try await imports.forget(after: config.keepImports)
        },
        Job("undo", every: .seconds(5)) { try await undoing.finish(parties.used) },
      ] + outbox.jobs,
      fill: store.fill, renewals: ["KeySetChanged": store.tellKeys])
  }
}
