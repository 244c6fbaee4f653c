// What figures cost over ten million presences, and whether the door and the roster notice how many
// there are: the attendance daemon by RPC, once on 10^4 presences and once on all.
//
//     FiguresBench [EVENTS] [PEOPLE]      2000 people at each event
import Contracts
import Foundation
import ProcessKit
import RPC
import TestKit

private let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5000
private let people = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 200_000

/// Says a line at once, also into a file.
private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

private func padded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

private func name(_ text: String) -> String {
  text.padding(toLength: 40, withPad: " ", startingAt: 0)
}

private func number(_ value: Double) -> String { padded(String(format: "%.2f", value), 10) }

/// How long it takes, in milliseconds.
@MainActor private func time(_ body: @MainActor () async throws -> Void) async throws -> Double {
  let start = ContinuousClock.now
  try await body()
  return (ContinuousClock.now - start) / .milliseconds(1)
}

private func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

private func load() throws -> String {
  let text = try String(contentsOfFile: "/proc/loadavg", encoding: .utf8)
  return text.split(separator: " ").prefix(3).joined(separator: " ")
}

private typealias Ask = @Sendable (Side, Int) async throws -> Void

/// Asked for some events of all times, the very first one included.
private let ofEvents: [(String, Ask)] = [
  (
    "summary",
    { side, event in
      _ = try await side.attendance.getEventSummary(
        GetEventSummaryRequest(eventId: Side.id(2, event)), side.options)
    }
  ),
  (
    "arrivals",
    { side, event in
      _ = try await side.figures.getEventArrivals(
        GetEventArrivalsRequest(eventId: Side.id(2, event)), side.options)
    }
  ),
  (
    "presence",
    { side, event in
      _ = try await side.figures.getEventPresence(
        GetEventPresenceRequest(eventId: Side.id(2, event)), side.options)
    }
  ),
  (
    "dwell",
    { side, event in
      _ = try await side.figures.getEventDwell(
        GetEventDwellRequest(eventId: Side.id(2, event)), side.options)
    }
  ),
]

private typealias AskAll = @Sendable () async throws -> Void

private func ofSums(_ side: Side, _ from: Timestamp?, _ category: String) -> [(String, AskAll)] {
  let (figures, options) = (side.figures, side.options)
  let overview = GetOverviewRequest(from: from, category: category)
  let months = ListMonthFiguresRequest(from: from, category: category)
  let events = ListEventFiguresRequest(from: from, category: category)
  let retention = ListRetentionRequest(from: from, category: category)
  let series = ListEventFiguresRequest(
    from: from, category: category, seriesId: Side.id(3, 7))
  return [
    ("overview", { _ = try await figures.getOverview(overview, options) }),
    ("months", { _ = try await figures.listMonthFigures(months, options) }),
    ("events", { _ = try await figures.listEventFigures(events, options) }),
    ("retention", { _ = try await figures.listRetention(retention, options) }),
    ("one series", { _ = try await figures.listEventFigures(series, options) }),
  ]
}

private func ofPeople(_ side: Side, _ from: Timestamp?, _ category: String) -> [(String, AskAll)] {
  let (figures, options) = (side.figures, side.options)
  let lapsed = ListLapsedRequest(
    from: from, category: category, atLeast: 2, of: 300, missed: 100)
  let newcomers = ListFirstTimersRequest(from: from, category: category)
  let top = ListTopAttendersRequest(from: from, category: category)
  let streaks = ListStreaksRequest(from: from, category: category, atLeast: 1)
  let person = GetPersonFiguresRequest(
    userId: Side.id(0, 1234), from: from, category: category)
  return [
    ("lapsed", { _ = try await figures.listLapsed(lapsed, options) }),
    ("first-timers", { _ = try await figures.listFirstTimers(newcomers, options) }),
    ("top", { _ = try await figures.listTopAttenders(top, options) }),
    ("streaks", { _ = try await figures.listStreaks(streaks, options) }),
    ("a person", { _ = try await figures.getPersonFigures(person, options) }),
  ]
}

