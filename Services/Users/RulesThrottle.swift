/// Failures as they are counted under one key.
struct Tally: Sendable, Equatable {
  var failures: Int32
  var since: Instant
  /// Nothing is tried before.
  var until: Instant

  func isClosed(_ now: Instant) -> Bool { now < until }
}

/// How long guessing is kept waiting.
enum Throttle {
  case account
  case address

  /// Failures of an account that cost nothing.
  static let free: Int32 = 4
  static let longestPause: Int64 = 15 * 60
  /// An account whose last failure is so long ago, in seconds, has a clean sheet.
  static let memory: Int64 = 86_400
  /// Failures of a network address in a window, and the window in seconds.
  static let perWindow: Int32 = 10
  static let window: Int64 = 60

  /// What is counted after one failure more.
  func failed(_ tally: Tally, now: Instant) -> Tally {
    switch self {
    case .account: Self.account(tally, now)
    case .address: Self.address(tally, now)
    }
  }

  /// From the fifth failure on a pause of 1 s that doubles with each.
  private static func account(_ tally: Tally, _ now: Instant) -> Tally {
    let known = now < tally.since.adding(seconds: memory) ? tally.failures : 0
    let failures = min(known, 1000) + 1
    let pause = failures <= free ? 0 : min(longestPause, 1 << Int64(min(failures - free - 1, 20)))
    return Tally(failures: failures, since: now, until: now.adding(seconds: pause))
  }

  /// The last failure that a minute allows closes it.
  private static func address(_ tally: Tally, _ now: Instant) -> Tally {
    let end = tally.since.adding(seconds: window)
    if tally.failures == 0 || now >= end {
      return Tally(failures: 1, since: now, until: now)
    }
    let failures = min(tally.failures, perWindow) + 1
    return Tally(
      failures: failures, since: tally.since, until: failures >= perWindow ? end : now)
  }
}

extension Rules {
  /// What counts as one network address: of IPv6 the half that a provider gives to a household,
  /// within which addresses cost nothing.
  static func network(of address: String) -> String {
    let address = address.lowercased().prefix { $0 != "%" }
    guard address.contains(":") else { return String(address) }
    if let last = address.split(separator: ":").last, last.contains(".") { return String(last) }
    let halves = address.split(separator: "::", omittingEmptySubsequences: false)
      .map { $0.split(separator: ":") }
    let tail = halves.count > 1 ? halves[1] : []
    let zeros = max(0, 8 - (halves.first?.count ?? 0) - tail.count)
    let groups = (halves.first ?? []) + Array(repeating: "0", count: zeros) + tail
    return groups.prefix(4).joined(separator: ":") + "::/64"
  }
}

extension Instant {
  func adding(seconds: Int64) -> Instant {
    Instant(microseconds: microseconds + seconds * 1_000_000)
  }
}
