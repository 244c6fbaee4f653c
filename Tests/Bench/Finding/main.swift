// How long it takes to find events among a million, beside how long it takes among ten thousand:
// the events daemon by RPC, once on each, asked in turn.
//
//     FindingBench [CALLS] [EVENTS] [PART-OF-A-QUESTION]
import Contracts
import Foundation
import Identity
import RPC
import TestKit

private let calls = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 200
private let many = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1_000_000

/// Only questions that have this in their name are asked.
private let part = CommandLine.arguments.dropFirst(3).first ?? ""

private typealias Change = @Sendable (inout ListEventsRequest) -> Void

/// A question for both sides, which may ask for other values in each.
private struct Question {
  let name: String
  var role: Role?
  let change: (Side) async throws -> Change
}

private func question(_ name: String, _ role: Role? = nil, _ change: @escaping Change) -> Question {
  Question(name: name, role: role) { _ in change }
}

private func days(_ number: Double) -> Timestamp {
  Timestamp(seconds: Int64(Date().timeIntervalSince1970 + number * 86400))
}

private let orders = [
  "start_time", "start_time desc", "name", "name desc", "created_at", "created_at desc",
]

private let lists =
  [
    question("upcoming first") { _ in },
    question("upcoming first, a member", .participant) { _ in },
    question("upcoming first, an admin", .admin) { _ in },
  ] + orders.map { order in question(order) { $0.orderBy = order } }
  + ([""] + orders).map { order in
    question("a category, \(order.isEmpty ? "upcoming first" : order)") {
      $0.category = "category7"
      $0.orderBy = order
    }
  }
  + ["SCHEDULED", "COMPLETED", "CANCELED"].map { status in
    question(status) { $0.status = [status] }
  } + [
    question("DRAFT, an admin", .admin) { $0.status = ["DRAFT"] },
    question("not public, an admin", .admin) { $0.public = false },
    question("a month to come") {
      $0.from = days(30)
      $0.to = days(60)
    },
    question("a month gone by") {
      $0.from = days(-60)
      $0.to = days(-30)
    },
    Question(name: "a host of 50") { side in
      let host = try await side.value(of: "host_id", had: 50)
      return { $0.hostId = host }
    },
    Question(name: "a series of 20") { side in
      let series = try await side.value(of: "series_id", had: 20)
      return { $0.seriesId = series }
    },
  ]

/// Words that such a part of all names has, changed as said.
private func search(
  _ name: String, _ parts: [Double], _ misspell: @escaping @Sendable (String) -> String = { $0 }
) -> Question {
  Question(name: "search: \(name)") { side in
    var words: [String] = []
    for part in parts { words.append(misspell(try await side.word(had: part))) }
    let text = words.joined(separator: " ")
    return { $0.q = text }
  }
}

private let searches = [
  question("search: a word of 20 events") { $0.q = "zyzzyva" },
  question("search: the same, misspelt") { $0.q = "zyzyva" },
  search("a word of 1 % of all", [0.01]), search("a word of 10 % of all", [0.1]),
  search("the same, misspelt", [0.1]) { String($0.prefix(3) + $0.dropFirst(4)) },
  search("its beginning", [0.1]) { String($0.prefix(5)) },
  search("two words, of 10 % and 1 %", [0.1, 0.01]),
  question("search: nothing like it") { $0.q = "qqqqqq" },
]

private let near = [
  question("near: half of all within 50 km") { $0.near = "52.5,13.4" },
  question("near: the same, within 500 km") {
    $0.near = "52.45,13.3"
    $0.radiusKm = 500
  },
  question("near: the same, to come") {
    $0.near = "52.5,13.4"
    $0.from = days(0)
  },
  // Few there are within reach in the smaller table: both give as many.
  Question(name: "near: a town, its 10 nearest") { side in
    let point = try await side.sparsePoint()
    return {
      $0.near = point
      $0.pageSize = 10
    }
  },
  question("near: far from all, the 10 nearest") {
    $0.near = "0.5,-140"
    $0.radiusKm = 500
    $0.pageSize = 10
  },
]

/// How long a call takes, in milliseconds, and how many events it gave.
private func time(
  _ side: Side, _ request: ListEventsRequest, _ options: CallOptions
) async throws -> (Double, Int) {
  let start = ContinuousClock.now
  let page = try await side.events.listEvents(request, options)
  return ((ContinuousClock.now - start) / .milliseconds(1), page.events.count)
}

/// Says a line at once, also into a file.
private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

private func padded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

private func number(_ value: Double) -> String { padded(String(format: "%.2f", value), 9) }

let cluster = try await TestCluster.start(settings: [
  "fsync = off", "shared_buffers = 1GB", "max_wal_size = 8GB", "maintenance_work_mem = 256MB",
])
say("making 10000 and \(many) events")
let small = try await Side.make(10_000, host: "127.0.77.1", on: cluster)
let large = try await Side.make(many, host: "127.0.77.2", on: cluster)
say(
  "median ms of \(calls) pages of 50".padding(toLength: 36, withPad: " ", startingAt: 0)
    + padded("of 10^4", 9) + padded("of \(many)", 12) + "    ratio    events")
for question in lists + searches + near where part.isEmpty || question.name.contains(part) {
  var requests: [ListEventsRequest] = []
  for side in [small, large] {
    var request = ListEventsRequest()
    try await question.change(side)(&request)
    requests.append(request)
  }
  var times: [[Double]] = [[], []]
  var found = [0, 0]
  for round in 0..<calls + 20 {
    for (index, side) in [small, large].enumerated() {
      let (time, count) = try await time(side, requests[index], side.options(question.role))
      // The first ones read what the others find in memory.
      if round >= 20 { times[index].append(time) }
      found[index] = count
    }
  }
  let medians = times.map { $0.sorted()[$0.count / 2] }
  say(
    question.name.padding(toLength: 36, withPad: " ", startingAt: 0) + number(medians[0])
      + padded(number(medians[1]), 12) + number(medians[1] / medians[0])
      + padded("\(found[0]), \(found[1])", 10))
}
for side in [small, large] { try await side.end() }
try await cluster.stop()
