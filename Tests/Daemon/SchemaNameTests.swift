import Daemon
import Testing

@Suite struct SchemaNameTests {
  @Test(arguments: [
    "", "1a", "Users", "a-b", "a;b", "a\"b", "é", String(repeating: "a", count: 41),
  ])
  func `a name that would need quoting is no schema's name`(text: String) {
    #expect(SchemaName(text) == nil)
  }

  @Test func `the name stands where the text says so`() throws {
    let schema = try #require(SchemaName("events"))
    #expect(
      schema.fill("SELECT 1 FROM {schema}.feed, {schema}.cursor")
        == "SELECT 1 FROM events.feed, events.cursor")
  }
}
