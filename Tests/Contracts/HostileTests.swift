import Contracts
import ContractsKit
import RPC
import Testing

@Suite struct HostileTests {
  @Test(arguments: allMessages.map { $0.fullName })
  func `a message cut anywhere is a value or an error`(_ name: String) throws {
    let type = try #require(allMessages.first { $0.fullName == name })
    let schema = try #require(Schema.contract.messages[name])
    var wires = RandomWire(seed: 3)
    for _ in 0..<5 {
      let wire = wires.message(schema)
      for length in 0..<wire.count { survive(type, Array(wire.prefix(length))) }
    }
  }

  @Test func `mutated messages are values or errors, and both kinds come up`() throws {
    var wires = RandomWire(seed: 4)
    var accepted = 0
    let rounds = 100
    for type in allMessages {
      let schema = try #require(Schema.contract.messages[type.fullName])
      for _ in 0..<rounds where survive(type, mutated(wires.message(schema), &wires.random)) {
        accepted += 1
      }
    }
    #expect(accepted > 100 && accepted < rounds * allMessages.count - 100)
  }

  @discardableResult
  private func survive<Value: Message>(_ type: Value.Type, _ wire: [UInt8]) -> Bool {
    do {
      _ = try type.decode(wire).encode()
      return true
    } catch { return false }
  }

  /// The wire format of a field 1 that holds these bytes.
  private func delimited(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    [number << 3 | 2, UInt8(content.count)] + content
  }

  @Test(
    arguments: [
      [0xFF], [0x61, 0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xE2, 0x28, 0xA1], [0x80],
    ] as [[UInt8]])
  func `a text that is not UTF-8 is refused`(_ text: [UInt8]) {
    #expect(throws: DecodeError.invalidText) { try CheckRequest.decode(delimited(1, text)) }
    #expect(throws: DecodeError.invalidText) {
      try BatchGetUsersRequest.decode(delimited(1, [0x61]) + delimited(1, text))
    }
    let inner = delimited(2, delimited(1, text))
    #expect(throws: DecodeError.invalidText) { try EventChanged.decode(inner) }
  }

  @Test(arguments: ["\0", "a\0", "\0a", "a\0b"])
  func `a text with a NUL is refused, wherever the NUL stands`(_ text: String) {
    #expect(throws: DecodeError.invalidText) {
      try CheckRequest.decode(delimited(1, Array(text.utf8)))
    }
    // In a oneof, and in an optional field of its own.
    #expect(throws: DecodeError.invalidText) {
      try CheckInRequest.decode(delimited(2, Array(text.utf8)))
    }
  }

  @Test func `a NUL in bytes is data`() throws {
    let key = SigningKey(keyId: "k", publicKey: [0, 1, 0])
    #expect(try SigningKey.decode(key.encode()) == key)
  }

  @Test func `an empty text that is set is not an absent one`() throws {
    let request = CheckInRequest(subject: .userId(""))
    #expect(try CheckInRequest.decode(request.encode()).subject == .userId(""))
    let enrollment = Enrollment(position: 0)
    #expect(try Enrollment.decode(enrollment.encode()).position == 0)
    #expect(try Enrollment.decode([]).position == nil)
  }

  @Test func `every wire type but the field's own is refused`() {
    // User.id is text (field 1), Enrollment.guests a varint (field 5).
    for bytes: [UInt8] in [
      [0x08, 1], [0x09, 1, 2, 3, 4, 5, 6, 7, 8], [0x0D, 1, 2, 3, 4], [0x0B], [0x0C], [0x0E], [0x0F],
    ] {
      #expect(throws: DecodeError.malformed) { try User.decode(bytes) }
    }
    for bytes: [UInt8] in [[0x2A, 1, 1], [0x29, 1, 2, 3, 4, 5, 6, 7, 8], [0x2D, 1, 2, 3, 4]] {
      #expect(throws: DecodeError.malformed) { try Enrollment.decode(bytes) }
    }
  }

  @Test(
    arguments: [
      [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07],
      [0x0A, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], [0x0A, 0x02, 0x61],
      [0x0A], [0x80], [0x00, 0x00],
    ] as [[UInt8]])
  func `a length beyond the message is refused`(_ bytes: [UInt8]) {
    #expect(throws: DecodeError.malformed) { try User.decode(bytes) }
    #expect(throws: WireError.self) {
      try Schema.contract.messages[User.fullName]?.json(fromWire: bytes)
    }
  }

  @Test func `fields that are not known are passed over`() throws {
    let known = try User(id: "a").encode()
    let unknown: [UInt8] = [0xF8, 0x7F, 0x05, 0xFA, 0x7F, 0x02, 0xFF, 0x00]
    #expect(try User.decode(unknown + known + unknown) == User(id: "a"))
  }

  @Test func `many tiny parts are refused before they fill the memory`() {
    // Two bytes each: unknown numbers, empty texts, empty messages.
    for pair: [UInt8] in [[0x78, 0x00], [0x0A, 0x00]] {
      let bytes = Array(repeatElement(pair, count: maximumMessageSize / 2).joined())
      #expect(throws: DecodeError.malformed) { try ListUsersResponse.decode(bytes) }
      #expect(throws: DecodeError.malformed) { try BatchGetUsersRequest.decode(bytes) }
    }
    Arena.withCurrent { arena in #expect(arena.footprint <= 256 << 10) }
  }
}

@Suite struct ArenaTests {
  @Test func `a value too large for an arena is not sent`() {
    let ids = Array(repeating: "", count: 600_000)
    #expect(throws: EncodeError.tooLarge) { try BatchGetUsersRequest(ids: ids).encode() }
  }

  @Test func `an arena stays within its limit and gives everything back`() throws {
    let arena = Arena(limit: 1 << 20)
    let text = String(repeating: "x", count: 10_000)
    var taken = 0
    let failure = #expect(throws: EncodeError.self) {
      while taken < 1_000 {
        _ = try unsafe arena.text(text)
        taken += 1
      }
    }
    #expect(failure == .tooLarge)
    #expect(taken > 50 && taken < 105)
    #expect(arena.footprint <= 1 << 20)
    arena.reset()
    #expect(arena.footprint > 0 && arena.footprint <= 65 << 10)
    _ = try unsafe arena.text(text)
  }

  @Test func `an inner use leaves what the outer one laid out`() throws {
    try Arena.withCurrent { outer in
      let text = try unsafe outer.text("outer")
      for _ in 0..<100 {
        let user = User(id: "inner", bio: String(repeating: "y", count: 5_000))
        #expect(try User.decode(user.encode()) == user)
      }
      #expect(unsafe String(cString: text) == "outer")
    }
  }
}
