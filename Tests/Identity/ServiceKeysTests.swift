import IdentityKit
import Testing

@testable import Identity

struct ServiceKeysTests {
  let master: Secret
  let keys: ServiceKeys

  init() throws {
    master = Deployment.secret(9)
    keys = ServiceKeys(
      master: master,
      pairs: [
        try #require(ServiceKeys.Pair(caller: "gateway", callee: "users")),
        try #require(ServiceKeys.Pair(caller: "gateway", callee: "events")),
        try #require(ServiceKeys.Pair(caller: "users", callee: "events")),
        try #require(ServiceKeys.Pair(caller: "events", callee: "users")),
      ])
  }

  @Test func `each direction of each pair has a key of its own`() {
    let all = keys.pairs.compactMap { keys.key(caller: $0.caller, callee: $0.callee) }
    #expect(all.count == 4)
    #expect(Set(all).count == 4)
    #expect(all.allSatisfy { $0.count == 32 })
    #expect(keys.key(caller: "users", callee: "gateway") == nil)
    #expect(keys.key(caller: "no such", callee: "users") == nil)
  }

  @Test func `caller and callee compute the same key, another deployment another`() throws {
    let again = ServiceKeys(master: master, pairs: keys.pairs)
    #expect(again == keys)
    let other = ServiceKeys(master: Deployment.secret(8), pairs: keys.pairs)
    #expect(
      other.key(caller: "gateway", callee: "users") != keys.key(caller: "gateway", callee: "users"))
  }

  @Test func `a service gets the pairs it takes part in and no other`() {
    #expect(keys.of("events").pairs.map(\.caller).sorted() == ["events", "gateway", "users"])
    #expect(keys.of("events").key(caller: "gateway", callee: "users") == nil)
    #expect(
      keys.of("users").key(caller: "gateway", callee: "users")
        == keys.key(caller: "gateway", callee: "users"))
  }

  @Test func `names cannot run into one another`() {
    for name in ["", "a b", "a\n", "A", "é", String(repeating: "a", count: 33)] {
      #expect(ServiceKeys.Pair(caller: name, callee: "users") == nil)
      #expect(ServiceKeys.Pair(caller: "users", callee: name) == nil)
    }
  }

  @Test func `the text reads back, and nothing else does`() {
    #expect(ServiceKeys(text: keys.text) == keys)
    #expect(ServiceKeys(text: "")?.pairs.isEmpty == true)
    let key = String(repeating: "0", count: 64)
    let line = "gateway users \(key)"
    #expect(ServiceKeys(text: line)?.pairs.count == 1)
    for text in [
      "\(line)\n\(line)", "gateway users", "gateway users \(key)0", "gateway  users \(key)",
      "gateway users \(key) ", "Gateway users \(key)", "gateway users \(key.dropLast())z", "a",
    ] {
      #expect(ServiceKeys(text: text) == nil, "\(text)")
    }
  }
}
