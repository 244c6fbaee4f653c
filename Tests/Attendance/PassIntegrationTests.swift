import Contracts
import Foundation
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Attendance
@testable import Daemon

/// Passes, from their issue to the door.
extension AttendanceIntegrationTests {
  @Suite struct Passes {
    @Test func `a pass lets its bearer in, at its event alone, with nobody else running`()
      async throws
    {
      try await World.with { world in
        let users = try await world.users()
        let events = try await world.events()
        _ = try await world.attendance()
        let staff = try world.person(.staff)
        let (event, other) = (world.program.add(), world.program.add())
        let ada = world.people.add()
        let pass = try await staff.issue(event, ada)
        #expect(pass.eventId == event.description && pass.userId == ada.description)
        #expect(try await staff.show(pass.pass, at: other).result == .wrongEvent)
        for daemon in [users, events] { await world.stop(daemon) }
        let first = try await staff.show(pass.pass, at: event, scan: "1")
        #expect(first.result == .ok && first.attendance?.patronId == ada.description)
        #expect(first.attendance?.method == .qr && first.attendance?.firstName == "Ada")
        #expect(try await staff.show(pass.pass, at: event, scan: "1") == first)
        #expect(try await staff.checkIn(ada, at: event).alreadyRecorded, "it is the same person")
      }
    }

    @Test func `asked again it is the same pass; taken back, all of them are, and only once`()
      async throws
    {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let printed = try await staff.issue(event, ada)
        #expect(try await staff.issue(event, ada) == printed)
        let short = try await staff.issue(event, ada, until: TestClock.start.adding(minutes: 1))
        try await staff.revoke(event, ada)
        for pass in [printed, short] {
          let answer = try await staff.show(pass.pass, at: event)
          #expect(answer.result == .revoked && answer.message == "This pass was taken back.")
        }
        let renewed = try await staff.issue(event, ada)
        #expect(renewed != printed)
        #expect(try await staff.show(renewed.pass, at: event).result == .ok)
        try await staff.revoke(event, world.people.add())
        try await staff.revoke(event, ada)
        try await staff.revoke(event, ada)
        let lines = try await world.database.rows(
          "SELECT actor, details::jsonb ->> 'user' FROM attendance.audit_entries ORDER BY id")
        #expect(lines == Array(repeating: ["user:\(staff.id)", "\(ada)"], count: 2))
        let scans = "SELECT count(*) FROM attendance.scans WHERE asked_id = '\(ada)'"
        #expect(try await world.number(scans) == 3, "every attempt is in the log")
      }
    }

