import Contracts
import Daemon
import Foundation
import Postgres
import RPC
import Synchronization
import TestKit
import Testing

@testable import Users

extension UsersIntegration {
  /// Imports, over real sockets and a real database.
  @Suite struct ImportIntegrationTests {
    static var file: [UInt8] {
      get throws {
        Array(
          try Data(
            contentsOf: URL(
              fileURLWithPath: World.root + "/deploy/demo/eventbrite-attendees.csv")))
      }
    }

    @Test func `the demo file makes the people that an independent count finds, once`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let oracle = try await Oracle.read()
        let asker = Asker(try world.channel(as: "ctl"))
        let dry = try await asker.upload(try Self.file, dryRun: true)
        #expect(try await world.number("SELECT count(*) FROM users.users") == 1)
        #expect(
          try await world.number("SELECT count(*) FROM users.feed WHERE kind = 'UserChanged'") == 1)
        let first = try await asker.upload(try Self.file)
        #expect(first.counts == oracle.first)
        #expect(first.faults == oracle.faults)
        #expect(
          dry.counts == first.counts && dry.errors == first.errors, "a dry run reports the same")
        let people = try await world.number("SELECT count(*) FROM users.users")
        #expect(people == 1 + Int(first.created))
        let feed = try await world.number("SELECT count(*) FROM users.feed")
        let second = try await asker.upload(try Self.file)
        #expect(second.counts == oracle.second)
        #expect(second.errors == first.errors)
        #expect(try await world.number("SELECT count(*) FROM users.users") == people)
        #expect(try await world.number("SELECT count(*) FROM users.feed") == feed)
      }
    }

    @Test(arguments: [1, 37, 500]) func `where the file is cut changes neither sums nor errors`(
      size: Int
    ) async throws {
      try await World.with { world in
        try await world.users()
        let asker = Asker(try world.channel(as: "ctl"))
        let file = Array(try Self.file.prefix(40_000))
        let result = try await asker.upload(file, size: size)
        let other = try await World.expected(file, world)
        #expect(result.counts == other.counts && result.errors == other.errors)
      }
    }

    @Test func `with an event the strongest status of each person wins`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        world.parties.state.withLock { $0.host = UUID().uuidString }
        let oracle = try await Oracle.read()
        let asker = Asker(try world.channel(as: "ctl"))
        let event = UUID().uuidString
        let dry = try await asker.upload(try Self.file, event: event, dryRun: true)
        let result = try await asker.upload(try Self.file, event: event)
        #expect(result.enrolled == oracle.coming && result.checkedIn == oracle.present)
        #expect(dry.enrolled == result.enrolled && dry.checkedIn == result.checkedIn)
        let state = world.parties.state.withLock { $0 }
        #expect(state.enrollments.values.count { $0 == .enrolled } == Int(oracle.coming))
        #expect(state.enrollments.values.count { $0 == .canceled } == Int(oracle.notComing))
        #expect(state.present.count == Int(oracle.present))
        let again = try await asker.upload(try Self.file, event: event)
        #expect(again.enrolled == 0 && again.checkedIn == 0)
      }
    }

    @Test(arguments: [
      ["Refunded", "Attending", "Checked In"], ["Checked In", "Refunded", "Attending"],
    ])
    func `the strongest status wins across chunks, whatever their order`(
      statuses: [String]
    ) async throws {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        world.parties.state.withLock { $0.host = UUID().uuidString }
        let asker = Asker(try world.channel(as: "ctl"))
        let batch = UUID().uuidString
        let event = UUID().uuidString
        var total = ImportUsersResponse()
        for (number, status) in statuses.enumerated() {
          total.add(
            try await asker.importChunk(
              "email,status", "a@x.org,\(status)\n", batch, Int32(number), event))
        }
        #expect(total.created == 1 && total.unchanged == 2)
        #expect(total.enrolled == 1 && total.checkedIn == 1)
        let state = world.parties.state.withLock { $0 }
        #expect(Array(state.enrollments.values) == [.enrolled] && state.present.count == 1)
      }
    }

    /// The news of a weaker chunk is held until a stronger one has been told and done.
    @Test func `news that overtake each other end with the strongest`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        let asker = Asker(try world.channel(as: "ctl"))
        let (batch, event) = (UUID().uuidString, UUID().uuidString)
        let held = Mutex(false)
        world.parties.state.withLock { state in
          state.host = UUID().uuidString
          state.before = { request in
            guard request.rows.first?.status == .canceled,
              held.withLock({ held in
                defer { held = true }
                return !held
              })
            else { return }
            do {
              _ = try await asker.importChunk(
                "email,status", "a@x.org,Attending\n", batch, 1, event)
            } catch { Issue.record(error) }
          }
        }
        _ = try await asker.importChunk("email,status", "a@x.org,Refunded\n", batch, 0, event)
        #expect(held.withLock { $0 })
        let state = world.parties.state.withLock { $0 }
        #expect(Array(state.enrollments.values) == [.enrolled])
      }
    }

    @Test func `a chunk that events failed goes on where it stopped`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        world.parties.state.withLock {
          $0.host = UUID().uuidString
          $0.failures = 3
        }
        let asker = Asker(try world.channel(as: "ctl"))
        let (batch, event) = (UUID().uuidString, UUID().uuidString)
        let chunk = { @Sendable in
          try await asker.importChunk(
            "email,status", "a@x.org,Checked In\nb@x.org,Attending\n", batch, 0, event)
        }
        var failures = 0
        while await status({ try await chunk() }) != nil, failures < 10 { failures += 1 }
        #expect(failures > 0)
        let answer = try await chunk()
        #expect(answer.created == 2 && answer.enrolled == 2 && answer.checkedIn == 1)
        #expect(try await chunk() == answer)
      }
    }

    @Test func `a chunk is answered once, and its number is not given to another`() async throws {
      try await World.with { world in
        try await world.users()
        let asker = Asker(try world.channel(as: "ctl"))
        let batch = UUID().uuidString
        let answers = try await withThrowingTaskGroup(of: ImportUsersResponse.self) { group in
          for _ in 0..<6 {
            group.addTask {
              try await asker.importChunk("email", "a@x.org\nbad\n", batch, 0, "")
            }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.map(\.takenBefore).sorted() == [0, 2, 2, 2, 2, 2])
        #expect(Set(answers.map(\.counts)) == [[1, 0, 0, 1]])
        #expect(
          answers.allSatisfy { $0.errors.map(\.line) == [3] && $0.errors[0].field == "email" })
        let reused = await status {
          try await asker.importChunk("email", "c@x.org\n", batch, 0, "")
        }
        #expect(reused?.reason == "CHUNK_REUSED")
      }
    }

    @Test func `uploads at once that share people make each once`() async throws {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2")
        let asker = Asker(try world.channel(as: "ctl"))
        let rows = (0..<200).map { "p\($0)@x.org,Person\($0)" }
        let results = try await withThrowingTaskGroup(of: ImportUsersResponse.self) { group in
          for number in 0..<6 {
            group.addTask {
              let order = number % 2 == 0 ? rows : rows.reversed()
              return try await asker.importChunk(
                "email,first name", order.joined(separator: "\n"), UUID().uuidString, 0, "")
            }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.map(\.created).reduce(0, +) == 200)
        #expect(results.map(\.unchanged).reduce(0, +) == 1000)
        #expect(try await world.number("SELECT count(*) FROM users.users") == 201)
        #expect(
          try await world.number("SELECT count(*) FROM users.feed WHERE kind = 'UserChanged'")
            == 201)
      }
    }

    @Test func `a chunk that is none is refused by name`() async throws {
      try await World.with { world in
        try await world.users()
        let asker = Asker(try world.channel(as: "ctl"))
        let fine = ImportUsersRequest(
          batchId: UUID().uuidString, header: Array("email\n".utf8), records: Array("a@x.org".utf8))
        let wrong: [(String, (inout ImportUsersRequest) -> Void)] = [
          ("batch_id", { $0.batchId = "1" }), ("chunk", { $0.chunk = -1 }),
          ("header", { $0.header = [] }), ("header", { $0.header = Array("name,city".utf8) }),
          ("header", { $0.header = [0xFF, 0xFE] }), ("event_id", { $0.eventId = "x" }),
          ("first_line", { $0.firstLine = -1 }), ("chunks", { $0.chunks = -1 }),
          (
            "chunks",
            {
              $0.chunk = 2
              $0.chunks = 2
            }
          ), ("source", { $0.source = .unrecognized(9) }),
          ("records", { $0.records = Array(String(repeating: "a@x.org\n", count: 501).utf8) }),
          ("records", { $0.records = [UInt8](repeating: 65, count: 512 * 1024 + 1) }),
        ]
        for (field, harm) in wrong {
          var request = fine
          harm(&request)
          let refusal = await status { try await asker.users.importUsers(request, asker.options()) }
          #expect(refusal?.code == .invalidArgument && refusal?.field == field, "\(field)")
        }
      }
    }
  }
}
