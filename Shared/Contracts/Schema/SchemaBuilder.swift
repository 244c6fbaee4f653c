internal import RPC

/// Turns descriptors into a schema whose types refer to each other directly.
struct SchemaBuilder {
  private struct Found {
    let descriptor: RawMessage
    let comments: [[Int]: String]
    let path: [Int]
  }

  private var files: [RawFile] = []
  private var found: [String: Found] = [:]
  private var built: [String: MessageSchema] = [:]
  private var building: Set<String> = []
  private(set) var enumerations: [String: EnumSchema] = [:]

  mutating func read(_ bytes: [UInt8]) throws(SchemaError) {
    do {
      let reader = DescriptorReader(bytes: bytes)
      try reader.each(0..<bytes.count) { (field) throws(WireError) in
        if field.number == 1 { files.append(try reader.file(field.content)) }
      }
    } catch { throw .malformed(error) }
    for file in files {
      for (index, message) in file.messages.enumerated() {
        collect(message, file.package, file.comments, [4, index])
      }
      for (index, enumeration) in file.enums.enumerated() {
        collect(enumeration, file.package, file.comments, [5, index])
      }
    }
  }

  private mutating func collect(
    _ message: RawMessage, _ scope: String, _ comments: [[Int]: String], _ path: [Int]
  ) {
    let name = qualified(scope, message.name)
    found[name] = Found(descriptor: message, comments: comments, path: path)
    for (index, inner) in message.messages.enumerated() {
      collect(inner, name, comments, path + [3, index])
    }
    for (index, inner) in message.enums.enumerated() {
      collect(inner, name, comments, path + [4, index])
    }
  }

  private mutating func collect(
    _ enumeration: RawEnum, _ scope: String, _ comments: [[Int]: String], _ path: [Int]
  ) {
    let name = qualified(scope, enumeration.name)
    let values = enumeration.values.enumerated().map { index, value in
      EnumSchema.Value(
        name: value.name, number: value.number, comment: comments[path + [2, index]] ?? "")
    }
    enumerations[name] = EnumSchema(name: name, comment: comments[path] ?? "", values: values)
  }

  private func qualified(_ scope: String, _ name: String) -> String {
    scope.isEmpty ? name : "\(scope).\(name)"
  }

  mutating func messages() throws(SchemaError) -> [String: MessageSchema] {
    for name in found.keys { _ = try message(name) }
    return built
  }

  mutating func services() throws(SchemaError) -> [ServiceSchema] {
    var services: [ServiceSchema] = []
    for file in files {
      for (index, descriptor) in file.services.enumerated() {
        let name = qualified(file.package, descriptor.name)
        var methods: [MethodSchema] = []
        for (place, method) in descriptor.methods.enumerated() {
          methods.append(
            MethodSchema(
              name: "\(name)/\(method.name)", comment: file.comments[[6, index, 2, place]] ?? "",
              input: try message(method.input), output: try message(method.output),
              idempotency: idempotency(method.idempotency)))
        }
        let comment = file.comments[[6, index]] ?? ""
        services.append(ServiceSchema(name: name, comment: comment, methods: methods))
      }
    }
    return services
  }

  private func idempotency(_ level: Int) -> Idempotency {
    switch level {
    case 1: .noSideEffects
    case 2: .idempotent
    default: .keyed
    }
  }

  private mutating func message(_ name: String) throws(SchemaError) -> MessageSchema {
    if let known = built[name] { return known }
    guard let found = found[name] else { throw .missing(name) }
    guard building.insert(name).inserted else { throw .recursive(name) }
    defer { building.remove(name) }
    guard building.count <= maximumDepth else { throw .unsupported("\(name) lies too deep") }
    var fields: [FieldSchema] = []
    for (index, descriptor) in found.descriptor.fields.enumerated() {
      let comment = found.comments[found.path + [2, index]] ?? ""
      fields.append(try field(descriptor, found.descriptor, comment))
    }
    let made = MessageSchema(
      name: name, comment: found.comments[found.path] ?? "", fields: fields)
    built[name] = made
    return made
  }

  private mutating func field(
    _ descriptor: RawField, _ owner: RawMessage, _ comment: String
  ) throws(SchemaError) -> FieldSchema {
    let kind = try kind(descriptor)
    let isRepeated = descriptor.label == 3
    var oneof: String?
    if let index = descriptor.oneofIndex, !descriptor.isProto3Optional {
      guard owner.oneofs.indices.contains(index) else { throw .missing("oneof \(index)") }
      oneof = owner.oneofs[index]
    }
    var hasPresence = !isRepeated && descriptor.oneofIndex != nil
    if case .message = kind, !isRepeated { hasPresence = true }
    return FieldSchema(
      name: descriptor.name, jsonName: descriptor.jsonName, number: descriptor.number, kind: kind,
      isRepeated: isRepeated, hasPresence: hasPresence, oneof: oneof, comment: comment)
  }

  private mutating func kind(
    _ descriptor: RawField
  ) throws(SchemaError) -> FieldSchema.Kind {
    switch descriptor.type {
    case 1: return .double
    case 2: return .float
    case 3: return .int64
    case 4: return .uint64
    case 5: return .int32
    case 6: return .fixed64
    case 7: return .fixed32
    case 8: return .bool
    case 9: return .text
    case 11: return .message(try message(descriptor.typeName))
    case 12: return .bytes
    case 13: return .uint32
    case 14:
      guard let known = enumerations[descriptor.typeName] else {
        throw .missing(descriptor.typeName)
      }
      return .enumeration(known)
    case 15: return .sfixed32
    case 16: return .sfixed64
    case 17: return .sint32
    case 18: return .sint64
    default: throw .unsupported(descriptor.name)
    }
  }
}
