import Contracts
import RPC
import Testing

@Suite struct SchemaTests {
  let schema = Schema.contract

  @Test func `every generated type is in the schema and no other`() {
    #expect(Set(allMessages.map { $0.fullName }) == Set(schema.messages.keys))
    #expect(allMessages.count == schema.messages.count)
  }

  @Test func `no type contains itself`() {
    func visit(_ message: MessageSchema, _ above: [String]) {
      #expect(!above.contains(message.name))
      guard !above.contains(message.name) else { return }
      for field in message.fields {
        if case .message(let inner) = field.kind { visit(inner, above + [message.name]) }
      }
    }
    for message in schema.messages.values { visit(message, []) }
  }

  /// A field of a descriptor that holds bytes.
  private func delimited(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    let low = UInt8(content.count & 0x7F) | 0x80
    let middle = UInt8(content.count >> 7 & 0x7F) | 0x80
    return [number << 3 | 2, low, middle, UInt8(content.count >> 14 & 0x7F)] + content
  }

  /// A message type with one field of another message type.
  private func message(_ name: String, _ type: String) -> [UInt8] {
    let field =
      delimited(1, [0x61]) + [0x18, 1, 0x20, 1, 0x28, 11] + delimited(6, Array(type.utf8))
    return delimited(1, Array(name.utf8)) + delimited(2, field)
  }

  @Test func `a descriptor set with a type that contains itself is refused`() {
    let direct = delimited(4, message("A", ".A"))
    #expect(throws: SchemaError.recursive("A")) {
      try Schema(fileDescriptorSet: delimited(1, direct))
    }
    let loop = delimited(4, message("A", ".B")) + delimited(4, message("B", ".A"))
    #expect(throws: SchemaError.self) { try Schema(fileDescriptorSet: delimited(1, loop)) }
    #expect(throws: SchemaError.missing("B")) {
      try Schema(fileDescriptorSet: delimited(1, delimited(4, message("A", ".B"))))
    }
  }

  @Test func `types that nest too deep are refused before the stack runs out`() {
    var chain: [UInt8] = []
    for link in 0..<10_000 { chain += delimited(4, message("M\(link)", ".M\(link + 1)")) }
    #expect(throws: SchemaError.self) { try Schema(fileDescriptorSet: delimited(1, chain)) }
    var nest: [UInt8] = []
    for _ in 0..<20_000 { nest = delimited(3, nest) }
    #expect(throws: SchemaError.malformed(.malformed)) {
      try Schema(fileDescriptorSet: delimited(1, delimited(4, nest)))
    }
  }

  @Test func `everything bears a comment`() {
    for service in schema.services {
      #expect(!service.comment.isEmpty)
      for method in service.methods { #expect(!method.comment.isEmpty, "\(method.name)") }
    }
    for message in schema.messages.values where message.name.hasPrefix("credopass.") {
      #expect(!message.comment.isEmpty, "\(message.name)")
      for field in message.fields {
        #expect(!field.comment.isEmpty, "\(message.name).\(field.name)")
      }
    }
    for value in schema.enumerations.values.flatMap(\.values) { #expect(!value.comment.isEmpty) }
  }

  @Test func `schema and generated methods agree`() throws {
    let method = try #require(schema.method(UsersMethods.getUser.name))
    #expect(method.input.name == GetUserRequest.fullName)
    #expect(method.output.name == User.fullName)
    #expect(method.idempotency == UsersMethods.getUser.idempotency)
    #expect(schema.method(UsersMethods.createUser.name)?.idempotency == .keyed)
    #expect(schema.method(EventsMethods.publishEvent.name)?.idempotency == .idempotent)
    #expect(schema.method("credopass.users.v1.UsersService/Nothing") == nil)
  }

  @Test func `a broken descriptor set is an error`() {
    #expect(throws: SchemaError.self) { try Schema(fileDescriptorSet: [0x0A, 0x05, 0x01]) }
    for length in stride(from: 1, to: contractDescriptors.count, by: 997) {
      #expect(throws: SchemaError.self) {
        try Schema(fileDescriptorSet: Array(contractDescriptors.prefix(length)))
      }
    }
  }
}
