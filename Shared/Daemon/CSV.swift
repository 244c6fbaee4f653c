/// A record of a CSV file (RFC 4180): its cells, or why it is none.
public struct CSVRecord: Sendable, Equatable {
  /// Line of the file on which the record starts, from 1.
  public let line: Int32
  public let cells: Result<[String], CSVFault>
}

/// What is wrong with a record; the description is a plain sentence that quotes nothing.
public enum CSVFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// A quote inside of a cell that does not begin with one, or text behind a closing quote.
  case strayQuote
  /// The file ends inside of quotes.
  case openQuote
  /// Not UTF-8, or with NUL.
  case notText
  /// More bytes than a record may have.
  case tooLong(line: Int32)

  public var description: String {
    switch self {
    case .strayQuote: "a quote stands where none may be"
    case .openQuote: "the file ends inside of quotes"
    case .notText: "not text in UTF-8"
    case .tooLong(let line): "the record of line \(line) is too long; is a quote left open?"
    }
  }
}

public enum CSV {
  /// The records of `bytes`, empty lines left out. A byte order mark is passed over.
  /// - Parameter firstLine: the line on which the first record starts.
  public static func records(_ bytes: [UInt8], firstLine: Int32 = 1) -> [CSVRecord] {
    var records: [CSVRecord] = []
    var scanner = CSVScanner(line: firstLine)
    for byte in bytes.withoutByteOrderMark {
      if scanner.take(byte) { records.append(scanner.record()) }
    }
    if scanner.hasBegun { records.append(scanner.record()) }
    return records.filter { $0.cells != .success([""]) }
  }
}

/// Cuts a CSV file that arrives in pieces of any size into chunks of whole records.
///
/// The first record is the header, which stands before every chunk. Memory is bounded by the
/// limits. A line break inside of quotes ends no record, nor does it in a record that is faulty
/// until then: splitter and parser agree because they are one scanner.
public struct CSVSplitter: Sendable {
  public struct Chunk: Sendable, Equatable {
    /// From 0.
    public let number: Int32
    /// Whole records with their line ends.
    public let records: [UInt8]
    public let count: Int
    /// The line on which the first record starts.
    public let firstLine: Int32
  }

  /// The first record, without byte order mark; empty until it is whole.
  public private(set) var header: [UInt8] = []
  private let recordLimit: Int
  private let byteLimit: Int
  private var scanner = CSVScanner(line: 1)
  /// Whole records that wait for more, and what came of the next one.
  private var whole: [UInt8] = []
  private var part: [UInt8] = []
  private var count = 0
  private var firstLine: Int32 = 1
  private var number: Int32 = 0
  private var mark: [UInt8]? = []

  /// - Parameters:
  ///   - records: the most that a chunk has.
  ///   - bytes: the most that a chunk has, and so a record.
  public init(records: Int = 500, bytes: Int = 512 * 1024) {
    precondition(records > 0 && bytes > 0)
    recordLimit = records
    byteLimit = bytes
  }

  /// Takes the next piece: the chunks that are full.
  /// - Throws: `CSVFault.tooLong`; the file cannot be cut.
  public mutating func append(
    _ bytes: some Sequence<UInt8>
  ) throws(CSVFault) -> [Chunk] {
    var chunks: [Chunk] = []
    for byte in bytes {
      if let begun = mark {
        // A byte order mark may come in three pieces.
        if byte == byteOrderMark[begun.count] {
          mark = begun.count == 2 ? nil : begun + [byte]
          continue
        }
        mark = nil
        for held in begun { try take(held, &chunks) }
      }
      try take(byte, &chunks)
    }
    return chunks
  }

  /// Takes the end of the file: the chunks that are left, one at most unless a limit is tiny.
  /// - Throws: `CSVFault.tooLong`.
  public mutating func finish() throws(CSVFault) -> [Chunk] {
    var chunks: [Chunk] = []
    let held = mark ?? []
    mark = nil
    for byte in held { try take(byte, &chunks) }
    if scanner.hasBegun { endRecord(&chunks) }
    flush(&chunks)
    return chunks
  }

