import Contracts
import Identity
import Postgres
import RPC
import Testing

@testable import Attendance
@testable import Daemon

extension AttendanceIntegrationTests {
  /// What happened before the door was ours.
  @Suite struct History {
    /// Sends a file by somebody, in chunks of two records.
    private func send(
      _ file: String, _ world: World, as someone: Someone? = nil, dryRun: Bool = false,
      batch: UUID128 = .v7()
    ) async throws -> ImportHistoryResponse {
      let client = HistoryClient(try world.channel(as: someone == nil ? "ctl" : "gateway"))
      if let someone { world.program.hosts.withLock { $0[someone.token] = someone.id.description } }
      let lines = file.split(separator: "\n").map { Array($0.utf8) + [10] }
      let records = Array(lines.dropFirst())
      var total = ImportHistoryResponse()
      for (number, start) in stride(from: 0, to: records.count, by: 2).enumerated() {
        let answer = try await client.importHistory(
          ImportHistoryRequest(
            batchId: batch.description, chunk: Int32(number), header: lines[0],
            records: Array(records[start..<min(start + 2, records.count)].joined()),
            firstLine: Int32(start + 2), dryRun: dryRun),
          CallOptions(timeout: .seconds(60), accessToken: someone?.token ?? ""))
        total.eventsCreated += answer.eventsCreated
        total.peopleCreated += answer.peopleCreated
        total.recorded += answer.recorded
        total.unchanged += answer.unchanged
        total.rejected += answer.rejected
        total.errors += answer.errors
      }
      return total
    }

    private func counts(_ answer: ImportHistoryResponse) -> [Int32] {
      [
        answer.eventsCreated, answer.peopleCreated, answer.recorded, answer.unchanged,
        answer.rejected,
      ]
    }

    private static let file = """
      event,startTime,timeZone,location,category,email,firstName,lastName,status,checkInTime,\
      headCount
      Circle,2029-03-01 19:00,Europe/Berlin,Hall,club,ada@example.org,Ada,L,,2029-03-01 19:05,
      Circle,2029-03-01 19:00,Europe/Berlin,Hall,club,bo@example.org,Bo,M,no_show,,
      Circle,2029-03-01 19:00,Europe/Berlin,Hall,club,cy@example.org,Cy,N,excused,,
      Circle,2029-04-01 19:00,Europe/Berlin,Hall,club,ADA@example.org,Ada,L,,,
      Picnic,2029-05-01T12:00:00Z,,Park,outdoor,,,,,,31
      Picnic,2029-05-01T12:00:00Z,,Park,outdoor,bo@example.org,,,,,
      """

