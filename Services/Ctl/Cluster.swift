import Foundation
import Postgres

/// The private PostgreSQL of a deployment: unix socket only, a password per role.
struct Cluster: Sendable {
  let deployment: Deployment
  private let home: Home

  /// Where its files and its socket lie.
  private struct Home: Sendable {
    let data: String
    let socket: String
  }

  /// A socket's path ends at 107 bytes (unix(7)), its name included.
  private static let longestFolder = 107 - "/.s.PGSQL.5432".utf8.count

  init(_ deployment: Deployment) {
    self.deployment = deployment
    home = Self.home(deployment)
  }

  /// In the state directory; elsewhere only where that cannot be: root's PostgreSQL runs as
  /// `postgres`, who may not reach it, and a socket's path must be short.
  private static func home(_ deployment: Deployment) -> Home {
    let state = deployment.state
    let short = "credopass-\(fingerprint(state))"
    if getuid() == 0, !isReachable(state) {
      let folder = "/var/lib/postgresql/\(short)"
      return Home(data: "\(folder)/data", socket: "\(folder)/run")
    }
    let run = "\(state)/run"
    return Home(
      data: "\(state)/postgres",
      socket: run.utf8.count <= longestFolder ? run : "/tmp/\(short)")
  }

  /// Whether a stranger can walk to a folder's parent.
  private static func isReachable(_ path: String) -> Bool {
    var folder = (path as NSString).deletingLastPathComponent
    while folder != "/", !folder.isEmpty {
      var status = stat()
      guard unsafe stat(folder, &status) == 0, status.st_mode & 0o001 != 0 else { return false }
      folder = (folder as NSString).deletingLastPathComponent
    }
    return true
  }

  /// Eight digits that tell one state directory from another (FNV-1a).
  static func fingerprint(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return hexadecimal([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: hash >> $0) })
  }

  // MARK: Reaching it

  static let database = "credopass"

  /// Without anybody's name.
  var url: ConnectionString { ConnectionString("host=\(home.socket) dbname=\(Self.database)") }

  var exists: Bool { FileManager.default.fileExists(atPath: home.data + "/PG_VERSION") }

  // MARK: Making and starting it

  /// Who PostgreSQL runs as; it refuses root.
  private var user: String? { getuid() == 0 ? "postgres" : nil }

  private var log: String { "\(deployment.logs)/postgres.log" }

  /// Makes the cluster's files. Nobody else can read them.
  func initialize(_ keys: Keys) throws {
    for folder in [home.data, home.socket] { try own(folder) }
    let secret = home.data + ".secret"
    try Data((try keys.password(of: Keys.superuser)).utf8).write(to: URL(fileURLWithPath: secret))
    try give(secret, mode: 0o600)
    defer { unsafe unlink(secret) }
    let words = LogTail(log)
    let status = try Command(
      program: try Self.program("initdb"),
      arguments: [
        "--pgdata=\(home.data)", "--username=\(Keys.superuser)", "--pwfile=\(secret)",
        "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256",
      ], log: log, user: user
    ).run()
    guard status == 0 else {
      throw Failure.unavailable("initdb failed\(words.description)")
    }
    try configure()
  }

  private func configure() throws {
    let text = """

      # By `credopass up`.
      listen_addresses = ''
      unix_socket_directories = '\(home.socket.replacingOccurrences(of: "'", with: "''"))'
      max_connections = 200

      """
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: home.data + "/postgresql.conf"))
    defer { file.closeFile() }
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
  }

  /// Starts the server as our child; it goes when we go. Waits until it takes connections.
  func start(_ keys: Keys) throws -> pid_t {
    try own(home.socket)
    try waitForPredecessor()
    let words = LogTail(log)
    let process = try Command(
      program: try Self.program("postgres"),
      // A refused row's detail and a failed statement's text hold persons and passwords: no log.
      arguments: [
        "-D", home.data, "-c", "log_error_verbosity=terse", "-c", "log_min_error_statement=panic",
      ], log: log,
      deathSignal: "INT", user: user
    ).start()
    let server = ConnectionString("host=\(home.socket) dbname=postgres").signedIn(
      as: Keys.superuser, password: try keys.password(of: Keys.superuser))
    let isUp = try eventually(within: .seconds(60)) {
      var status: Int32 = 0
      guard unsafe waitpid(process, &status, WNOHANG) == 0 else {
        throw Failure.unavailable("PostgreSQL ended\(words.description)")
      }
      return try waiting { await Self.answers(server.text) }
    }
    guard isUp else {
      throw Failure.unavailable("PostgreSQL does not answer\(words.description)")
    }
    return process
  }

  /// The server of a supervisor that was killed ends by itself, but not in an instant.
  private func waitForPredecessor() throws {
    let isGone = eventually(within: .seconds(60)) {
      guard let data = FileManager.default.contents(atPath: home.data + "/postmaster.pid"),
        let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first,
        let process = pid_t(line)
      else { return true }
      return kill(process, 0) != 0 && errno == ESRCH
    }
    guard isGone else {
      throw Failure.unavailable("a PostgreSQL still runs in \(home.data); end it, then try again")
    }
  }

  /// Fast shutdown (PostgreSQL manual, 19.5): breaks connections, loses nothing.
  static func stop(_ process: pid_t) {
    kill(process, SIGINT)
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  private static func answers(_ url: String) async -> Bool {
    do {
      return try await AdminConnection.with(url) { try $0.rows("SELECT 1").count == 1 }
    } catch {
      return false
    }
  }

  /// Removes everything in it, for good.
  func remove() throws {
    for path in [home.data, home.socket] where FileManager.default.fileExists(atPath: path) {
      try FileManager.default.removeItem(atPath: path)
    }
  }

  private func own(_ folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // Daemons of root's reach any folder; those of another user run as the same one.
    try give(folder, mode: 0o700)
  }

  private func give(_ path: String, mode: Int) throws {
    var attributes: [FileAttributeKey: Any] = [.posixPermissions: mode]
    if let user { attributes[.ownerAccountName] = user }
    try FileManager.default.setAttributes(attributes, ofItemAtPath: path)
  }

  /// A program of PostgreSQL's server or client, of the newest version that Debian installed.
  static func program(_ name: String) throws -> String {
    let base = "/usr/lib/postgresql"
    let versions =
      FileManager.default.fileExists(atPath: base)
      ? try FileManager.default.contentsOfDirectory(atPath: base).compactMap { Int($0) } : []
    for version in versions.sorted(by: >) {
      let path = "\(base)/\(version)/bin/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw Failure.unavailable("PostgreSQL's \(name) is missing; run: apt-get install postgresql")
  }
}
