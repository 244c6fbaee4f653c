import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// A service's methods, its server protocol and its client.
func printService(_ service: ServiceDescriptor, _ p: inout CodePrinter) {
  let noun = String(service.name.dropLast("Service".count))
  printMethods(service, noun, &p)
  printServer(service, noun, &p)
  printClient(service, noun, &p)
}

private func printMethods(_ service: ServiceDescriptor, _ noun: String, _ p: inout CodePrinter) {
  p.print("", "/// The rpcs of \(service.fullName).", "public enum \(noun)Methods {")
  p.withIndentation { p in
    for method in service.methods {
      let type = "Method<\(swiftName(method.inputType)), \(swiftName(method.outputType))>"
      p.print("public static let \(lowerFirst(method.name)) = \(type)(")
      p.printIndented(
        "name: \"\(service.fullName)/\(method.name)\", idempotency: \(idempotency(method)))")
    }
    let names = service.methods.map { "\(lowerFirst($0.name)).name" }.joined(separator: ", ")
    p.print("/// Their names, in the contract's order.")
    p.print("public static let names = [\(names)]")
  }
  p.print("}")
}

private func idempotency(_ method: MethodDescriptor) -> String {
  switch method.options.idempotencyLevel {
  case .noSideEffects: ".noSideEffects"
  case .idempotent: ".idempotent"
  case .idempotencyUnknown: ".keyed"
  }
}

private func printServer(_ service: ServiceDescriptor, _ noun: String, _ p: inout CodePrinter) {
  p.print("")
  printComment(service, &p)
  p.print("public protocol \(service.name): Service {")
  p.withIndentation { p in
    for method in service.methods {
      printComment(method, &p)
      p.print("func \(lowerFirst(method.name))(")
      p.printIndented("_ request: \(swiftName(method.inputType)), _ call: CallContext")
      p.print(") async throws -> \(swiftName(method.outputType))")
    }
  }
  p.print("}", "", "extension \(service.name) {")
  p.withIndentation { p in
    p.print("public static var name: String { \"\(service.fullName)\" }", "")
    p.print("public var handlers: [MethodHandler] {", "  [")
    for method in service.methods {
      let name = lowerFirst(method.name)
      p.print("    MethodHandler(\(noun)Methods.\(name)) { try await self.\(name)($0, $1) },")
    }
    p.print("  ]", "}")
  }
  p.print("}")
}

private func printClient(_ service: ServiceDescriptor, _ noun: String, _ p: inout CodePrinter) {
  p.print("", "/// Calls \(service.fullName).", "public struct \(noun)Client: Sendable {")
  p.withIndentation { p in
    p.print("private let caller: any Caller", "")
    p.print("public init(_ caller: any Caller) { self.caller = caller }")
    for method in service.methods {
      let name = lowerFirst(method.name)
      p.print("")
      printComment(method, &p)
      p.print("public func \(name)(")
      p.printIndented(
        "_ request: \(swiftName(method.inputType)), _ options: CallOptions = CallOptions()")
      p.print(") async throws -> \(swiftName(method.outputType)) {")
      p.printIndented("try await caller.call(\(noun)Methods.\(name), request, options)")
      p.print("}")
    }
  }
  p.print("}")
}
