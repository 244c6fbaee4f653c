import ArgumentParser
import Foundation

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows every replica: health, calls under way, p50 and p99, lag behind feeds.",
    discussion: "Exits 1 when a service that is here has no replica that serves.")

  @Flag(help: "As JSON.") var json = false

  func run() throws {
    let deployment = try Deployment.found()
    let reports = try waiting { try await ReplicaReport.all(deployment) }
    if json {
      try Terminal.json(reports)
    } else {
      Terminal.table(
        ["SERVICE", "REPLICA", "PID", "HEALTH", "IN FLIGHT", "P50", "P99", "FEED LAG", "ENDPOINT"],
        reports.map(Self.row))
    }
    let missing = deployment.services.map(\.name).filter { name in
      !reports.contains { $0.service == name && $0.health == "serving" }
    }
    if !missing.isEmpty {
      throw Failure.no("not serving: \(missing.joined(separator: ", ")); run: credopass up")
    }
  }

  private static func row(_ report: ReplicaReport) -> [String] {
    let lag = report.feedLag.sorted { $0.key < $1.key }
      .map { "\($0.key) \(milliseconds($0.value))" }
    return [
      report.service, report.replica, report.pid.map(String.init) ?? "-", report.health,
      report.inFlight.map(String.init) ?? "-", milliseconds(report.p50),
      milliseconds(report.p99), lag.isEmpty ? "-" : lag.joined(separator: ", "), report.endpoint,
    ]
  }

  private static func milliseconds(_ seconds: Double?) -> String {
    seconds.map { String(format: $0 < 0.01 ? "%.2f ms" : "%.0f ms", $0 * 1000) } ?? "-"
  }
}

struct Health: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says whether every replica serves; exits 1 otherwise.")

  @Argument(help: "Only this service.") var service: String?

  func run() throws {
    let deployment = try Deployment.found()
    if let service { _ = try ServiceCatalog.entry(service) }
    let reports = try waiting { try await ReplicaReport.all(deployment) }
      .filter { service == nil || $0.service == service }
    guard !reports.isEmpty else { throw Failure.no("nothing runs; run: credopass up") }
    for report in reports { Terminal.say("\(report.service) \(report.replica): \(report.health)") }
    let ill = reports.filter { $0.health != "serving" }
    guard ill.isEmpty else { throw Failure.no("\(ill.count) of \(reports.count) do not serve") }
  }
}
