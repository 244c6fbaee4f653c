import Contracts
import Daemon
import Identity
import RPC
import Testing

@Suite struct PageTokenTests {
  private let tokens = PageTokens(key: .random())
  private let query = ListUsersRequest(role: .staff, q: "ada")

  @Test(arguments: [["1"], ["", "a:b"], ["Ågot 7:", "0190-…", ""], []] as [[String]])
  func `a token brings its position back`(position: [String]) throws {
    let token = try tokens.token(after: position, of: query)
    #expect(try tokens.position(token, of: query) == position)
    #expect(token.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
  }

  @Test func `no token begins at the start`() throws {
    let start = try tokens.position("", of: query)
    #expect(start == nil)
  }

  @Test func `of another query, another message or another key it is refused`() throws {
    let token = try tokens.token(after: ["1"], of: query)
    #expect(throws: Status.self) { try tokens.position(token, of: ListUsersRequest(q: "ada")) }
    #expect(throws: Status.self) { try tokens.position(token, of: GetUserRequest(id: "ada")) }
    #expect(throws: Status.self) {
      try PageTokens(key: .random()).position(token, of: query)
    }
  }

  @Test func `with any letter changed, cut or added it is refused`() throws {
    let token = Array(try tokens.token(after: ["abc", "def"], of: query).utf8)
    for index in token.indices {
      var other = token
      other[index] = other[index] == 65 ? 66 : 65
      #expect(throws: Status.self) {
        try tokens.position(String(decoding: other, as: UTF8.self), of: query)
      }
      #expect(throws: Status.self) {
        try tokens.position(
          String(decoding: token.prefix(index + 1).dropLast(), as: UTF8.self) + "A", of: query)
      }
    }
  }
}
