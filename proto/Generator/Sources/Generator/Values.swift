import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// A message as a Swift struct: presence is Optional, everything else has its zero.
func printValue(_ message: Descriptor, _ p: inout CodePrinter) {
  if message.containingType == nil { p.print("") }
  printComment(message, &p)
  if comment(message).isEmpty { p.print("/// `\(message.fullName)`.") }
  p.print("public struct \(message.name): Message {")
  p.withIndentation { p in
    for member in members(message) {
      for line in member.comment { p.print("/// \(line)") }
      p.print("public var \(member.name): \(member.type)\(member.isOptional ? "?" : "")")
    }
    printInitializers(message, &p)
    for oneof in message.realOneofs { printOneof(oneof, &p) }
    for enumeration in message.enums { printEnum(enumeration, &p) }
    for inner in message.messages { printValue(inner, &p) }
  }
  p.print("}")
}

/// A stored property: a field, or a oneof with its fields.
struct Member {
  let name: String
  let type: String
  let isOptional: Bool
  let zero: String
  let comment: [Substring]
}

func members(_ message: Descriptor) -> [Member] {
  var oneofs: Set<Int> = []
  return message.fields.compactMap { field in
    guard let oneof = field.realContainingOneof else {
      return Member(
        name: lowerCamel(field.name), type: memberType(field),
        isOptional: isOptional(field), zero: isOptional(field) ? "nil" : zero(field),
        comment: comment(field))
    }
    guard oneofs.insert(oneof.index).inserted else { return nil }
    return Member(
      name: lowerCamel(oneof.name), type: upperCamel(oneof.name), isOptional: true, zero: "nil",
      comment: comment(oneof))
  }
}

private func comment(_ described: any ProvidesSourceCodeLocation) -> [Substring] {
  described.protoSourceComments(commentPrefix: "").split(separator: "\n")
    .map { $0.drop { $0 == " " } }
}

func isOptional(_ field: FieldDescriptor) -> Bool { !field.isRepeated && field.hasPresence }

func memberType(_ field: FieldDescriptor) -> String {
  field.isRepeated ? "[\(elementType(field))]" : elementType(field)
}

func elementType(_ field: FieldDescriptor) -> String {
  switch field.type {
  case .double: "Double"
  case .float: "Float"
  case .int64, .sint64, .sfixed64: "Int64"
  case .uint64, .fixed64: "UInt64"
  case .int32, .sint32, .sfixed32: "Int32"
  case .uint32, .fixed32: "UInt32"
  case .bool: "Bool"
  case .string: "String"
  case .bytes: "[UInt8]"
  case .enum: swiftName(field.enumType)
  case .message, .group: swiftName(field.messageType)
  }
}

private func zero(_ field: FieldDescriptor) -> String {
  if field.isRepeated { return "[]" }
  switch field.type {
  case .bool: return "false"
  case .string: return "\"\""
  case .bytes: return "[]"
  case .enum: return ".\(caseName(field.enumType.values[0]))"
  default: return "0"
  }
}

private func printInitializers(_ message: Descriptor, _ p: inout CodePrinter) {
  let members = members(message)
  p.print("", "public init() {")
  p.withIndentation { p in
    for member in members { p.print("\(member.name) = \(member.zero)") }
  }
  p.print("}")
  guard !members.isEmpty else { return }
  p.print("", "public init(")
  for (index, member) in members.enumerated() {
    let comma = index == members.count - 1 ? "" : ","
    let type = member.type + (member.isOptional ? "?" : "")
    p.printIndented("\(member.name): \(type) = \(member.zero)\(comma)")
  }
  p.print(") {")
  for member in members { p.printIndented("self.\(member.name) = \(member.name)") }
  p.print("}")
}

private func printOneof(_ oneof: OneofDescriptor, _ p: inout CodePrinter) {
  p.print("")
  printComment(oneof, &p)
  p.print("public enum \(upperCamel(oneof.name)): Sendable, Equatable {")
  p.withIndentation { p in
    for field in oneof.fields {
      printComment(field, &p)
      p.print("case \(lowerCamel(field.name))(\(elementType(field)))")
    }
  }
  p.print("}")
}

/// An enum keeps numbers it does not know, so that an older reader loses nothing.
func printEnum(_ enumeration: EnumDescriptor, _ p: inout CodePrinter) {
  let values = enumeration.values
  p.print("")
  printComment(enumeration, &p)
  p.print("public enum \(enumeration.name): Enumeration {")
  p.withIndentation { p in
    for value in values {
      printComment(value, &p)
      p.print("case \(caseName(value))")
    }
    p.print("/// A number that this version does not know.", "case unrecognized(Int32)", "")
    let all = values.map { ".\(caseName($0))" }.joined(separator: ", ")
    p.print("public static let allCases: [Self] = [\(all)]", "")
    printSwitch("public init(rawValue: Int32)", "rawValue", &p) { p in
      for value in values { p.print("case \(value.number): self = .\(caseName(value))") }
      p.print("default: self = .unrecognized(rawValue)")
    }
    p.print("")
    printSwitch("public var rawValue: Int32", "self", &p) { p in
      for value in values { p.print("case .\(caseName(value)): \(value.number)") }
      p.print("case .unrecognized(let number): number")
    }
    p.print("")
    printSwitch("public var name: String", "self", &p) { p in
      for value in values { p.print("case .\(caseName(value)): \"\(value.name)\"") }
      p.print("case .unrecognized(let number): String(number)")
    }
  }
  p.print("}")
}

private func printSwitch(
  _ head: String, _ subject: String, _ p: inout CodePrinter,
  _ cases: (inout CodePrinter) -> Void
) {
  p.print("\(head) {")
  p.withIndentation { p in
    p.print("switch \(subject) {")
    cases(&p)
    p.print("}")
  }
  p.print("}")
}
