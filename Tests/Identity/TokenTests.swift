import Identity
import IdentityKit
import Testing

struct TokenTests {
  let deployment: Deployment
  let verifier: TokenVerifier

  init() throws {
    deployment = Deployment()
    verifier = deployment.verifier()
  }

  @Test(arguments: Role.allCases)
  func `a token says who it was issued to`(role: Role) throws {
    let principal = try verifier.verify(deployment.issue(role: role, epoch: 7))
    #expect(principal.userID == Deployment.userID)
    #expect(principal.sessionID == Deployment.sessionID)
    #expect(principal.role == role)
    #expect(principal.epoch == 7)
    #expect(principal.issuedAt == Deployment.now)
    #expect(principal.expiresAt == Deployment.now + 600)
  }

  @Test func `a token counts for ten minutes, give or take five seconds`() throws {
    let token = deployment.issue()
    _ = try verifier.verify(token, now: Deployment.now - 5)
    _ = try verifier.verify(token, now: Deployment.now + 604)
    #expect(throws: TokenRefusal.notYetValid) {
      try verifier.verify(token, now: Deployment.now - 6)
    }
    #expect(throws: TokenRefusal.expired) {
      try verifier.verify(token, now: Deployment.now + 605)
    }
  }

  @Test(arguments: [0, 100])
  func `ended access is refused, also when the token is remembered`(cacheLimit: Int) throws {
    let verifier = deployment.verifier(cacheLimit: cacheLimit)
    let token = Array(deployment.issue(epoch: 3).utf8)
    func verify(_ standing: Standing?) throws -> Principal {
      try verifier.verify(token, now: Deployment.now) { $0 == Deployment.userID ? standing : nil }
    }
    _ = try verify(nil)
    _ = try verify(Standing(epoch: 3, isActive: true))
    #expect(throws: TokenRefusal.revoked) { try verify(Standing(epoch: 4, isActive: true)) }
    #expect(throws: TokenRefusal.revoked) { try verify(Standing(epoch: 3, isActive: false)) }
    // A daemon whose feed lags knows less than the token says.
    _ = try verify(Standing(epoch: 2, isActive: true))
  }

  @Test func `keys rotate without refusing a good token`() throws {
    let next = deployment.foreign
    let old = deployment.issue()
    let new = deployment.issue(by: next)
    #expect(throws: TokenRefusal.unknownHeader) { try verifier.verify(new) }
    let retiresAt = Deployment.now + 605
    verifier.use(
      KeySet([
        KeySet.Entry(next.publicKey),
        KeySet.Entry(deployment.key.publicKey, retiresAt: retiresAt),
      ]))
    _ = try verifier.verify(old)
    _ = try verifier.verify(new)
    let last = deployment.issue(now: Deployment.now + 300)
    _ = try verifier.verify(last, now: retiresAt - 1)
    #expect(throws: TokenRefusal.expired) { try verifier.verify(last, now: retiresAt) }
  }

  @Test func `a key taken out of the set counts no more, remembered or not`() throws {
    let token = deployment.issue()
    _ = try verifier.verify(token)
    verifier.use(KeySet([KeySet.Entry(deployment.foreign.publicKey)]))
    #expect(throws: TokenRefusal.unknownHeader) { try verifier.verify(token) }
  }

  @Test func `roles include those before them`() {
    #expect(Role.allCases == Role.allCases.sorted())
    #expect(Role.allCases.map(\.rawValue) == ["PARTICIPANT", "STAFF", "ORGANIZER", "ADMIN"])
  }

  @Test(arguments: ["", "a\"b", "a\\b", "é", "a\nb", String(repeating: "a", count: 201)])
  func `issuer and audience are plain text`(text: String) {
    #expect(TokenScope(issuer: text, audience: "a") == nil)
    #expect(TokenScope(issuer: "a", audience: text) == nil)
  }

  @Test func `the longest issuer and audience still fit the size limit`() throws {
    let long = String(repeating: "a", count: 200)
    let scope = try #require(TokenScope(issuer: long, audience: long))
    let token = TokenIssuer(scope: scope, key: deployment.key).issue(
      userID: Deployment.userID, role: .participant, sessionID: Deployment.sessionID,
      epoch: .max, now: Deployment.now)
    _ = try TokenVerifier(scope: scope, keys: deployment.keys).verify(token)
  }
}
