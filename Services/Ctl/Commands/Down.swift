import ArgumentParser
import Foundation

struct Down: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ends what `up` started: calls under way finish first.")

  func run() throws {
    let deployment = try Deployment.found()
    guard let holder = try SupervisorLock.holder(deployment) else {
      return Terminal.say("Nothing runs in \(deployment.state).")
    }
    guard kill(holder.pid, SIGTERM) == 0 else {
      throw Failure.configuration("supervisor \(holder.pid) is not ours; end it as its own user")
    }
    let isDown = try eventually(within: .seconds(120)) {
      try SupervisorLock.holder(deployment) == nil
    }
    guard isDown else {
      throw Failure.unavailable(
        "supervisor \(holder.pid) still runs; see \(deployment.logs)/up.log")
    }
    Terminal.say("Ended.")
  }
}
