import Contracts
import Identity
import RPC
import Testing

@testable import Gateway

@Suite struct RouteTests {
  private var rpcs: [MethodSchema] { Schema.contract.services.flatMap(\.methods) }

  private func isInternal(_ rpc: String) -> Bool {
    Routes.internalCalls.contains { rpc == $0 || rpc.hasPrefix($0 + ".") }
  }

  @Test func `every rpc has a route or is kept inside by name`() {
    let routed = Set(Routes.all.map(\.rpc))
    for rpc in rpcs {
      #expect(
        routed.contains(rpc.name) != isInternal(rpc.name),
        "\(rpc.name) needs a line in Routes.swift: a route, or internalCalls")
    }
  }

  @Test func `what is kept inside exists`() {
    for name in Routes.internalCalls {
      #expect(rpcs.contains { $0.name == name || $0.name.hasPrefix(name + ".") }, "\(name)")
    }
  }

  @Test func `every route fits its rpc`() throws {
    for route in Routes.all {
      let method = try #require(Schema.contract.method(route.rpc), "\(route.rpc)")
      for parameter in route.parameters where route.service == .call {
        #expect(
          method.input.fields.contains { $0.matches(route.field(parameter)) },
          "\(route.path): \(parameter)")
      }
      if route.needsKey { #expect(method.idempotency == .keyed, "\(route.path)") }
      if case .created(let location, let unless) = route.success {
        if let unless {
          #expect(method.output.fields.contains { $0.name == unless }, "\(route.path)")
        }
        for word in location.split(separator: "/") where word.hasPrefix("{") {
          let name = String(word.dropFirst().dropLast())
          #expect(method.output.fields.contains { $0.name == name }, "\(location)")
        }
      }
      if case .export(let columns) = route.service {
        #expect(CSVTable(method.output, columns: columns) != nil, "\(route.path)")
      }
      if route.isMasked {
        #expect(method.input.fields.contains { $0.name == "update_mask" }, "\(route.path)")
      }
    }
  }

  @Test func `a fixed word goes before a parameter`() throws {
    let table = RouteTable(Routes.all)
    guard case .found(let route, let parameters) = try table.match("POST", "/v1/users/import")
    else { return #expect(Bool(false)) }
    #expect(route.service == .upload)
    #expect(parameters.isEmpty)
  }

  @Test func `a parameter with a fixed end goes before one without`() throws {
    let table = RouteTable(Routes.all)
    func found(_ path: String) throws -> String? {
      guard case .found(let route, let parameters) = try table.match("GET", path[...]) else {
        return nil
      }
      return "\(route.path) \(parameters.map(\.text))"
    }
    #expect(try found("/v1/events/a.ics") == "/v1/events/{id}.ics [\"a\"]")
    #expect(try found("/v1/events/a.b.ics") == "/v1/events/{id}.ics [\"a.b\"]")
    #expect(try found("/v1/events/a%2Eics") == "/v1/events/{id}.ics [\"a\"]")
    #expect(try found("/v1/events/a.icsx") == "/v1/events/{id} [\"a.icsx\"]")
    // Nothing is no parameter.
    #expect(try found("/v1/events/.ics") == "/v1/events/{id} [\".ics\"]")
    #expect(try found("/v1/calendars/a") == nil)
    guard case .otherMethods(let allowed) = try table.match("PATCH", "/v1/events/a.ics") else {
      return #expect(Bool(false))
    }
    #expect(allowed == ["GET", "HEAD", "OPTIONS"])
  }

  @Test func `parameters are decoded after the path is cut`() throws {
    let table = RouteTable(Routes.all)
    guard case .found(_, let parameters) = try table.match("GET", "/v1/users/a%2Fb%20c")
    else { return #expect(Bool(false)) }
    #expect(parameters.map(\.text) == ["a/b c"])
  }

  @Test(arguments: ["/v1/users/", "/v1//users", "/v1", "v1/users", "", "/v1/users/x/y/z"])
  func `no such path`(_ path: String) throws {
    guard case .unknown = try RouteTable(Routes.all).match("GET", path[...]) else {
      return #expect(Bool(false), "\(path) is found")
    }
  }

  @Test(arguments: ["/v1/users/%ff", "/v1/users/%zz", "/v1/users/%2", "/v1/users/%00"])
  func `a path that is no text is refused`(_ path: String) {
    #expect(throws: Refusal.self) { try RouteTable(Routes.all).match("GET", path[...]) }
  }
}
