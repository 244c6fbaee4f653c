internal import CCurl

/// Hands one message to an SMTP server.
public struct MailTransfer: Sendable, CustomReflectable {
  /// How it ended.
  public enum Outcome: Sendable, Equatable {
    case accepted
    /// This message will never be taken: the server's code, 500 to 599.
    case refused(code: Int)
    /// It might be taken later; what the server said last, and libcurl's words.
    case failed(code: Int, String)
  }

  public struct Login: Sendable, CustomReflectable {
    let user: String
    let password: String

    public init(user: String, password: String) {
      self.user = user
      self.password = password
    }

    public var customMirror: Mirror { Mirror(self, children: []) }
  }

  let server: WebAddress
  let login: Login?
  let sender: String
  let recipient: String
  let message: [UInt8]
  let terms: TransferTerms

  /// - Parameters:
  ///   - server: `smtps://`, or `smtp://`, which is upgraded by STARTTLS: always outside of this
  ///     machine, on it when the server can.
  ///   - message: headers and body (RFC 5322), lines ending in CRLF.
  public init(
    server: WebAddress, login: Login?, sender: String, recipient: String, message: [UInt8],
    terms: TransferTerms
  ) {
    self.server = server
    self.login = login
    self.sender = sender
    self.recipient = recipient
    self.message = message
    self.terms = terms
  }

  /// Blocks until the server has answered or the time is over.
  public func run() -> Outcome {
    do throws(TransferFailure) {
      var easy = try Easy()
      easy.hold(to: terms, server)
      // The path of an SMTP URL is what we call ourselves (CURLOPT_URL(3)).
      if !server.hasPath, let domain = sender.split(separator: "@").last {
        easy.set(CURLOPT_URL, server.text + (server.text.hasSuffix("/") ? "" : "/") + domain)
      }
      let level = server.isLoopback ? CURLUSESSL_TRY : CURLUSESSL_ALL
      easy.set(CURLOPT_USE_SSL, Int(level.rawValue))
      if let login {
        easy.set(CURLOPT_USERNAME, login.user)
        easy.set(CURLOPT_PASSWORD, login.password)
      }
      easy.set(CURLOPT_MAIL_FROM, "<\(sender)>")
      easy.set(CURLOPT_MAIL_RCPT, ["<\(recipient)>"])
      easy.set(CURLOPT_UPLOAD, 1)
      let upload = Upload(message)
      let end = easy.perform(sending: upload, into: Download(limit: 64 * 1024))
      return outcome(end.code, end.ended, upload)
    } catch {
      return .failed(code: 0, "\(error)")
    }
  }

  /// libcurl ends with SEND_ERROR when sender or recipient is refused, and with WEIRD_SERVER_REPLY
  /// when the message itself is, but with that also when the server's greeting is no welcome.
  private func outcome(_ code: Int, _ ended: CURLcode, _ upload: Upload) -> Outcome {
    if ended == CURLE_OK { return .accepted }
    let aboutMessage =
      ended == CURLE_SEND_ERROR || ended == CURLE_WEIRD_SERVER_REPLY && upload.isTaken
    // RFC 4954: these are about our sign-in, which an operator can mend.
    let aboutLogin = [530, 534, 535, 538].contains(code)
    if aboutMessage, !aboutLogin, (500...599).contains(code) { return .refused(code: code) }
    return .failed(code: code, TransferFailure(ended).description)
  }

  public var customMirror: Mirror { Mirror(self, children: []) }
}
