internal import Contracts
internal import Daemon
internal import Identity
internal import RPC

/// A call that takes a chunk of an upload.
protocol UploadChunk: Message {
  associatedtype Report: UploadReport
  var batchId: String { get set }
  var chunk: Int32 { get set }
  var chunks: Int32 { get set }
  var header: [UInt8] { get set }
  var records: [UInt8] { get set }
  var firstLine: Int32 { get set }
}

/// What is told of chunks, and of an upload as their sum.
protocol UploadReport: Message {
  init(batchId: String)
  mutating func add(_ part: Self, _ errorLimit: Int)
}

/// A CSV upload that becomes calls of one chunk each.
struct Upload<Chunk: UploadChunk>: Sendable {
  let request: Incoming
  let asker: Asker
  let method: MethodSchema
  /// What is said outside the file: source, event, whether it is only tried.
  let said: Chunk
  let key: String

  init(
    _ request: Incoming, _ asker: Asker, _ route: Route, _ method: MethodSchema,
    _ path: Gateway.Parameters, _ query: Gateway.Parameters, _ key: String
  ) throws(Refusal) {
    self.request = request
    self.asker = asker
    self.method = method
    self.key = key
    guard request.mediaType == "text/csv" else { throw Gateway.wrongType("send text/csv") }
    let allowed = route.query ?? []
    for (name, _) in query where !allowed.contains(name) {
      throw .invalid(
        "/\(name)", "is no query parameter here: allowed are \(allowed.joined(separator: ", "))")
    }
    let parameters =
      path.map { (route.field($0.name), $0.text) }
      + query.map { ($0.name, $0.name == "source" ? $0.text.uppercased() : $0.text) }
    do {
      let message = try method.input.wire(fromJSON: nil, parameters: parameters)
      said = try Chunk.decode(message)
    } catch let error as JSONError {
      throw Refusal(error)
    } catch {
      throw .badRequest("the query cannot be understood")
    }
  }

  /// The upload's name, made of everything it consists of: a repeat has the same one, so that its
  /// chunks are answered as they were. Another Idempotency-Key, another sender or another byte
  /// make another upload.
  func batchID(_ content: [UInt8]) throws -> String {
    var digest = ContentDigest()
    for part in [asker.principal?.userID ?? "", key, method.name] {
      digest.append(Array("\(part)\n".utf8))
    }
    digest.append(try said.encode())
    digest.append(content)
    var bytes = digest.finish()
    // Version 8 (RFC 9562 section 5.8): a UUID by a rule of our own.
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return cuts.map { cut in String(hex.dropFirst(cut.lowerBound).prefix(cut.count)) }
      .joined(separator: "-")
  }
}

extension Gateway {
  /// What uploads consist of, by the message that a route's call takes.
  static let uploads: [any UploadChunk.Type] = [
    ImportUsersRequest.self, ImportHistoryRequest.self,
  ]

  /// Errors told one by one; the counts go on.
  private static let errorLimit = 1000

  /// Keeps the file on disk until it is whole, so that a broken upload changes nothing and the
  /// whole content names the batch; cuts it once for nothing, so that one that cannot be cut to its
  /// end changes nothing either; then sends it chunk by chunk. Memory holds one chunk.
  func upload<Chunk: UploadChunk>(
    _: Chunk.Type, _ request: Incoming, _ asker: Asker, _ route: Route, _ method: MethodSchema,
    _ path: Parameters, _ query: Parameters, _ key: String, _ reader: inout RequestReader
  ) async throws(Refusal) -> Answer {
    let upload = try Upload<Chunk>(request, asker, route, method, path, query, key)
    do {
      let spool = try Spool(in: settings.spool)
      let content = try await keep(&reader, in: spool)
      let count = try await chunks(of: spool) { _, _ in }
      let report = try await send(upload, spool, try upload.batchID(content), count)
      return .json(200, try upload.method.output.json(fromWire: try report.encode()))
    } catch let refusal as Refusal {
      throw refusal
    } catch let failure as Spool.Failure {
      log.error("\(failure)")
      throw .unavailable("uploads cannot be taken now")
    } catch is RequestReader.Truncated {
      throw .badRequest("the body is not whole")
    } catch {
      log.error("an upload failed", metadata: ["error": "\(error)"])
      throw .internal
    }
  }

