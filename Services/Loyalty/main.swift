internal import Daemon
internal import Identity

Blueprint(
  "loyalty", callers: ["gateway", "ctl"], schemaVersion: 2,
  statements: Statements.all, config: Config.init
) { daemon, config in
  let store = Store(daemon.database, daemon.feed, config)
  let pageKey = "\(daemon.config.state)/keys/loyalty.pages"
  let pages = PageTokens(key: try SecretFile.secret(pageKey))
  return Room(
    services: [LoyaltyHandlers(store: store, access: daemon.access, pages: pages)],
    followers: [Follower(of: "attendance", store.applyAttendance)], jobs: store.jobs(config),
    fill: store.fill)
}.run()
