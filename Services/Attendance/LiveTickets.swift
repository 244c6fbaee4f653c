import Identity
import Postgres

/// Tickets to live views: an access token, sealed, with the one event it opens and until when. So
/// there is nothing to keep, and a ticket can do no more than the token it came from.
struct LiveTickets: Sendable {
  static let lifetime: Int64 = 60_000_000

  /// The same on all replicas.
  let key: Secret

  func issue(_ token: String, _ event: UUID128, now: Instant) -> (ticket: String, end: Instant) {
    let end = Instant(microseconds: now.microseconds + Self.lifetime)
    let sealed = key.seal(bigEndian(end.microseconds) + event.bytes + Array(token.utf8))
    return (String(decoding: Base64URL.encode(sealed), as: UTF8.self), end)
  }

  /// The token behind a ticket; nil for what is no ticket to this event now.
  func token(of ticket: String, _ event: UUID128, now: Instant) -> String? {
    guard let sealed = Base64URL.decode(ticket.utf8), let plain = key.open(sealed),
      plain.count > 24, UUID128(bytes: plain[8..<24]) == event
    else { return nil }
    let end = plain[..<8].reduce(Int64(0)) { $0 << 8 | Int64($1) }
    return now.microseconds < end ? String(validating: plain[24...], as: UTF8.self) : nil
  }
}
