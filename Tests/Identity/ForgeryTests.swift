import Identity
import IdentityKit
import Testing

struct ForgeryTests {
  let deployment: Deployment
  let forge: Forge

  init() throws {
    deployment = Deployment()
    forge = Forge(deployment: deployment)
  }

  @Test func `the forge makes good tokens when it changes nothing`() throws {
    #expect(String(decoding: forge.token(), as: UTF8.self) == deployment.issue())
    _ = try deployment.verifier().verify(deployment.issue())
  }

  @Test func `no forged token counts, each for the reason it was made for`() {
    let verifier = deployment.verifier()
    let forgeries = forge.all
    #expect(forgeries.count >= 60)
    let twins = Dictionary(grouping: forgeries, by: \.token).values.filter { $0.count > 1 }
    #expect(twins.isEmpty)
    for forgery in forgeries {
      #expect(throws: forgery.refusal, "\(forgery)") {
        try verifier.verify(forgery.token, now: Deployment.now, standing: { _ in nil })
      }
    }
  }

  @Test func `no forged token counts beside its good original`() throws {
    // The original is remembered; nothing may ride on that.
    let verifier = deployment.verifier()
    _ = try verifier.verify(deployment.issue())
    for forgery in forge.all {
      #expect(throws: TokenRefusal.self, "\(forgery)") {
        try verifier.verify(forgery.token, now: Deployment.now, standing: { _ in nil })
      }
    }
  }

  @Test func `no single flipped bit of a token goes unnoticed`() throws {
    let verifier = deployment.verifier()
    let good = Array(deployment.issue().utf8)
    for bit in 0..<good.count * 8 {
      var token = good
      token[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: TokenRefusal.self, "bit \(bit)") {
        try verifier.verify(token, now: Deployment.now, standing: { _ in nil })
      }
    }
  }
}
