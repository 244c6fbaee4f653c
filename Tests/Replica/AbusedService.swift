import Glibc
import RPC

/// Methods that echo, write, wait, and kill their process.
struct AbusedService: Service {
  static let name = "test.v1.AbusedService"
  let journal: Journal

  private func method(
    _ name: String, _ idempotency: Idempotency
  ) -> Method<RawPayload, RawPayload> {
    Method(name: "\(Self.name)/\(name)", idempotency: idempotency)
  }

  var handlers: [MethodHandler] {
    [
      MethodHandler(method("Echo", .noSideEffects)) { request, _ in request },
      // The request is the number of milliseconds to wait.
      MethodHandler(method("Wait", .noSideEffects)) { request, _ in
        try await ContinuousClock().sleep(for: .milliseconds(Self.number(request)))
        return request
      },
      // Once per idempotency key, on whichever replica.
      MethodHandler(method("Append", .keyed)) { request, call in
        journal.append(key: call.idempotencyKey, String(decoding: request.bytes, as: UTF8.self))
        return request
      },
      // Notes the run, waits as asked, and answers: without protection it runs as often as asked.
      MethodHandler(method("Run", .keyed)) { request, call in
        journal.append(key: "", "run \(call.callID)")
        try await ContinuousClock().sleep(for: .milliseconds(Self.number(request)))
        return request
      },
      // Takes its process with it.
      MethodHandler(method("Die", .keyed)) { _, _ in
        journal.append(key: "", "died")
        kill(getpid(), SIGKILL)
        return RawPayload()
      },
      MethodHandler(method("WatchNothing", .noSideEffects)) { request, _ in
        try await ContinuousClock().sleep(for: .milliseconds(Self.number(request)))
        return request
      },
      MethodHandler(method("Grow", .noSideEffects)) { request, _ in
        RawPayload([UInt8](repeating: 7, count: Self.number(request)))
      },
    ]
  }

  private static func number(_ request: RawPayload) -> Int {
    Int(String(decoding: request.bytes, as: UTF8.self)) ?? 0
  }
}
