import Contracts
import Foundation
import Identity
import Logging
import RPC
import Synchronization
import Testing

@testable import Gateway

/// Keeps every line at every level, with all that was said beside the message.
private final class Diary: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  var logger: Logger { Logger(label: "diary") { _ in Handler(diary: self) } }

  private struct Handler: LogHandler {
    let diary: Diary
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) {
      let said = metadata.merging(event.metadata ?? [:]) { $1 }
      let error = event.error.map { "\($0)" } ?? ""
      diary.lines.withLock { $0.append("\(event.message) \(said) \(error)") }
    }
  }
}

/// What names a person or opens a door; each can be found wherever it ends up.
private let canaries = [
  "canary.ada@example.org", "+14155550199", "canary horse battery", "CanaryFirst", "CanaryLast",
  "canary-refresh-token-0123456789", "eyJhbGciOiJDQU5BUlkifQ.e30.Y2FuYXJ5", "canary-pass-secret",
]

/// How the daemons end a call.
private enum Ending: CaseIterable {
  case fine, invalid, ours, unavailable, noMessage
}

@Suite struct CanaryTests {
  @Test func `no person and no secret gets into logs or metrics, on any route, whatever happens`()
    async throws
  {
    let diary = Diary()
    for ending in Ending.allCases {
      let world = try await world(ending, diary)
      for route in Routes.all {
        for request in requests(route, ending) { _ = try await exchange(world.port, request) }
      }
      for rpc in Set(Routes.all.map(\.rpc)) {
        for request in calls(rpc, ending) { _ = try await exchange(world.port, request) }
      }
      let metrics = world.gateway.metrics.render()
      for canary in canaries { #expect(!shows(metrics, canary), "\(ending): \(canary)") }
      await world.end()
    }
    #expect(diary.all.contains { $0.contains("request failed") })
    #expect(diary.all.contains { $0.contains("answered what is no") })
    for line in diary.all {
      for canary in canaries { #expect(!shows(line, canary), "\(line)") }
    }
  }

  @Test func `control: a canary that is logged is found, however it is spelled`() {
    let diary = Diary()
    diary.logger.debug("a", metadata: ["b": ["\(canaries[0].uppercased())"]])
    #expect(diary.all.contains { shows($0, canaries[0]) })
    #expect(shows("q=canary.ada%40example.org", canaries[0]))
    #expect(shows("q=canary+horse+battery", canaries[2]))
  }

  /// Whether `text` holds the canary, in any case, percent-encoded or with pluses for spaces.
  private func shows(_ text: String, _ canary: String) -> Bool {
    let canary = canary.lowercased()
    let spellings = [
      canary, PercentEncoding.segment(canary).lowercased(), canary.replacing(" ", with: "+"),
    ]
    return spellings.contains { text.lowercased().contains($0) }
  }

  private func world(_ ending: Ending, _ diary: Diary) async throws -> World {
    let said = canaries.joined(separator: " ")
    let end: RawHandler = { _, _ in
      switch ending {
      case .fine: return RawPayload()
      case .invalid: throw Status(.invalidArgument, "\(said) is wrong")
      case .ours: throw Status(.internal, "broken at \(said)")
      case .unavailable: throw Status(.unavailable, "not now, \(said)")
      case .noMessage: return RawPayload(Array("\(said)".utf8) + [0xFF, 0xFF])
      }
    }
    return try await World(Routes.all.map { ($0.rpc, end) }, log: diary.logger)
  }

  /// All where we fail, which is logged; a few elsewhere.
  private func sung(_ ending: Ending) -> [String] {
    ending == .ours ? canaries : Array(canaries.shuffled().prefix(2))
  }

  /// Good and bad requests with canaries in every place where something can be said.
  private func requests(_ route: Route, _ ending: Ending) -> [[UInt8]] {
    let method = Schema.contract.method(route.rpc)
    var requests: [[UInt8]] = []
    for (number, canary) in sung(ending).enumerated() {
      let place = PercentEncoding.segment(canary)
      let path = route.parameters.reduce(route.path) { $0.replacing("{\($1)}", with: place) }
      let admin = "Bearer \(token(.admin))"
      let body = route.service == .upload ? csv(canary) : json(method?.input, canary)
      let isEven = number.isMultiple(of: 2)
      requests.append(request(route, path, admin, body))
      requests.append(request(route, route.path(of: someone), admin, body))
      requests.append(request(route, "\(path)?q=\(place)&\(place)=\(place)", admin, body))
      requests.append(
        request(route, path, isEven ? "Bearer \(canary)" : "Basic \(canary)", "{\"\(canary)\":1}"))
      requests.append(
        request(
          route, route.path(of: someone), admin, "\(canary) {",
          [
            "X-Request-Id: \(canary)", "traceparent: \(canary)", "User-Agent: \(canary)",
            "Referer: https://x/\(place)", "Cookie: session=\(canary)", "Origin: \(canary)",
            "If-Match: \"\(canary)\"", "X-Forwarded-For: \(canary)", "\(place): \(canary)",
          ]))
    }
    return requests
  }

  private func calls(_ rpc: String, _ ending: Ending) -> [[UInt8]] {
    sung(ending).flatMap { canary in
      let good = json(Schema.contract.method(rpc)?.input, canary)
      return [good, "{\"\(canary)\":1}"].map { body in
        bytes("POST", "/\(rpc)", ["Authorization: Bearer \(token(.admin))"], body)
      }
    }
  }

  private func request(
    _ route: Route, _ path: String, _ authorization: String, _ body: String, _ more: [String] = []
  ) -> [UInt8] {
    var lines = ["Authorization: \(authorization)"] + more
    if route.needsKey { lines.append("Idempotency-Key: canary-\(route.method)") }
    let target =
      route.query?.contains("source") ?? false && !path.contains("?") ? "\(path)?source=csv" : path
    let type = route.service == .upload ? "text/csv" : "application/json"
    return bytes(route.method, target, lines, route.takesBody ? body : "", type)
  }

  private func bytes(
    _ method: String, _ target: String, _ lines: [String], _ body: String,
    _ type: String = "application/json"
  ) -> [UInt8] {
    let head = [
      "\(method) \(target) HTTP/1.1", "Host: test", "Connection: close", "Content-Type: \(type)",
      "Content-Length: \(body.utf8.count)",
    ]
    return Array(((head + lines).joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
  }

  private func csv(_ canary: String) -> String {
    "email,first_name,last_name,phone\r\n\(canary),\(canary),\(canary),\(canary)\r\n"
  }

  /// An object whose texts are all the canary.
  private func json(_ message: MessageSchema?, _ canary: String) -> String {
    let members = (message?.fields ?? []).compactMap { field -> String? in
      guard case .text = field.kind else { return nil }
      let value = field.isRepeated ? "[\"\(canary)\"]" : "\"\(canary)\""
      return "\"\(field.jsonName)\":\(value)"
    }
    return "{\(members.joined(separator: ","))}"
  }
}
