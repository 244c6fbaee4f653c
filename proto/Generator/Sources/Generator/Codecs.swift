import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// The conformance that moves a value between Swift and protobuf-c's struct.
func printCodecs(_ message: Descriptor, _ p: inout CodePrinter) {
  let type = cType(message.fullName)
  p.print("", "extension \(swiftName(message)) {")
  p.withIndentation { p in
    p.print("public static var fullName: String { \"\(message.fullName)\" }", "")
    p.print("public static let descriptor = unsafe MessageDescriptor(")
    p.printIndented("\(type).self, \(cFunction(message.fullName))__init)")
    p.print("")
    printReading(message, type, &p)
    p.print("")
    printLayingOut(message, type, &p)
  }
  p.print("}")
  for inner in message.messages { printCodecs(inner, &p) }
}

private func printReading(_ message: Descriptor, _ type: String, _ p: inout CodePrinter) {
  p.print("@unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {")
  p.withIndentation { p in
    p.print("self.init()")
    guard !message.fields.isEmpty else { return }
    p.print("let c = unsafe unpacked.assumingMemoryBound(to: \(type).self)")
    for field in message.fields where field.containingOneof == nil {
      if field.type == .message && !field.isRepeated {
        p.print("if let inner = unsafe c.pointee.\(cName(field)) {")
        p.printIndented(
          "\(lowerCamel(field.name)) = try unsafe \(elementType(field))(unpacked: inner)")
        p.print("}")
      } else {
        p.print("\(assign(lowerCamel(field.name), reading(field)))")
      }
    }
    for oneof in message.oneofs { printReading(oneof, &p) }
  }
  p.print("}")
}

private func printReading(_ oneof: OneofDescriptor, _ p: inout CodePrinter) {
  p.print("switch unsafe c.pointee.\(oneof.name)_case.rawValue {")
  for field in oneof.fields {
    let name = lowerCamel(field.name)
    let read =
      isSynthetic(oneof)
      ? assign(name, reading(field))
      : "\(lowerCamel(oneof.name)) = .\(name)(\(assigned(reading(field))))"
    p.print("case \(field.number): \(read)")
  }
  p.print("default: break", "}")
}

private func assign(_ name: String, _ read: String) -> String { "\(name) = \(assigned(read))" }

private func assigned(_ read: String) -> String {
  read.hasPrefix("try ") ? "try unsafe \(read.dropFirst(4))" : "unsafe \(read)"
}

/// The expression that reads a field of the C struct `c`. A message's pointer must not be NULL,
/// and is not where its oneof says that it is set.
private func reading(_ field: FieldDescriptor) -> String {
  let c = "c.pointee.\(cName(field))"
  let count = "c.pointee.n_\(cName(field))"
  switch (field.type, field.isRepeated) {
  case (.string, false): return "try readText(\(c))"
  case (.string, true): return "try readTexts(\(count), \(c))"
  case (.bytes, false): return "readBytes(\(c).len, \(c).data)"
  case (.bytes, true): return "readList(\(count), \(c)) { unsafe readBytes($0.len, $0.data) }"
  case (.message, false): return "try \(elementType(field))(unpacked: \(c))"
  case (.message, true): return "try readMessages(\(count), \(c))"
  case (.bool, false): return "\(c) != 0"
  case (.bool, true): return "readList(\(count), \(c)) { $0 != 0 }"
  case (.enum, false): return "\(elementType(field))(rawValue: Int32(bitPattern: \(c).rawValue))"
  case (.enum, true):
    let one = "\(elementType(field))(rawValue: Int32(bitPattern: $0.rawValue))"
    return "readList(\(count), \(c)) { \(one) }"
  case (_, false): return c
  case (_, true): return "readList(\(count), \(c)) { $0 }"
  }
}

private func printLayingOut(_ message: Descriptor, _ type: String, _ p: inout CodePrinter) {
  p.print(
    "@unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError)"
      + " -> UnsafeMutableRawPointer {")
  p.withIndentation { p in
    p.print("let c = try unsafe arena.make(\(type).self, \(cFunction(message.fullName))__init)")
    for field in message.fields where field.containingOneof == nil {
      printLayingOut(field, lowerCamel(field.name), &p)
    }
    for oneof in message.oneofs { printLayingOut(oneof, &p) }
    p.print("return UnsafeMutableRawPointer(c)")
  }
  p.print("}")
}

private func printLayingOut(_ oneof: OneofDescriptor, _ p: inout CodePrinter) {
  func printCase(_ field: FieldDescriptor, _ p: inout CodePrinter) {
    p.print("unsafe c.pointee.\(oneof.name)_case = .init(rawValue: \(field.number))")
    printLayingOut(field, "value", &p)
  }
  if isSynthetic(oneof) {
    for field in oneof.fields {
      p.print("if let value = \(lowerCamel(field.name)) {")
      p.withIndentation { p in printCase(field, &p) }
      p.print("}")
    }
    return
  }
  p.print("switch \(lowerCamel(oneof.name)) {")
  for field in oneof.fields {
    p.print("case .\(lowerCamel(field.name))(let value):")
    p.withIndentation { p in printCase(field, &p) }
  }
  p.print("case nil: break", "}")
}

/// Whether the oneof only stands for one field's `optional`.
private func isSynthetic(_ oneof: OneofDescriptor) -> Bool {
  oneof.fields.allSatisfy { $0.realContainingOneof == nil }
}

/// Statements that write `value` to a field of the C struct `c`.
private func printLayingOut(_ field: FieldDescriptor, _ value: String, _ p: inout CodePrinter) {
  let c = "c.pointee.\(cName(field))"
  if field.isRepeated {
    p.print("unsafe c.pointee.n_\(cName(field)) = \(value).count")
    let (call, one) = element(field, "value")
    let closure =
      call ? "{ (value) throws(EncodeError) in try unsafe \(one) }" : "{ value in \(one) }"
    p.print("unsafe \(c) = try arena.list(\(value)) \(closure)")
    return
  }
  switch field.type {
  case .message where field.containingOneof == nil:
    p.print("unsafe \(c) = try \(element(field, value + "?").1)")
  case .bytes:
    p.print("unsafe \(c) = .init(len: \(value).count, data: try arena.bytes(\(value)))")
  default:
    let (call, one) = element(field, value)
    p.print("unsafe \(c) = \(call ? "try " : "")\(one)")
  }
}

private func cast(_ field: FieldDescriptor) -> String {
  "assumingMemoryBound(to: \(cType(field.messageType.fullName)).self)"
}

/// What a value becomes in C, and whether making it takes a call that can fail.
private func element(_ field: FieldDescriptor, _ value: String) -> (Bool, String) {
  switch field.type {
  case .string: (true, "arena.text(\(value))")
  case .bytes: (true, "ProtobufCBinaryData(len: \(value).count, data: arena.bytes(\(value)))")
  case .message: (true, "\(value).layOut(in: arena).\(cast(field))")
  case .bool: (false, "\(value) ? 1 : 0")
  case .enum: (false, ".init(rawValue: UInt32(bitPattern: \(value).rawValue))")
  default: (false, value)
  }
}
