import Daemon
import Foundation
import TestKit
import Testing

@testable import OpenID

/// Tokens of a provider made with PyJWT, real and forged.
@Suite(.serialized) struct VerifierIntegrationTests {
  static var now: Int64 { Int64(Date().timeIntervalSince1970) }

  static func verifier(
    _ issuer: Issuer, _ more: [String: String] = [:]
  ) throws -> OpenIDVerifier {
    var settings = Settings(
      service: "users",
      environment: [
        "USERS_EXTERNAL_ISSUER": issuer.url, "USERS_EXTERNAL_AUDIENCE": "our-app",
      ].merging(more) { $1 })
    let provider = try #require(OpenIDProvider(&settings))
    #expect(settings.faults.isEmpty, "\(settings.faults)")
    return OpenIDVerifier(provider)
  }

  /// Which part of a token was refused; "" when it counts.
  static func refusal(
    _ verifier: OpenIDVerifier, _ token: String, now: Int64 = now
  ) async throws -> String {
    do {
      _ = try await verifier.verify(token, now: now)
      return ""
    } catch OpenIDRefusal.token(let part) {
      return part
    } catch OpenIDRefusal.unavailable {
      return "unavailable"
    }
  }

  @Test(arguments: ["rsa", "ec"])
  func `what the provider says of a person is what we read`(key: String) async throws {
    let issuer = try await Issuer()
    let token = try await issuer.token(
      #"""
      "key": "\#(key)", "claims": {"sub": "ü-1", "email": "Ada@x.org", "email_verified": true,
      "given_name": "Ada", "family_name": "Lovelace", "name": "A. L.", "nbf": 5, "x": [{}]}
      """#.replacing("\n", with: " "))
    let claims = try await Self.verifier(issuer).verify(token, now: Self.now)
    #expect(claims.subject == "ü-1" && claims.email == "Ada@x.org" && claims.isEmailVerified)
    #expect(claims.firstName == "Ada" && claims.lastName == "Lovelace")
    let direct = try Self.verifier(issuer, ["USERS_EXTERNAL_JWKS_URL": issuer.url + "/keys"])
    let part = try await Self.refusal(direct, token)
    #expect(part == "")
  }

  static let forgeries: [(wish: String, part: String)] = [
    (#""alg": "none""#, "no token"), (#""forge": "unsigned""#, "no token"),
    (#""forge": "hs256""#, "alg"), (#""alg": "RS512""#, "alg"), (#""alg": "PS256""#, "alg"),
    (#""forge": "tamper""#, "signature"), (#""key": "ec", "forge": "tamper""#, "signature"),
    (#""forge": "swapped""#, "signature"), (#""key": "ec", "forge": "swapped""#, "signature"),
    (#""key": "ec", "forge": "der""#, "signature"),
    (#""key": "ec", "forge": "header""#, "kid"), (#""forge": "header""#, "kid"),
    (#""key": "stranger""#, "signature"), (#""key": "ecstranger""#, "signature"),
    (#""headers": {"kid": "ec"}"#, "kid"), (#""key": "ec", "headers": {"kid": "rsa"}"#, "kid"),
    (#""key": "small""#, "kid"), (#""key": "next""#, "kid"), (#""without": ["kid"]"#, "kid"),
    (#""key": "p384", "alg": "ES384""#, "alg"),
    (#""headers": {"crit": ["exp"]}"#, "crit"), (#""headers": {"typ": "at+jwt"}"#, "typ"),
    (#""headers": {"typ": "logout+jwt"}"#, "typ"), (#""headers": {"typ": 5}"#, "typ"),
    (#""claims": {"iss": "https://evil.example"}"#, "iss"), (#""without": ["iss"]"#, "iss"),
    (#""claims": {"aud": "other-app"}"#, "aud"), (#""without": ["aud"]"#, "aud"),
    (#""claims": {"aud": ["our-app", "other"]}"#, "azp"),
    (#""claims": {"azp": "other"}"#, "azp"), (#""claims": {"aud": {"our-app": 1}}"#, "aud"),
    (#""without": ["exp"]"#, "exp"), (#""claims": {"exp": "9999999999"}"#, "exp"),
    (#""without": ["iat"]"#, "iat"), (#""claims": {"nbf": "soon"}"#, "nbf"),
    (#""without": ["sub"]"#, "sub"), (#""claims": {"sub": ""}"#, "sub"),
    (#""claims": {"sub": "a\u0000b"}"#, "claims"), (#""forge": "twice""#, "claims"),
  ]

  @Test func `no forgery counts, and each is refused for what is wrong with it`() async throws {
    let issuer = try await Issuer()
    try await issuer.publish("rsa", "ec", "small", "p384")
    let verifier = try Self.verifier(issuer)
    for forgery in Self.forgeries {
      let part = try await Self.refusal(verifier, try await issuer.token(forgery.wish))
      #expect(part == forgery.part, "\(forgery.wish)")
    }
    let good = try await issuer.token()
    let broken = [
      "", ".", "..", "a.b.c", good + ".", good + "=", " " + good, good.uppercased(),
      String(repeating: "a", count: 20_000) + ".b.c", good.replacing(".", with: "\0."),
    ]
    for text in broken {
      let part = try await Self.refusal(verifier, text)
      #expect(!part.isEmpty, "\(text.prefix(40))")
    }
    // The control: with nothing wrong they count.
    let sound = [
      "", #""key": "ec""#, #""without": ["typ"]"#, #""claims": {"aud": ["our-app"]}"#,
      #""claims": {"aud": ["our-app", "other"], "azp": "our-app"}"#, #""headers": {"typ": "jwt"}"#,
    ]
    for wish in sound {
      let part = try await Self.refusal(verifier, try await issuer.token(wish))
      #expect(part == "", "\(wish)")
    }
  }

  @Test func `clocks may differ by a minute and no more`() async throws {
    let issuer = try await Issuer()
    let verifier = try Self.verifier(issuer)
    let now = Self.now
    let cases: [(String, Int64, String)] = [
      ("exp", -59, ""), ("exp", -60, "exp"), ("nbf", 60, ""), ("nbf", 61, "nbf"), ("iat", 60, ""),
      ("iat", 61, "iat"),
    ]
    for (name, offset, wrong) in cases {
      let token = try await issuer.token(#""claims": {"\#(name)": \#(now + offset)}"#)
      let part = try await Self.refusal(verifier, token, now: now)
      #expect(part == wrong, "\(name) \(offset)")
    }
  }

  @Test func `only true itself makes an address verified`() async throws {
    let issuer = try await Issuer()
    let verifier = try Self.verifier(issuer)
    for value in ["false", "\"true\"", "1", "null", "[true]"] {
      let token = try await issuer.token(
        #""claims": {"email": "a@x.org", "email_verified": \#(value)}"#)
      let claims = try await verifier.verify(token, now: Self.now)
      #expect(!claims.isEmailVerified, "\(value)")
    }
  }

  @Test func `a new key is asked for, but junk makes us ask once a minute at most`() async throws {
    let issuer = try await Issuer()
    let verifier = try Self.verifier(issuer)
    let now = Self.now
    let next = try await issuer.token(#""key": "next""#)
    for _ in 0..<20 { #expect(try await Self.refusal(verifier, next, now: now) == "kid") }
    #expect(try await issuer.count() == 1)
    try await issuer.publish("next")
    #expect(try await Self.refusal(verifier, next, now: now + 59) == "kid")
    #expect(try await Self.refusal(verifier, next, now: now + 60) == "")
    #expect(try await issuer.count() == 2)
    // The old one has gone with the old set.
    let old = try await issuer.token()
    #expect(try await Self.refusal(verifier, old, now: now + 61) == "kid")
  }

  @Test func `a withdrawn key stops counting after ten minutes`() async throws {
    let issuer = try await Issuer()
    let verifier = try Self.verifier(issuer)
    let now = Self.now
    let token = try await issuer.token(#""claims": {"exp": \#(now + 9999)}"#)
    #expect(try await Self.refusal(verifier, token, now: now) == "")
    try await issuer.publish("ec")
    #expect(try await Self.refusal(verifier, token, now: now + 600) == "")
    #expect(try await Self.refusal(verifier, token, now: now + 601) == "kid")
  }

  @Test func `while the provider is down its last keys are good for a day`() async throws {
    let issuer = try await Issuer()
    let verifier = try Self.verifier(issuer)
    let now = Self.now
    let token = try await issuer.token(#""claims": {"exp": \#(now + 999_999)}"#)
    try await issuer.serve("/keys", 500)
    #expect(try await Self.refusal(verifier, token, now: now) == "unavailable")
    try await issuer.serve("/keys", 0)
    #expect(try await Self.refusal(verifier, token, now: now + 4) == "unavailable")
    #expect(try await Self.refusal(verifier, token, now: now + 5) == "")
    try await issuer.serve("/keys", 500)
    #expect(try await Self.refusal(verifier, token, now: now + 86_400) == "")
    #expect(try await Self.refusal(verifier, token, now: now + 86_500) == "unavailable")
  }

  @Test func `of many at once one asks for the keys`() async throws {
    let issuer = try await Issuer()
    let verifier = try Self.verifier(issuer)
    let token = try await issuer.token()
    let now = Self.now
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<40 { group.addTask { try await Self.refusal(verifier, token, now: now) } }
      for try await part in group { #expect(part == "") }
    }
    #expect(try await issuer.count() == 1)
  }

  @Test func `a key set that is none, too large or led elsewhere is not taken`() async throws {
    let configuration = "/.well-known/openid-configuration"
    let answers: [(String, Int, (String) -> String)] = [
      (configuration, 200, { _ in #"{"issuer": "https://evil.example", "jwks_uri": "x"}"# }),
      (configuration, 200, { #"{"issuer": "\#($0)", "jwks_uri": "http://192.0.2.1/keys"}"# }),
      (configuration, 200, { #"{"issuer": "\#($0)", "jwks_uri": "file:///etc/passwd"}"# }),
      (configuration, 302, { _ in "" }), ("/keys", 200, { _ in "[]" }),
      ("/keys", 200, { _ in "<html>" }), ("/keys", 404, { _ in #"{"keys": []}"# }),
      ("/keys", 200, { _ in #"{"keys": [], "x": ""# + String(repeating: "x", count: 262_144) }),
    ]
    for (path, status, body) in answers {
      let issuer = try await Issuer()
      let token = try await issuer.token()
      try await issuer.serve(path, status, body(issuer.url))
      let part = try await Self.refusal(try Self.verifier(issuer), token)
      #expect(part == "unavailable", "\(path) \(status)")
      // The control: the same issuer, telling the truth.
      try await issuer.serve(path, 0)
      let control = try await Self.refusal(try Self.verifier(issuer), token)
      #expect(control == "")
    }
  }
}
