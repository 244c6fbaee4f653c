import Foundation
import Testing

@testable import Gateway

@Suite struct OpenAPITests {
  @Test func `the document is OpenAPI 3.1, as an independent judge says`() async throws {
    let world = try await World()
    let answer = try await world.send("GET", "/openapi.json")
    #expect(answer.status == 200)
    await world.end()
    let file = FileManager.default.temporaryDirectory.appending(path: "openapi-\(UUID()).json")
    try Data(answer.body).write(to: file)
    let (status, words) = try await offPool { try judge(file) }
    #expect(status == 0, "\(words)")
    try FileManager.default.removeItem(at: file)
  }

  @Test func `every route is in it, with a name of its own`() throws {
    let document = OpenAPI(routes: Routes.all, schema: .contract).document.bytes
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(document)) as? [String: Any])
    let paths = try #require(json["paths"] as? [String: [String: [String: Any]]])
    var names: Set<String> = []
    for route in Routes.all {
      let operation = try #require(paths[route.path]?[route.method.lowercased()], "\(route.path)")
      let name = try #require(operation["operationId"] as? String)
      #expect(names.insert(name).inserted, "\(name) is there twice")
    }
    #expect(paths.values.reduce(0) { $0 + $1.count } == Routes.all.count)
  }
}

/// openapi-spec-validator's verdict: its status and what it said.
private func judge(_ file: URL) throws -> (Int32, String) {
  let python = ProcessInfo.processInfo.environment["CREDOPASS_TEST_PYTHON"] ?? "python3"
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [python, "-m", "openapi_spec_validator", "--schema", "3.1", file.path]
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let words = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: words, as: UTF8.self))
}