  /// - Returns: the content's digest.
  private func keep(
    _ reader: inout RequestReader, in spool: borrowing Spool
  ) async throws -> [UInt8] {
    var digest = ContentDigest()
    var size = 0
    if reader.length ?? 0 > settings.uploadLimit { throw Refusal.tooLarge }
    while let buffer = try await reader.next() {
      size += buffer.readableBytes
      if size > settings.uploadLimit { throw Refusal.tooLarge }
      let bytes = Array(buffer.readableBytesView)
      digest.append(bytes)
      try spool.append(bytes)
    }
    return digest.finish()
  }

  /// Cuts the file and gives each chunk, with the header, to `body`.
  /// - Returns: how many there are.
  private func chunks(
    of spool: borrowing Spool,
    _ body: (_ header: [UInt8], _ chunk: CSVSplitter.Chunk) async throws -> Void
  ) async throws -> Int32 {
    var splitter = CSVSplitter()
    var offset = 0
    var count: Int32 = 0
    do {
      while true {
        let piece = try spool.piece(at: offset)
        offset += piece.count
        let chunks = piece.isEmpty ? try splitter.finish() : try splitter.append(piece)
        for chunk in chunks { try await body(splitter.header, chunk) }
        count += Int32(chunks.count)
        if piece.isEmpty { break }
      }
    } catch let fault as CSVFault {
      throw Refusal.badRequest("\(fault)")
    }
    if splitter.header.isEmpty { throw Refusal.badRequest("the file is empty") }
    return count
  }

  private func send<Chunk: UploadChunk>(
    _ upload: Upload<Chunk>, _ spool: borrowing Spool, _ batchID: String, _ count: Int32
  ) async throws -> Chunk.Report {
    var report = Chunk.Report(batchId: batchID)
    _ = try await chunks(of: spool) { header, chunk in
      var message = upload.said
      message.batchId = batchID
      message.chunk = chunk.number
      message.chunks = count
      message.header = header
      message.records = chunk.records
      message.firstLine = chunk.firstLine
      let options = options(
        upload.request, upload.asker, key: "", timeout: settings.uploadTimeout)
      let answer = try await backends.call(upload.method, try message.encode(), options)
      report.add(try Chunk.Report.decode(answer), Self.errorLimit)
    }
    return report
  }
}

extension ImportUsersRequest: UploadChunk { typealias Report = ImportUsersResponse }
extension ImportHistoryRequest: UploadChunk { typealias Report = ImportHistoryResponse }

extension ImportUsersResponse: UploadReport {
  init(batchId: String) {
    self.init()
    self.batchId = batchId
  }

  mutating func add(_ part: ImportUsersResponse, _ errorLimit: Int) {
    created += part.created
    updated += part.updated
    unchanged += part.unchanged
    rejected += part.rejected
    enrolled += part.enrolled
    checkedIn += part.checkedIn
    takenBefore += part.takenBefore
    errors += part.errors.prefix(max(0, errorLimit - errors.count))
  }
}

extension ImportHistoryResponse: UploadReport {
  init(batchId: String) {
    self.init()
    self.batchId = batchId
  }

  mutating func add(_ part: ImportHistoryResponse, _ errorLimit: Int) {
    eventsCreated += part.eventsCreated
    peopleCreated += part.peopleCreated
    recorded += part.recorded
    unchanged += part.unchanged
    rejected += part.rejected
    errors += part.errors.prefix(max(0, errorLimit - errors.count))
  }
}
