// Who came, and what it comes to: each as JSON and, under the same path with .csv, as a file.
extension Routes {
  private static let doors = "credopass.attendance.v1.AttendanceService/"
  private static let counted = "credopass.attendance.v1.FiguresService/"

  static let figures: [Route] = ofEvents + ofPeople + ofAll

  /// - Parameter field: the request's for the path's id.
  private static func both(
    _ path: String, _ rpc: String, _ audience: Audience, forDevices: Bool = false,
    field: String? = nil, _ columns: [String]
  ) -> [Route] {
    [("", Service.call), (".csv", Service.export(columns))].map { end, service in
      Route(
        method: "GET", path: path + end, rpc: rpc, audience: audience,
        forDevices: forDevices && service == .call, fields: field.map { ["id": $0] } ?? [:],
        service: service)
    }
  }

  private static let ofEvents: [Route] = [
    both(
      "/v1/events/{id}/roster", doors + "ListRoster", .role(.staff), forDevices: true,
      field: "event_id",
      [
        "patronId", "firstName", "lastName", "status", "enrolledAt", "checkInTime", "checkOutTime",
        "method", "deviceId", "checkedInBy",
      ]),
    both(
      "/v1/events/{id}/summary", doors + "GetEventSummary", .role(.staff), field: "event_id",
      [
        "eventId", "registered", "attended", "walkIns", "noShows", "excused", "present", "showRate",
        "fill", "capacity", "firstTimers", "returning", "headCount",
      ]),
    both(
      "/v1/events/{id}/arrivals", counted + "GetEventArrivals", .role(.staff), field: "event_id",
      ["minute", "arrived", "total"]),
    both(
      "/v1/events/{id}/presence", counted + "GetEventPresence", .role(.staff), field: "event_id",
      ["minute", "present", "peak"]),
    both(
      "/v1/events/{id}/dwell", counted + "GetEventDwell", .role(.staff), field: "event_id",
      ["eventId", "people", "stays", "meanSeconds", "medianSeconds"]),
  ].flatMap { $0 }

  private static let ofPeople: [Route] = [
    both(
      "/v1/users/{id}/attendance", doors + "ListUserAttendance", .own("id", or: .staff),
      field: "user_id",
      ["eventId", "status", "enrolledAt", "checkInTime", "checkOutTime", "method"]),
    both(
      "/v1/users/{id}/figures", counted + "GetPersonFigures", .own("id", or: .staff),
      field: "user_id",
      [
        "userId", "events", "registered", "attended", "walkIns", "noShows", "excused", "showRate",
        "attendanceRate", "currentStreak", "longestStreak", "firstAttended", "lastAttended",
      ]),
  ].flatMap { $0 }

  private static let events = [
    "eventId", "name", "seriesId", "category", "startTime", "capacity", "registered", "attended",
    "walkIns", "noShows", "excused", "showRate", "fill", "firstTimers", "returning",
  ]

  private static let ofAll: [Route] = [
    both(
      "/v1/analytics/overview", counted + "GetOverview", .role(.organizer),
      [
        "events", "registered", "attended", "walkIns", "noShows", "excused", "showRate", "fill",
        "meanAttended", "people", "firstTimers", "returning",
      ]),
    both(
      "/v1/analytics/months", counted + "ListMonthFigures", .role(.organizer),
      [
        "month", "events", "registered", "attended", "walkIns", "noShows", "showRate", "people",
        "firstTimers", "returning",
      ]),
    both("/v1/analytics/events", counted + "ListEventFigures", .role(.organizer), events),
    both(
      "/v1/analytics/series/{id}", counted + "ListEventFigures", .role(.organizer),
      field: "series_id",
      events),
    both(
      "/v1/analytics/retention", counted + "ListRetention", .role(.organizer),
      ["cohort", "month", "offset", "people", "returned", "rate"]),
    both(
      "/v1/analytics/lapsed", counted + "ListLapsed", .role(.organizer),
      ["userId", "firstName", "lastName", "attended", "lastAttended"]),
    both(
      "/v1/analytics/first-timers", counted + "ListFirstTimers", .role(.organizer),
      ["userId", "firstName", "lastName", "eventId", "eventName", "startTime", "attended"]),
    both(
      "/v1/analytics/top", counted + "ListTopAttenders", .role(.organizer),
      ["userId", "firstName", "lastName", "attended", "attendanceRate", "lastAttended"]),
    both(
      "/v1/analytics/streaks", counted + "ListStreaks", .role(.organizer),
      ["userId", "firstName", "lastName", "current", "longest"]),
  ].flatMap { $0 }
}
