import Foundation
import Testing

@Suite struct GeneratedTests {
  @Test func `the committed code is that of the contract`() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let check = Process()
    check.executableURL = root.appending(path: "deploy/generate")
    check.arguments = ["--check"]
    try check.run()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0, "run deploy/generate and commit the result")
  }
}
