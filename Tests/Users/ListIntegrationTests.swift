import Contracts
import Foundation
import Postgres
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Users

extension UsersIntegration {
  /// Pages of people.
  @Suite struct ListIntegrationTests {
    /// 60 people with few different names, so that every order has ties.
    static let people = """
      INSERT INTO users.users (id, email, first_name, last_name, reputation, created_at, role,
        is_active)
      SELECT gen_random_uuid(), 'p' || n || '@x.org', 'First' || n,
        (ARRAY['', 'Özil', 'ozer', 'Zoe', 'adams', 'Ångström', 'Šimek'])[n % 7 + 1], n % 4,
        '2026-01-01'::timestamptz + (n / 3) * interval '1 day',
        CASE n % 10 WHEN 0 THEN 'STAFF' ELSE 'PARTICIPANT' END, n % 6 <> 0
      FROM generate_series(1, 60) n
      """

    @Test(arguments: [
      "", "created_at", "created_at desc", "last_name", "last_name desc", "reputation",
      "reputation desc",
    ])
    func `pages give everybody once, also while people are added`(order: String) async throws {
      try await World.with { world in
        try await world.users()
        try await world.database.run(Self.people)
        let asker = Asker(try world.channel(as: "ctl"))
        var request = ListUsersRequest(
          pageSize: 7, orderBy: order, createdBefore: Timestamp(seconds: 1_780_000_000, nanos: 0))
        var ids: [String] = []
        var number = 0
        repeat {
          let page = try await asker.list(request)
          ids += page.users.map(\.id)
          request.pageToken = page.nextPageToken
          number += 1
          // In front, in between and behind; none of them was there when the listing began.
          try await world.database.run(
            """
            INSERT INTO users.users (id, last_name, reputation)
            SELECT gen_random_uuid(), name, rank FROM
            unnest(ARRAY['', 'm', 'zzz'], ARRAY[0, 2, 5]) AS t (name, rank)
            """)
        } while !request.pageToken.isEmpty && number < 50
        let column = order.isEmpty ? "created_at desc" : order
        let words = column.split(separator: " ")
        let key = words[0] == "last_name" ? "last_name COLLATE \"und-x-icu\"" : String(words[0])
        let direction = words.count > 1 ? "DESC" : "ASC"
        let expected = try await world.database.rows(
          """
          SELECT id::text FROM users.users WHERE created_at < '2026-05-01'
          ORDER BY \(key) \(direction), id \(direction)
          """
        ).compactMap { $0[0] }
        #expect(ids == expected && ids.count == 60)
      }
    }

