// How long a balance and a page of a statement take in a ledger of ten million lines, beside how
// long they take in one of ten thousand: the loyalty daemon by RPC, once on each, asked in turn.
//
//     PointsBench [CALLS] [LINES]
import Contracts
import Foundation
import RPC
import TestKit

private let calls = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2000
private let many = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 10_000_000
private let options = CallOptions(timeout: .seconds(60))

/// A question to a side about one of its people; what is wrong with the answer is thrown.
private struct Question {
  let name: String
  let ask: (Side, String) async throws -> Void
  var isOfTheHeavy = false
}

private func check(_ holds: Bool, _ what: String) throws {
  if !holds { throw TestKitError("wrong: \(what)") }
}

private let statement: (Side, String) async throws -> Void = { side, person in
  let page = try await side.points.listStatement(
    ListStatementRequest(patronId: person, pageSize: 50), options)
  try check(page.movements.count == 50, "a page of \(page.movements.count)")
}

private let balance: (Side, String) async throws -> Void = { side, person in
  let points = try await side.points.getPoints(GetPointsRequest(patronId: person), options)
  try check(points.balance == 20 && points.expiringNext?.points == 20, "\(points)")
}

private let threeDaysAgo: (Side, String) async throws -> Void = { side, person in
  let time = Timestamp(seconds: Int64(Date().timeIntervalSince1970) - 86_400 * 3)
  let past = try await side.points.getBalanceAt(
    GetBalanceAtRequest(patronId: person, time: time), options)
  try check((0...40).contains(past.balance), "\(past)")
}

private let questions = [
  Question(name: "balance", ask: balance),
  Question(name: "statement, first page", ask: statement),
  Question(name: "balance three days ago", ask: threeDaysAgo),
  Question(name: "balance of a hundredth of all", ask: balance, isOfTheHeavy: true),
  Question(
    name: "statement of a hundredth of all", ask: statement, isOfTheHeavy: true
  ),
]

/// Says a line at once, also into a file.
private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

private func padded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

let cluster = try await TestCluster.start(settings: [
  "fsync = off", "shared_buffers = 1GB", "max_wal_size = 16GB", "maintenance_work_mem = 512MB",
])
say("making 10000 and \(many) lines")
let small = try await Side.make(10_000, host: "127.0.77.3", on: cluster)
let large = try await Side.make(many, host: "127.0.77.4", on: cluster)
say(
  "median ms of \(calls) calls".padding(toLength: 36, withPad: " ", startingAt: 0)
    + padded("of 10^4", 9) + padded("of \(many)", 12) + "    ratio")
for question in questions {
  var times: [[Double]] = [[], []]
  for round in 0..<calls + 100 {
    // In turns, so that neither always follows the other.
    for index in round % 2 == 0 ? [0, 1] : [1, 0] {
      let side = index == 0 ? small : large
      let person =
        question.isOfTheHeavy ? side.heavy : side.people[round % side.people.count]
      let start = ContinuousClock.now
      try await question.ask(side, person)
      // The first ones read what the others find in memory.
      if round >= 100 { times[index].append((ContinuousClock.now - start) / .milliseconds(1)) }
    }
  }
  let medians = times.map { $0.sorted()[$0.count / 2] }
  say(
    question.name.padding(toLength: 36, withPad: " ", startingAt: 0)
      + padded(String(format: "%.2f", medians[0]), 9)
      + padded(String(format: "%.2f", medians[1]), 12)
      + padded(String(format: "%.2f", medians[1] / medians[0]), 9))
}
for side in [small, large] { try await side.end() }
try await cluster.stop()
