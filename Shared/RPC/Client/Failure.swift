/// How an attempt failed, and with it whether another one makes sense.
enum Failure: Error {
  /// No replica is connected.
  case unreachable(Status)
  /// Not sent, or turned away before the handler ran.
  case refused(Status)
  /// It may have run.
  case maybe(Status)
  /// The last word.
  case answered(Status)

  var status: Status {
    switch self {
    case .unreachable(let status), .refused(let status), .maybe(let status), .answered(let status):
      status
    }
  }

  var isWorthAnother: Bool {
    switch self {
    case .refused, .maybe: true
    case .unreachable, .answered: false
    }
  }

  /// Whether it certainly has not run.
  var isHarmless: Bool {
    if case .refused = self { true } else { false }
  }

  /// Whether another attempt costs nothing of the retry budget: it never reached a replica, or one
  /// that is going away sent it on. Neither says that there is too much load, and a drain turns
  /// away all that is on its way at once.
  var isFree: Bool {
    if case .refused(let status) = self { status.code == .unavailable } else { false }
  }
}
