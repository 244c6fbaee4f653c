import Foundation
import Testing

@testable import Identity

/// A folder of its own for each test, gone afterwards.
final class SecretFileTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
  }

  deinit {
    #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) }
  }

  private var path: String { folder.appending(path: "key").path }

  private func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  private func setMode(_ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
  }

  @Test func `a new secret file is its owner's to read, and no draft stays behind`() throws {
    try SecretFile.create(path, "a\n")
    #expect(try mode(path) == 0o400)
    #expect(try SecretFile.read(path) == "a\n")
    #expect(try names == ["key"])
  }

  @Test func `an existing file is left alone`() throws {
    try SecretFile.create(path, "a")
    #expect(throws: SecretFileError.exists(path)) { try SecretFile.create(path, "b") }
    #expect(try SecretFile.read(path) == "a")
    #expect(try names == ["key"])
    try SecretFile.replace(path, "b")
    #expect(try SecretFile.read(path) == "b")
    #expect(try mode(path) == 0o400)
    #expect(try names == ["key"])
  }

  @Test(arguments: [0o404, 0o402, 0o420, 0o401, 0o444, 0o644, 0o666])
  func `a file open to others is refused, and the refusal says how to close it`(
    mode: Int
  ) throws {
    try SecretFile.create(path, "a")
    try setMode(mode)
    #expect(throws: SecretFileError.exposed(path)) { try SecretFile.read(path) }
    #expect("\(SecretFileError.exposed(path))".contains("chmod 0400"))
  }

  @Test(arguments: [0o400, 0o600, 0o440])
  func `its owner and a group that reads may have it`(mode: Int) throws {
    try SecretFile.create(path, "a")
    try setMode(mode)
    #expect(try SecretFile.read(path) == "a")
  }

  @Test func `what is no small text file is refused`() throws {
    #expect(throws: SecretFileError.system(path, ENOENT)) { try SecretFile.read(path) }
    #expect(throws: SecretFileError.malformed("/dev/null")) { try SecretFile.read("/dev/null") }
    try SecretFile.create(path, String(repeating: "a", count: 64 * 1024 + 1))
    #expect(throws: SecretFileError.malformed(path)) { try SecretFile.read(path) }
  }

  @Test(arguments: ["", "00", "\n", String(repeating: "0G", count: 32)])
  func `a file that holds no secret is refused`(text: String) throws {
    try SecretFile.create(path, text)
    #expect(throws: SecretFileError.malformed(path)) { try SecretFile.readSecret(path) }
    #expect(throws: SecretFileError.malformed(path)) { try SecretFile.secret(path) }
  }

  @Test func `a secret that is there is only read`() throws {
    let first = try SecretFile.secret(path)
    let again = try SecretFile.secret(path) {
      Issue.record("made another")
      return Secret.random()
    }
    #expect(again == first)
  }

  @Test func `of many who start at once all get the same secret`() async throws {
    let path = path
    let secrets = try await withThrowingTaskGroup(of: Secret.self) { group in
      for _ in 0..<16 { group.addTask { try SecretFile.secret(path) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(secrets.count == 16)
    #expect(secrets.allSatisfy { $0 == secrets.first })
    #expect(try names == ["key"])
  }

  @Test func `service keys survive their file`() throws {
    let pair = try #require(ServiceKeys.Pair(caller: "gateway", callee: "users"))
    let keys = ServiceKeys(master: Secret.random(), pairs: [pair])
    try keys.write(to: path)
    try keys.write(to: path)
    #expect(try ServiceKeys(file: path) == keys)
    #expect(try mode(path) == 0o400)
  }
}
