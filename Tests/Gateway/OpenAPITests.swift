import Foundation
import ProcessKit
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
    let verdict = try await Child.run(
      Built.python, ["-m", "openapi_spec_validator", "--schema", "3.1", file.path],
      output: .together)
    #expect(verdict.code == 0, "\(verdict.output)")
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
