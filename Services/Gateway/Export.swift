internal import Contracts
internal import HTTPTypes
internal import Logging
internal import RPC

/// A call whose answer leaves in a file: on whose behalf it is made, and what it says.
struct Leaving: Sendable {
  let request: Incoming
  let asker: Asker
  let method: MethodSchema
  /// The request's fields but for the page.
  let said: Gateway.Parameters
  /// The person whom it is about; empty for a list of many.
  var about = ""

  /// What the gateway says by itself.
  static let ours = ["page_size", "page_token"]

  /// The request for a page as large as any; nil is for what has no pages.
  func message(_ token: String?) throws(Refusal) -> [UInt8] {
    var parameters = said
    if let token {
      parameters.append(("page_size", "200"))
      if !token.isEmpty { parameters.append(("page_token", token)) }
    }
    do { return try method.input.wire(fromJSON: nil, parameters: parameters) } catch {
      throw Refusal(error)
    }
  }
}

extension Gateway {
  /// Every page of a call as one CSV file. Answers once the first page is there, so that a
  /// refusal is one; memory holds one page.
  func export(
    _ request: Incoming, _ asker: Asker, _ route: Route, _ method: MethodSchema,
    _ columns: [String], _ path: Parameters, _ query: Parameters
  ) async throws(Refusal) -> Answer {
    guard let table = CSVTable(method.output, columns: columns) else {
      preconditionFailure("\(method.name) is no list with \(columns)")
    }
    let fields = path.map { route.field($0.name) }
    try Self.checkQuery(query, method.input, besides: fields + Leaving.ours)
    let export = Leaving(
      request: request, asker: asker, method: method,
      said: path.map { (route.field($0.name), $0.text) } + query)
    let isPaged = method.input.fields.contains { $0.name == "page_token" }
    let first = try await page(isPaged ? "" : nil, of: export, table.page)
    return file("text/csv; charset=utf-8", "\(route.fileName).csv", request) { write in
      try await write(table.header + first.0)
      var token = first.1
      while !token.isEmpty {
        let next = try await self.page(token, of: export, table.page)
        try await write(next.0)
        token = next.1
      }
    }
  }

  /// A file that is made while it goes out.
  func file(
    _ type: String, _ name: String, _ request: Incoming, _ pieces: @escaping Answer.Pieces
  ) -> Answer {
    var answer = Answer(status: 200, contentType: type)
    answer.headers = [
      ("Content-Disposition", "attachment; filename=\"\(name)\""),
      ("Cache-Control", "no-store"),
    ]
    answer.pieces = { [log] write in
      do { try await pieces(write) } catch let refusal as Refusal {
        log.warning(
          "an export broke off",
          metadata: ["request": "\(request.id)", "reason": "\(refusal.reason)"])
        throw refusal
      }
    }
    return answer
  }

  /// How often a page is asked for when the service cannot answer now; half a file helps nobody.
  private static let pageTries = 4

  /// Asks for a page, or with nil for what has none, and reads it.
  func page<Value>(
    _ token: String?, of leaving: Leaving, _ read: ([UInt8]) throws(WireError) -> Value
  ) async throws(Refusal) -> Value {
    let message = try leaving.message(token)
    let isFirst = (token ?? "").isEmpty
    var options = options(leaving.request, leaving.asker, key: "", timeout: settings.timeout)
    // The service puts it on record, once for each file.
    if isFirst { options.metadata.append(Metadata(key: "export", value: leaving.about)) }
    var tries = 1
    while true {
      do throws(Refusal) {
        let answer = try await backends.call(leaving.method, message, options)
        do { return try read(answer) } catch {
          log.error("\(leaving.method.name) answered what is no \(leaving.method.output.name)")
          throw .internal
        }
      } catch {
        guard !isFirst, error.status == 503, tries < Self.pageTries else { throw error }
      }
      do { try await ContinuousClock().sleep(for: .milliseconds(250 * tries)) } catch {
        throw Refusal(Status(.cancelled, "the client has left"))
      }
      tries += 1
    }
  }
}
