import Contracts
import Foundation
import Postgres
import ProcessKit
import RPC
import Testing

@testable import Attendance

/// Python over exported CSV, which knows nothing of us: asked whether our answers are right.
struct FigureJudge {
  let world: World
  let organizer: Someone
  let figures: FiguresClient
  private(set) var questions: [[String: Any]] = []

  init(_ world: World) throws {
    self.world = world
    organizer = try world.person(.organizer)
    figures = FiguresClient(try world.channel())
  }

  /// What the daemon answers, to be judged.
  private mutating func note(
    _ rpc: String, of service: String = "FiguresService", _ request: [String: Any],
    _ answers: [any Message]
  ) throws {
    let name = "credopass.attendance.v1.\(service)/\(rpc)"
    let schema = try #require(Schema.contract.method(name)?.output)
    let pages = try answers.map { answer in
      try JSONSerialization.jsonObject(with: Data(try schema.json(fromWire: answer.encode())))
    }
    questions.append(["rpc": rpc, "request": request, "pages": pages])
  }

  /// Every page of a list.
  private func pages<Request: FigureListRequest, Response: Message>(
    _ request: Request, _ token: KeyPath<Response, String>, size: Int32,
    _ call: (Request, CallOptions) async throws -> Response
  ) async throws -> [Response] {
    var request = request
    request.pageSize = size
    var pages: [Response] = []
    repeat {
      let page = try await call(request, organizer.options)
      pages.append(page)
      request.pageToken = page[keyPath: token]
    } while !request.pageToken.isEmpty
    return pages
  }

  /// Asks everything there is about the events of a filter.
  mutating func ask(
    _ filter: Filter, size: Int32 = 200, atLeast: Int32 = 0, of: Int32 = 0, missed: Int32 = 0
  ) async throws {
    var said: [String: Any] = [
      "category": filter.category, "seriesId": filter.seriesID?.description ?? "",
      "atLeast": atLeast, "of": of, "missed": missed,
    ]
    said["from"] = filter.from?.microseconds
    said["to"] = filter.to?.microseconds
    let (from, to) = (filter.from.map { Timestamp($0) }, filter.to.map { Timestamp($0) })
    let (category, series) = (filter.category, filter.seriesID?.description ?? "")
    try note(
      "GetOverview", said,
      [
        try await figures.getOverview(
          GetOverviewRequest(from: from, to: to, category: category, seriesId: series),
          organizer.options)
      ])
    try note(
      "ListMonthFigures", said,
      try await pages(
        ListMonthFiguresRequest(from: from, to: to, category: category, seriesId: series),
        \.nextPageToken, size: size, figures.listMonthFigures))
    try note(
      "ListEventFigures", said,
      try await pages(
        ListEventFiguresRequest(from: from, to: to, category: category, seriesId: series),
        \.nextPageToken, size: size, figures.listEventFigures))
    try note(
      "ListRetention", said,
      try await pages(
        ListRetentionRequest(from: from, to: to, category: category, seriesId: series),
        \.nextPageToken, size: size, figures.listRetention))
    try note(
      "ListLapsed", said,
      try await pages(
        ListLapsedRequest(
          from: from, to: to, category: category, seriesId: series, atLeast: atLeast, of: of,
          missed: missed), \.nextPageToken, size: size, figures.listLapsed))
    try note(
      "ListFirstTimers", said,
      try await pages(
        ListFirstTimersRequest(from: from, to: to, category: category, seriesId: series),
        \.nextPageToken, size: size, figures.listFirstTimers))
    try note(
      "ListTopAttenders", said,
      try await pages(
        ListTopAttendersRequest(from: from, to: to, category: category, seriesId: series),
        \.nextPageToken, size: size, figures.listTopAttenders))
    try note(
      "ListStreaks", said,
      try await pages(
        ListStreaksRequest(
          from: from, to: to, category: category, seriesId: series, atLeast: atLeast),
        \.nextPageToken, size: size, figures.listStreaks))
  }

  mutating func ask(event: UUID128, minutes: Int32) async throws {
    let said: [String: Any] = ["eventId": event.description, "bucketMinutes": minutes]
    let (id, options) = (event.description, organizer.options)
    try note(
      "GetEventSummary", of: "AttendanceService", said,
      [
        try await organizer.attendance.getEventSummary(
          GetEventSummaryRequest(eventId: id), options)
      ])
    try note(
      "GetEventArrivals", said,
      [
        try await figures.getEventArrivals(
          GetEventArrivalsRequest(eventId: id, bucketMinutes: minutes), options)
      ])
    try note(
      "GetEventPresence", said,
      [
        try await figures.getEventPresence(
          GetEventPresenceRequest(eventId: id, bucketMinutes: minutes), options)
      ])
    try note(
      "GetEventDwell", said,
      [try await figures.getEventDwell(GetEventDwellRequest(eventId: id), options)])
  }

  mutating func ask(person: UUID128, _ filter: Filter) async throws {
    var said: [String: Any] = [
      "userId": person.description, "category": filter.category,
      "seriesId": filter.seriesID?.description ?? "",
    ]
    said["from"] = filter.from?.microseconds
    said["to"] = filter.to?.microseconds
    try note(
      "GetPersonFigures", said,
      [
        try await figures.getPersonFigures(
          GetPersonFiguresRequest(
            userId: person.description, from: filter.from.map { Timestamp($0) },
            to: filter.to.map { Timestamp($0) }, category: filter.category,
            seriesId: filter.seriesID?.description ?? ""), organizer.options)
      ])
  }

  // MARK: The verdict

  private func csv(_ head: String, _ sql: String) async throws -> String {
    let rows = try await world.database.rows(sql).map { row in
      row.map { "\"\($0 ?? "")\"" }.joined(separator: ",")
    }
    return ([head] + rows).joined(separator: "\n")
  }

  private static func microseconds(_ columns: String...) -> String {
    columns.map { "(extract(epoch FROM \($0)) * 1000000)::bigint" }.joined(separator: ", ")
  }

  /// Where what was answered so far is wrong. Forgets it.
  mutating func differences() async throws -> [String] {
    let asked = questions
    questions = []
    let said: [String: Any] = [
      "now": world.clock.now.microseconds, "questions": asked,
      "events": try await csv(
        "id,series,name,category,zone,draft,unmet,capacity,start,end,closed,canceled",
        """
        SELECT id, series_id, name, category, time_zone, is_draft, did_not_meet, capacity,
          \(Self.microseconds("start_time", "end_time", "closed_at", "canceled_at"))
        FROM attendance.events
        """),
      "attendance": try await csv(
        "id,event,patron,status,enrolled,check_in",
        """
        SELECT id, event_id, patron_id, status,
          \(Self.microseconds("enrolled_at", "check_in_time")) FROM attendance.attendance
        """),
      "stays": try await csv(
        "attendance,auto,in,out",
        """
        SELECT attendance_id, auto_closed, \(Self.microseconds("in_time", "out_time"))
        FROM attendance.stays
        """),
    ]
    let input = Array(try JSONSerialization.data(withJSONObject: said))
    let ended = try await Child.run(
      Built.python, [Built.peer("figures.py")], input: .bytes(input), output: .kept)
    try #require(ended.code == 0, "\(ended.errors)")
    return try JSONDecoder().decode([String].self, from: Data(ended.output.utf8))
  }

  /// Makes the last answer wrong.
  mutating func spoil(_ member: String, _ value: Any) {
    guard let last = questions.popLast(), var pages = last["pages"] as? [[String: Any]] else {
      return
    }
    pages[0][member] = value
    questions.append(last.merging(["pages": pages]) { $1 })
  }
}
