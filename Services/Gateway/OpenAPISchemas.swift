internal import Contracts

/// The types that operations speak of, collected as they are met.
struct OpenAPISchemas {
  private var found: [String: JSON] = [:]

  /// In order of their names.
  var all: [(String, JSON)] { found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

  /// The type of an answer: what has no presence is always there.
  mutating func answer(_ message: MessageSchema) -> JSON { reference(message) }

  /// A field with its comment; PATCH clears what is null.
  mutating func property(_ field: FieldSchema, isNullable: Bool = false) -> JSON {
    let value = value(field)
    let schema =
      isNullable
      ? JSON.object([("anyOf", .list([value, .object([("type", "null")])]))]) : value
    guard case .object(let members) = schema else { return schema }
    return .object(members + [("description", .text(field.comment))])
  }

  mutating func value(_ field: FieldSchema) -> JSON {
    let one = kind(field.kind)
    return field.isRepeated ? .object([("type", "array"), ("items", one)]) : one
  }

  private mutating func kind(_ kind: FieldSchema.Kind) -> JSON {
    switch kind {
    case .double, .float: type("number")
    case .bool: type("boolean")
    case .text: type("string")
    case .bytes: .object([("type", "string"), ("contentEncoding", "base64")])
    case .int32, .sint32, .sfixed32: type("integer", format: "int32")
    case .uint32, .fixed32: type("integer", format: "int64")
    case .int64, .sint64, .sfixed64, .uint64, .fixed64: type("string", format: "int64")
    case .enumeration(let schema): reference(schema)
    case .message(let schema):
      switch schema.name {
      case "google.protobuf.Timestamp": type("string", format: "date-time")
      case "google.protobuf.FieldMask": type("string")
      default: reference(schema)
      }
    }
  }

  private func type(_ name: String, format: String? = nil) -> JSON {
    .object([("type", .text(name))] + (format.map { [("format", .text($0))] } ?? []))
  }

  private mutating func reference(_ message: MessageSchema) -> JSON {
    let name = Self.short(message.name)
    if found[name] == nil {
      let properties = message.fields.map { ($0.jsonName, property($0)) }
      let required = message.fields.filter { !$0.hasPresence }.map { JSON.text($0.jsonName) }
      found[name] = .object(
        [
          ("type", "object"), ("description", .text(message.comment)),
          ("properties", .object(properties)),
        ] + (required.isEmpty ? [] : [("required", .list(required))]))
    }
    return OpenAPI.reference(name)
  }

  private mutating func reference(_ enumeration: EnumSchema) -> JSON {
    let name = Self.short(enumeration.name)
    let values = enumeration.values
    let comments = values.map { "\($0.name): \($0.comment)" }.joined(separator: "\n")
    found[name] = .object([
      ("type", "string"), ("enum", .list(values.map { .text($0.name) })),
      ("description", .text("\(enumeration.comment)\n\(comments)")),
    ])
    return OpenAPI.reference(name)
  }

  /// "User.Role" of "credopass.users.v1.User.Role"; type names are unique over all packages.
  private static func short(_ name: String) -> String {
    name.split(separator: ".").drop { $0.first?.isLowercase == true }.joined(separator: ".")
  }
}
