import SwiftProtobufPluginLibrary

func upperCamel(_ snake: String) -> String {
  snake.split { "_/.".contains($0) }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
}

func lowerCamel(_ snake: String) -> String {
  let camel = upperCamel(snake.lowercased())
  return escaped(camel.prefix(1).lowercased() + camel.dropFirst())
}

func lowerFirst(_ camel: String) -> String {
  escaped(camel.prefix(1).lowercased() + camel.dropFirst())
}

private func escaped(_ name: String) -> String {
  swiftKeywords.contains(name) ? "`\(name)`" : name
}

private let swiftKeywords: Set<String> = [
  "as", "break", "case", "catch", "class", "continue", "default", "defer", "do", "else", "enum",
  "extension", "false", "for", "func", "guard", "if", "import", "in", "init", "internal", "is",
  "let", "nil", "operator", "private", "protocol", "public", "repeat", "return", "self", "static",
  "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var",
  "where", "while",
]

/// A message's or enum's name in Swift: flat by package, nested as in the contract.
func swiftName(_ message: Descriptor) -> String {
  (message.containingType.map { swiftName($0) + "." } ?? "") + message.name
}

func swiftName(_ enumeration: EnumDescriptor) -> String {
  (enumeration.containingType.map { swiftName($0) + "." } ?? "") + enumeration.name
}

/// An enum case's name; the zero value's prefix, which the contract's style asks for, goes.
func caseName(_ value: EnumValueDescriptor) -> String {
  let prefix = snake(value.enumType.name).uppercased() + "_"
  let name = value.name.hasPrefix(prefix) ? String(value.name.dropFirst(prefix.count)) : value.name
  return lowerCamel(name)
}

/// protoc-c's names: pieces joined by two underscores.
func cType(_ fullName: String) -> String {
  fullName.split(separator: ".").map { upperCamel(String($0)) }.joined(separator: "__")
}

func cFunction(_ fullName: String) -> String {
  fullName.split(separator: ".").map { snake(String($0)) }.joined(separator: "__")
}

/// protoc-c's CamelToLower: an underscore where upper case follows lower case.
func snake(_ camel: String) -> String {
  var result = ""
  var wasUpper = true
  for letter in camel {
    if letter.isUppercase && !wasUpper { result += "_" }
    result += letter.lowercased()
    wasUpper = letter.isUppercase
  }
  return result
}

func allMessages(_ messages: [Descriptor]) -> [Descriptor] {
  messages.flatMap { [$0] + allMessages($0.messages) }
}

func printComment(_ described: any ProvidesSourceCodeLocation, _ p: inout CodePrinter) {
  for line in described.protoSourceComments(commentPrefix: "").split(separator: "\n") {
    let text = line.drop { $0 == " " }
    if !text.hasPrefix("buf:lint:") { p.print("/// \(text)") }
  }
}

/// A field's name in the C struct.
func cName(_ field: FieldDescriptor) -> String {
  cKeywords.contains(field.name) ? field.name + "_" : field.name
}

/// Names that protoc-c appends an underscore to.
private let cKeywords: Set<String> = [
  "and", "asm", "auto", "bool", "break", "case", "catch", "char", "class", "const", "continue",
  "default", "delete", "do", "double", "else", "enum", "explicit", "extern", "false", "float",
  "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "not",
  "operator", "or", "private", "protected", "public", "register", "return", "short", "signed",
  "sizeof", "static", "struct", "switch", "template", "this", "throw", "true", "try", "typedef",
  "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "while",
  "xor",
]