    @Test func `a file makes the events and people it speaks of, and what happened`() async throws {
      try await World.served { world, daemon in
        let host = try world.person(.organizer)
        world.people.add(email: "ada@example.org")
        #expect(counts(try await send(Self.file, world, as: host)) == [3, 2, 6, 0, 0])
        #expect(
          world.program.all.map(\.name).sorted() == ["Circle", "Circle", "Picnic"])
        #expect(world.program.all.allSatisfy { $0.hostId == host.id.description })
        let first = try #require(
          world.program.all.first { $0.startTime == Timestamp(seconds: 1_867_082_400, nanos: 0) })
        #expect(first.name == "Circle" && first.timeZone == "Europe/Berlin")
        let event = try #require(UUID128(first.id))
        let summary = try await host.summary(event)
        #expect(
          [summary.attended, summary.noShows, summary.excused, summary.registered, summary.walkIns]
            == [1, 1, 1, 2, 1])
        #expect(summary.headCount == nil)
        let times = try await world.database.rows(
          "SELECT extract(epoch FROM check_in_time)::bigint FROM attendance.attendance "
            + "WHERE check_in_time IS NOT NULL")
        #expect(times == [["1867082700"]], "only where the file gave one")
        let picnic = try #require(world.program.all.first { $0.name == "Picnic" })
        let counted = try await host.summary(try #require(UUID128(picnic.id)))
        #expect(counted.headCount == 31 && counted.attended == 1)
        // Who came is told, so that points follow.
        let told = try await world.changes(daemon).filter { $0.status == .attended }
        #expect(Set(told.map(\.eventName)) == ["Picnic", "Circle"] && told.count == 3)
      }
    }

    @Test func `a file sent again, whole or as another upload, changes nothing`() async throws {
      try await World.served { world, daemon in
        let host = try world.person(.organizer)
        let batch = UUID128.v7()
        _ = try await send(Self.file, world, as: host, batch: batch)
        let before = try await world.changes(daemon)
        let rows = try await world.database.rows("SELECT * FROM attendance.attendance ORDER BY id")
        #expect(counts(try await send(Self.file, world, as: host)) == [0, 0, 0, 6, 0])
        _ = try await send(Self.file, world, as: host, batch: batch)
        #expect(try await world.changes(daemon) == before)
        #expect(
          try await world.database.rows("SELECT * FROM attendance.attendance ORDER BY id") == rows)
        #expect(world.program.all.count == 3 && world.people.count == 3)
      }
    }

    @Test func `a dry run says the same and makes nothing`() async throws {
      try await World.served { world, _ in
        let host = try world.person(.organizer)
        let dry = try await send(Self.file, world, as: host, dryRun: true)
        #expect(dry.recorded == 6 && dry.rejected == 0)
        #expect(world.program.all.isEmpty && world.people.count == 0)
        for table in ["attendance", "head_counts", "events", "live"] {
          #expect(try await world.number("SELECT count(*) FROM attendance.\(table)") == 0)
        }
      }
    }

    @Test func `each row that cannot be taken is told with its line, its column and why`()
      async throws
    {
      try await World.served { world, _ in
        let host = try world.person(.organizer)
        let own = world.program.add {
          $0.hostId = host.id.description
          $0.startTime = Timestamp(TestClock.start.adding(minutes: -99999))
          $0.endTime = Timestamp(TestClock.start.adding(minutes: -99900))
        }
        let foreign = world.program.add {
          $0.startTime = Timestamp(TestClock.start.adding(minutes: -99999))
          $0.endTime = Timestamp(TestClock.start.adding(minutes: -99900))
        }
        let ahead = world.program.add {
          $0.hostId = host.id.description
          $0.startTime = Timestamp(TestClock.start.adding(minutes: 60))
        }
        let ada = world.people.add()
        let file = """
          eventId,event,startTime,timeZone,location,userId,email,firstName,status,checkInTime,\
          headCount
          \(foreign),,,,,\(ada),,,,,
          \(UUID128.v7()),,,,,\(ada),,,,,
          \(ahead),,,,,\(ada),,,,,
          nonsense,,,,,\(ada),,,,,
          ,Later,2031-01-01,,,\(ada),,,,,
          ,Nowhere,2029-01-01,Mars/Base,,\(ada),,,,,
          ,,2029-01-01,,,\(ada),,,,,
          ,Bad,2029-01-01,,,\(ada),,,,,
          \(own),,,,,\(UUID128.v7()),,,,,
          \(own),,,,,,no address,Bo,,,
          \(own),,,,,,new@example.org,,,,
          \(own),,,,,\(ada),,,perhaps,,
          \(own),,,,,\(ada),,,,yesterday,
          \(own),,,,,,,,,,many
          \(own),,,,,\(ada),,,
          \(own),,,,,\(ada),,,,,
          """
        let answer = try await send(file, world, as: host)
        #expect(counts(answer) == [0, 0, 1, 0, 15])
        #expect(answer.errors.map(\.line) == Array(2...16))
        #expect(
          answer.errors.map(\.field) == [
            "eventId", "eventId", "eventId", "eventId", "startTime", "timeZone", "event",
            "location",
            "userId", "email", "firstName", "status", "checkInTime", "headCount",
            "",
          ])
        #expect(answer.errors.allSatisfy { !$0.reason.isEmpty && !$0.reason.contains("Bo") })
        #expect(world.people.count == 1 && world.program.all.count == 3)
      }
    }

    @Test func `an operator's file names events by id, an administrator's any event`() async throws
    {
      try await World.served { world, _ in
        let past = world.program.add {
          $0.startTime = Timestamp(TestClock.start.adding(minutes: -99999))
          $0.endTime = Timestamp(TestClock.start.adding(minutes: -99900))
        }
        let ada = world.people.add()
        let file = """
          eventId,event,startTime,location,category,userId
          \(past),,,,,\(ada)
          ,Own,2029-01-01,X,,\(ada)
          ,Own,2029-01-02,X,refused,\(ada)
          """
        let answer = try await send(file, world)
        #expect(answer.recorded == 1 && answer.errors.map(\.field) == ["event", "event"])
        let admin = try await send(file, world, as: try world.person(.admin))
        #expect(admin.unchanged == 1 && admin.eventsCreated == 1)
        #expect(admin.errors.map(\.reason).first?.contains("is refused") == true)
      }
    }

    @Test func `people below organizer import nothing, nor do files of other columns`()
      async throws
    {
      try await World.served { world, _ in
        for role in [Role.participant, .staff] {
          let refused = await status {
            try await send("eventId,userId\nx,y\n", world, as: try world.person(role))
          }
          #expect(refused?.code == .permissionDenied)
        }
        for header in ["name,email", "eventId,name", "event,email", "\"eventId"] {
          let refused = await status {
            try await send("\(header)\n,\n", world, as: try world.person(.admin))
          }
          #expect(refused?.code == .invalidArgument, "\(header)")
        }
      }
    }

    @Test func `an event that is gone takes its head count along`() async throws {
      try await World.served { world, _ in
        let host = try world.person(.organizer)
        _ = try await send(
          "event,startTime,location,headCount\nOld,2029-01-01,X,7\n", world, as: host)
        #expect(try await world.number("SELECT count FROM attendance.head_counts") == 7)
        _ = try await send(
          "event,startTime,location,headCount\nOld,2029-01-01,,9\n", world, as: host)
        #expect(try await world.number("SELECT count FROM attendance.head_counts") == 9)
        let event = try #require(world.program.all.first)
        try await world.database.run("SELECT attendance.purge_event('\(event.id)')")
        #expect(try await world.number("SELECT count(*) FROM attendance.head_counts") == 0)
      }
    }
  }
}
