import ProcessKit
import Testing

@Suite struct GeneratedTests {
  @Test func `the committed code is that of the contract`() async throws {
    let check = try await Child.run(
      Built.root + "/deploy/generate", ["--check"], output: .together, group: .own,
      within: .seconds(900))
    #expect(check.code == 0, "run deploy/generate and commit the result: \(check.output)")
  }
}
