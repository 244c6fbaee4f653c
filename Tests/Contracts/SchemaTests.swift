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

  @Test func `a descriptor set with a type that contains itself is refused`() {
    // file { name, package "x", message { name "A", field { name "a", type message, ".x.A" } } }
    let field: [UInt8] = [
      0x0A, 1, 0x61, 0x18, 1, 0x20, 1, 0x28, 11, 0x32, 4, 0x2E, 0x78, 0x2E, 0x41,
    ]
    let message: [UInt8] = [0x0A, 1, 0x41, 0x12, UInt8(field.count)] + field
    let file: [UInt8] = [0x12, 1, 0x78, 0x22, UInt8(message.count)] + message
    #expect(throws: SchemaError.recursive("x.A")) {
      try Schema(fileDescriptorSet: [0x0A, UInt8(file.count)] + file)
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
