internal import Synchronization

/// Why a server turned a message away before its handler ran.
public enum Refusal: String, Sendable, CaseIterable {
  /// Not a frame, or lengths that do not add up; gets no answer.
  case garbage
  case unknownCaller = "unknown_caller"
  case wrongMAC = "wrong_mac"
  case malformedHeader = "malformed_header"
  /// Sent too far from now by the caller's clock.
  case stale
  case unknownMethod = "unknown_method"
  case forbiddenCaller = "forbidden_caller"
  /// Too little of the caller's time was left.
  case expired
  case overLimit = "over_limit"
  case draining
  case malformedRequest = "malformed_request"
}

/// Counts refusals by reason. They are rare, so one lock serves them all.
final class RefusalCounters: Sendable {
  private let counts = Mutex<[Refusal: Int]>([:])

  func add(_ reason: Refusal) { counts.withLock { $0[reason, default: 0] += 1 } }

  var all: [Refusal: Int] { counts.withLock { $0 } }
}

/// How one call went, for metrics.
public struct CallSummary: Sendable {
  public let context: CallContext
  public let code: Code
  /// From the handler's start to its end.
  public let duration: Duration
}
