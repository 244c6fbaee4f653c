/// The roles of an installation: one that may sign in per service, and the migrator.
///
/// A service's role owns nothing and creates nothing; what it may touch is granted by its own
/// migrations. Roles are code, not a file of SQL, because passwords must reach the server without
/// passing a command line or a log, and because what installs them is then what is tested.
public struct Roles: Sendable {
  /// The role that owns every schema and alone may change their structure.
  public static let migrator = "migrator"

  /// A service's role.
  public struct Login: Sendable {
    public let name: String
    public let password: String
    /// Where a session sets none of its own.
    public var statementTimeout = Duration.seconds(5)

    public init(name: String, password: String) {
      self.name = name
      self.password = password
    }
  }

  public let services: [Login]
  public let migratorPassword: String

  public init(services: [Login], migratorPassword: String) {
    self.services = services
    self.migratorPassword = migratorPassword
  }

  /// Makes the roles, or sets the passwords of those that exist, and the rights on this database.
  ///
  /// Runs as a superuser in one transaction; may be repeated, and run by several at once.
  public func install(on url: String) async throws {
    try await AdminConnection.with(url) { admin in
      try admin.run("BEGIN")
      // Roles belong to the whole cluster; changing one at the same moment would fail.
      try admin.run("LOCK TABLE pg_authid IN SHARE ROW EXCLUSIVE MODE")
      try role(Login(name: Self.migrator, password: migratorPassword), admin)
      for service in services {
        try role(service, admin)
        let timeout = service.statementTimeout.milliseconds
        try admin.run(
          "ALTER ROLE \(quoted(name: service.name)) SET statement_timeout = \(timeout)")
      }
      let database = try admin.rows("SELECT current_database()")[0][0] ?? ""
      try admin.run(Self.rights(on: database, for: services.map(\.name)))
      try admin.run(
        """
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        ALTER DEFAULT PRIVILEGES FOR ROLE \(Self.migrator) REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
        """)
      try admin.run("COMMIT")
    }
  }

  private func role(_ login: Login, _ admin: AdminConnection) throws(PostgresError) {
    let name = quoted(name: login.name)
    if try admin.rows("SELECT 1 FROM pg_roles WHERE rolname = $1", login.name).isEmpty {
      try admin.run("CREATE ROLE \(name)")
    }
    // A SCRAM verifier holds letters, digits and $:+/= only.
    let secret = try admin.encrypted(password: login.password, of: login.name)
    try admin.run(
      """
      ALTER ROLE \(name) LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS \
      PASSWORD '\(secret)'
      """)
  }

  /// Takes from everybody what PostgreSQL gives everybody, then gives each what it needs.
  ///
  /// A database made as a copy of another, or restored, does not bring these rights along.
  package static func rights(on database: String, for services: [String]) -> String {
    let database = quoted(name: database)
    let roles = ([migrator] + services).map(quoted).joined(separator: ", ")
    return """
      REVOKE ALL ON DATABASE \(database) FROM PUBLIC;
      GRANT CONNECT ON DATABASE \(database) TO \(roles);
      GRANT CREATE ON DATABASE \(database) TO \(migrator);
      """
  }
}

/// A name quoted for SQL.
func quoted(name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
