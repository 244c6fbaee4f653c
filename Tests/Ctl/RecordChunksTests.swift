import Foundation
import Testing

@testable import Ctl

@Suite struct RecordChunksTests {
  private func chunks(_ text: String) throws -> (header: String, chunks: [RecordChunks.Chunk]) {
    let path = NSTemporaryDirectory() + "\(UUID().uuidString).csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    var reader = try RecordChunks(file: path)
    var all: [RecordChunks.Chunk] = []
    while let chunk = try reader.next() { all.append(chunk) }
    return (String(decoding: reader.header, as: UTF8.self), all)
  }

  private func text(_ chunk: RecordChunks.Chunk) -> String {
    String(decoding: chunk.bytes, as: UTF8.self)
  }

  @Test func `the header is apart, and lines are counted as an editor counts them`() throws {
    let (header, chunks) = try chunks("\u{FEFF}a,b\r\n1,2\r\n\r\n3,4")
    #expect(header == "a,b\r\n")
    #expect(chunks.count == 1)
    #expect(text(chunks[0]) == "1,2\r\n3,4")
    #expect(chunks[0].firstLine == 2 && chunks[0].lastLine == 4)
  }

  @Test func `a line break in quotes ends no record`() throws {
    let records = (0..<500).map { "\"x\ny \"\"\(String($0))\"\"\",2\n" }
    let (_, chunks) = try chunks("a,b\n" + records.joined() + "last,1\n")
    #expect(chunks.count == 2)
    #expect(text(chunks[0]) == records.joined())
    #expect(text(chunks[1]) == "last,1\n")
    #expect(chunks[1].firstLine == 1002)
  }

  @Test func `no chunk is larger than one call takes, and none is lost`() throws {
    let record = String(repeating: "x", count: 5000) + "\n"
    let (_, chunks) = try chunks("a\n" + String(repeating: record, count: 400))
    #expect(chunks.allSatisfy { $0.bytes.count <= RecordChunks.byteLimit })
    #expect(chunks.map(\.bytes.count).reduce(0, +) == 400 * record.utf8.count)
    #expect(chunks.count == 4)
    #expect(chunks.map(\.firstLine) == [2, 106, 210, 314])
  }

  @Test func `a quote left open is told with its line, not taken as one endless record`() throws {
    let text = "a\n1\n\"" + String(repeating: "x\n", count: 300_000)
    let failure = #expect(throws: Failure.self) { try chunks(text) }
    #expect(failure?.description.hasPrefix("line 3: ") == true)
  }

  @Test func `an empty file has nothing to take`() {
    #expect(throws: Failure.self) { try chunks("") }
    #expect(throws: Failure.self) { try RecordChunks(file: "/nowhere") }
  }
}
