import Testing

@testable import Toys

struct RulesTests {
  @Test(arguments: ["", String(repeating: "a", count: 51), "a\0"])
  func `a name that is none is refused`(name: String) {
    #expect(throws: (any Error).self) { try Rules.name(name) }
  }
}
