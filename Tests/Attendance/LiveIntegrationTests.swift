import Contracts
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Attendance
@testable import Daemon

/// An event's door as it is now, and who may look.
extension AttendanceIntegrationTests {
  @Suite struct Lives {
    @Test func `the view counts who is there, and shows the last who came by first name`()
      async throws
    {
      try await World.served { world, _ in
        let event = world.program.add()
        let staff = try world.bearer(.staff)
        let people = (0..<12).map { world.people.add("P\($0)") }
        _ = try await staff.checkIn(people[0], at: event, device: "left")
        for person in people.dropFirst() {
          world.clock.advance(minutes: 1)
          _ = try await staff.checkIn(person, at: event)
          _ = try await staff.checkIn(person, at: event)
        }
        _ = try await staff.attendance.checkOut(
          CheckOutRequest(eventId: event.description, userId: people[3].description),
          staff.options)
        let view = try await staff.view(event)
        #expect(view.present == 11 && view.attended == 12 && view.version > 0)
        #expect(view.lastScans.map(\.firstName) == (2...11).reversed().map { "P\($0)" })
        let unknown = await status { try await staff.view(.v7()) }
        #expect(unknown?.reason == "EVENT_NOT_FOUND")
      }
    }

    @Test func `who watches hears of a commit of either replica at once`() async throws {
      try await World.served { world, first in
        let event = world.program.add()
        let staff = try world.bearer(.staff)
        _ = try await staff.checkIn(world.people.add(), at: event)
        let second = try await world.attendance("2")
        let endpoints = try Registry(state: world.state).endpoints(of: "attendance")
        #expect(endpoints.count == 2)
        let other = world.program.add()
        var slowest = Duration.zero
        for round in 0..<6 {
          let known = try await staff.view(event)
          // Balanced over both replicas, so are the check-ins.
          let watches = (0..<4).map { _ in
            Task { try await staff.watch(event, after: known.version) }
          }
          try await eventually("waiting") {
            first.server.runningPolls + second.server.runningPolls >= 4
          }
          _ = try await staff.checkIn(world.people.add(), at: other)
          let began = ContinuousClock.now
          _ = try await staff.checkIn(world.people.add(), at: event)
          for watch in watches {
            let view = try await watch.value
            #expect(view.version > known.version && view.attended == Int32(round) + 2)
          }
          slowest = max(slowest, began.duration(to: .now))
        }
        print("live: slowest of 24 watches heard after \(slowest)")
        #expect(slowest < .seconds(5))
      }
    }

    @Test func `a wait ends with its time, at once for who is behind, and when the event goes`()
      async throws
    {
      try await World.with { world in
        _ = try await world.users()
        let events = try await world.events()
        _ = try await world.attendance()
        let event = world.program.add()
        let staff = try world.bearer(.staff)
        _ = try await staff.checkIn(world.people.add(), at: event)
        let known = try await staff.view(event)
        let began = ContinuousClock.now
        #expect(try await staff.watch(event, after: known.version, wait: 200) == known)
        #expect(began.duration(to: .now) >= .milliseconds(200))
        #expect(try await staff.watch(event, after: known.version - 1) == known)
        for wait in [-1, 20_001] as [Int32] {
          let refused = await status { try await staff.watch(event, after: 0, wait: wait) }
          #expect(refused?.code == .invalidArgument)
        }
        async let last = status { try await staff.watch(event, after: known.version) }
        try await events.tell(event, EventChanged(id: event.description, event: nil))
        #expect(await last?.reason == "EVENT_NOT_FOUND")
      }
    }

    @Test func `the live view is for who works the door`() async throws {
      try await World.served { world, _ in
        let host = UUID128.v7()
        let event = world.program.add { $0.hostId = host.description }
        let (device, _) = try await world.device(at: event)
        #expect(try await world.bearer(.participant, host).view(event).version == 0)
        let ticketless = IssueLiveTicketRequest(eventId: event.description)
        for other in [try world.bearer(.participant), device] {
          let refused = [
            await status { try await other.view(event) },
            await status { try await other.watch(event, after: 0) },
            await status { try await other.lives.issueLiveTicket(ticketless, other.options) },
          ]
          for refusal in refused { #expect(refusal?.code == .permissionDenied) }
        }
        let stranger = Bearer("", try world.channel())
        #expect(await status { try await stranger.view(event) }?.code == .unauthenticated)
      }
    }

    @Test func `a ticket stands for its token, at its event, for a minute`() async throws {
      try await World.served { world, daemon in
        let (event, other) = (world.program.add(), world.program.add())
        let staff = try world.bearer(.staff)
        let ticket = try await staff.lives.issueLiveTicket(
          IssueLiveTicketRequest(eventId: event.description), staff.options)
        #expect(ticket.url.hasSuffix("/v1/events/\(event)/live?ticket=\(ticket.ticket)"))
        #expect(!ticket.ticket.contains(staff.token.prefix(20)))
        let gateway = Bearer("", try world.channel())
        func redeem(_ ticket: String, at event: UUID128) async throws -> String {
          try await gateway.lives.redeemLiveTicket(
            RedeemLiveTicketRequest(eventId: event.description, ticket: ticket), gateway.options
          ).accessToken
        }
        #expect(try await redeem(ticket.ticket, at: event) == staff.token)
        _ = try await world.attendance("2")
        for _ in 0..<4 { #expect(try await redeem(ticket.ticket, at: event) == staff.token) }
        let wrong = [
          await status { try await redeem(ticket.ticket, at: other) },
          await status { try await redeem("", at: event) },
          await status { try await redeem(String(ticket.ticket.dropLast(2)), at: event) },
          await status { try await redeem(staff.token, at: event) },
        ]
        for refusal in wrong { #expect(refusal?.code == .unauthenticated) }
        let end = try #require(ticket.expiresAt.flatMap { Instant($0) })
        #expect(end.microseconds - Instant.now.microseconds <= LiveTickets.lifetime)
        let tickets = LiveTickets(key: daemon.daemon.secret(for: "credopass live tickets v1"))
        let last = Instant(microseconds: end.microseconds - 1)
        #expect(tickets.token(of: ticket.ticket, event, now: last) == staff.token)
        #expect(tickets.token(of: ticket.ticket, event, now: end) == nil)
      }
    }
  }
}
