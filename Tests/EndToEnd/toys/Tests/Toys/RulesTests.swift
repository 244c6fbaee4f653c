import Testing

@testable import Toys

struct RulesTests {
  @Test(arguments: ["a", "Duck", String(repeating: "é", count: 50)])
  func `a name has 1 to 50 characters`(name: String) {
    #expect(Rules.isName(name))
  }

  @Test(arguments: ["", String(repeating: "a", count: 51), "a\0"])
  func `a name that is none is refused`(name: String) {
    #expect(!Rules.isName(name))
  }
}
