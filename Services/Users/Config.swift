internal import Daemon
internal import Identity
internal import Outbox

/// The room's settings: USERS_<NAME> or CREDOPASS_<NAME>.
struct Config: Sendable {
  /// Where national phone numbers are dialled from.
  let phoneRegion: PhoneRegion
  /// Files with a secret each, made when they are not there; all replicas share them.
  let signingKeyFile: String?
  let pepperFile: String?
  /// Passwords hashed at once, each for some 20 ms and 19 MiB, and how many may wait.
  let hashingWidth: Int
  let hashingBound: Int
  let sessions: SessionLimits
  /// Where the links in mails lead: the site of whoever runs this.
  let publicURL: String
  /// How long chunks of uploads are remembered.
  let keepImports: Duration
  let firstAdmin: FirstAdmin?
  let outbox: OutboxConfig

  init(_ settings: inout Settings) {
    phoneRegion = settings.parsed(
      "PHONE_REGION", default: .us,
      PhoneRegion.allCases.map(\.rawValue).joined(separator: ", ")
    ) { PhoneRegion(rawValue: $0.uppercased()) }
    signingKeyFile = settings.file("SIGNING_KEY")
    pepperFile = settings.file("PEPPER")
    hashingWidth = settings.integer("HASHING_WIDTH", default: 1, in: 1...64)
    hashingBound = settings.integer("HASHING_QUEUE", default: 32, in: 0...1000)
    sessions = SessionLimits(
      idle: settings.seconds("SESSION_IDLE", days: 14), whole: settings.seconds("SESSION", days: 90)
    )
    publicURL = settings.parsed(
      "PUBLIC_URL", default: "http://127.0.0.1:8080", "an address such as https://example.org"
    ) { Rules.site($0) }
    keepImports = settings.duration(
      "KEEP_IMPORTS", default: .seconds(30 * 86400), in: .seconds(3600)...(.seconds(3650 * 86400)))
    firstAdmin = FirstAdmin(&settings)
    outbox = OutboxConfig(&settings)
  }

  /// The file that the settings name, or its place in the state directory.
  func path(_ file: String?, _ name: String, _ daemon: Daemon) -> String {
    file ?? "\(daemon.config.state)/keys/\(name)"
  }

  func pepper(_ daemon: Daemon) throws -> Secret {
    do { return try SecretFile.secret(path(pepperFile, "users.pepper", daemon)) } catch {
      throw StartFailure.configuration(["\(error)"])
    }
  }
}

/// Who is made an administrator when there is none.
struct FirstAdmin: Sendable, CustomReflectable {
  let email: String
  let password: String

  /// Nil unless both settings are there; one alone, or one that does not fit, is a fault.
  init?(_ settings: inout Settings) {
    let email = settings.text("ADMIN_EMAIL", default: "")
    let password = settings.secret("ADMIN_PASSWORD", plain: "CREDOPASS_ADMIN_PASSWORD")
    guard !email.isEmpty || password != nil else { return nil }
    do throws(Unfit) {
      guard let email = try Rules.email(email), let password else {
        settings.fault("ADMIN_EMAIL and ADMIN_PASSWORD go together")
        return nil
      }
      self.email = email
      self.password = try Rules.password(password)
    } catch {
      settings.fault("ADMIN_\(error.field.uppercased()) \(error.rule)")
      return nil
    }
  }

  /// No dump shows the password.
  var customMirror: Mirror { Mirror(self, children: []) }
}

extension Settings {
  /// A span of at least a minute.
  fileprivate mutating func seconds(_ name: String, days: Int64) -> Int64 {
    let span = duration(
      name, default: .seconds(days * 86400), in: .seconds(60)...(.seconds(3650 * 86400)))
    return span.components.seconds
  }

  /// A path, or nil for the place in the state directory.
  fileprivate mutating func file(_ name: String) -> String? {
    let path = text(name, default: "")
    return path.isEmpty ? nil : path
  }
}
