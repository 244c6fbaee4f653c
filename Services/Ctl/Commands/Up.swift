import ArgumentParser
import Foundation

struct Up: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Starts everything and keeps it running.",
    discussion: """
      Starts a private PostgreSQL (unless DATABASE_URL names one), brings schemas up to date, \
      starts every daemon whose executable lies beside this one, then the gateway, and starts \
      again what dies. Ends in order on Ctrl-C or `credopass down`. A second `up` changes nothing.
      """)

  @Flag(help: "Return once everything serves; a supervisor goes on in the background.")
  var detach = false
  @Option(help: "SERVICE=N replicas of a service; may be given several times.")
  var scale: [String] = []
  @Option(help: "The port the gateway listens on.")
  var port = 8080
  @Flag(inversion: .prefixedNo, help: "Put in demo data at the first start.")
  var seed = true
  @Flag(help: "First throw away all data of the private PostgreSQL.")
  var reset = false

  func run() throws {
    guard (1...65535).contains(port) else { throw Failure.usage("--port: from 1 to 65535") }
    var scales = Scales()
    for text in scale { try scales.set(text) }
    let deployment = try Deployment.found()
    guard !deployment.services.isEmpty else {
      throw Failure.configuration(
        "no daemon lies beside \(deployment.programs)/credopass; run: swift build")
    }
    try deployment.prepare()
    if detach { return try Detached(deployment).start(arguments) }
    let signals = SignalWait()
    guard let lock = try SupervisorLock.take(deployment) else {
      guard !reset else { throw Failure.configuration("it runs; first: credopass down") }
      return try Banner(deployment).show("Running already.")
    }
    if reset { try throwAway(deployment) }
    try supervise(deployment, lock, scales, signals)
  }

  private var arguments: [String] {
    scale.flatMap { ["--scale", $0] } + ["--port", "\(port)", seed ? "--seed" : "--no-seed"]
      + (reset ? ["--reset"] : [])
  }

  private func supervise(
    _ deployment: Deployment, _ lock: SupervisorLock, _ scales: Scales, _ signals: SignalWait
  ) throws {
    var supervisor = Supervisor(deployment, lock, port: port, scales, signals, say: Terminal.say)
    do {
      try supervisor.start()
      if seed { try Seed(deployment).plant() }
      try supervisor.serving()
      try Banner(deployment).show("Ready.")
      try supervisor.run()
    } catch {
      try supervisor.end()
      throw error
    }
    try supervisor.end()
  }

  private func throwAway(_ deployment: Deployment) throws {
    guard deployment.databaseURL == nil else {
      throw Failure.configuration(
        "--reset is for the private PostgreSQL; for DATABASE_URL run: credopass db reset")
    }
    try Cluster(deployment).remove()
    try Seed(deployment).forget()
  }
}

/// A supervisor in the background, whose progress is shown until everything serves.
struct Detached {
  let deployment: Deployment
  private var log: String { "\(deployment.logs)/up.log" }

  init(_ deployment: Deployment) { self.deployment = deployment }

  func start(_ arguments: [String]) throws {
    if try SupervisorLock.holder(deployment) != nil {
      return try Banner(deployment).show("Running already.")
    }
    try Data().write(to: URL(fileURLWithPath: log))
    let process = try Command(
      program: "\(deployment.programs)/credopass", arguments: ["up"] + arguments, log: log,
      isSession: true
    ).start()
    var shown = 0
    while true {
      var status: Int32 = 0
      let hasEnded = unsafe waitpid(process, &status, WNOHANG) == process
      let isServing = try SupervisorLock.holder(deployment).map {
        $0.pid == process && $0.isServing
      }
      shown = show(from: shown)
      if hasEnded { throw Failure(description: "see \(log)", code: exitCode(status)) }
      if isServing == true { break }
      _ = eventually(within: .milliseconds(100)) { false }
    }
    // The banner is the last that the supervisor writes before it only watches.
    _ = eventually(within: .seconds(1)) {
      let before = shown
      shown = show(from: shown)
      return shown == before && shown > 0
    }
  }

  /// Passes on what the log has got since.
  private func show(from start: Int) -> Int {
    guard let data = FileManager.default.contents(atPath: log), data.count > start else {
      return start
    }
    FileHandle.standardOutput.write(data[start...])
    return data.count
  }
}
