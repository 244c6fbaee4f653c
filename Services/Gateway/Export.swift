internal import Contracts
internal import HTTPTypes
internal import Logging
internal import RPC

/// A List call whose pages become one CSV file.
struct Export: Sendable {
  let request: Incoming
  let asker: Asker
  let route: Route
  let method: MethodSchema
  let table: CSVTable
  /// The request's fields but for the page.
  private let said: Gateway.Parameters

  init(
    _ request: Incoming, _ asker: Asker, _ route: Route, _ method: MethodSchema,
    _ columns: [String], _ path: Gateway.Parameters, _ query: Gateway.Parameters
  ) throws(Refusal) {
    guard let table = CSVTable(method.output, columns: columns) else {
      preconditionFailure("\(method.name) is no list with \(columns)")
    }
    self.request = request
    self.asker = asker
    self.route = route
    self.method = method
    self.table = table
    let fields = path.map { route.field($0.name) }
    try Gateway.checkQuery(query, method.input, besides: fields + Self.ours)
    said = path.map { (route.field($0.name), $0.text) } + query
  }

  /// What the gateway says by itself.
  static let ours = ["page_size", "page_token"]

  /// The request for a page as large as any.
  func message(_ token: String) throws(Refusal) -> [UInt8] {
    do {
      return try method.input.wire(
        fromJSON: nil,
        parameters: said + [("page_size", "200")] + (token.isEmpty ? [] : [("page_token", token)]))
    } catch { throw Refusal(error) }
  }

  /// "users.csv" of "/v1/users/export.csv".
  var fileName: String {
    "\(route.path.split(separator: "/").dropLast().last { !$0.hasPrefix("{") } ?? "export").csv"
  }
}

extension Gateway {
  /// How often a page is asked for when the service cannot answer now; half a file helps nobody.
  private static let pageTries = 4

  /// Answers once the first page is there, so that a refusal is one; memory holds one page.
  func export(_ export: Export) async throws(Refusal) -> Answer {
    let first = try await page("", of: export)
    var answer = Answer(status: 200, contentType: "text/csv; charset=utf-8")
    answer.headers = [
      ("Content-Disposition", "attachment; filename=\"\(export.fileName)\""),
      ("Cache-Control", "no-store"),
    ]
    answer.pieces = { [self] write in
      do {
        try await write(export.table.header + first.lines)
        var token = first.nextToken
        while !token.isEmpty {
          let next = try await page(token, of: export)
          try await write(next.lines)
          token = next.nextToken
        }
      } catch let refusal as Refusal {
        log.warning(
          "an export broke off",
          metadata: ["request": "\(export.request.id)", "reason": "\(refusal.reason)"])
        throw refusal
      }
    }
    return answer
  }

  private func page(
    _ token: String, of export: Export
  ) async throws(Refusal) -> (lines: [UInt8], nextToken: String) {
    let message = try export.message(token)
    let options = options(export.request, export.asker, key: "", timeout: settings.timeout)
    var tries = 1
    while true {
      do throws(Refusal) {
        let answer = try await backends.call(export.method, message, options)
        do { return try export.table.page(answer) } catch {
          log.error("\(export.method.name) answered what is no \(export.method.output.name)")
          throw .internal
        }
      } catch {
        guard !token.isEmpty, error.status == 503, tries < Self.pageTries else { throw error }
      }
      do { try await ContinuousClock().sleep(for: .milliseconds(250 * tries)) } catch {
        throw Refusal(Status(.cancelled, "the client has left"))
      }
      tries += 1
    }
  }
}
