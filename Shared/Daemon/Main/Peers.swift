internal import Glibc
internal import Identity
internal import RPC

/// The services this one calls and is called by, with their keys.
struct Peers: Sendable {
  let name: ServiceName
  let fronts: Set<ServiceName>
  /// For calls to ourselves, by which health is found out; made anew at each start.
  let ownKey: ServiceKey
  let server: ServerConfiguration
  private let callees: [(name: ServiceName, key: ServiceKey, endpoints: [Endpoint])]
  private let state: String

  /// Reads the key file and what the settings say of peers; faults go to `settings`.
  init(_ name: String, _ config: DaemonConfig, _ settings: inout Settings) {
    guard let own = ServiceName(name), let key = ServiceKey(Secret.random().reveal()) else {
      preconditionFailure("\(name) is no name of a service")
    }
    self.name = own
    ownKey = key
    state = config.state
    fronts = Set(config.fronts.compactMap { settings.serviceName($0, "FRONTS") })
    let keys = settings.serviceKeys(config.keysFile)
    var callers = [own: key]
    var callees: [(ServiceName, ServiceKey, [Endpoint])] = []
    for pair in keys.pairs.sorted(by: { ($0.caller, $0.callee) < ($1.caller, $1.callee) }) {
      guard let secret = keys.key(caller: pair.caller, callee: pair.callee),
        let key = ServiceKey(secret)
      else { continue }
      if pair.callee == name, let caller = settings.serviceName(pair.caller, config.keysFile) {
        callers[caller] = key
      }
      if pair.caller == name, let callee = settings.serviceName(pair.callee, config.keysFile) {
        callees.append((callee, key, settings.endpoints(of: pair.callee)))
      }
    }
    self.callees = callees
    let allowed =
      config.callers == ["*"]
      ? callers.keys.filter { $0 != own }
      : config.callers.compactMap { settings.serviceName($0, "CALLERS") }
    for caller in allowed where callers[caller] == nil {
      settings.fault(
        "\(config.keysFile) has no key of \(caller), which may call; run `credopass keys`")
    }
    server = ServerConfiguration(
      name: own, replica: config.replica, host: config.host, port: config.port,
      sidePort: config.sidePort, limit: config.limit, longPollLimit: config.longPollLimit,
      keys: callers, allowedCallers: Set(allowed))
  }

  /// A channel per service that we share a key with: to the endpoints of the settings, or to
  /// whatever the registry holds.
  func channels() -> [String: Channel] {
    var channels: [String: Channel] = [:]
    for callee in callees {
      let registry = Registry(state: state)
      let service = callee.name.description
      let endpoints = callee.endpoints
      channels[service] = Channel(
        ChannelConfiguration(
          caller: name, callee: callee.name, key: callee.key,
          endpoints: { endpoints.isEmpty ? try registry.endpoints(of: service) : endpoints }))
    }
    return channels
  }
}

extension Settings {
  fileprivate mutating func serviceName(_ text: String, _ place: String) -> ServiceName? {
    if let name = ServiceName(text) { return name }
    fault("\(place): \"\(text)\" is no service: 1 to 16 of a-z, 0-9 and -")
    return nil
  }

  fileprivate mutating func serviceKeys(_ path: String) -> ServiceKeys {
    do { return try ServiceKeys(file: path) } catch {
      fault("\(error)\(error.isMissing ? "; make it with `credopass keys`" : "")")
      return ServiceKeys(master: .random(), pairs: [])
    }
  }

  /// ENDPOINTS_<SERVICE>: `host:port/sidePort` of each replica; empty asks the registry.
  fileprivate mutating func endpoints(of service: String) -> [Endpoint] {
    let name = "ENDPOINTS_\(service.uppercased().replacing("-", with: "_"))"
    return parsed(name, default: [], "host:port/sidePort, separated by commas") { text in
      let words = text.split(separator: ",")
      let endpoints = words.compactMap { Endpoint($0.trimming { $0 == " " }) }
      return endpoints.count == words.count ? endpoints : nil
    }
  }
}

extension SecretFileError {
  fileprivate var isMissing: Bool { if case .system(_, ENOENT) = self { true } else { false } }
}
