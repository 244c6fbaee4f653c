import Postgres

/// The database of a deployment, ours or given: who signs in how, and what belongs in it.
struct DataHome: Sendable {
  let deployment: Deployment
  let keys: Keys

  init(_ deployment: Deployment) {
    self.deployment = deployment
    keys = Keys(deployment)
  }

  var isPrivate: Bool { deployment.databaseURL == nil }

  /// Without anybody's name.
  var url: ConnectionString {
    deployment.databaseURL.map { ConnectionString($0).withoutUser } ?? Cluster(deployment).url
  }

  func url(as role: String) throws -> String {
    try url.signedIn(as: role, password: keys.password(of: role)).text
  }

  /// Whoever may make roles: the given URL's own user, or our cluster's superuser.
  func adminURL() throws -> String {
    if let given = deployment.databaseURL { return given }
    return try url(as: Keys.superuser)
  }

  /// The services here that keep data, or the one that is meant, which must.
  func keepers(_ service: String? = nil) throws -> [String] {
    guard let service else { return deployment.services.filter(\.hasData).map(\.name) }
    guard try ServiceCatalog.entry(service).hasData else {
      throw Failure.usage("\(service) keeps no data")
    }
    return [service]
  }

  /// The migrations of all services that are here and keep data.
  func sets() throws -> [MigrationSet] {
    try deployment.services.filter(\.hasData).map { service in
      try MigrationSet(
        schema: service.name, directory: deployment.migrations(of: service.name))
    }
  }

  func migrator() throws -> Migrator {
    Migrator(url: try url(as: Roles.migrator), sets: try sets())
  }

  /// Makes database and roles where they are missing, then applies what is pending.
  func migrate() async throws -> [String] {
    try keys.make()
    if isPrivate { try await makeDatabase() }
    try await installRoles()
    return try await migrator().migrate()
  }

  /// - Parameter url: the database whose rights are set; ours when left out.
  func installRoles(on url: String? = nil) async throws {
    let services = try ServiceCatalog.all.filter(\.hasData).map {
      Roles.Login(name: $0.name, password: try keys.password(of: $0.name))
    }
    let roles = Roles(
      services: services, migratorPassword: try keys.password(of: Roles.migrator))
    do { try await roles.install(on: url ?? adminURL()) } catch PostgresError.server(let error)
      where error.sqlState == "42501"
    {
      throw Failure.configuration(
        "DATABASE_URL's user may not make roles; name a superuser in it for this command")
    }
  }

  private func makeDatabase() async throws {
    let server = try url(as: Keys.superuser) + " dbname=postgres"
    try await AdminConnection.with(server) { admin in
      let found = try admin.rows(
        "SELECT 1 FROM pg_database WHERE datname = $1", Cluster.database)
      if found.isEmpty { try admin.run("CREATE DATABASE \(Cluster.database)") }
    }
  }

  /// Drops the private cluster's database and makes an empty one with roles and rights.
  func recreate() async throws {
    let server = try url(as: Keys.superuser) + " dbname=postgres"
    try await AdminConnection.with(server) { admin in
      try admin.run("DROP DATABASE IF EXISTS \(Cluster.database) WITH (FORCE)")
      try admin.run("CREATE DATABASE \(Cluster.database)")
    }
    try await installRoles()
  }
}