    @Test func `a pass counts to its last second`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let end = Instant(microseconds: TestClock.start.microseconds + 90_400_000)
        let pass = try await staff.issue(event, ada, until: end)
        #expect(pass.expiresAt?.seconds == TestClock.start.microseconds / 1_000_000 + 91)
        world.clock.advance(minutes: 2)
        #expect(try await staff.show(pass.pass, at: event).result == .expired)
        let before = try await staff.show(pass.pass, at: event, occurredAt: end)
        #expect(before.result == .ok, "what counts is when it was shown")
        let past = await status {
          try await staff.issue(event, ada, until: TestClock.start)
        }
        #expect(past?.details?.badRequest?.fieldViolations.first?.field == "expires_at")
      }
    }

    @Test func `what we did not sign and what nobody signed look alike, and are logged`()
      async throws
    {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let claims = PassClaims(eventID: event, patronID: ada, number: 1, expiresAt: nil)
        _ = try await staff.issue(event, ada)
        let foreign = PassText.signed(claims, by: SigningKey(seed: .random()))
        var answers: [CheckInResponse] = []
        for text in [foreign, "https://example.org/menu", ""] {
          answers.append(try await staff.show(text, at: event))
        }
        #expect(answers.allSatisfy { $0 == answers[0] } && answers[0].result == .invalid)
        #expect(
          try await world.number(
            "SELECT count(*) FROM attendance.scans WHERE result = 'INVALID' AND method = 'QR'")
            == 3)
      }
    }

    @Test
    func `people get their own passes where they are expected, others' from who works the door`()
      async throws
    {
      try await World.served { world, _ in
        let (ada, bob) = (world.people.add(), world.people.add())
        let host = UUID128.v7()
        let event = world.program.add { $0.hostId = host.description }
        _ = world.program.enroll(ada, at: event)
        let adaHerself = try world.person(.participant, ada)
        let bobHimself = try world.person(.participant, bob)
        let own = try await adaHerself.issue(event)
        #expect(own.userId == ada.description)
        let uninvited = await status { try await bobHimself.issue(event) }
        #expect(uninvited?.details?.errorInfo?.reason == "NOT_ENROLLED")
        for call in [
          await status { try await bobHimself.issue(event, ada) },
          await status { try await bobHimself.revoke(event, ada) },
          await status { try await world.person(.staff).issue(event, .v7()) },
        ] {
          #expect(call?.code == .notFound)
        }
        #expect(try await world.person(.organizer, host).issue(event, ada) == own)
        #expect(
          await status { try await adaHerself.issue(.v7()) }?.code == .notFound)
        // Shown by oneself it counts where one may check in oneself.
        #expect(try await adaHerself.show(own.pass, at: event).result == .selfCheckInOff)
        #expect(
          await status { try await bobHimself.show(own.pass, at: event) }?.code
            == .permissionDenied)
        try await adaHerself.revoke(event, ada)
        #expect(try await world.person(.staff).show(own.pass, at: event).result == .revoked)
      }
    }

    @Test func `a new key signs from then on, on every replica, and the old one's passes count`()
      async throws
    {
      try await World.with { world in
        _ = try await world.users()
        _ = try await world.events()
        let first = try await world.attendance("1")
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let old = try await staff.issue(event, ada)
        let file = world.state + "/keys/attendance.passes"
        try SecretFile.replace(file, Hex.encode((0..<32).map { _ in .random(in: 0...255) }) + "\n")
        let keys = try PassKeys(file: file)
        try await keys.look(try world.store(first))
        let claims = PassClaims(eventID: event, patronID: ada, number: 1, expiresAt: nil)
        let new = keys.sign(claims)
        #expect(new != old.pass)
        // The replica has not looked at the file yet; it looks the key up.
        #expect(try await staff.show(new, at: event).result == .ok)
        #expect(try await staff.show(old.pass, at: event).alreadyRecorded)
        let listed = try await staff.passes.listPassKeys(ListPassKeysRequest(), staff.options)
        #expect(listed.keys.count == 2)
        for text in [old.pass, new] {
          let pass = try #require(PassText(text))
          let key = try #require(listed.keys.first { $0.id == pass.keyID })
          #expect(pass.isSigned(by: try #require(PublicKey(key.publicKey))))
        }
      }
    }

    @Test func `a pass is drawn for whoever holds it, and nothing else is`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let pass = try await staff.issue(world.program.add(), world.people.add())
        #expect(pass.svgUrl == "/v1/passes/\(pass.pass).svg")
        let holder = CallOptions(timeout: .seconds(60), accessToken: "")
        let svg = try await staff.passes.drawPassAsSvg(.init(pass: pass.pass), holder)
        let png = try await staff.passes.drawPassAsPng(.init(pass: pass.pass), holder)
        #expect(String(decoding: svg.content, as: UTF8.self).contains("<svg"))
        let file = NSTemporaryDirectory() + "pass-\(UUID().uuidString).png"
        try Data(png.content).write(to: URL(fileURLWithPath: file))
        let read = try await Child.output(
          of: "/usr/bin/zbarimg", ["-q", "--raw", "-Sdisable", "-Sqrcode.enable", file])
        #expect(read == pass.pass + "\n")
        try FileManager.default.removeItem(atPath: file)
        for text in ["", "hello", String(pass.pass.dropLast())] {
          let refused = await status {
            try await staff.passes.drawPassAsSvg(.init(pass: text), holder)
          }
          #expect(refused?.code == .notFound)
        }
      }
    }

    @Test func `a purged person's passes go with them`() async throws {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let pass = try await staff.issue(event, ada)
        try await daemon.daemon.database.transaction { transaction in
          try await world.store(daemon).applyUser(
            Change(
              kind: "UserChanged", key: ada.description,
              payload: try UserChanged(id: ada.description, state: .purged).encode()),
            transaction)
        }
        #expect(try await world.number("SELECT count(*) FROM attendance.passes") == 0)
        #expect(try await staff.show(pass.pass, at: event).result != .ok)
      }
    }
  }
}
