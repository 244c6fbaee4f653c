import Foundation
import Identity
import IdentityKit
import ProcessKit
import Testing

/// The same tokens judged by an implementation that shares nothing with ours.
struct PeerTests {
  let deployment: Deployment

  init() throws { deployment = Deployment() }

  @Test func `what we issue verifies there, under our key set as published`() async throws {
    let answer = try await ask(.verify(deployment.issue(role: .staff), deployment))
    let claims = try #require(answer.claims)
    #expect(claims.sub == Deployment.userID)
    #expect(claims.role == "STAFF")
    #expect(claims.exp == Deployment.now + 600)
    #expect(answer.header?.kid == deployment.key.publicKey.id)
    #expect(answer.header?.typ == "at+jwt")
  }

  @Test func `what we did not issue is refused there too`() async throws {
    let forge = Forge(deployment: deployment)
    for key in [deployment.foreign, deployment.retired] {
      let token = String(decoding: forge.token(key: key), as: UTF8.self)
      #expect(try await ask(.verify(token, deployment)).error == "InvalidSignatureError")
    }
  }

  @Test func `what is issued there with our key verifies here`() async throws {
    let token = try #require(try await ask(.issue(seed: 1, deployment)).token)
    let principal = try deployment.verifier().verify(token)
    #expect(principal == (try deployment.verifier().verify(deployment.issue())))
  }

  @Test func `what is issued there with another key is refused here`() async throws {
    let token = try #require(try await ask(.issue(seed: 3, deployment)).token)
    #expect(throws: TokenRefusal.badSignature) { try deployment.verifier().verify(token) }
  }
}

private struct Header: Codable {
  var kid: String
  var typ: String
}

private struct ClaimsThere: Codable {
  var iss = "https://id.example.org"
  var aud = "credopass"
  var sub = Deployment.userID
  var iat = Deployment.now
  var exp = Deployment.now + 600
  var role = "PARTICIPANT"
  var sid = Deployment.sessionID
  var epoch: Int64 = 0
}

private struct Answer: Decodable {
  var error: String?
  var token: String?
  var header: Header?
  var claims: ClaimsThere?
}

private struct Request: Encodable {
  var task: String
  var token: String?
  var jwks: String?
  var iss: String?
  var aud: String?
  var seed: String?
  var header: Header?
  var claims: ClaimsThere?

  static func verify(_ token: String, _ deployment: Deployment) -> Request {
    Request(
      task: "verify", token: token, jwks: deployment.keys.jwks(now: Deployment.now - 100),
      iss: deployment.scope.issuer, aud: deployment.scope.audience)
  }

  /// By the key whose seed is 32 times `seed`, under the name of our live key.
  static func issue(seed: UInt8, _ deployment: Deployment) -> Request {
    Request(
      task: "issue", seed: String(repeating: "0\(seed)", count: 32),
      header: Header(kid: deployment.key.publicKey.id, typ: "at+jwt"), claims: ClaimsThere())
  }
}

private func ask(_ request: Request) async throws -> Answer {
  let input = Array(try JSONEncoder().encode(request))
  let answer = try await Child.output(
    of: Built.python, [Built.peer("jwt_peer.py")], input: .bytes(input))
  return try JSONDecoder().decode(Answer.self, from: Data(answer.utf8))
}
