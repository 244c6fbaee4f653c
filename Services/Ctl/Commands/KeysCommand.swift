import ArgumentParser

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Makes the keys by which services know each other, and passwords of roles.",
    discussion: "What is there already stays. Files of mode 0400 in the state directory's keys.")

  func run() throws {
    let deployment = try Deployment.found()
    try deployment.prepare()
    try Keys(deployment).make()
    Terminal.say("keys in \(deployment.keys)")
  }
}
