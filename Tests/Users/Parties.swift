import Contracts
import RPC
import Synchronization

/// What the stand-ins of events and attendance were told, keyed as the real ones key it: a row of
/// one batch and person has one effect.
final class PartyLog: Sendable {
  struct State {
    var host = ""
    var enrollments: [String: Enrollment.Status] = [:]
    var present: Set<String> = []
    /// Who has said whether they come.
    var said: Set<String> = []
    var zone = ""
    /// What was told of each person last.
    var claims: [String: BatchEnrollRequest.Row] = [:]
    var records: [String: BatchRecordRequest.Row] = [:]
    var answered: [String: Bool] = [:]
    /// Fails calls before their effect while it is above 0.
    var failures = 0
    /// Runs before each call about enrollments takes effect.
    var before: (@Sendable (BatchEnrollRequest) async -> Void)?
  }
  let state = Mutex(State())

  func fail() throws {
    let fails = state.withLock { state in
      state.failures -= 1
      return state.failures >= 0
    }
    if fails { throw Status(.unavailable, "down") }
  }
}

/// The calls of events and attendance that users makes, and no others.
struct EventsParty: Service {
  static let name = "credopass.events.v1.EventsService"
  let log: PartyLog
  var handlers: [MethodHandler] {
    [
      MethodHandler(EventsMethods.getEvent) { request, _ in
        let host = log.state.withLock { $0.host }
        if host.isEmpty { throw Status(.notFound, "no such event") }
        return Event(
          id: request.id, hostId: host, timeZone: log.state.withLock { $0.zone })
      }
    ]
  }
}

struct EnrollmentsParty: Service {
  static let name = "credopass.events.v1.EnrollmentsService"
  let log: PartyLog
  var handlers: [MethodHandler] {
    [
      MethodHandler(EnrollmentsMethods.batchEnroll) { request, call in
        guard call.accessToken.isEmpty else { throw Status(.permissionDenied, "not a service") }
        await log.state.withLock { $0.before }?(request)
        try log.fail()
        return BatchEnrollResponse(results: request.rows.map { enroll($0, request.batchId) })
      },
      MethodHandler(EnrollmentsMethods.listEnrollments) { request, call in
        guard call.accessToken.isEmpty else { throw Status(.permissionDenied, "not a service") }
        try log.fail()
        let isKnown = log.state.withLock { $0.enrollments[request.userId] != nil }
        return ListEnrollmentsResponse(
          enrollments: isKnown ? [Enrollment(userId: request.userId)] : [])
      },
    ]
  }

  private func enroll(
    _ row: BatchEnrollRequest.Row, _ batch: String
  ) -> BatchEnrollResponse.Result {
    log.state.withLock { state in
      state.claims[row.userId] = row
      let key = "enroll \(batch) \(row.userId)"
      let changed =
        state.answered[key]
        ?? (state.enrollments.updateValue(row.status, forKey: row.userId) != row.status)
      state.answered[key] = changed
      return BatchEnrollResponse.Result(userId: row.userId, changed: changed)
    }
  }
}

struct RsvpsParty: Service {
  static let name = "credopass.events.v1.RsvpsService"
  let log: PartyLog
  var handlers: [MethodHandler] {
    [
      MethodHandler(RsvpsMethods.listRsvps) { request, call in
        guard call.accessToken.isEmpty else { throw Status(.permissionDenied, "not a service") }
        try log.fail()
        let isKnown = log.state.withLock { $0.said.contains(request.userId) }
        return ListRsvpsResponse(rsvps: isKnown ? [Rsvp(userId: request.userId)] : [])
      }
    ]
  }
}

struct AttendanceParty: Service {
  static let name = "credopass.attendance.v1.AttendanceService"
  let log: PartyLog
  var handlers: [MethodHandler] {
    [
      MethodHandler(AttendanceMethods.batchRecord) { request, _ in
        try log.fail()
        return BatchRecordResponse(
          results: request.rows.map { row in
            log.state.withLock { state in
              state.records[row.userId] = row
              let key = "record \(request.batchId) \(row.userId)"
              let changed =
                state.answered[key] ?? state.present.insert(row.userId).inserted
              state.answered[key] = changed
              return BatchRecordResponse.Result(userId: row.userId, changed: changed)
            }
          })
      },
      MethodHandler(AttendanceMethods.listUserAttendance) { request, _ in
        let isKnown = log.state.withLock { $0.present.contains(request.userId) }
        return ListUserAttendanceResponse(
          attendances: isKnown ? [Attendance(patronId: request.userId)] : [])
      },
    ]
  }
}