  private mutating func take(_ byte: UInt8, _ chunks: inout [Chunk]) throws(CSVFault) {
    if part.count >= byteLimit { throw .tooLong(line: scanner.startLine) }
    if whole.count + part.count >= byteLimit { flush(&chunks) }
    part.append(byte)
    if scanner.take(byte) { endRecord(&chunks) }
  }

  private mutating func endRecord(_ chunks: inout [Chunk]) {
    let line = scanner.startLine
    scanner.forget()
    defer { part = [] }
    if part.allSatisfy({ $0 == 13 || $0 == 10 }) { return }
    if header.isEmpty {
      header = part
      return
    }
    if count == 0 { firstLine = line }
    whole += part
    count += 1
    if count == recordLimit { flush(&chunks) }
  }

  private mutating func flush(_ chunks: inout [Chunk]) {
    if count == 0 { return }
    chunks.append(Chunk(number: number, records: whole, count: count, firstLine: firstLine))
    whole = []
    count = 0
    number += 1
  }
}

private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

extension [UInt8] {
  fileprivate var withoutByteOrderMark: ArraySlice<UInt8> {
    starts(with: byteOrderMark) ? dropFirst(3) : self[...]
  }
}

/// Walks through the bytes of records, strict about quotes.
private struct CSVScanner {
  private enum Place { case start, plain, quoted, closed, spoiled }

  private var place = Place.start
  private var line: Int32
  private(set) var startLine: Int32
  private(set) var hasBegun = false
  private var cells: [[UInt8]] = []
  private var cell: [UInt8] = []

  init(line: Int32) {
    self.line = line
    startLine = line
  }

  /// True when the byte ends a record.
  mutating func take(_ byte: UInt8) -> Bool {
    hasBegun = true
    if byte == 10 {
      line &+= 1
      if place != .quoted { return true }
    }
    switch (place, byte) {
    case (.quoted, UInt8(ascii: "\"")): place = .closed
    case (.quoted, _): cell.append(byte)
    case (.start, UInt8(ascii: "\"")): place = .quoted
    case (.closed, UInt8(ascii: "\"")):
      cell.append(byte)
      place = .quoted
    case (.start, UInt8(ascii: ",")), (.plain, UInt8(ascii: ",")), (.closed, UInt8(ascii: ",")):
      endCell()
    case (.plain, UInt8(ascii: "\"")): place = .spoiled
    // The first half of a line end; anything else behind it spoils the record.
    case (.closed, 13): break
    case (.closed, _): place = .spoiled
    case (.start, _), (.plain, _):
      cell.append(byte)
      place = .plain
    case (.spoiled, _): break
    }
    return false
  }

  private mutating func endCell() {
    cells.append(cell)
    cell = []
    place = .start
  }

  /// The record that has ended, by a line end or with the file.
  mutating func record() -> CSVRecord {
    let isOpen = place == .quoted
    let isSpoiled = place == .spoiled
    // Outside of quotes a carriage return before the line end belongs to it.
    if place == .plain, cell.last == 13 { cell.removeLast() }
    endCell()
    defer { forget() }
    if isOpen { return CSVRecord(line: startLine, cells: .failure(.openQuote)) }
    if isSpoiled { return CSVRecord(line: startLine, cells: .failure(.strayQuote)) }
    let texts = cells.compactMap { cell in
      cell.contains(0) ? nil : String(validating: cell, as: UTF8.self)
    }
    guard texts.count == cells.count else {
      return CSVRecord(line: startLine, cells: .failure(.notText))
    }
    return CSVRecord(line: startLine, cells: .success(texts))
  }

  /// Begins the next record on the line that was reached.
  mutating func forget() {
    place = .start
    cells = []
    cell = []
    hasBegun = false
    startLine = line
  }
}
