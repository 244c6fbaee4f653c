// Enrolls one person after the other at one event of a deployment, by RPC, each by themselves.
//
//     EnrollBench STATE EVENT IN_FLIGHT SECONDS
import Contracts
import Daemon
import Foundation
import Identity
import NNG
import Postgres
import RPC

guard CommandLine.arguments.count == 5, let inFlight = Int(CommandLine.arguments[3]),
  let seconds = Double(CommandLine.arguments[4])
else {
  print("usage: EnrollBench STATE EVENT IN_FLIGHT SECONDS")
  exit(64)
}
let state = CommandLine.arguments[1]
let event = CommandLine.arguments[2]
let keys = try ServiceKeys(file: "\(state)/keys/ctl")
guard let bytes = keys.key(caller: "ctl", callee: "events"), let key = ServiceKey(bytes),
  let caller = ServiceName("ctl"), let callee = ServiceName("events"),
  let scope = TokenScope(issuer: "credopass", audience: "credopass")
else {
  print("\(state) has no key of ctl for events")
  exit(69)
}
let registry = Registry(state: state)
let channel = Channel(
  ChannelConfiguration(
    caller: caller, callee: callee, key: key,
    endpoints: { try registry.endpoints(of: "events") }))
let enrollments = EnrollmentsClient(channel)

/// Tokens of the people that Tests/Bench/Load/seed.sql put there, made before the clock runs.
let issuer = TokenIssuer(
  scope: scope,
  key: SigningKey(seed: try SecretFile.readSecret("\(state)/keys/users.signing")))
let now = Int64(Date().timeIntervalSince1970)
let tokens = (0..<100_000).map { number in
  issuer.issue(
    userID: "0190a5b0-0000-7000-8000-\(100_000_000_000 + number * 7919 % 100_000)",
    role: .participant, sessionID: UUID128.v7().description, epoch: 0, now: now)
}

/// What has been seen by all who ask.
struct Tally: Sendable {
  var latencies: [Int64] = []
  var firstFailure: String?
}

/// Enrolls whoever is next until `end`.
@Sendable func enroll(_ first: Int, until end: ContinuousClock.Instant) async -> Tally {
  var tally = Tally()
  var next = first
  while true {
    let start = ContinuousClock.now
    if start >= end || tally.firstFailure != nil { return tally }
    guard next < tokens.count else {
      tally.firstFailure = "everybody is in; fewer seconds, please"
      return tally
    }
    do {
      let claim = try await enrollments.enroll(
        EnrollRequest(eventId: event),
        CallOptions(idempotencyKey: "\(event) \(next)", accessToken: tokens[next]))
      precondition(claim.status == .enrolled && claim.alreadyEnrolled == false)
      tally.latencies.append((ContinuousClock.now - start).nanoseconds / 1000)
    } catch {
      tally.firstFailure = "\(error)"
    }
    next += inFlight
  }
}

let end = ContinuousClock.now + .seconds(seconds)
let workers = (0..<inFlight).map { number in
  // On nng's threads, like the handlers of a daemon that calls another.
  Task(executorPreference: InlineExecutor.shared) { await enroll(number, until: end) }
}
var all: [Int64] = []
for worker in workers {
  let tally = await worker.value
  if let failure = tally.firstFailure {
    print("a call failed: \(failure)")
    exit(1)
  }
  all += tally.latencies
}
all.sort()
print(
  "of \(all.count) n=\(inFlight) \(Int(Double(all.count) / seconds))/s",
  "p50 \(all[all.count / 2])us p99 \(all[all.count * 99 / 100])us")
exit(0)
