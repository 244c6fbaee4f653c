import Foundation
import Testing

/// The whole deployment: PostgreSQL, four daemons, the gateway, the command line.
@Suite(.serialized) struct `The README: integration` {
  @Test func `its walk-through works by copy and paste`() throws {
    let (code, output) = try walkThrough()
    #expect(code == 0, "\(output)")
    let said = output.split(separator: "\n").map(String.init)
    for line in [
      "SCHEDULED", "ENROLLED", #"["OK","Welcome."]"#, #"["OK",2]"#, "true", "Ella ATTENDED",
      "Miles ATTENDED",
      #"{"registered":1,"attended":2,"walkIns":1,"present":1,"showRate":1,"fill":0.05}"#,
      #"{"balance":10,"tier":"bronze","missing":90}"#, "10 Attended Jazz night",
      #"{"created":1993,"rejected":6,"enrolled":1832,"checkedIn":234}"#,
      #"{"created":1993,"rejected":6}"#, "Ella",
    ] {
      #expect(said.contains(line), "no line \(line) in\n\(output)")
    }
  }

  /// Runs the script beside this file with the programs that were built with it.
  private func walkThrough() throws -> (code: Int32, output: String) {
    let programs = URL(
      fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    ).deletingLastPathComponent().path
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/walkthrough"
    let file = NSTemporaryDirectory() + "walkthrough-\(UUID().uuidString)"
    defer { unlink(file) }
    // A file, not a pipe: the supervisor outlives the script and would hold a pipe open.
    let port = Int.random(in: 20_000...30_000)
    let code = system("bash '\(script)' '\(programs)' \(port) >'\(file)' 2>&1 </dev/null")
    return (code, try String(contentsOfFile: file, encoding: .utf8))
  }
}
