import SwiftProtobufPluginLibrary

/// A contract that the generated code could not carry.
struct Refused: Error, CustomStringConvertible {
  let description: String
}

func check(_ files: [FileDescriptor]) throws {
  var taken: [String: String] = [:]
  func take(_ name: String, _ owner: String) throws {
    if let other = taken.updateValue(owner, forKey: name) {
      throw Refused(description: "\(owner) and \(other) are both called \(name) in Swift")
    }
  }
  for name in reservedNames { try take(name, "the product itself") }
  for file in files {
    try checkComments(file)
    try take("\(upperCamel(file.name)).swift", file.name)
    for message in file.messages { try take(message.name, message.fullName) }
    for enumeration in file.enums { try take(enumeration.name, enumeration.fullName) }
    for service in file.services {
      try take(service.name, service.fullName)
      try check(service)
    }
    for message in allMessages(file.messages) { try check(message, []) }
  }
}

/// Names that generated types may not take.
let reservedNames = [
  "Message", "Method", "MethodHandler", "Service", "Caller", "CallContext", "CallOptions",
  "Enumeration", "Arena", "String", "Bool", "Int32", "Int64", "UInt32", "UInt64", "Double",
  "Float", "UInt8", "Error", "Result", "Schema", "Optional", "Array", "Duration",
]

private func check(_ service: ServiceDescriptor) throws {
  guard service.name.hasSuffix("Service") else {
    throw Refused(description: "\(service.fullName) must end in Service")
  }
  for method in service.methods where method.clientStreaming || method.serverStreaming {
    throw Refused(description: "\(service.fullName).\(method.name): streams are not carried")
  }
}

private func check(_ message: Descriptor, _ above: [String]) throws {
  // protobuf-c unpacks without a depth limit, so no type may contain itself.
  if above.contains(message.fullName) {
    throw Refused(description: "\(message.fullName) contains itself")
  }
  for field in message.fields {
    if field.isMap || field.type == .group || field.isRequired {
      throw Refused(description: "\(field.fullName): maps, groups and required are not carried")
    }
    if field.name != field.name.lowercased() {
      throw Refused(description: "\(field.fullName): protoc-c would change this name")
    }
    if field.type == .message, let inner = field.messageType {
      try check(inner, above + [message.fullName])
    }
  }
}

/// Comments become the interface's documentation, so none may be missing.
private func checkComments(_ file: FileDescriptor) throws {
  guard file.package.hasPrefix("credopass.") else { return }
  func need(_ described: any ProvidesSourceCodeLocation, _ name: String) throws {
    if described.protoSourceComments().isEmpty {
      throw Refused(description: "\(name) in \(file.name) has no comment")
    }
  }
  for service in file.services {
    try need(service, service.name)
    for method in service.methods { try need(method, method.name) }
  }
  let messages = allMessages(file.messages)
  for message in messages {
    try need(message, message.fullName)
    for field in message.fields { try need(field, field.fullName) }
    for oneof in message.realOneofs { try need(oneof, oneof.name) }
  }
  for enumeration in file.enums + messages.flatMap(\.enums) {
    try need(enumeration, enumeration.fullName)
    for value in enumeration.values { try need(value, value.fullName) }
  }
}
