import Foundation
import ProcessKit

@testable import Ctl

/// Runs `body` with a deployment that is gone afterwards, however that ends.
func withDeployment(
  _ name: String, _ environment: [String: String] = [:],
  _ body: (Deployment, _ port: UInt16) async throws -> Void
) async throws {
  let deployment = Deployment(
    programs: try Built.programs(), checkout: Built.root,
    state: "/tmp/\(name)-\(UUID().uuidString.prefix(8))", databaseURL: nil)
  let port = try freePort()
  let result: Result<Void, any Error>
  do {
    try await tool(
      deployment, "up", "--detach", "--no-seed", "--port", String(port), environment: environment)
    try await body(deployment, UInt16(port))
    result = .success(())
  } catch {
    result = .failure(error)
  }
  try await tool(deployment, "down")
  try FileManager.default.removeItem(atPath: deployment.state)
  try result.get()
}

/// Runs `credopass` to its end: what it wrote.
@discardableResult
func tool(
  _ deployment: Deployment, _ arguments: String..., environment more: [String: String] = [:]
) async throws -> String {
  var environment = ProcessInfo.processInfo.environment.merging(more) { $1 }
  environment["CREDOPASS_STATE"] = deployment.state
  environment["DATABASE_URL"] = nil
  return try await Child.output(
    of: deployment.program("credopass"), arguments, environment: environment)
}
