/// Failures as they are counted under one key.
struct Tally: Sendable, Equatable {
  var failures: Int32
  var since: Instant
  /// Nothing is tried before.
  var until: Instant

  func isClosed(_ now: Instant) -> Bool { now < until }
}

/// How long those are kept waiting who guess, or who have others sent messages.
enum Throttle: Sendable {
  /// Failures of one account.
  case account
  /// Failures from one network address.
  case address
  /// Mails asked for to one address, and from one network address.
  case mails
  case mailsFrom
  /// Codes asked for to one number or by one person, and from one network address.
  case texts
  case textsFrom

  /// Failures of an account that cost nothing.
  static let free: Int32 = 4
  static let longestPause: Int64 = 15 * 60
  /// An account whose last failure is so long ago, in seconds, has a clean sheet.
  static let memory: Int64 = 86_400

  /// How many there may be in so many seconds.
  private var window: (limit: Int32, seconds: Int64)? {
    switch self {
    case .account: nil
    case .address: (10, 60)
    case .mails: (5, 3600)
    case .mailsFrom: (60, 3600)
    case .texts: (5, 3600)
    case .textsFrom: (30, 3600)
    }
  }

  /// What is counted after one more.
  func failed(_ tally: Tally, now: Instant) -> Tally {
    guard let window else { return Self.account(tally, now) }
    let end = tally.since.adding(seconds: window.seconds)
    if tally.failures == 0 || now >= end {
      return Tally(failures: 1, since: now, until: now)
    }
    // The last that the window allows closes it.
    let failures = min(tally.failures, window.limit) + 1
    return Tally(
      failures: failures, since: tally.since, until: failures >= window.limit ? end : now)
  }

  /// From the fifth failure on a pause of 1 s that doubles with each.
  private static func account(_ tally: Tally, _ now: Instant) -> Tally {
    let known = now < tally.since.adding(seconds: memory) ? tally.failures : 0
    let failures = min(known, 1000) + 1
    let pause = failures <= free ? 0 : min(longestPause, 1 << Int64(min(failures - free - 1, 20)))
    return Tally(failures: failures, since: now, until: now.adding(seconds: pause))
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
