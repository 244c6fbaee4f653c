internal import Curl
public import Daemon
internal import Identity

/// Where messages go: SMTP_URL, SMTP_LOGIN, MAIL_SENDER, SMS_URL, SMS_TOKEN and CA_FILE, under the
/// service's own prefix or CREDOPASS_.
public struct OutboxConfig: Sendable {
  struct Mail: Sendable {
    let server: WebAddress
    let login: MailTransfer.Login?
  }

  struct Hook: Sendable {
    let address: WebAddress
    /// Sent as `Authorization: Bearer`.
    let token: String?
  }

  /// Nil puts mails into the maildir.
  let mail: Mail?
  let sender: String
  /// Nil puts text messages into the maildir.
  let hook: Hook?
  let terms: TransferTerms

  /// Reads the settings; everything that is wrong becomes a fault. No fault repeats an address
  /// that holds a password.
  public init(_ settings: inout Settings) {
    let authorities = settings.text("CA_FILE", default: "")
    terms = TransferTerms(authorities: authorities.isEmpty ? nil : authorities)
    let server = settings.address("SMTP_URL", ["smtp", "smtps"])
    let loginFile = settings.text("SMTP_LOGIN", default: "")
    let from = settings.text("MAIL_SENDER", default: "")
    if let server {
      if from.isEmpty { settings.fault("SMTP_URL is set, so MAIL_SENDER must name the sender") }
      mail = Mail(server: server, login: settings.login(loginFile))
    } else {
      mail = nil
      if !loginFile.isEmpty { settings.fault("SMTP_LOGIN is set without SMTP_URL") }
    }
    sender = from.isEmpty ? "credopass@localhost" : from
    if !OutboxMessage.isAddress(sender) {
      settings.fault("MAIL_SENDER must be one e-mail address, without a name")
    }
    let address = settings.address("SMS_URL", ["https", "http"])
    let tokenFile = settings.text("SMS_TOKEN", default: "")
    if let address {
      if address.scheme == "http", !address.isLoopback {
        settings.fault("SMS_URL must begin with https://, unless it is on this machine")
      }
      hook = Hook(address: address, token: settings.line(of: tokenFile, "SMS_TOKEN"))
    } else {
      hook = nil
      if !tokenFile.isEmpty { settings.fault("SMS_TOKEN is set without SMS_URL") }
    }
  }
}

extension Settings {
  /// Nil when it is not set or not fit.
  fileprivate mutating func address(_ name: String, _ schemes: [String]) -> WebAddress? {
    let text = secret(name, plain: "CREDOPASS_\(name)") ?? ""
    if text.isEmpty { return nil }
    guard let address = WebAddress(text), schemes.contains(address.scheme) else {
      fault("\(name) must be a URL that begins with \(schemes[0]):// or \(schemes[1])://")
      return nil
    }
    guard !address.hasLogin else {
      let file = name.replacing("_URL", with: schemes[0] == "smtp" ? "_LOGIN" : "_TOKEN")
      fault("\(name) must hold no user and no password; put them into the file of \(file)")
      return nil
    }
    return address
  }

  /// The one line `user:password` of a secret file.
  fileprivate mutating func login(_ path: String) -> MailTransfer.Login? {
    guard let line = line(of: path, "SMTP_LOGIN") else { return nil }
    let halves = line.split(separator: ":", maxSplits: 1)
    guard halves.count == 2 else {
      fault("SMTP_LOGIN: \(path) must hold one line, user:password")
      return nil
    }
    return MailTransfer.Login(user: String(halves[0]), password: String(halves[1]))
  }

  /// Nil when no file is named, or with a fault.
  fileprivate mutating func line(of path: String, _ name: String) -> String? {
    if path.isEmpty { return nil }
    do {
      var text = try SecretFile.read(path)[...]
      if text.last == "\n" { text.removeLast() }
      guard !text.isEmpty, text.utf8.allSatisfy({ (32...126).contains($0) }) else {
        fault("\(name): \(path) must hold one line of printable ASCII")
        return nil
      }
      return String(text)
    } catch {
      fault("\(name): \(error)")
      return nil
    }
  }
}
