import Foundation

/// Where everything of a deployment on this machine lies.
struct Deployment: Sendable {
  /// The folder of our own executable; the daemons' lie beside it.
  let programs: String
  /// The checkout, or nil when the executables were copied elsewhere.
  let checkout: String?
  /// Keys, registry, logs, the private cluster: ours alone.
  let state: String
  /// The connection string of a PostgreSQL that is not ours to start.
  let databaseURL: String?

  /// As the environment and the place of our executable say.
  static func found(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> Deployment {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = (program as NSString).deletingLastPathComponent
    let checkout = checkout(above: folder)
    let base = checkout ?? FileManager.default.currentDirectoryPath
    let state = environment["CREDOPASS_STATE"] ?? "\(base)/.credopass"
    guard !state.isEmpty else { throw Failure.configuration("CREDOPASS_STATE is empty; unset it") }
    return Deployment(
      programs: folder, checkout: checkout, state: absolute(state),
      databaseURL: environment["CREDOPASS_DATABASE_URL"] ?? environment["DATABASE_URL"])
  }

  private static func checkout(above folder: String) -> String? {
    var folder = folder
    while folder != "/", !folder.isEmpty {
      if isFolder(folder + "/Services/Ctl") { return folder }
      folder = (folder as NSString).deletingLastPathComponent
    }
    return nil
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  // MARK: Places

  var keys: String { state + "/keys" }
  var logs: String { state + "/log" }
  /// The maildir of what would be sent if there were a mail server.
  var mail: String { state + "/mail" }

  func program(_ service: String) -> String { "\(programs)/\(service)" }

  /// The services whose executables are here, in the order in which they start.
  var services: [ServiceCatalog.Entry] {
    ServiceCatalog.all.filter { FileManager.default.isExecutableFile(atPath: program($0.name)) }
  }

  /// The folder of a service's migrations: beside the executables, or in the checkout.
  func migrations(of service: String) throws -> String {
    let places = [
      "\(programs)/Migrations/\(service)",
      checkout.map { "\($0)/Services/\(service.capitalized)/Migrations" },
    ].compactMap { $0 }
    guard let place = places.first(where: Self.isFolder) else {
      throw Failure.configuration(
        "no migrations of \(service); copy them to \(programs)/Migrations/\(service)")
    }
    return place
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  // MARK: The state directory

  /// Makes the state directory with its folders; nobody else may look into them.
  func prepare() throws {
    // Root's PostgreSQL runs as another user, who must find its own folder in there.
    try makeFolder(state, mode: getuid() == 0 ? 0o711 : 0o700)
    for folder in [keys, logs] { try makeFolder(folder, mode: 0o700) }
    try makeFolder(state + "/registry", mode: 0o700)
  }

  private func makeFolder(_ path: String, mode: Int) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      guard attributes[.ownerAccountID] as? Int == Int(getuid()) else {
        throw Failure.configuration(
          "\(path) belongs to somebody else; set CREDOPASS_STATE to a folder of your own")
      }
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    } catch is CocoaError {
      throw Failure.unavailable(
        "\(path) cannot be made here; set CREDOPASS_STATE to a folder that can")
    }
  }
}
