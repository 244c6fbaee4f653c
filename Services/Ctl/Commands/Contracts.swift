import ArgumentParser
import Contracts

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists services and their methods.")

  @Argument(help: "Only services whose name has this in it.") var name: String?

  func run() throws {
    let services = Schema.contract.services.filter { service in
      name.map { service.name.lowercased().contains($0.lowercased()) } ?? true
    }
    guard !services.isEmpty else { throw Failure.no("no service \(name ?? "")") }
    for service in services {
      Terminal.say(service.name)
      for method in service.methods {
        Terminal.say("  \(method.name.split(separator: "/").last ?? "")")
      }
    }
  }
}

struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what a service, method, message or enum is.")

  @Argument(help: "Such as LoyaltyService, GetPoints or credopass.loyalty.v1.Points.")
  var name: String

  func run() throws {
    let found = Description.of(name, in: .contract)
    guard !found.isEmpty else { throw Failure.no("nothing is called \(name); see: credopass list") }
    Terminal.say(found.joined(separator: "\n\n"))
  }
}

/// What the contract says of a name, as text.
enum Description {
  /// A description of each thing that has this name, or whose name ends so.
  static func of(_ name: String, in schema: Schema) -> [String] {
    func fits(_ full: String) -> Bool {
      full == name || full.hasSuffix(".\(name)") || full.hasSuffix("/\(name)")
    }
    let services = schema.services.filter { fits($0.name) }.map(service)
    let methods = schema.services.flatMap(\.methods).filter { fits($0.name) }.map(method)
    let messages = schema.messages.values.filter { fits($0.name) }.sorted { $0.name < $1.name }
    let enums = schema.enumerations.values.filter { fits($0.name) }.sorted { $0.name < $1.name }
    return services + methods + messages.map(message) + enums.map(enumeration)
  }

  private static func comment(_ text: String, _ indent: String = "") -> String {
    text.isEmpty ? "" : "\(indent)// \(text)\n"
  }

  private static func service(_ service: ServiceSchema) -> String {
    let methods = service.methods.map { method in
      comment(method.comment, "  ") + "  rpc \(method.name.split(separator: "/").last ?? "")"
    }
    return comment(service.comment) + "service \(service.name)\n" + methods.joined(separator: "\n")
  }

  private static func method(_ method: MethodSchema) -> String {
    let effect =
      switch method.idempotency {
      case .noSideEffects: "no side effects"
      case .idempotent: "a repeat has no further effect"
      case .keyed: "needs an idempotency key"
      }
    return comment(method.comment) + "rpc \(method.name): \(effect)\n"
      + "takes " + message(method.input) + "\nanswers " + message(method.output)
  }

  private static func message(_ message: MessageSchema) -> String {
    let fields = message.fields.map { field in
      let repeated = field.isRepeated ? "repeated " : ""
      let optional = field.hasPresence && !field.isRepeated ? ", may be absent" : ""
      let oneof = field.oneof.map { ", one of \($0)" } ?? ""
      return comment(field.comment, "  ")
        + "  \(field.jsonName): \(repeated)\(kind(field.kind))\(optional)\(oneof)"
    }
    return comment(message.comment) + "message \(message.name)\n" + fields.joined(separator: "\n")
  }

  private static func enumeration(_ schema: EnumSchema) -> String {
    let values = schema.values.map { comment($0.comment, "  ") + "  \($0.name)" }
    return comment(schema.comment) + "enum \(schema.name)\n" + values.joined(separator: "\n")
  }

  private static func kind(_ kind: FieldSchema.Kind) -> String {
    switch kind {
    case .enumeration(let schema): schema.name
    case .message(let schema): schema.name
    case .text: "string"
    default: "\(kind)"
    }
  }
}
