import Foundation
import Testing

@Suite struct `Broken frames: integration` {
  @Test func `neither trap nor pass for whole ones, nor leave memory behind`() async throws {
    // A process of its own, for its memory is measured.
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: try executable("Fuzz"))
    process.arguments = ["frames", "--count", "50000", "--seed", "1"]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = try await blocking { try output.fileHandleForReading.readToEnd() ?? Data() }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: text, as: UTF8.self))")
  }
}
