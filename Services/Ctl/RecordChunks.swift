import Foundation

/// A CSV file in pieces of whole records, read as they are asked for: at most 500 records and
/// 512 KiB each, which is what one call takes. A record may have line breaks in quotes (RFC 4180).
struct RecordChunks {
  struct Chunk: Equatable {
    var bytes: [UInt8]
    /// Lines of the file, from 1.
    var firstLine: Int
    var lastLine: Int
  }

  static let recordLimit = 500
  static let byteLimit = 512 * 1024
  private static let pieceSize = 64 * 1024

  private let file: FileHandle
  private(set) var header: [UInt8] = []
  private var piece: [UInt8] = []
  private var place = 0
  private var line = 1
  /// A record that did not fit into the chunk before.
  private var left: Chunk?

  /// Reads the header line.
  init(file path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw Failure.usage("\(path): no such file, or not readable")
    }
    self.file = file
    guard let first = try record() else { throw Failure.usage("\(path) is empty") }
    header = first.bytes
    // A byte order mark is no part of the first column's name.
    if header.starts(with: [0xEF, 0xBB, 0xBF]) { header.removeFirst(3) }
  }

  /// The next records; nil at the end of the file.
  mutating func next() throws -> Chunk? {
    var chunk: Chunk?
    var count = 0
    while count < Self.recordLimit, let record = try left ?? record() {
      left = nil
      if let sofar = chunk, sofar.bytes.count + record.bytes.count > Self.byteLimit {
        left = record
        break
      }
      chunk?.bytes += record.bytes
      chunk?.lastLine = record.lastLine
      chunk = chunk ?? record
      count += 1
    }
    return chunk
  }

  /// One record with its line break; blank lines are passed over.
  private mutating func record() throws -> Chunk? {
    var record = Chunk(bytes: [], firstLine: line, lastLine: line)
    var isQuoted = false
    while let byte = try byte() {
      record.bytes.append(byte)
      guard record.bytes.count <= Self.byteLimit else {
        throw Failure.no(
          "line \(record.firstLine): over 512 KiB without an end; is a quote left open?")
      }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard byte == 10 else { continue }
      line += 1
      if isQuoted { continue }
      record.lastLine = line - 1
      if record.bytes.contains(where: { $0 != 10 && $0 != 13 }) { return record }
      record = Chunk(bytes: [], firstLine: line, lastLine: line)
    }
    record.lastLine = line
    return record.bytes.isEmpty ? nil : record
  }

  private mutating func byte() throws -> UInt8? {
    if place == piece.count {
      piece = [UInt8](try file.read(upToCount: Self.pieceSize) ?? Data())
      place = 0
      if piece.isEmpty { return nil }
    }
    defer { place += 1 }
    return piece[place]
  }
}
