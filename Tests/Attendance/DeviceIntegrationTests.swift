import Contracts
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Attendance
@testable import Daemon

/// Devices at doors: what they may, and how that ends.
extension AttendanceIntegrationTests {
  @Suite struct Devices {
    @Test func `a device works its event's door with nobody else running, and nothing else`()
      async throws
    {
      try await World.with { world in
        let users = try await world.users()
        let events = try await world.events()
        _ = try await world.attendance()
        let (event, other) = (world.program.add(), world.program.add { $0.selfCheckIn = true })
        let (ada, bo) = (world.people.add(), world.people.add("Bo"))
        let staff = try world.bearer(.staff)
        _ = try await staff.checkIn(bo, at: event)
        _ = try await staff.checkIn(ada, at: other)
        let (device, id) = try await world.device(at: event)
        for daemon in [users, events] { await world.stop(daemon) }
        let answer = try await device.checkIn(ada, at: event, scan: "1")
        #expect(answer.result == .ok && answer.attendance?.method == .manual)
        #expect(answer.attendance?.deviceId == id.description)
        #expect(answer.attendance?.checkedInBy == id.description)
        #expect(try await device.checkIn(ada, at: event, scan: "1") == answer)
        #expect(try await device.roster(event, q: "bo") == ["Bo"])
        let out = try await device.attendance.checkOut(
          CheckOutRequest(eventId: event.description, userId: ada.description), device.options)
        #expect(out.checkOutTime != nil)
        #expect(try await device.page(event).people.count == 2)

        let denied = [
          await status { try await device.checkIn(ada, at: other) },
          // Its own id is nobody's, not even where people check themselves in.
          await status { try await device.checkIn(id, at: other) },
          await status { try await device.checkIn(ada, at: event, bypass: true) },
          await status { try await device.roster(other) },
          await status { try await device.page(other) },
          await status { try await device.view(event) },
          await status {
            try await device.attendance.getEventSummary(
              GetEventSummaryRequest(eventId: event.description), device.options)
          },
        ]
        for refusal in denied { #expect(refusal?.code == .permissionDenied) }
        let strange = [
          await status { try await device.register(event: event) },
          await status {
            try await device.devices.listDevices(ListDevicesRequest(), device.options)
          },
          await status {
            try await device.devices.revokeDevice(
              RevokeDeviceRequest(id: id.description), device.options)
          },
          await status {
            try await device.passes.issuePass(
              IssuePassRequest(eventId: event.description), device.options)
          },
          await status {
            try await device.attendance.listUserAttendance(
              ListUserAttendanceRequest(userId: ada.description), device.options)
          },
          await status {
            try await device.attendance.batchRecord(BatchRecordRequest(), device.options)
          },
        ]
        for refusal in strange { #expect(refusal?.code == .unauthenticated) }
      }
    }

    @Test func `a device of a series works each of its events`() async throws {
      try await World.served { world, _ in
        let (series, host) = (UUID128.v7(), UUID128.v7())
        let evenings = (0..<2).map { _ in
          world.program.add {
            $0.seriesId = series.description
            $0.hostId = host.description
          }
        }
        let registered = try await world.bearer(.participant, host).register(series: series)
        let device = Bearer(registered.token, try world.channel())
        for evening in evenings {
          #expect(try await device.checkIn(world.people.add(), at: evening).result == .ok)
        }
        let elsewhere = await status {
          try await device.checkIn(world.people.add(), at: world.program.add())
        }
        #expect(elsewhere?.code == .permissionDenied)
      }
    }

    @Test func `a revoked device is refused from its next call on, at every replica`()
      async throws
    {
      try await World.served { world, first in
        let event = world.program.add()
        let (device, id) = try await world.device(at: event)
        let ada = world.people.add()
        #expect(try await device.checkIn(ada, at: event).result == .ok)
        let second = try await world.attendance("2")
        let organizer = try world.bearer(.organizer)
        func revoke() async throws -> Contracts.Device {
          try await organizer.devices.revokeDevice(
            RevokeDeviceRequest(id: id.description), organizer.options)
        }
        let revoked = try await revoke()
        #expect(revoked.revokedAt != nil)
        for replica in [second, first] {
          let refused = await status { try await device.checkIn(ada, at: event) }
          #expect(refused?.code == .unauthenticated)
          #expect(await status { try await device.page(event) }?.code == .unauthenticated)
          await world.stop(replica)
          if replica === second { #expect(try await revoke() == revoked, "a repeat is the same") }
        }
        let lines = try await world.database.rows(
          "SELECT action, object FROM attendance.audit_entries ORDER BY id")
        #expect(
          lines == [["device.registered", "device:\(id)"], ["device.revoked", "device:\(id)"]])
      }
    }

    @Test func `registered twice under one key it is one device with one token, kept nowhere`()
      async throws
    {
      try await World.served { world, _ in
        let organizer = try world.bearer(.organizer)
        let event = world.program.add()
        let first = try await organizer.register(event: event, key: "k")
        #expect(try await organizer.register(event: event, key: "k") == first)
        #expect(try await organizer.register(event: event, key: "l").token != first.token)
        let reused = await status { try await organizer.register("other", event: event, key: "k") }
        #expect(reused?.reason == "IDEMPOTENCY_KEY_REUSED")
        let keyless = await status { try await organizer.register(event: event, key: "") }
        #expect(keyless?.reason == "IDEMPOTENCY_KEY_REQUIRED")
        #expect(try await world.number("SELECT count(*) FROM attendance.devices") == 2)
        // Neither the token nor its signature lies in any row.
        let signature = try #require(first.token.split(separator: ".").last)
        for part in [first.token, String(signature)] {
          let rows = try await world.database.rows(
            """
            SELECT 1 FROM attendance.devices d WHERE d::text LIKE '%\(part)%'
            UNION ALL SELECT 1 FROM attendance.idempotency
            WHERE position(convert_to('\(part)', 'UTF8') IN response) > 0
            """)
          #expect(rows.isEmpty)
        }
      }
    }

    @Test func `organizers register devices anywhere, a host at its own, nobody else`()
      async throws
    {
      try await World.served { world, _ in
        let host = UUID128.v7()
        let own = world.program.add { $0.hostId = host.description }
        let hosting = try world.bearer(.participant, host)
        let device = try await hosting.register(event: own)
        let list = ListDevicesRequest(eventId: own.description)
        let listed = try await hosting.devices.listDevices(list, hosting.options)
        #expect(listed.devices == [device.device])
        for role in [Role.participant, .staff] {
          let other = try world.bearer(role)
          let refused = [
            await status { try await other.register(event: own) },
            await status { try await other.devices.listDevices(list, other.options) },
            await status {
              try await other.devices.listDevices(ListDevicesRequest(), other.options)
            },
          ]
          for refusal in refused { #expect(refusal?.code == .permissionDenied) }
          let hidden = await status {
            try await other.devices.revokeDevice(RevokeDeviceRequest(id: device.id), other.options)
          }
          #expect(hidden?.reason == "DEVICE_NOT_FOUND")
        }
        let organizer = try world.bearer(.organizer)
        let wrong: [(UUID128?, UUID128?, String)] = [
          (.v7(), nil, "EVENT_NOT_FOUND"), (nil, .v7(), "SERIES_NOT_FOUND"),
        ]
        for (event, series, reason) in wrong {
          let refused = await status { try await organizer.register(event: event, series: series) }
          #expect(refused?.reason == reason)
        }
        for (event, series) in [(own, own), (nil, nil)] as [(UUID128?, UUID128?)] {
          let refused = await status { try await organizer.register(event: event, series: series) }
          #expect(refused?.code == .invalidArgument)
        }
      }
    }

    @Test func `the list shows who was seen when, page by page, and never a token`() async throws {
      try await World.served { world, _ in
        let organizer = try world.bearer(.organizer)
        let event = world.program.add()
        var made: [RegisteredDevice] = []
        for number in 0..<5 { made.append(try await organizer.register("\(number)", event: event)) }
        let device = Bearer(made[0].token, try world.channel())
        _ = try await device.checkIn(world.people.add(), at: event)
        let seen = world.clock.now
        world.clock.set(Instant(microseconds: seen.microseconds + 59_000_000))
        _ = try await device.roster(event)
        _ = try await organizer.devices.revokeDevice(
          RevokeDeviceRequest(id: made[1].id), organizer.options)
        var (names, token): ([String], String) = ([], "")
        repeat {
          let page = try await organizer.devices.listDevices(
            ListDevicesRequest(pageSize: 2, pageToken: token), organizer.options)
          names += page.devices.map(\.name)
          if let first = page.devices.first(where: { $0.id == made[0].id }) {
            #expect(first.lastSeenAt == Timestamp(seen), "to the minute")
          }
          token = page.nextPageToken
        } while !token.isEmpty
        #expect(names == ["4", "3", "2", "0"])
        let all = try await organizer.devices.listDevices(
          ListDevicesRequest(revoked: true), organizer.options)
        #expect(all.devices.map(\.name) == ["4", "3", "2", "1", "0"])
        let fields = try all.encode()
        #expect(!String(decoding: fields, as: UTF8.self).contains("CD1."))
      }
    }

    @Test func `who names a device by a registered one's id does not speak for it`() async throws {
      try await World.served { world, _ in
        let event = world.program.add()
        let (device, id) = try await world.device(at: event)
        let (ada, bo) = (world.people.add(), world.people.add("Bo"))
        let staff = try world.bearer(.staff)
        for name in [id.description, id.description.uppercased()] {
          _ = try await staff.checkIn(bo, at: event, scan: "1", device: name)
        }
        let own = try await device.checkIn(ada, at: event, scan: "1")
        #expect(own.result == .ok && own.attendance?.patronId == ada.description)
        // What the protection is there for: under the device's own name the scan would be another.
        let named = Doorkeeper(actorID: .v7(), isStaff: true)
        let ours = Doorkeeper(
          actorID: id, device: DoorDevice(id: id, eventID: event, seriesID: nil))
        #expect(named.source(of: id.description) != ours.source(of: id.description))
        #expect(named.source(of: "tablet") == "device:tablet")
        let other = await status { try await device.checkIn(ada, at: event, device: "tablet") }
        #expect(other?.code == .invalidArgument)
      }
    }

    @Test func `a token that we did not sign, or not for this, is nobody's`() async throws {
      try await World.served { world, _ in
        let event = world.program.add()
        let (device, id) = try await world.device(at: event)
        let pass = try await world.person(.staff).issue(event, world.people.add()).pass
        let parts = device.token.split(separator: ".").map(String.init)
        let foreign = DeviceToken.signed(id.bytes, by: SigningKey(seed: .random()))
        let forged = [
          foreign, "CD1" + pass.dropFirst(3), pass,
          "CD1.\(parts[1]).\(foreign.split(separator: ".")[2]).\(foreign.split(separator: ".")[3])",
          device.token + ".", String(device.token.dropLast()), device.token + "=",
          "CD1.\(parts[1]).\(String(parts[2].dropLast()))B.\(parts[3])",
        ]
        for token in forged {
          let forger = Bearer(token, try world.channel())
          let refused = await status { try await forger.roster(event) }
          #expect(refused?.code == .unauthenticated, "\(token)")
        }
        #expect(try await device.roster(event) == [])
      }
    }

    @Test func `a device goes with its event, and forgets who registered it when that person goes`()
      async throws
    {
      try await World.with { world in
        let users = try await world.users()
        let events = try await world.events()
        _ = try await world.attendance()
        let event = world.program.add()
        let organizer = UUID128.v7()
        let registered = try await world.bearer(.organizer, organizer).register(event: event)
        let device = Bearer(registered.token, try world.channel())
        try await users.tell(
          organizer, UserChanged(id: organizer.description, state: .purged))
        try await eventually("forgotten") {
          try await world.number("SELECT count(created_by) FROM attendance.devices") == 0
        }
        #expect(try await device.roster(event) == [])
        try await events.tell(event, EventChanged(id: event.description, event: nil))
        try await eventually("gone") {
          try await world.number("SELECT count(*) FROM attendance.devices") == 0
        }
        #expect(await status { try await device.roster(event) }?.code == .unauthenticated)
      }
    }
  }
}

extension Running {
  /// Tells followers of a change.
  func tell(_ key: UUID128, _ message: some Message) async throws {
    try await daemon.feed.transaction { [feed = daemon.feed] transaction in
      try await transaction.execute(feed.publish([try FeedEntry(key, message)]))
    }
  }
}
