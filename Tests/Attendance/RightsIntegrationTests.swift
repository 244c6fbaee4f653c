import Contracts
import Identity
import Postgres
import RPC
import Testing

@testable import Attendance
@testable import Daemon

/// Who may do what.
extension AttendanceIntegrationTests {
  @Suite struct Rights {
    @Test func `staff and above work every door, a host its own`() async throws {
      try await World.served { world, _ in
        for role in [Role.staff, .organizer, .admin] {
          let answer = try await world.person(role).checkIn(
            world.people.add(), at: world.program.add())
          #expect(answer.result == .ok)
        }
        let host = try world.person(.participant)
        let own = world.program.add { $0.hostId = host.id.description }
        let ada = world.people.add()
        #expect(try await host.checkIn(ada, at: own).result == .ok)
        try await host.checkOut(ada, of: own)
        #expect(try await host.summary(own).attended == 1)
        let other = await status { try await host.checkIn(ada, at: world.program.add()) }
        #expect(other?.code == .permissionDenied)
      }
    }

    @Test func `a member checks itself in and out where the event lets it`() async throws {
      try await World.served { world, _ in
        let (ada, bo) = (world.people.add(), world.people.add("Bo"))
        let member = try world.person(.participant, ada)
        let open = world.program.add { $0.selfCheckIn = true }
        let answer = try await member.checkIn(ada, at: open)
        #expect(answer.result == .ok && answer.attendance?.method == .`self`)
        try await member.checkOut(ada, of: open)

        #expect(try await member.checkIn(ada, at: world.program.add()).result == .selfCheckInOff)
        let refusals = [
          await status { try await member.checkIn(bo, at: open) },
          await status { try await member.letIn("Cy", at: open) },
          await status { try await member.checkOut(bo, of: open) },
          await status { try await member.checkOut(ada, of: world.program.add()) },
          await status { try await member.summary(open) },
          await status {
            try await member.attendance.listRoster(
              ListRosterRequest(eventId: open.description), member.options)
          },
          await status {
            try await member.attendance.batchRecord(BatchRecordRequest(), member.options)
          },
        ]
        for refusal in refusals { #expect(refusal?.code == .permissionDenied) }
      }
    }

    @Test func `nobody comes in without a token`() async throws {
      try await World.served { world, _ in
        let stranger = AttendanceClient(try world.channel())
        let options = CallOptions(timeout: .seconds(60), accessToken: "")
        let event = world.program.add().description
        let refusals = [
          await status { try await stranger.checkIn(CheckInRequest(eventId: event), options) },
          await status {
            try await stranger.checkOut(CheckOutRequest(eventId: event, userId: event), options)
          },
          await status {
            try await stranger.listRoster(ListRosterRequest(eventId: event), options)
          },
          await status {
            try await stranger.getEventSummary(GetEventSummaryRequest(eventId: event), options)
          },
          await status {
            try await stranger.batchRecord(BatchRecordRequest(eventId: event), options)
          },
          await status {
            try await stranger.listUserAttendance(ListUserAttendanceRequest(), options)
          },
        ]
        for refusal in refusals { #expect(refusal?.code == .unauthenticated) }
      }
    }

    @Test func `a history is seen by its person and by staff`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let ada = world.people.add()
        let member = try world.person(.participant, ada)
        try await staff.checkIn(ada, at: world.program.add())
        func history(_ who: Someone, of id: String) async throws -> Int {
          try await who.attendance.listUserAttendance(
            ListUserAttendanceRequest(userId: id), who.options
          ).attendances.count
        }
        #expect(try await history(member, of: "") == 1)
        #expect(try await history(member, of: ada.description) == 1)
        #expect(try await history(staff, of: ada.description) == 1)
        let other = try world.person(.participant)
        let refused = await status { try await history(other, of: ada.description) }
        #expect(refused?.code == .notFound)
      }
    }
  }
}