@MainActor private func measure(_ sides: [Side]) async throws {
  guard let large = sides.last else { return }
  say("\n" + name("an event's figures, ms (to reach: 50)") + "    median       worst")
  let events = [0, 1, 5, 50, 100, 500] + (1..<15).map { $0 * count / 15 }
  for (question, ask) in ofEvents {
    var times: [Double] = []
    for _ in 0..<3 {
      for event in events where event < count - 1 {
        times.append(try await time { try await ask(large, event) })
      }
    }
    say(name(question) + number(median(times)) + "  " + number(times.max() ?? 0))
  }

  let year = Timestamp(seconds: Int64(Date().timeIntervalSince1970) - 365 * 86400)
  for (title, from, category) in [
    ("all events", nil, ""), ("those of a year", year, ""), ("a category", nil, "concert"),
  ] as [(String, Timestamp?, String)] {
    say("\n" + name("figures of \(title), ms (to reach: 1000)") + "    median       worst")
    for (question, ask) in ofSums(large, from, category) + ofPeople(large, from, category) {
      var times: [Double] = []
      for _ in 0..<5 { times.append(try await time(ask)) }
      say(name(question) + number(median(times)) + "  " + number(times.max() ?? 0))
    }
  }
  try await door(sides)
}

/// The door and the roster, on both sides in turn.
@MainActor private func door(_ sides: [Side]) async throws {
  say("\n" + name("ms (to reach: 1.3)") + "   of 10^4      of all     ratio")
  var scans: [[Double]] = [[], []]
  var first: [[Double]] = [[], []]
  var second: [[Double]] = [[], []]
  for round in 0..<420 {
    for (index, side) in sides.enumerated() {
      let door = Side.id(2, side.events - 1)
      let scan = try await time {
        let answer = try await side.attendance.checkIn(
          CheckInRequest(
            eventId: door, subject: .userId(Side.id(0, round * 7)), scanId: "scan \(round)",
            deviceId: "bench"), side.options)
        guard answer.result == .ok else { throw TestKitError(answer.message) }
      }
      let roster = Side.id(2, side.events / 2)
      var page = ListRosterResponse()
      let one = try await time {
        page = try await side.attendance.listRoster(
          ListRosterRequest(eventId: roster), side.options)
      }
      let two = try await time {
        _ = try await side.attendance.listRoster(
          ListRosterRequest(eventId: roster, pageToken: page.nextPageToken), side.options)
      }
      // The first ones read what the others find in memory.
      if round < 20 { continue }
      scans[index].append(scan)
      first[index].append(one)
      second[index].append(two)
    }
  }
  for (title, times) in [
    ("check-in, known person", scans), ("roster, first page", first), ("roster, next page", second),
  ] {
    let medians = times.map(median)
    say(name(title) + medians.map(number).joined(separator: "  ") + number(medians[1] / medians[0]))
  }
  guard people >= 50_000, let large = sides.last else { return }
  var arena: [Double] = []
  for _ in 0..<20 {
    arena.append(
      try await time {
        _ = try await large.attendance.listRoster(
          ListRosterRequest(eventId: Side.id(2, count)), large.options)
      })
  }
  say(name("roster of 50,000, first page") + "            " + number(median(arena)))
}

let cluster = try await TestCluster.start(settings: [
  "fsync = off", "shared_buffers = 2GB", "max_wal_size = 16GB", "max_parallel_workers = 2",
])
say("load \(try load()); making 10^4 and \(count * 2000) presences")
var sides: [Side] = []
let small = try await Side(
  events: 6, people: people, each: 2000, host: "127.0.78.1", on: cluster)
var large: Side?
let loading = try await time {
  large = try await Side(
    events: count, people: people, each: 2000, host: "127.0.78.2", on: cluster)
}
guard let large else { preconditionFailure("it was made") }
say("loaded in \(Int(loading / 1000)) s; packing anew what figures are made of")
let packing = try await time {
  try await small.packed()
  try await large.packed()
}
say("packed in \(Int(packing / 1000)) s by the job")
try await measure([small, large])
say("load \(try load())")
for side in [small, large] { try await side.end() }
try await cluster.stop()
