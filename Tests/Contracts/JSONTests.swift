import Contracts
import RPC
import Testing

private func parse<Value: Message>(_ json: String, as type: Value.Type) throws -> Value {
  let schema = try #require(Schema.contract.messages[type.fullName])
  return try type.decode(schema.wire(fromJSON: Array(json.utf8)))
}

private func print<Value: Message>(_ value: Value) throws -> String {
  let schema = try #require(Schema.contract.messages[Value.fullName])
  return String(decoding: try schema.json(fromWire: value.encode()), as: UTF8.self)
}

private func refusal<Value: Message>(_ json: String, as type: Value.Type) throws -> JSONError {
  let schema = try #require(Schema.contract.messages[type.fullName])
  return try #require(
    throws: JSONError.self, "\(json)", performing: { try schema.wire(fromJSON: Array(json.utf8)) })
}

@Suite struct JSONInTests {
  @Test func `both spellings are read`() throws {
    let user = try parse(
      #"{"firstName": "Ada", "last_name": "L", "emailVerified": true}"#, as: User.self)
    #expect(user == User(firstName: "Ada", lastName: "L", emailVerified: true))
  }

  @Test func `null is absent`() throws {
    #expect(
      try parse(#"{"id": null, "createdAt": null, "interests": null}"#, as: User.self) == User())
    let request = try parse(#"{"userId": null, "walkIn": {}}"#, as: CheckInRequest.self)
    #expect(request.subject == .walkIn(.init()))
  }

  @Test func `numbers of 64 bits come as number or text`() throws {
    #expect(try parse(#"{"version": "9223372036854775807"}"#, as: User.self).version == .max)
    #expect(try parse(#"{"version": -9223372036854775808}"#, as: User.self).version == .min)
  }

  @Test func `times are read with every offset and fraction`() throws {
    func seconds(_ time: String) throws -> Timestamp? {
      try parse(#"{"createdAt": "\#(time)"}"#, as: User.self).createdAt
    }
    #expect(try seconds("1970-01-01T00:00:00Z") == Timestamp())
    #expect(try seconds("2026-11-21T19:30:00+01:00") == Timestamp(seconds: 1_795_285_800))
    #expect(
      try seconds("2024-02-29T00:00:00.5Z") == Timestamp(seconds: 1_709_164_800, nanos: 500_000_000)
    )
    #expect(try seconds("0001-01-01T00:00:00Z") == Timestamp(seconds: -62_135_596_800))
    #expect(
      try seconds("9999-12-31T23:59:59.999999999Z")
        == Timestamp(seconds: 253_402_300_799, nanos: 999_999_999))
  }

  @Test(arguments: [
    "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z",
    "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-1-1T00:00:00Z", "2026-01-01T00:00:00.Z",
    "2026-01-01T00:00:00.1234567890Z", "0000-12-31T00:00:00Z", "9999-12-31T23:59:59-00:01", "",
    "2026-01-01T00:00:00Zx", "2026-01-00T00:00:00Z",
  ])
  func `what is no time is refused`(_ time: String) throws {
    let error = try refusal(#"{"createdAt": "\#(time)"}"#, as: User.self)
    #expect(error.pointer == "/createdAt")
    #expect(error.detail.contains("must be a time such as"))
  }

  @Test(arguments: [
    ("7", 7), ("7.0", 7), ("0.7e1", 7), ("700e-2", 7), ("1E2", 100), ("1e+2", 100), ("-5.00", -5),
    ("2147483647.000", 2_147_483_647), ("-0.0", 0), ("0e99", 0),
  ])
  func `a whole number is one however it is written`(_ text: String, _ value: Int32) throws {
    #expect(try parse("{\"ratingCount\": \(text)}", as: User.self).ratingCount == value)
    #expect(try parse("{\"ratingCount\": \"\(text)\"}", as: User.self).ratingCount == value)
  }

  @Test func `a field mask is a text`() throws {
    let request = try parse(#"{"updateMask": "firstName,bio"}"#, as: UpdateUserRequest.self)
    #expect(request.updateMask == FieldMask(paths: ["first_name", "bio"]))
  }

  @Test func `escapes are read as RFC 8259 says`() throws {
    let json = #"{"bio": "\"\\\/\b\f\n\r\t\u00e9\uD83C\uDFB7"}"#
    #expect(try parse(json, as: User.self).bio == "\"\\/\u{8}\u{c}\n\r\té🎷")
  }

  @Test func `paths and queries give fields too`() throws {
    let schema = try #require(Schema.contract.messages[ListUsersRequest.fullName])
    let wire = try schema.wire(
      fromJSON: nil,
      parameters: [
        ("pageSize", "10"), ("active", "false"), ("role", "STAFF"),
        ("createdAfter", "1970-01-01T00:00:01Z"), ("q", "42"),
      ])
    let expected = ListUsersRequest(
      pageSize: 10, role: .staff, active: false, q: "42", createdAfter: Timestamp(seconds: 1))
    #expect(try ListUsersRequest.decode(wire) == expected)
    let events = try #require(Schema.contract.messages[ListEventsRequest.fullName])
    let several = try events.wire(
      fromJSON: nil, parameters: [("status", "draft"), ("status", "running")])
    #expect(try ListEventsRequest.decode(several).status == ["draft", "running"])
  }

  @Test func `a body may not contradict its path`() throws {
    let schema = try #require(Schema.contract.messages[CancelEventRequest.fullName])
    let body = Array(#"{"id": "b"}"#.utf8)
    let error = try #require(throws: JSONError.self) {
      try schema.wire(fromJSON: body, parameters: [("id", "a")])
    }
    #expect(error.pointer == "/id")
  }

  @Test func `the members of a patch are its mask, null included`() throws {
    let schema = try #require(Schema.contract.messages[UpdateUserRequest.fullName])
    let wire = try schema.wire(
      fromJSON: Array(#"{"firstName": "Ada", "phone": null}"#.utf8), parameters: [("id", "7")],
      masked: true)
    let expected = UpdateUserRequest(
      id: "7", updateMask: FieldMask(paths: ["first_name", "phone"]), firstName: "Ada")
    #expect(try UpdateUserRequest.decode(wire) == expected)
  }
}

@Suite struct JSONRefusalTests {
  @Test(arguments: [
    (#"{"id": "a", "id": "b"}"#, "/id", "twice"),
    (#"{"firstName": "a", "first_name": "b"}"#, "/firstName", "twice"),
    (#"{"id": null, "id": "b"}"#, "/id", "twice"),
    (#"{"points": 1}"#, "/points", "unknown"),
    (#"{"a/b~c": 1}"#, "/a~1b~0c", "unknown"),
    (#"{"id": 7}"#, "/id", "must be a text"),
    (#"{"id": {}}"#, "/id", "must be a text"),
    (#"{"active": 1}"#, "/active", "must be true or false"),
    (#"{"active": "true"}"#, "/active", "must be true or false"),
    (#"{"ratingCount": 2147483648}"#, "/ratingCount", "from -2147483648 to 2147483647"),
    (#"{"ratingCount": 1.5}"#, "/ratingCount", "whole number"),
    (#"{"ratingCount": 15e-1}"#, "/ratingCount", "whole number"),
    (#"{"ratingCount": 1e-9}"#, "/ratingCount", "whole number"),
    (#"{"ratingCount": 1e10}"#, "/ratingCount", "whole number"),
    (#"{"ratingCount": 1e99999999999}"#, "/ratingCount", "whole number"),
    (#"{"ratingCount": "1."}"#, "/ratingCount", "whole number"),
    (#"{"ratingCount": "007"}"#, "/ratingCount", "whole number"),
    (#"{"ratingCount": "+7"}"#, "/ratingCount", "whole number"),
    (#"{"ratingCount": true}"#, "/ratingCount", "whole number"),
    (#"{"ratingCount": []}"#, "/ratingCount", "whole number"),
    (#"{"version": 9223372036854775808}"#, "/version", "whole number"),
    (#"{"reputation": 1e999}"#, "/reputation", "range"),
    (#"{"reputation": "x"}"#, "/reputation", "must be a number"),
    (#"{"reputation": "0x10"}"#, "/reputation", "must be a number"),
    (#"{"role": "BOSS"}"#, "/role", "must be one of ROLE_UNSPECIFIED, PARTICIPANT, STAFF"),
    (#"{"role": 1}"#, "/role", "must be one of"),
    (#"{"role": "staff"}"#, "/role", "must be one of"),
    (#"{"interests": "a"}"#, "/interests", "must be a list"),
    (#"{"interests": ["a", 1]}"#, "/interests/1", "must be a text"),
    (#"{"interests": [null]}"#, "/interests/0", "must be a text"),
    (#"{"createdAt": 0}"#, "/createdAt", "must be a time"),
    (#"{"createdAt": {}}"#, "/createdAt", "must be a time"),
    (#"{"id": "\u0000"}"#, "/id", "NUL"),
    (#"{"id": "\ud800"}"#, "/id", "surrogate"),
    (#"{"id": "\ud800\u0041"}"#, "/id", "surrogate"),
    (#"{"id": "\udc00\ud800"}"#, "/id", "surrogate"),
    (#"{"id": "\x"}"#, "/id", "expected one of"),
    (#"{"id": "\u00g0"}"#, "/id", "hexadecimal"),
    ("{\"id\": \"a\nb\"}", "/id", "control character"),
    (#"{"id": "a"#, "/id", "ends too early"),
    (#"{"id": "a"} x"#, "", "nothing more"),
    (#"{"id": "a",}"#, "", "member's name"),
    (#"{id: "a"}"#, "", "member's name"),
    (#"{'id': 'a'}"#, "", "member's name"),
    (#"{"id" "a"}"#, "", "expected ':'"),
    (#"{"id": "a" "b"}"#, "", "expected '}'"),
    (#"{"active": tru}"#, "/active", "expected a value"),
    (#"{"version": 01}"#, "", "expected '}'"),
    (#"{"version": -}"#, "/version", "digit"),
    (#"{"version": 1.}"#, "/version", "digit"),
    (#"[]"#, "", "must be an object"), ("null", "", "must be an object"), ("", "", "object"),
    ("\u{FEFF}{}", "", "must be an object"),
  ])
  func `what is wrong is named with its place`(
    _ json: String, _ pointer: String, _ detail: String
  ) throws {
    let error = try refusal(json, as: User.self)
    #expect(error.pointer == pointer)
    #expect(error.detail.contains(detail), "\(error.detail)")
  }

  @Test func `the place is named through messages and lists`() throws {
    let nested = #"{"rows": [{"userId": "a"}, {"checkInTime": "soon"}]}"#
    #expect(try refusal(nested, as: BatchRecordRequest.self).pointer == "/rows/1/checkInTime")
    let both = #"{"userId": "a", "walkIn": {}}"#
    let error = try refusal(both, as: CheckInRequest.self)
    #expect(error.pointer == "/walkIn")
    #expect(error.detail.contains("only one"))
  }

  @Test(arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xC3]] as [[UInt8]])
  func `text that is not UTF-8 is refused`(_ text: [UInt8]) throws {
    let schema = try #require(Schema.contract.messages[User.fullName])
    let json = Array(#"{"id": ""#.utf8) + text + Array(#""}"#.utf8)
    #expect(throws: JSONError.self) { try schema.wire(fromJSON: json) }
  }

  @Test func `depth is bounded by the type`() throws {
    let deep = String(repeating: "[", count: 100_000)
    _ = try refusal(#"{"interests": \#(deep)"#, as: User.self)
    let objects = String(repeating: #"{"walkIn":"#, count: 100_000)
    _ = try refusal(objects, as: CheckInRequest.self)
  }
}

@Suite struct JSONOutTests {
  @Test func `of a oneof the member that came last counts`() throws {
    let user = try CheckInRequest(subject: .userId("u")).encode()
    let first = try CheckInRequest(subject: .walkIn(.init(firstName: "Ada", phone: "1"))).encode()
    let second = try CheckInRequest(subject: .walkIn(.init(firstName: "Bo"))).encode()
    let schema = try #require(Schema.contract.messages[CheckInRequest.fullName])
    let last = String(decoding: try schema.json(fromWire: first + user), as: UTF8.self)
    #expect(last.contains(#""userId":"u""#) && !last.contains("walkIn"))
    // Another member between two parts of a message ends the first part.
    let apart = String(decoding: try schema.json(fromWire: first + user + second), as: UTF8.self)
    #expect(apart.contains("Bo") && apart.contains(#""phone":"""#) && !apart.contains("userId"))
    let merged = String(decoding: try schema.json(fromWire: first + second), as: UTF8.self)
    #expect(merged.contains("Bo") && merged.contains(#""phone":"1""#))
    let peer = try Peer()
    for wire in [first + user, first + user + second, first + second] {
      let json = try schema.json(fromWire: wire)
      #expect(try peer.opinion(on: wire, CheckInRequest.fullName, json: json)?.sameJSON == true)
    }
  }

  @Test func `zeros are written, absent members are not`() throws {
    let json = try print(Enrollment(id: "e", guests: 0))
    #expect(
      json == """
        {"id":"e","eventId":"","userId":"","status":"STATUS_UNSPECIFIED","guests":0,\
        "priority":0,"firstName":"","lastName":""}
        """)
    #expect(try print(Enrollment(position: 0)).contains(#""position":0"#))
  }

  @Test func `texts are escaped where JSON demands it and nowhere else`() throws {
    let json = try print(CheckRequest(service: "\"\\/\n\r\t\u{1}\u{1f}é🎷\u{2028}"))
    #expect(json == #"{"service":"\"\\/\n\r\t\u0001\u001fé🎷"# + "\u{2028}\"}")
  }

  @Test func `bytes are base64, long numbers texts, times RFC 3339`() throws {
    let change = Change(
      position: .max, kind: "k", key: "", payload: [0xFB, 0xFF],
      createdAt: Timestamp(seconds: -1, nanos: 1_000))
    #expect(
      try print(change) == """
        {"position":"9223372036854775807","kind":"k","key":"","payload":"+/8=",\
        "createdAt":"1969-12-31T23:59:59.000001Z"}
        """)
  }

  @Test func `a number that an enum does not know is written as a number`() throws {
    #expect(try print(UserChanged(state: .unrecognized(99))).contains(#""state":99"#))
  }

  @Test func `a time that no calendar writes is an error`() throws {
    for time in [
      Timestamp(seconds: .max), Timestamp(seconds: 0, nanos: -1), Timestamp(seconds: .min),
    ] {
      #expect(throws: WireError.outOfRange) { try print(Change(createdAt: time)) }
    }
  }

  @Test func `bytes that are no message are an error`() throws {
    let schema = try #require(Schema.contract.messages[User.fullName])
    for wire: [UInt8] in [
      [0x08, 1], [0x0A, 5], [0x0A, 1, 0xFF], [0x0B, 0x0C], [0x98, 0x01, 0x80],
    ] {
      #expect(throws: WireError.self) { try schema.json(fromWire: wire) }
    }
  }
}
