internal import Contracts
internal import Daemon
internal import RPC

Front("gateway", config: Config.init) { desk, config in
  var callers: [String: any Caller] = [:]
  for domain in Backends.domains(Routes.all) { callers[domain] = desk.channel(domain) }
  let users = desk.channel("users")
  let tokens = Tokens(scope: desk.tokenScope, keys: desk.tokenKeys) {
    guard let users else { throw Status(.unavailable, "there is no key to call users") }
    return try await AuthClient(users).getKeySet(
      GetKeySetRequest(), CallOptions(timeout: .seconds(2), accessToken: ""))
  }
  let devices = DeviceTokens {
    guard let doors = desk.channel("attendance") else { throw DeviceTokens.noDoors }
    return try await DeviceTokens.keys(of: PassesClient(doors))
  }
  let gateway = Gateway(
    config, routes: Routes.all, schema: .contract, backends: Backends(callers), tokens: tokens,
    devices: devices, metrics: desk.metrics, log: desk.log)
  desk.metrics.gauge("credopass_http_running", "Requests being worked on.") {
    Double(gateway.runningRequests)
  }
  desk.metrics.gauge("credopass_http_connections", "Open connections of clients.") {
    Double(gateway.openConnections)
  }
  desk.metrics.gauge("credopass_live_listeners", "Listeners to live views.") {
    Double(gateway.hub.listeners)
  }
  let server = try await HTTPServer(gateway)
  let following = Task { await tokens.follow() }
  desk.log.info("serving", metadata: ["http": "\(config.host):\(server.port)"])
  return { limit in
    following.cancel()
    return await server.drain(within: limit)
  }
}.run()
