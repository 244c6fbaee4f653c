import Contracts
import Daemon
import Foundation
import Postgres
import RPC

/// What a service without settings of its own reads.
func noSettings(_: inout Settings) {}

/// Waits as many milliseconds as it is told, then answers the same.
struct Waiting: Service {
  static let name = "test.v1.WaitingService"
  static let wait = Method<RawPayload, RawPayload>(
    name: "\(name)/Wait", idempotency: .idempotent)

  var handlers: [MethodHandler] {
    [
      MethodHandler(Self.wait) { request, _ in
        let milliseconds = Int(String(decoding: request.bytes, as: UTF8.self)) ?? 0
        try await ContinuousClock().sleep(for: .milliseconds(milliseconds))
        return request
      }
    ]
  }
}

enum Effects {
  static let insert = Statement<Void, Int64, UUID128, String>(
    "test.effect", "INSERT INTO beta.effect (position, key, text) VALUES ($1, $2, $3)",
    on: .leased)

  static let apply: @Sendable (Change, Transaction) async throws -> Void = { change, transaction in
    guard let key = UUID128(change.key) else { throw Status.invalid("key", "must be a UUID") }
    let text = try Change.decode(change.payload).kind
    try await transaction.execute(insert(change.position, key, text))
    if let path = ProcessInfo.processInfo.environment["TEST_DEATH"], unlink(path) == 0 {
      kill(getpid(), SIGKILL)
    }
  }
}
