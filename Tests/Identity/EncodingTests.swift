import Testing

@testable import Identity

/// RFC 4648 section 10, without the padding.
@Test(arguments: [
  ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
  ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
])
func `base64url spells what RFC 4648 spells`(text: String, encoded: String) {
  #expect(Base64URL.encode(text.utf8) == Array(encoded.utf8))
  #expect(Base64URL.decode(encoded.utf8) == Array(text.utf8))
}

@Test(arguments: ["Zg==", "Zh", "Zm9", "Z", "A", "Zm9vA", "+w", "/w", "Zg ", " Zg", "Zg\n", "Zm9é"])
func `base64url has one spelling and takes no other`(text: String) {
  #expect(Base64URL.decode(text.utf8) == nil)
}

@Test func `every byte survives base64url and hexadecimal`() {
  let bytes = Array(UInt8.min...UInt8.max)
  #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
  #expect(Hex.decode(Hex.encode(bytes)) == bytes)
}

@Test(arguments: ["0", "0G", "0A", "0x", "é0", "00 "])
func `hexadecimal is lower case and whole bytes`(text: String) {
  #expect(Hex.decode(text) == nil)
}

@Test func `a key's id is its RFC 7638 thumbprint`() throws {
  // RFC 8037 appendix A.
  let x = try #require(Base64URL.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo".utf8))
  let key = try #require(PublicKey(x))
  #expect(key.id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
}

@Test func `a signature is RFC 8032's`() throws {
  // Section 7.1, test 2.
  let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
  let key = SigningKey(seed: try #require(Hex.decode(seed).flatMap(Secret.init)))
  #expect(
    Hex.encode(key.publicKey.bytes)
      == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
  let signature = key.sign([0x72])
  #expect(
    Hex.encode(signature)
      == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
      + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
  #expect(key.publicKey.verifies(signature, of: [0x72]))
  #expect(!key.publicKey.verifies(signature, of: [0x73]))
}

@Test func `a secret shows itself to nobody`() throws {
  let bytes = [UInt8](repeating: 0x61, count: 32)
  let secret = try #require(Secret(bytes))
  func dumped(_ value: some Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text + "\(value) \(String(reflecting: value))"
  }
  // What a dump shows of bytes that nobody hides.
  for spelling in ["- 97\n", "97, 97"] {
    #expect(dumped(bytes).contains(spelling))
    #expect(!dumped(secret).contains(spelling))
    #expect(!dumped(SigningKey(seed: secret)).contains(spelling))
  }
}

@Test func `secrets for two purposes, or from two masters, differ`() throws {
  let master = try #require(Secret([UInt8](repeating: 1, count: 32)))
  let other = try #require(Secret([UInt8](repeating: 2, count: 32)))
  #expect(master.derived(for: "a") == master.derived(for: "a"))
  #expect(master.derived(for: "a") != master.derived(for: "b"))
  #expect(master.derived(for: "a") != other.derived(for: "a"))
  #expect(Secret.random() != Secret.random())
  #expect(Secret([1]) == nil)
}
