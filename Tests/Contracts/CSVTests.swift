import Contracts
import Testing

@Suite struct CSVTests {
  private func cell(_ text: String) -> String {
    var bytes: [UInt8] = []
    CSVCell.append(text.utf8, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+4930123456", "'+4930123456"), ("-1", "'-1"), ("@x", "'@x"),
    ("\tx", "'\tx"), ("\r=x", "\"'\r=x\""), ("\n=x", "\"'\n=x\""), ("plain", "plain"),
    ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
    ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""), (" x", "\" x\""), ("", ""),
    ("a=b", "a=b"), ("美咲", "美咲"), ("'quoted'", "'quoted'"),
  ])
  func `a cell that a spreadsheet would execute is a text`(_ text: String, _ expected: String) {
    #expect(cell(text) == expected)
  }

  @Test(arguments: ["=1", "+49 30", "-", "@", "'quoted'", "'", "", "o'clock", "plain"])
  func `what was made harmless can be read back`(_ text: String) {
    #expect(CSVCell.restored(cell(text)) == text)
  }

  @Test func `a page becomes lines, every kind of value in its column`() throws {
    let list = try #require(
      Schema.contract.method("credopass.users.v1.UsersService/ListUsers")?.output)
    let table = try #require(
      CSVTable(
        list,
        columns: [
          "id", "email", "role", "active", "reputation", "ratingCount", "interests", "createdAt",
          "lastLoginAt", "version",
        ]))
    let mark = "\u{FEFF}"
    #expect(
      String(decoding: table.header, as: UTF8.self)
        == mark + "id,email,role,active,reputation,ratingCount,interests,createdAt,lastLoginAt,"
        + "version\r\n")
    let page = ListUsersResponse(
      users: [
        User(
          id: "1", email: "a@x.org", role: .staff, active: true, interests: ["jazz", "=go"],
          reputation: 4.5, ratingCount: -2, createdAt: Timestamp(seconds: 0, nanos: 0),
          version: 7),
        User(id: "2", interests: ["=cmd"]),
      ], nextPageToken: "next")
    let (lines, token) = try table.page(try page.encode())
    #expect(token == "next")
    #expect(
      String(decoding: lines, as: UTF8.self)
        == "1,a@x.org,STAFF,true,4.5,-2,jazz; =go,1970-01-01T00:00:00Z,,7\r\n"
        + "2,,ROLE_UNSPECIFIED,false,0.0,0,'=cmd,,,0\r\n")
    let last = try table.page(try ListUsersResponse().encode())
    #expect(last.lines.isEmpty && last.nextToken.isEmpty)
  }

  @Test func `columns are those that rows have, and an answer without rows is one`() throws {
    let users = "credopass.users.v1.UsersService/"
    let list = try #require(Schema.contract.method(users + "ListUsers")?.output)
    #expect(CSVTable(list, columns: ["id", "nothing"]) == nil)
    let user = try #require(Schema.contract.method(users + "GetUser")?.output)
    #expect(CSVTable(user, columns: ["nothing"]) == nil)
    let table = try #require(CSVTable(user, columns: ["id", "firstName"]))
    let (lines, token) = try table.page(try User(id: "1", firstName: "=go").encode())
    #expect(String(decoding: lines, as: UTF8.self) == "1,'=go\r\n" && token.isEmpty)
    let empty = try table.page(try User().encode())
    #expect(String(decoding: empty.lines, as: UTF8.self) == ",\r\n")
  }

  @Test func `a list is the table, whatever stands beside it`() throws {
    let presence = try #require(
      Schema.contract.method("credopass.attendance.v1.FiguresService/GetEventPresence")?.output)
    let table = try #require(CSVTable(presence, columns: ["minute", "peak"]))
    let answer = EventPresence(
      buckets: [.init(minute: -5, present: 1, peak: 2)], peakPresent: 2,
      peakAt: Timestamp(seconds: 5, nanos: 0))
    #expect(
      String(decoding: try table.page(try answer.encode()).lines, as: UTF8.self) == "-5,2\r\n")
  }

  @Test func `bytes that are no page are refused`() throws {
    let list = try #require(
      Schema.contract.method("credopass.users.v1.UsersService/ListUsers")?.output)
    let table = try #require(CSVTable(list, columns: ["id", "createdAt"]))
    let page = try ListUsersResponse(
      users: [User(id: "1", createdAt: Timestamp(seconds: 5, nanos: 0))], nextPageToken: "n"
    ).encode()
    for count in 1..<page.count {
      do { _ = try table.page(Array(page.prefix(count))) } catch { #expect(error != .outOfRange) }
    }
    #expect(throws: WireError.self) { try table.page([0xFF]) }
    #expect(throws: WireError.self) { try table.page([0x0A, 0x02, 0x08, 0x01]) }
  }
}
