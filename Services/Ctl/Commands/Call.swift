import ArgumentParser
import Contracts
import Foundation
import Postgres
import RPC

struct Call: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Calls a method: JSON in, JSON out.",
    discussion: """
      As in: credopass call LoyaltyService/GetPoints -d '{"patronId": "…"}'. The call is this \
      tool's own, which services trust with everything they grant it; with --token it is a \
      person's. A call that has an effect gets an idempotency key.
      """)

  @Argument(help: "Such as UsersService/GetUser; see: credopass list.") var method: String
  @Option(name: .shortAndLong, help: "The request; - reads it from standard input.")
  var data = "{}"
  @Option(help: "An access token: the call is then that person's.") var token: String?
  @Option(help: "The idempotency key; a fresh one when left out.") var key: String?
  @Option(help: "Which service to ask, for what several answer (feed, health, reflection).")
  var service: String?
  @Option(help: "Seconds to wait.") var timeout = 5.0

  func run() throws {
    guard timeout > 0, timeout <= 600 else { throw Failure.usage("--timeout: from 0 to 600") }
    let deployment = try Deployment.found()
    let method = try Asking.method(method)
    guard let service = service ?? ServiceCatalog.owner(of: method.name) else {
      throw Failure.usage("\(method.name): say whom to ask with --service")
    }
    let body =
      data == "-" ? [UInt8](FileHandle.standardInput.readDataToEndOfFile()) : Array(data.utf8)
    let options = CallOptions(
      timeout: .milliseconds(Int(timeout * 1000)),
      idempotencyKey: key ?? (method.idempotency == .keyed ? UUID128.v7().description : ""),
      accessToken: token ?? "")
    let answer = try waiting {
      try await Asking(deployment: deployment).call(method, on: service, json: body, options)
    }
    Terminal.say(String(decoding: answer, as: UTF8.self))
  }
}
