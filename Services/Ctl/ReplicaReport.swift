import Contracts
import Daemon
import Foundation
import RPC

/// What is known of one replica at this moment.
struct ReplicaReport: Codable, Sendable {
  var service: String
  var replica: String
  var pid: Int?
  /// `serving`, or what else it says, or `unreachable`.
  var health: String
  var endpoint: String
  /// Calls that run now.
  var inFlight: Int?
  /// Seconds, over all calls since its start.
  var p50: Double?
  var p99: Double?
  /// Seconds, per feed followed.
  var feedLag: [String: Double] = [:]

  /// All replicas that the registry knows, each asked.
  static func all(_ deployment: Deployment) async throws -> [ReplicaReport] {
    let registry = Registry(state: deployment.state)
    var reports: [ReplicaReport] = []
    for service in ServiceCatalog.domains {
      for replica in try registry.replicas(of: service) {
        let lines = try registry.entry(service, replica)
        // It has left just now.
        guard !lines.isEmpty else { continue }
        reports.append(await report(deployment, service, replica, lines))
      }
    }
    if let port = try SupervisorLock.holder(deployment)?.port,
      deployment.services.contains(where: { $0.name == ServiceCatalog.front })
    {
      reports.append(await front(port))
    }
    return reports
  }

  private static func report(
    _ deployment: Deployment, _ service: String, _ replica: String, _ lines: [String]
  ) async -> ReplicaReport {
    var report = ReplicaReport(
      service: service, replica: replica, health: "unreachable", endpoint: lines[0])
    report.pid = fact("pid", lines).flatMap { Int($0) }
    if let endpoint = Endpoint(lines[0]) {
      report.health = await health(deployment, service, endpoint)
    }
    if let address = fact("http", lines), let colon = address.lastIndex(of: ":"),
      let port = Int(address[address.index(after: colon)...]),
      let page = await HTTP.get(host: String(address[..<colon]), port: port, "/metrics")
    {
      report.read(Metrics(page.body))
    }
    return report
  }

  private static func front(_ port: Int) async -> ReplicaReport {
    let answer = await HTTP.get(port: port, "/readyz")
    return ReplicaReport(
      service: ServiceCatalog.front, replica: "1",
      health: answer.map { $0.status == 200 ? "serving" : "not serving" } ?? "unreachable",
      endpoint: "http://127.0.0.1:\(port)")
  }

  private static func fact(_ name: String, _ lines: [String]) -> String? {
    lines.first { $0.hasPrefix(name + " ") }.map { String($0.dropFirst(name.count + 1)) }
  }

  private static func health(
    _ deployment: Deployment, _ service: String, _ endpoint: Endpoint
  ) async -> String {
    do {
      let answer = try await Asking(deployment: deployment).channel(service, endpoint).call(
        HealthMethods.check, CheckRequest(), CallOptions(timeout: .seconds(2)))
      return answer.status == .serving ? "serving" : "not serving"
    } catch let error as Status where error.code != .unavailable {
      return error.code.name
    } catch {
      return "unreachable"
    }
  }

  /// Not a call that waits for something to happen: those last as long as nothing does.
  static func isWork(_ labels: [String: String]) -> Bool {
    guard let method = labels["method"] else { return true }
    return !method.hasPrefix("credopass.feed.") && !method.contains("/Watch")
  }

  private mutating func read(_ metrics: Metrics) {
    inFlight = metrics.sum("credopass_rpc_running").map { Int($0) }
    p50 = metrics.quantile(0.5, of: "credopass_rpc_seconds", where: Self.isWork)
    p99 = metrics.quantile(0.99, of: "credopass_rpc_seconds", where: Self.isWork)
    for sample in metrics.samples where sample.name == "credopass_feed_lag_seconds" {
      if let cursor = sample.labels["cursor"] { feedLag[cursor] = sample.value }
    }
  }
}
