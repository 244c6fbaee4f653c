internal import Curl
public import Daemon

/// The one outside identity provider whose tokens let people in.
public struct OpenIDProvider: Sendable {
  public let issuer: String
  let audience: String
  /// Nil asks the issuer where its keys are.
  let keys: WebAddress?
  let terms: TransferTerms

  /// Nil when EXTERNAL_ISSUER is not set; everything that is wrong becomes a fault.
  public init?(_ settings: inout Settings) {
    issuer = settings.text("EXTERNAL_ISSUER", default: "")
    audience = settings.text("EXTERNAL_AUDIENCE", default: "")
    let address = settings.text("EXTERNAL_JWKS_URL", default: "")
    let authorities = settings.text("CA_FILE", default: "")
    terms = TransferTerms(
      connecting: .seconds(5), whole: .seconds(10),
      authorities: authorities.isEmpty ? nil : authorities)
    keys = WebAddress(address)
    if issuer.isEmpty {
      if !audience.isEmpty || !address.isEmpty {
        settings.fault(
          "EXTERNAL_AUDIENCE and EXTERNAL_JWKS_URL mean nothing without EXTERNAL_ISSUER")
      }
      return nil
    }
    if audience.isEmpty {
      settings.fault("EXTERNAL_AUDIENCE must be our client id at EXTERNAL_ISSUER")
    }
    // The column that remembers it holds as much.
    let isIssuer = WebAddress(issuer).map(Self.isSafe) ?? false
    if !isIssuer || issuer.unicodeScalars.count > 255 {
      settings.fault("EXTERNAL_ISSUER must be an https:// URL of at most 255 characters")
    }
    if !address.isEmpty, !(keys.map(Self.isSafe) ?? false) {
      settings.fault("EXTERNAL_JWKS_URL must be an https:// URL")
    }
  }

  /// Whoever could change a key set on its way could be anybody.
  static func isSafe(_ address: WebAddress) -> Bool {
    !address.hasLogin
      && (address.scheme == "https" || address.scheme == "http" && address.isLoopback)
  }

  /// Asks the provider for its keys; blocks its thread.
  func fetch() throws(OpenIDRefusal) -> [ForeignKey] {
    let place: WebAddress
    if let keys { place = keys } else { place = try discover() }
    guard let keys = ForeignKey.all(try get(place)) else { throw .unavailable("no key set") }
    return keys
  }

  /// OpenID Connect Discovery 1.0, 4.
  private func discover() throws(OpenIDRefusal) -> WebAddress {
    let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
    guard let place = WebAddress(base + "/.well-known/openid-configuration") else {
      throw .unavailable("no address")
    }
    guard let document = JSONObject(try get(place)), document.text("issuer") == issuer else {
      throw .unavailable("the configuration is another issuer's")
    }
    guard let keys = document.text("jwks_uri").flatMap({ WebAddress($0) }), Self.isSafe(keys) else {
      throw .unavailable("no jwks_uri by https")
    }
    return keys
  }

  private func get(_ place: WebAddress) throws(OpenIDRefusal) -> [UInt8] {
    let transfer = WebTransfer(
      place, headers: [(name: "Accept", value: "application/json")], limit: 256 * 1024,
      terms: terms)
    let answer: WebTransfer.Answer
    do throws(TransferFailure) { answer = try transfer.run() } catch {
      throw .unavailable("\(error)")
    }
    guard answer.status == 200 else { throw .unavailable("HTTP \(answer.status)") }
    return answer.body
  }
}