    @Test func `a token fits its own query and nobody can write one`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.database.run(Self.people)
        let asker = Asker(try world.channel(as: "ctl"))
        let page = try await asker.list(ListUsersRequest(pageSize: 5, role: .participant))
        let token = page.nextPageToken
        // Another size is the same query.
        _ = try await asker.list(
          ListUsersRequest(pageSize: 9, pageToken: token, role: .participant))
        let others = [
          ListUsersRequest(pageToken: token), ListUsersRequest(pageToken: token, role: .staff),
          ListUsersRequest(pageToken: token, orderBy: "last_name", role: .participant),
          ListUsersRequest(
            pageToken: (token.hasPrefix("A") ? "B" : "A") + token.dropFirst(), role: .participant),
          ListUsersRequest(pageToken: String(token.dropLast(4)), role: .participant),
          ListUsersRequest(pageToken: "nonsense", role: .participant),
          ListUsersRequest(pageToken: String(repeating: "A", count: 5000), role: .participant),
        ]
        for other in others {
          let refusal = await status { try await asker.list(other) }
          #expect(refusal?.code == .invalidArgument && refusal?.field == "page_token")
        }
      }
    }

    @Test func `filters keep who fits, and wildcards are letters`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.database.run(Self.people)
        try await world.database.run(
          """
          INSERT INTO users.users (id, first_name, last_name, email) VALUES
          (gen_random_uuid(), 'Percy', '100% sure', 'percy_1@y.org'),
          (gen_random_uuid(), 'Back\\slash', 'ÉMILE', NULL)
          """)
        let asker = Asker(try world.channel(as: "ctl"))
        let count = { @Sendable (_ request: ListUsersRequest) async throws -> Int in
          var request = request
          request.pageSize = 200
          return try await asker.list(request).users.count
        }
        #expect(try await count(ListUsersRequest(role: .staff)) == 6)
        #expect(try await count(ListUsersRequest(active: false)) == 10)
        #expect(try await count(ListUsersRequest(role: .staff, active: false)) == 2)
        #expect(try await count(ListUsersRequest(q: "00%")) == 1)
        #expect(try await count(ListUsersRequest(q: "%%")) == 0)
        #expect(try await count(ListUsersRequest(q: "pe")) == 1, "two letters begin a word")
        #expect(try await count(ListUsersRequest(q: "er")) == 0, "and are not found inside")
        #expect(try await count(ListUsersRequest(q: "y_1")) == 1)
        #expect(try await count(ListUsersRequest(q: "k\\s")) == 1)
        #expect(try await count(ListUsersRequest(q: "émile")) == 1, "by Unicode's rules")
        #expect(try await count(ListUsersRequest(q: "P1@X")) == 1)
        #expect(try await count(ListUsersRequest(q: "'; DROP TABLE")) == 0)
        let day = { Timestamp(seconds: 1_767_225_600 + $0 * 86_400, nanos: 0) }
        #expect(
          try await count(ListUsersRequest(createdAfter: day(1), createdBefore: day(2))) == 3)
      }
    }

    @Test func `interests in any case, and proofs, are filters too`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.database.run(
          """
          INSERT INTO users.users (id, email, phone, email_verified, phone_verified, interests)
          VALUES (gen_random_uuid(), 'a@x.org', NULL, true, false, '{Jazz,ÉTUDES}'),
          (gen_random_uuid(), 'b@x.org', NULL, false, false, '{jazz rock}'),
          (gen_random_uuid(), NULL, '+4930123456', false, true, '{}')
          """)
        let asker = Asker(try world.channel(as: "ctl"))
        let found = { @Sendable (_ request: ListUsersRequest) async throws -> [String] in
          try await asker.list(request).users.filter { $0.role == .participant }
            .map { $0.email.isEmpty ? $0.phone : $0.email }.sorted()
        }
        #expect(try await found(ListUsersRequest(interest: "JAZZ")) == ["a@x.org"])
        #expect(try await found(ListUsersRequest(interest: " études ")) == ["a@x.org"])
        #expect(try await found(ListUsersRequest(interest: "jazz'")) == [])
        #expect(try await found(ListUsersRequest(verified: true)) == ["+4930123456", "a@x.org"])
        #expect(try await found(ListUsersRequest(verified: false)) == ["b@x.org"])
        #expect(try await found(ListUsersRequest(verified: false, interest: "jazz")) == [])
      }
    }

    /// What `EXPLAIN` says of the listing as the pool runs it, with an index and without.
    @Test func `search and interests are looked up in their indexes`() async throws {
      try await World.with { world in
        try await world.database.run(
          """
          INSERT INTO users.users (id, first_name, last_name, interests)
          SELECT gen_random_uuid(), md5(n::text), md5((n + 7)::text), ARRAY['Topic ' || n]
          FROM generate_series(1, 20000) n; ANALYZE users.users
          """)
        let sql = ListStatements.byCreatedDescending.definition.sql
        for (q, interest, index) in [
          ("'%abc12%'", "''", "users_search"), ("''", "'topic 77'", "users_interests"),
        ] {
          let plan = try await world.plan(
            sql,
            [
              "''", "NULL", q, "''", "'-infinity'", "'infinity'", "NULL", interest, "'infinity'",
              "'ffffffff-ffff-ffff-ffff-ffffffffffff'", "51",
            ])
          #expect(plan.contains("Bitmap Index Scan on \(index)"), "\(plan)")
        }
      }
    }

    @Test func `figures count everybody by role and state, and who was added lately`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        try await world.database.run(
          """
          INSERT INTO users.users (id, created_at, is_active)
          SELECT gen_random_uuid(), now() - age, active FROM unnest(
            ARRAY[interval '2 days', '8 days', '29 days', '31 days', '400 days'],
            ARRAY[true, true, false, true, false]) AS t (age, active)
          """)
        let stats = try await cast[.organizer].users.getUserStats(
          GetUserStatsRequest(), cast[.organizer].options())
        #expect(stats.total == 9 && stats.active == 7)
        #expect(stats.roles.map(\.role) == [.participant, .staff, .organizer, .admin])
        #expect(stats.roles.map(\.total) == [6, 1, 1, 1])
        #expect(stats.roles.map(\.active) == [4, 1, 1, 1])
        #expect(stats.addedLastDay == 4 && stats.addedLastWeek == 5 && stats.addedLastMonth == 7)
      }
    }

    @Test func `what is asked wrongly is refused by name`() async throws {
      try await World.with { world in
        try await world.users()
        let asker = Asker(try world.channel(as: "ctl"))
        let wrong: [(ListUsersRequest, String)] = [
          (ListUsersRequest(pageSize: 201), "page_size"),
          (ListUsersRequest(pageSize: -1), "page_size"),
          (ListUsersRequest(orderBy: "password_hash"), "order_by"),
          (ListUsersRequest(q: "a"), "q"),
          (ListUsersRequest(interest: String(repeating: "x", count: 51)), "interest"),
          (ListUsersRequest(role: .unrecognized(9)), "role"),
          (ListUsersRequest(createdAfter: Timestamp(seconds: .max, nanos: 0)), "created_after"),
        ]
        for (request, field) in wrong {
          let refusal = await status { try await asker.list(request) }
          #expect(refusal?.code == .invalidArgument && refusal?.field == field)
        }
      }
    }
  }
}

extension World {
  /// How the server would run a statement planned with these values.
  func plan(_ sql: String, _ values: [String]) async throws -> String {
    try await AdminConnection.with(database.url()) { admin in
      try admin.run("SET plan_cache_mode = force_custom_plan; PREPARE asked AS \(sql)")
      return try admin.rows(
        "EXPLAIN EXECUTE asked (\(values.joined(separator: ", ")))"
      ).compactMap { $0.first.flatMap { $0 } }.joined(separator: "\n")
    }
  }
}
