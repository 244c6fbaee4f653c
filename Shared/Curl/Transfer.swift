internal import CCurl

/// How long a transfer may take and whom it trusts.
public struct TransferTerms: Sendable {
  /// Until the connection stands, TLS included.
  public var connecting: Duration
  /// From the first look-up to the last byte.
  public var whole: Duration
  /// A PEM file of the authorities to trust; nil trusts the system's.
  public var authorities: String?

  public init(
    connecting: Duration = .seconds(10), whole: Duration = .seconds(30), authorities: String? = nil
  ) {
    self.connecting = connecting
    self.whole = whole
    self.authorities = authorities
  }
}

/// Why a transfer got no answer: libcurl's code and its constant words, which name nobody.
public struct TransferFailure: Error, Sendable, CustomStringConvertible {
  /// As in libcurl-errors(3).
  public let code: UInt32

  init(_ code: CURLcode) { self.code = code.rawValue }

  public var description: String {
    let words = unsafe curl_easy_strerror(CURLcode(code))
    return unsafe "curl \(code): \(words.map { unsafe String(cString: $0) } ?? "unknown")"
  }
}

/// A URL as libcurl reads it, so that what was checked is what is asked.
public struct WebAddress: Sendable, Equatable {
  public let text: String
  /// In lower case.
  public let scheme: String
  /// A name, or an address without its brackets.
  public let host: String
  /// Whether a user or a password stands in it.
  public let hasLogin: Bool
  /// Whether there is anything behind the host.
  let hasPath: Bool

  /// Nil unless it is a whole URL.
  public init?(_ text: String) {
    guard !text.utf8.contains(0), let url = unsafe curl_url() else { return nil }
    defer { unsafe curl_url_cleanup(url) }
    guard
      unsafe curl_url_set(url, CURLUPART_URL, text, UInt32(CURLU_NON_SUPPORT_SCHEME)) == CURLUE_OK
    else { return nil }
    func part(_ part: CURLUPart) -> String? {
      var found: UnsafeMutablePointer<CChar>?
      guard unsafe curl_url_get(url, part, &found, 0) == CURLUE_OK, let found = unsafe found else {
        return nil
      }
      defer { unsafe curl_free(found) }
      return unsafe String(cString: found)
    }
    guard let scheme = part(CURLUPART_SCHEME), let host = part(CURLUPART_HOST), !host.isEmpty else {
      return nil
    }
    self.text = text
    self.scheme = scheme.lowercased()
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    hasLogin = part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil
    hasPath = part(CURLUPART_PATH).map { $0 != "/" } ?? false
  }

  /// Whether it leads nowhere but to this machine.
  public var isLoopback: Bool {
    if host.lowercased() == "localhost" || host == "::1" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
  }

  public var isMail: Bool { scheme == "smtp" || scheme == "smtps" }
}
