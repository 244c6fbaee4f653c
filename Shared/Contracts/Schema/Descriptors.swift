// google/protobuf/descriptor.proto as far as a schema needs it, read off the wire.

/// Why a descriptor set is no schema.
public enum SchemaError: Error, Equatable, Sendable {
  case malformed(WireError)
  /// A type that is named and not there.
  case missing(String)
  /// A type that contains itself.
  case recursive(String)
  /// Something no contract of ours uses: groups, proto2, maps.
  case unsupported(String)
}

/// How deep types may nest, by declaration and by use; it bounds every recursion over them.
let maximumDepth = 32

struct RawField {
  var name = ""
  var jsonName = ""
  var number = 0
  var label = 0
  var type = 0
  var typeName = ""
  var oneofIndex: Int?
  var isProto3Optional = false
}

struct RawMessage {
  var name = ""
  var fields: [RawField] = []
  var messages: [RawMessage] = []
  var enums: [RawEnum] = []
  var oneofs: [String] = []
}

struct RawEnum {
  var name = ""
  var values: [(name: String, number: Int32)] = []
}

struct RawMethod {
  var name = ""
  var input = ""
  var output = ""
  var idempotency = 0
}

struct RawService {
  var name = ""
  var methods: [RawMethod] = []
}

struct RawFile {
  var package = ""
  var messages: [RawMessage] = []
  var enums: [RawEnum] = []
  var services: [RawService] = []
  /// Leading and trailing comment by the path of what it stands at.
  var comments: [[Int]: String] = [:]
}

/// Reads descriptors; field numbers are those of descriptor.proto.
struct DescriptorReader {
  let bytes: [UInt8]

  func each(
    _ range: Range<Int>, _ body: (WireField) throws(WireError) -> Void
  ) throws(WireError) {
    var reader = WireReader(bytes, range)
    while let field = try reader.next() { try body(field) }
  }

  func text(_ field: WireField) -> String {
    String(decoding: bytes[field.content], as: UTF8.self)
  }

  func file(_ range: Range<Int>) throws(WireError) -> RawFile {
    var file = RawFile()
    try each(range) { (field) throws(WireError) in
      switch field.number {
      case 2: file.package = text(field)
      case 4: file.messages.append(try message(field.content, depth: 1))
      case 5: file.enums.append(try enumeration(field.content))
      case 6: file.services.append(try service(field.content))
      case 9: try comments(field.content, &file.comments)
      default: break
      }
    }
    return file
  }

  private func message(_ range: Range<Int>, depth: Int) throws(WireError) -> RawMessage {
    guard depth <= maximumDepth else { throw .malformed }
    var message = RawMessage()
    try each(range) { (field) throws(WireError) in
      switch field.number {
      case 1: message.name = text(field)
      case 2: message.fields.append(try self.field(field.content))
      case 3: message.messages.append(try self.message(field.content, depth: depth + 1))
      case 4: message.enums.append(try enumeration(field.content))
      case 8:
        var name = ""
        try each(field.content) { inner in if inner.number == 1 { name = text(inner) } }
        message.oneofs.append(name)
      default: break
      }
    }
    return message
  }

  private func field(_ range: Range<Int>) throws(WireError) -> RawField {
    var result = RawField()
    try each(range) { field in
      switch field.number {
      case 1: result.name = text(field)
      case 3: result.number = Int(truncatingIfNeeded: field.value)
      case 4: result.label = Int(truncatingIfNeeded: field.value)
      case 5: result.type = Int(truncatingIfNeeded: field.value)
      case 6: result.typeName = String(text(field).drop { $0 == "." })
      case 9: result.oneofIndex = Int(truncatingIfNeeded: field.value)
      case 10: result.jsonName = text(field)
      case 17: result.isProto3Optional = field.value != 0
      default: break
      }
    }
    return result
  }

  private func enumeration(_ range: Range<Int>) throws(WireError) -> RawEnum {
    var result = RawEnum()
    try each(range) { (field) throws(WireError) in
      switch field.number {
      case 1: result.name = text(field)
      case 2:
        var value = (name: "", number: Int32(0))
        try each(field.content) { inner in
          if inner.number == 1 { value.name = text(inner) }
          if inner.number == 2 { value.number = Int32(truncatingIfNeeded: inner.value) }
        }
        result.values.append(value)
      default: break
      }
    }
    return result
  }

  private func service(_ range: Range<Int>) throws(WireError) -> RawService {
    var result = RawService()
    try each(range) { (field) throws(WireError) in
      if field.number == 1 { result.name = text(field) }
      if field.number == 2 { result.methods.append(try method(field.content)) }
    }
    return result
  }

  private func method(_ range: Range<Int>) throws(WireError) -> RawMethod {
    var result = RawMethod()
    try each(range) { (field) throws(WireError) in
      switch field.number {
      case 1: result.name = text(field)
      case 2: result.input = String(text(field).drop { $0 == "." })
      case 3: result.output = String(text(field).drop { $0 == "." })
      case 4:
        try each(field.content) { option in
          if option.number == 34 { result.idempotency = Int(truncatingIfNeeded: option.value) }
        }
      default: break
      }
    }
    return result
  }

  private func comments(
    _ range: Range<Int>, _ comments: inout [[Int]: String]
  ) throws(WireError) {
    var found: [[Int]: String] = [:]
    try each(range) { (location) throws(WireError) in
      guard location.number == 1 else { return }
      var path: [Int] = []
      var comment = ""
      try each(location.content) { (field) throws(WireError) in
        if field.number == 1 {
          var numbers = WireReader(bytes, field.content)
          while !numbers.isAtEnd { path.append(Int(truncatingIfNeeded: try numbers.varint())) }
        }
        if field.number == 3 || field.number == 4 { comment += text(field) }
      }
      found[path] = tidy(comment)
    }
    comments = found
  }

  /// One paragraph of plain text; what speaks to lint is left out.
  private func tidy(_ comment: String) -> String {
    comment.split(separator: "\n").map { $0.drop { $0 == " " } }
      .filter { !$0.hasPrefix("buf:lint:") }.joined(separator: " ")
  }
}
