import Testing

@testable import Identity

@Suite struct DeviceTokenTests {
  private let key = SigningKey(seed: .random())
  private let device = [UInt8](1...16)

  @Test func `a device's token is the same each time, and names its device`() throws {
    let text = DeviceToken.signed(device, by: key)
    #expect(text == DeviceToken.signed(device, by: key) && text.utf8.count == 122)
    #expect(DeviceToken.isOne(text) && !DeviceToken.isOne("CP1.a") && !DeviceToken.isOne("e.y.J"))
    let token = try #require(DeviceToken(text))
    #expect(token.deviceID == device && token.keyID == key.publicKey.shortID)
  }

  @Test func `of all the texts a letter away from a token none counts`() {
    let text = Array(DeviceToken.signed(device, by: key).utf8)
    let verifier = DeviceTokenVerifier()
    verifier.use([key.publicKey])
    #expect(verifier.verify(String(decoding: text, as: UTF8.self)) == .device(device))
    for index in text.indices {
      for letter in [UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "=")]
      where letter != text[index] {
        var other = text
        other[index] = letter
        let verdict = verifier.verify(String(decoding: other, as: UTF8.self))
        #expect(verdict == .refused || verdict == .unknownKey && (4..<12).contains(index))
      }
    }
  }

  @Test func `what was good is forgotten with its key`() {
    let verifier = DeviceTokenVerifier()
    let text = DeviceToken.signed(device, by: key)
    #expect(verifier.verify(text) == .unknownKey && !verifier.hasKeys)
    verifier.use([key.publicKey])
    #expect(verifier.verify(text) == .device(device))
    verifier.use([SigningKey(seed: .random()).publicKey])
    #expect(verifier.verify(text) == .unknownKey)
  }

  @Test func `sealed text opens by its secret alone, whole, and is another each time`() {
    let (secret, other) = (Secret.random(), Secret.random())
    let plain = Array("an access token".utf8)
    let sealed = secret.seal(plain)
    #expect(secret.open(sealed) == plain && secret.seal(plain) != sealed)
    #expect(other.open(sealed) == nil && secret.open([]) == nil)
    #expect(secret.open(Array(sealed.prefix(30))) == nil)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      #expect(secret.open(changed) == nil)
    }
    #expect(secret.open(secret.seal([])) == [])
  }
}
