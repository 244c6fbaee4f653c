import Daemon
import Foundation
import Testing

@Suite struct CSVTests {
  private func cells(_ text: String) -> [[String]?] {
    CSV.records(Array(text.utf8)).map { record in
      if case .success(let cells) = record.cells { cells } else { nil }
    }
  }

  @Test func `quotes hold commas, line ends and quotes`() {
    #expect(
      cells("a,b\r\n\"x, y\",\"line one\r\nline \"\"two\"\"\"\r\n")
        == [["a", "b"], ["x, y", "line one\r\nline \"two\""]])
    #expect(cells("\u{FEFF}a,,\n") == [["a", "", ""]])
    #expect(cells("\"\"\n\"a\"") == [["a"]], "an empty line is no record")
    #expect(cells("a\n\n\r\nb") == [["a"], ["b"]])
  }

  @Test(arguments: ["5\" tall,x\n", "\"a\"b,x\n", "\"a\" ,x\n", "a,\"x\"\ry\n"])
  func `a stray quote spoils its own record and no other`(record: String) {
    #expect(cells("before,1\n" + record + "after,2\n") == [["before", "1"], nil, ["after", "2"]])
  }

  @Test func `an open quote swallows the rest and is told of once, with its line`() {
    let records = CSV.records(Array("a\nb,\"open\nc\n".utf8), firstLine: 7)
    #expect(records.map(\.line) == [7, 8])
    #expect(records.last?.cells == .failure(.openQuote))
  }

  @Test func `bytes that are no text spoil their record`() {
    let records = CSV.records([0xFF, 0x0A, 0x61, 0x00, 0x0A, 0x62, 0x0A])
    #expect(records.map(\.cells) == [.failure(.notText), .failure(.notText), .success(["b"])])
  }

  @Test func `lines are counted through quoted line ends`() {
    let records = CSV.records(Array("h\n\"1\n2\n3\"\nx\n\ny\n".utf8))
    #expect(records.map(\.line) == [1, 2, 5, 7])
  }

  /// However a file arrives and is cut, its chunks read like the whole.
  @Test func `chunks of any size, from pieces of any size, hold the file's records`() throws {
    let file = Array(
      "\u{FEFF}h1,h2\r\na,\"x\r\ny\"\r\n\r\n5\" z,1\nb,2\n\"q\"\"\",3\n\"c\n,\",4\nlast,5".utf8)
    let whole = Array(CSV.records(file).dropFirst())
    for limit in 1...7 {
      for bytes in [24, 40, 10_000] {
        for piece in [1, 2, 3, 7, 1000] {
          var splitter = CSVSplitter(records: limit, bytes: bytes)
          var chunks: [CSVSplitter.Chunk] = []
          for start in stride(from: 0, to: file.count, by: piece) {
            chunks += try splitter.append(file[start..<min(start + piece, file.count)])
          }
          chunks += try splitter.finish()
          #expect(splitter.header == Array("h1,h2\r\n".utf8))
          #expect(chunks.map(\.number) == chunks.indices.map { Int32($0) })
          #expect(chunks.allSatisfy { $0.records.count <= bytes && (1...limit).contains($0.count) })
          let read = chunks.flatMap { CSV.records($0.records, firstLine: $0.firstLine) }
          #expect(read == whole, "\(limit) records, \(bytes) bytes, pieces of \(piece)")
        }
      }
    }
  }

  @Test func `a record that never ends is refused with its line and in bounded memory`() throws {
    var splitter = CSVSplitter(bytes: 1000)
    _ = try splitter.append(Array("h\nfine\n\"open".utf8))
    #expect(throws: CSVFault.tooLong(line: 3)) {
      for _ in 0..<1000 { _ = try splitter.append(Array("\nmore".utf8)) }
    }
  }

  @Test func `no bytes make it trap`() throws {
    var random = SystemRandomNumberGenerator()
    let alphabet: [UInt8] = [0x22, 0x2C, 0x0D, 0x0A, 0x61, 0x00, 0xEF, 0xBB, 0xBF, 0xFF]
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      var splitter = CSVSplitter(records: 3)
      let chunks = try splitter.append(bytes) + splitter.finish()
      let read = chunks.flatMap { CSV.records($0.records, firstLine: $0.firstLine) }
      let whole = CSV.records(bytes).dropFirst()
      #expect(read.map(\.cells) == whole.map(\.cells), "\(bytes)")
    }
  }
}
