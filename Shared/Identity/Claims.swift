/// The claims of an access token (RFC 9068, of which `client_id` and `jti` have no use here).
struct Claims: Equatable {
  var issuer: String
  var audience: String
  var principal: Principal

  /// The one spelling that we issue: fixed order, no space, no escape.
  var json: [UInt8] {
    Array(
      """
      {"iss":"\(issuer)","aud":"\(audience)","sub":"\(principal.userID)",\
      "iat":\(principal.issuedAt),"exp":\(principal.expiresAt),\
      "role":"\(principal.role.rawValue)","sid":"\(principal.sessionID)",\
      "epoch":\(principal.epoch)}
      """.utf8)
  }

  /// Nil unless each claim is there once, of its type, and no other.
  init?(json: [UInt8]) {
    guard var members = FlatJSON.read(json), let issuer = members.take("iss")?.text,
      let audience = members.take("aud")?.text,
      let userID = members.take("sub")?.text, UUIDText.isCanonical(userID),
      let issuedAt = members.take("iat")?.number, let expiresAt = members.take("exp")?.number,
      let role = members.take("role")?.text.flatMap(Role.init),
      let sessionID = members.take("sid")?.text, UUIDText.isCanonical(sessionID),
      let epoch = members.take("epoch")?.number, members.isEmpty
    else { return nil }
    self.issuer = issuer
    self.audience = audience
    principal = Principal(
      userID: userID, role: role, sessionID: sessionID, epoch: epoch, issuedAt: issuedAt,
      expiresAt: expiresAt)
  }

  init(issuer: String, audience: String, principal: Principal) {
    self.issuer = issuer
    self.audience = audience
    self.principal = principal
  }
}

extension [String: FlatJSON.Value] {
  fileprivate mutating func take(_ name: String) -> FlatJSON.Value? { removeValue(forKey: name) }
}

/// UUIDs as they travel: 36 characters, lower case.
enum UUIDText {
  static func isCanonical(_ text: String) -> Bool {
    text.utf8.count == 36
      && text.utf8.enumerated().allSatisfy { index, byte in
        switch index {
        case 8, 13, 18, 23: byte == UInt8(ascii: "-")
        default: (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
        }
      }
  }
}
