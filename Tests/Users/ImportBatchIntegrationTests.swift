import Contracts
import Foundation
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Users

extension UsersIntegration {
  /// Uploads as a whole: what is known of them, and taking them back.
  @Suite struct ImportBatchIntegrationTests {
    @Test func `an upload tells how far it has come, and who was told before`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let batch = UUID().uuidString.lowercased()
        func chunk(_ number: Int32, _ rows: String) async throws -> ImportUsersResponse {
          try await cast.admin.users.importUsers(
            ImportUsersRequest(
              batchId: batch, chunk: number, source: .csv, header: Array("email".utf8),
              records: Array(rows.utf8), chunks: 2), cast.admin.options())
        }
        let first = try await chunk(0, "a@x.org\nb@x.org\nnone\n")
        #expect(first.takenBefore == 0)
        let half = try await cast.admin.imported(batch)
        #expect(half.state == .taking && half.chunksTaken == 1 && half.chunks == 2)
        #expect(half.created == 2 && half.rejected == 1 && half.rows == 3 && half.source == .csv)
        #expect(half.userId == cast.user(.admin).id)
        let again = try await chunk(0, "a@x.org\nb@x.org\nnone\n")
        #expect(again.counts == first.counts && again.takenBefore == 3)
        _ = try await chunk(1, "a@x.org\n")
        let whole = try await cast.admin.imported(batch)
        #expect(whole.state == .taken && whole.chunksTaken == 2 && whole.rows == 4)
        #expect(whole.created == 2 && whole.unchanged == 1, "a repeat is not counted again")
      }
    }

    @Test func `uploads are listed latest first, and an organizer sees their own`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        let cast = try await Cast(world)
        world.parties.state.withLock { $0.host = cast.user(.organizer).id }
        for number in 0..<5 {
          _ = try await cast.ctl.importing(["p\(number)@x.org"])
        }
        let own = try await cast[.organizer].importing(["o@x.org"], event: UUID().uuidString)
        var request = ListImportsRequest(pageSize: 2)
        var ids: [String] = []
        repeat {
          let page = try await cast.admin.users.listImports(request, cast.admin.options())
          ids += page.imports.map(\.id)
          request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        let rows = try await world.database.rows(
          "SELECT batch_id::text FROM users.imports ORDER BY created_at DESC, batch_id DESC")
        #expect(ids == rows.compactMap { $0[0] } && ids.count == 6)
        let mine = try await cast[.organizer].users.listImports(
          ListImportsRequest(), cast[.organizer].options())
        #expect(mine.imports.map(\.id) == [own.batchId.lowercased()])
        #expect(mine.imports.first?.enrolled == 1)
        let foreign = await status { try await cast[.organizer].imported(ids[5]) }
        #expect(foreign?.reason == "IMPORT_NOT_FOUND")
        for role in [User.Role.participant, .staff] {
          #expect(await status { try await cast[role].imported(ids[0]) }?.code == .permissionDenied)
        }
        #expect(
          await status { try await cast[.organizer].undo(own.batchId) }?.code == .permissionDenied)
      }
    }

    @Test func `taken back, an upload leaves people as they were, and cannot be sent on`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        let asker = Asker(try world.channel(as: "ctl"))
        let known = try await asker.create(CreateUserRequest(email: "known@x.org"))
        let batch = UUID().uuidString.lowercased()
        let rows = "known@x.org,Known,4155550001\nnew@x.org,New,\n,Name,4155550002\n"
        let result = try await asker.importChunk("email,first name,phone", rows, batch, 0, "")
        #expect(result.counts == [2, 1, 0, 0])
        let done = try await asker.undo(batch)
        #expect(done.state == .undone && done.removed == 2 && done.restored == 1 && done.kept == 0)
        #expect(try await asker.undo(batch) == done, "a repeat changes nothing")
        let record = try await world.database.rows(
          "SELECT object FROM users.audit_entries WHERE action = 'user.import_undone'")
        #expect(record == [["import:\(batch)"]], "on record once")
        let after = try await asker.get(known.id)
        #expect(after.firstName.isEmpty && after.phone.isEmpty && after.email == known.email)
        #expect(try await world.number("SELECT count(*) FROM users.users") == 2)
        let purged = try await FeedClient(try world.channel(as: "ctl")).read(
          ReadRequest(after: 0), CallOptions(accessToken: "")
        ).changes.filter { $0.kind == "UserChanged" }
          .map { try UserChanged.decode($0.payload).state }
        #expect(purged.count { $0 == .purged } == 2)
        let more = await status {
          try await asker.importChunk("email,first name,phone", rows, batch, 0, "")
        }
        #expect(more?.reason == "IMPORT_UNDONE")
        let anew = try await asker.importChunk(
          "email,first name,phone", rows, UUID().uuidString, 0, "")
        #expect(anew.counts == [2, 1, 0, 0])
      }
    }

    @Test func `whom anything has used or changed since stays`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        let asker = Asker(try world.channel(as: "ctl"))
        let batch = UUID().uuidString
        let names = ["edited", "enrolled", "said", "there", "elsewhere", "raised", "idle"]
        _ = try await asker.importChunk(
          "email", names.map { "\($0)@x.org" }.joined(separator: "\n"), batch, 0, "")
        var ids: [String: String] = [:]
        for name in names {
          ids[name] = try await asker.users.getUserByEmail(
            GetUserByEmailRequest(email: "\(name)@x.org"), asker.options()
          ).id
        }
        _ = try await asker.update(
          UpdateUserRequest(
            id: ids["edited"] ?? "", updateMask: .init(paths: ["bio"]), bio: "hello"))
        world.parties.state.withLock {
          $0.enrollments[ids["enrolled"] ?? ""] = .enrolled
          $0.said.insert(ids["said"] ?? "")
          $0.present.insert(ids["there"] ?? "")
        }
        _ = try await asker.importing(["elsewhere@x.org"])
        _ = try await asker.role(ids["raised"] ?? "", .staff)
        let done = try await asker.undo(batch)
        #expect(done.state == .undone && done.removed == 1 && done.kept == 6)
        for name in names {
          let gone = await status { try await asker.get(ids[name] ?? "") }?.code == .notFound
          #expect(gone == (name == "idle"), "\(name)")
        }
      }
    }

    @Test func `what an event has learned of is not taken back, nor a rehearsal`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        world.parties.state.withLock { $0.host = UUID().uuidString }
        let asker = Asker(try world.channel(as: "ctl"))
        let used = try await asker.importing(["a@x.org"], event: UUID().uuidString)
        #expect(await status { try await asker.undo(used.batchId) }?.reason == "IMPORT_USED")
        let dry = try await asker.users.importUsers(
          ImportUsersRequest(
            batchId: UUID().uuidString, header: Array("email".utf8),
            records: Array("b@x.org".utf8), dryRun: true), asker.options())
        #expect(try await asker.imported(dry.batchId).dryRun)
        for id in [dry.batchId, UUID().uuidString] {
          #expect(await status { try await asker.undo(id) }?.reason == "IMPORT_NOT_FOUND")
        }
        #expect(await status { try await asker.undo("x") }?.field == "id")
      }
    }

    /// events fails a while; the job goes on by itself.
    @Test func `an undoing that broke off is brought to its end`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        let asker = Asker(try world.channel(as: "ctl"))
        let taken = try await asker.importing((0..<250).map { "p\($0)@x.org" })
        world.parties.state.withLock { $0.failures = 40 }
        _ = await status { try await asker.undo(taken.batchId) }
        try await eventually("everybody is gone") {
          try await asker.imported(taken.batchId).state == .undone
        }
        let done = try await asker.imported(taken.batchId)
        #expect(done.removed == 250 && done.kept == 0)
        #expect(try await world.number("SELECT count(*) FROM users.users") == 1)
      }
    }

    @Test func `Meetup's people are made once, rehearsed or not, wherever the file is cut`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        world.parties.state.withLock {
          $0.host = UUID().uuidString
          $0.zone = "Europe/Berlin"
        }
        let file = Array(
          ("\u{FEFF}Name,User ID,Title,Event Host,RSVP,Guests,RSVPed on,Joined Group on,"
            + "URL of Member Profile\n"
            + "Łukasz Müller,user 1,,Yes,Yes,0,2026-10-01 09:00 AM,2024-05-05,u\n"
            + "Emma de la Cruz,user 2,,No,Yes,3,2026-10-01 10:00 PM,2024-05-05,u\n"
            + "Cher,user 3,,No,Waiting,0,2026-10-01 11:00 AM,2024-05-05,u\n"
            + "美咲 Jones,user 4,,No,No,0,2026-10-01 12:00 PM,2024-05-05,u\n"
            + "Emma Renamed,user 2,,No,Yes,1,2026-10-02 10:00 AM,2024-05-05,u\n").utf8)
        let asker = Asker(try world.channel(as: "ctl"))
        let event = UUID().uuidString
        let dry = try await asker.upload(file, event: event, dryRun: true, size: 2)
        let result = try await asker.upload(file, event: event, size: 2)
        #expect(result.counts == [4, 0, 1, 0] && result.enrolled == 2)
        #expect(dry.counts == result.counts && dry.enrolled == result.enrolled)
        #expect(try await asker.upload(file, event: event).counts == [0, 0, 5, 0])
        let emma = try await asker.list(ListUsersRequest(q: "de la cruz")).users.first
        #expect(emma?.firstName == "Emma" && emma?.externalId == "", "nobody signs in by that")
        let state = world.parties.state.withLock { $0 }
        let claim = try #require(state.claims[emma?.id ?? ""])
        #expect(claim.guests == 3)
        // Ten in the evening in Berlin in summer.
        #expect(claim.enrolledAt?.seconds == 1_790_884_800)
        #expect(state.enrollments.count == 3, "who waits elsewhere has no seat here")
      }
    }

    @Test func `two uploads of one Meetup file at once make each person once`() async throws {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2")
        let asker = Asker(try world.channel(as: "ctl"))
        let rows = (0..<100).map { "Person \($0),user \($0),u" }
        let results = try await withThrowingTaskGroup(of: ImportUsersResponse.self) { group in
          for number in 0..<6 {
            group.addTask {
              let order = number % 2 == 0 ? rows : rows.reversed()
              return try await asker.importChunk(
                "Name,User ID,URL of Member Profile", order.joined(separator: "\n"),
                UUID().uuidString, 0, "")
            }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.map(\.created).reduce(0, +) == 100)
        #expect(try await world.number("SELECT count(*) FROM users.source_members") == 100)
        #expect(try await world.number("SELECT count(*) FROM users.users") == 101)
      }
    }
  }
}

extension Asker {
  func imported(_ id: String) async throws -> Import {
    try await users.getImport(GetImportRequest(id: id), options())
  }

  func undo(_ id: String) async throws -> Import {
    try await users.undoImport(UndoImportRequest(id: id), options())
  }
}
