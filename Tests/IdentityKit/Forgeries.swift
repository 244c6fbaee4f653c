internal import Identity

extension Forge {
  public var all: [Forgery] { headers + claimTricks + signatures + shapes }

  /// Each signed by our own key (or as its alg says), so that only the header stands in the way.
  private var headers: [Forgery] {
    let publicKey = deployment.key.publicKey
    let none = header.replacing("EdDSA", with: "none")
    let jwks = Array(deployment.keys.jwks(now: deployment.now).utf8)
    let foreign = String(
      decoding: Base64URL.encode(deployment.foreign.publicKey.bytes), as: UTF8.self)
    let embedded = #""jwk":{"kty":"OKP","crv":"Ed25519","x":"\#(foreign)"},"typ""#
    let special: [(String, [UInt8])] = [
      ("alg none, no signature", joined(input(none, Array(claims.utf8)), [])),
      (
        "HS256 with the public key",
        hmac(header: header.replacing("EdDSA", with: "HS256"), secret: publicKey.bytes)
      ),
      (
        "HS256 with the key set's text",
        hmac(header: header.replacing("EdDSA", with: "HS256"), secret: jwks)
      ),
      ("HS256 with an empty key", hmac(header: #"{"alg":"HS256","typ":"at+jwt"}"#, secret: [])),
      (
        "the signer's own key in jwk",
        token(
          header: header.replacing(#""typ""#, with: embedded), key: deployment.foreign)
      ),
      (
        "the kid of a foreign key",
        token(
          header: header.replacing(kid, with: deployment.foreign.publicKey.id),
          key: deployment.foreign)
      ),
    ]
    return (special + spelled.map { ($0, token(header: $0)) })
      .map { Forgery(description: "header: \($0)", token: $1, refusal: .unknownHeader) }
  }

  /// Headers that another reader might take, each one thing away from ours.
  private var spelled: [String] {
    let algorithms = [
      "none", "None", "NONE", "nOnE", "", "eddsa", "EdDSA ", "Ed25519", "Ed448", "HS256", "RS256",
      "ES256", "PS256", #"\u0045dDSA"#,
    ].map { header.replacing("EdDSA", with: $0) }
    let types = ["JWT", "jwt", "at+JWT", "AT+JWT", "application/at+jwt", "dpop+jwt", "", "at+jwt "]
      .map { header.replacing("at+jwt", with: $0) }
    let ids = ["", "0", "../../dev/null", "' OR 1=1 --", "\(kid) ", kid.lowercased(), "\(kid)A"]
      .map { header.replacing(kid, with: $0) }
    let more = [
      #""jku":"https://evil.example/jwks""#, #""x5u":"https://evil.example/cert""#,
      #""x5c":["MIIB"]"#, #""crit":[]"#, #""crit":["exp"]"#, #""crit":["b64"],"b64":false"#,
      #""b64":true"#, #""zip":"DEF""#, #""cty":"JWT""#, #""nonce":"1""#, #""enc":"A128GCM""#,
      #""alg":"none""#, #""alg":"EdDSA""#, #""kid":"0""#, #""a\u006cg":"none""#,
    ].flatMap { member in
      ["{\(member),\(header.dropFirst())", "\(header.dropLast()),\(member)}"]
    }
    let shapes = [
      #"{"alg":"EdDSA","typ":"at+jwt"}"#, #"{"kid":"\#(kid)","typ":"at+jwt"}"#,
      #"{"alg":"EdDSA","kid":"\#(kid)"}"#, #"{"typ":"at+jwt","alg":"EdDSA","kid":"\#(kid)"}"#,
      #"{"alg":null,"kid":"\#(kid)","typ":"at+jwt"}"#,
      #"{"alg":["EdDSA"],"kid":"\#(kid)","typ":"at+jwt"}"#, "[\(header)]", "{}", "", "null",
      " \(header)", "\(header)\n", "\(header)\(header)", "\u{FEFF}\(header)", "\(header)\0",
      header.replacing(":", with: ": "), header.replacing("alg", with: "ALG"),
      header.replacing("\"", with: "'"),
    ]
    return algorithms + types + ids + more + shapes
  }

  /// Each under our header and signed by our key, as if the issuer had been made to write it.
  private var claimTricks: [Forgery] {
    let user = #""sub":"\#(Deployment.userID)""#
    let end = #""exp":\#(deployment.now + 600)"#
    let start = #""iat":\#(deployment.now)"#
    let changed: [(String, String)] = [
      ("https://id.example.org", "https://id.example.org/"), ("https://id", "http://id"),
      (#""credopass""#, #""credopass2""#), (#""credopass""#, #"["credopass"]"#),
      (#""credopass""#, #""""#), (#""aud":"credopass","#, ""), (#""aud""#, #""AUD""#),
      (user, user.uppercased()), (user, #""sub":"admin""#), (user, #""sub":1"#),
      (user, #""sub":"\#(Deployment.userID.uppercased())""#), (user, #""sub":null"#),
      (user, "\(user),\(user)"), (user, #""sub":"\#(Deployment.userID) ""#),
      (user, #""sub":"\#(Deployment.userID)\u0000""#), ("\(user),", ""),
      (user, #""s\u0075b":"\#(Deployment.userID)""#),
      ("PARTICIPANT", "ROOT"), ("PARTICIPANT", "admin"), ("PARTICIPANT", "ADMIN "),
      ("PARTICIPANT", #"\u0041DMIN"#), (#""PARTICIPANT""#, #"["ADMIN"]"#),
      (#""role""#, #""role":"ADMIN","role""#), (#""role""#, #""r\u006fle":"ADMIN","role""#),
      (#""role":"PARTICIPANT","#, ""), (#""PARTICIPANT""#, "3"),
      ("\(end),", ""), (end, #""exp":"\#(deployment.now + 600)""#), (end, #""exp":1.8e9"#),
      (end, #""exp":\#(deployment.now + 600).0"#), (end, #""exp":-1"#), (end, #""exp":null"#),
      (end, #""exp":99999999999999999999"#), (end, #""exp":\#(Int64.max)"#),
      (end, #""exp":0\#(deployment.now + 600)"#), (end, #""exp":+\#(deployment.now + 600)"#),
      (end, #""exp":\#(deployment.now + 601)"#), (end, #""exp":\#(deployment.now)"#),
      (end, "\(end),\(end)"), (end, "\(end),"), (end, #""exp":true"#), ("\(start),", ""),
      (start, #""iat":0"#), (#""epoch":0"#, #""epoch":-1"#), (#","epoch":0"#, ""),
      (#""epoch":0"#, #""epoch":0,"nbf":0"#), (#""epoch":0"#, #""epoch":0,"admin":"yes""#),
      (#""epoch":0"#, #""epoch":0,"x":{"role":"ADMIN"}"#), (#""epoch":0"#, #""epoch":00"#),
      (#""sid":"\#(Deployment.sessionID)","#, ""), (Deployment.sessionID, "1"),
      ("{", " {"), ("{", "{ "), ("{", "[{"), ("}", "}}"), ("}", "},"), ("}", "}\n"), ("}", ""),
      ("{", "\u{FEFF}{"), (":", ": "), (",", ",,"), ("\"iss\"", "'iss'"),
    ]
    let whole: [(String, [UInt8])] = [
      ("empty", []), ("null", Array("null".utf8)), ("{}", Array("{}".utf8)),
      ("cut", Array(claims.utf8.dropLast(20))), ("not UTF-8", Array("{\"iss\":\"".utf8) + [0xFF]),
      ("a name of NUL", Array("{\"\0\":0,\(claims.dropFirst())".utf8)),
      ("deep", [UInt8](repeating: UInt8(ascii: "["), count: 600)),
    ]
    return changed.map { old, new in
      Forgery(
        description: "claims: \(old) → \(new)", token: token(claims: claims(old, new)),
        refusal: .wrongClaims)
    }
      + whole.map {
        Forgery(
          description: "claims: \($0)", token: token(claimBytes: $1), refusal: .wrongClaims)
      } + untimely
  }

  private var untimely: [Forgery] {
    func at(_ now: Int64) -> [UInt8] { Array(deployment.issue(now: now).utf8) }
    return [
      Forgery(description: "expired", token: at(deployment.now - 605), refusal: .expired),
      Forgery(
        description: "of the future", token: at(deployment.now + 3600), refusal: .notYetValid),
      Forgery(
        description: "by a retired key",
        token: Array(deployment.issue(by: deployment.retired).utf8), refusal: .expired),
    ]
  }
}
