internal import Curl
internal import Postgres

/// What became of one try.
enum Verdict: Sendable, Equatable {
  case sent
  /// It will never be taken. The words name no person.
  case refused(String)
  case later(String)
}

/// A way out. `carry` blocks its thread, for less than a lease.
protocol Carrier: Sendable {
  func carry(_ parcel: Parcel) -> Verdict
}

/// Mails, by SMTP.
struct MailCarrier: Carrier {
  let server: OutboxConfig.Mail
  let sender: String
  let terms: TransferTerms

  func carry(_ parcel: Parcel) -> Verdict {
    let message = Composed.mail(parcel, from: sender, to: parcel.recipient)
    let transfer = MailTransfer(
      server: server.server, login: server.login, sender: sender, recipient: parcel.recipient,
      message: message, terms: terms)
    return switch transfer.run() {
    case .accepted: .sent
    case .refused(let code): .refused("SMTP \(code)")
    case .failed(let code, let words): .later("SMTP \(code), \(words)")
    }
  }
}

/// Text messages, by a POST of JSON: id, to, body.
struct HookCarrier: Carrier {
  let hook: OutboxConfig.Hook
  let terms: TransferTerms

  /// About us or about now, not about the message.
  private static let passing: Set<Int> = [401, 403, 408, 425, 429]

  func carry(_ parcel: Parcel) -> Verdict {
    let members = [("id", "\(parcel.id)"), ("to", parcel.recipient), ("body", parcel.body)]
    let body = members.map { "\(quoted($0)):\(quoted($1))" }.joined(separator: ",")
    var headers = [
      ("Content-Type", "application/json"), ("Idempotency-Key", "\(parcel.id)"),
    ]
    if let token = hook.token { headers.append(("Authorization", "Bearer \(token)")) }
    let transfer = WebTransfer(
      hook.address, headers: headers.map { (name: $0.0, value: $0.1) },
      body: Array("{\(body)}".utf8), limit: 64 * 1024, terms: terms)
    do throws(TransferFailure) {
      let status = try transfer.run().status
      if (200...299).contains(status) { return .sent }
      let isFinal = (400...499).contains(status) && !Self.passing.contains(status)
      return isFinal ? .refused("HTTP \(status)") : .later("HTTP \(status)")
    } catch {
      return .later("\(error)")
    }
  }

  /// A JSON string (RFC 8259 section 7).
  private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": out += "\\\(scalar)"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
