import ArgumentParser
import Daemon
import Foundation

struct Scale: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Changes how many replicas of a service run, at once.")

  @Argument(help: "Such as attendance.") var service: String
  @Argument(help: "How many; the ones that go finish their calls first.") var count: Int

  func run() throws {
    let deployment = try Deployment.found()
    guard let holder = try SupervisorLock.holder(deployment) else {
      throw Failure.unavailable("nothing runs; run: credopass up --scale \(service)=\(count)")
    }
    guard deployment.services.contains(where: { $0.name == service }) else {
      _ = try ServiceCatalog.entry(service)
      throw Failure.unavailable("\(service) is not built; run: swift build --product \(service)")
    }
    var scales = try Scales.read(deployment)
    try scales.set(service, count)
    try scales.write(deployment)
    guard kill(holder.pid, SIGHUP) == 0 else {
      throw Failure.configuration("supervisor \(holder.pid) is not ours; run as its own user")
    }
    let registry = Registry(state: deployment.state)
    let wanted = Set((1...count).map(String.init))
    let isDone = try eventually(within: .seconds(60)) {
      try Set(registry.replicas(of: service)) == wanted
    }
    guard isDone else {
      throw Failure.unavailable("\(service) has not \(count) replicas yet; see: credopass status")
    }
    Terminal.say("\(service): \(count) \(count == 1 ? "replica" : "replicas")")
  }
}
