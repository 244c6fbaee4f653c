import IdentityKit
import Testing

@testable import Identity

struct PasswordTests {
  let hasher: PasswordHasher
  let pepper: Secret

  init() throws {
    pepper = Deployment.secret(5)
    hasher = PasswordHasher(pepper: pepper)
  }

  @Test func `the right password opens, others do not`() {
    let stored = hasher.hash("correct horse battery staple")
    #expect(hasher.verify("correct horse battery staple", stored))
    #expect(!hasher.verify("correct horse battery stapl", stored))
    #expect(!hasher.verify("Correct horse battery staple", stored))
    #expect(!hasher.verify("", stored))
  }

  @Test func `nothing of a long password is cut off, nor at a NUL`() {
    let long = String(repeating: "é漢", count: 64)
    let stored = hasher.hash(long + "\0a")
    #expect(hasher.verify(long + "\0a", stored))
    #expect(!hasher.verify(long + "\0b", stored))
    #expect(!hasher.verify(long, stored))
  }

  @Test func `what is stored names its cost, fits its column and is salted`() {
    let first = hasher.hash("twelve chars")
    #expect(first.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    #expect(first.utf8.count < 128)
    #expect(first != hasher.hash("twelve chars"))
  }

  @Test func `without the pepper the table is worth nothing`() throws {
    let stored = hasher.hash("twelve chars")
    #expect(!PasswordHasher(pepper: Deployment.secret(6)).verify("twelve chars", stored))
    #expect(PasswordHasher(pepper: pepper).verify("twelve chars", stored))
  }

  @Test func `nobody's password is never right`() {
    #expect(!hasher.verify("", nil))
    #expect(!hasher.verify("twelve chars", nil))
  }

  @Test(arguments: ["", "x", "$argon2id$", "$argon2i$v=19$m=19456,t=2,p=1$YWFhYWFhYWE$YWFhYQ"])
  func `what is no hash of ours is refused and wants a new one`(stored: String) {
    #expect(!hasher.verify("twelve chars", stored))
    #expect(hasher.needsRehash(stored))
  }

  @Test func `a hash of lower cost wants a new one, one of today's does not`() {
    let digest = [UInt8](repeating: 0, count: 32)
    let cheap = PasswordHasher.argon2id(digest, memory: 8 * 1024 * 1024, passes: 2)
    let quick = PasswordHasher.argon2id(digest, memory: PasswordHasher.memory, passes: 1)
    #expect(hasher.needsRehash(cheap))
    #expect(hasher.needsRehash(quick))
    #expect(!hasher.needsRehash(hasher.hash("twelve chars")))
  }
}
