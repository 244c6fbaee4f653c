// Asks the `users` of a deployment for one person after the other, by RPC, as a person.
//
//     GetUserBench STATE TOKEN IN_FLIGHT SECONDS
import Contracts
import Daemon
import Foundation
import Identity
import NNG
import RPC

guard CommandLine.arguments.count == 5, let inFlight = UInt64(CommandLine.arguments[3]),
  let seconds = Double(CommandLine.arguments[4])
else {
  print("usage: GetUserBench STATE TOKEN IN_FLIGHT SECONDS")
  exit(64)
}
let state = CommandLine.arguments[1]
let options = CallOptions(accessToken: CommandLine.arguments[2])
let keys = try ServiceKeys(file: "\(state)/keys/ctl")
guard let bytes = keys.key(caller: "ctl", callee: "users"), let key = ServiceKey(bytes),
  let caller = ServiceName("ctl"), let callee = ServiceName("users")
else {
  print("\(state) has no key of ctl for users")
  exit(69)
}
let registry = Registry(state: state)
let channel = Channel(
  ChannelConfiguration(
    caller: caller, callee: callee, key: key,
    endpoints: { try registry.endpoints(of: "users") }))
let users = UsersClient(channel)

/// What one of those that ask has seen.
struct Tally: Sendable {
  var latencies: [Int64] = []
  var failures = 0
  var firstFailure: String?
}

/// The id of one of the 100,000 that Tests/Bench/Load/seed.sql put there.
@Sendable func id(_ number: UInt64) -> String {
  "0190a5b0-0000-7000-8000-\(100_000_000_000 + number % 100_000)"
}

/// Asks until `end`, for people at random (Knuth's generator: the system's costs a system call).
@Sendable func ask(_ seed: UInt64, until end: ContinuousClock.Instant) async -> Tally {
  var tally = Tally()
  tally.latencies.reserveCapacity(1 << 17)
  var random = seed &* 0x9E37_79B9_7F4A_7C15
  while true {
    let start = ContinuousClock.now
    if start >= end { return tally }
    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let wanted = id(random >> 33)
    do {
      let user = try await users.getUser(GetUserRequest(id: wanted), options)
      precondition(user.id == wanted, "somebody else was given")
      tally.latencies.append((ContinuousClock.now - start).nanoseconds / 1000)
    } catch {
      tally.failures += 1
      tally.firstFailure = tally.firstFailure ?? "\(error)"
    }
  }
}

do {
  _ = try await users.getUser(GetUserRequest(id: id(0)), options)
} catch {
  print("the first call failed: \(error)")
  exit(1)
}
let end = ContinuousClock.now + .seconds(seconds)
let workers = (1...inFlight).map { number in
  // On nng's threads, like the handlers of a daemon that calls another.
  Task(executorPreference: InlineExecutor.shared) { await ask(number, until: end) }
}
var all: [Int64] = []
var failures = 0
var firstFailure: String?
for worker in workers {
  let tally = await worker.value
  all += tally.latencies
  failures += tally.failures
  firstFailure = firstFailure ?? tally.firstFailure
}
if let firstFailure {
  print("\(failures) of \(all.count + failures) calls failed: \(firstFailure)")
  exit(1)
}
all.sort()
let rate = Int(Double(all.count) / seconds)
print(
  "users n=\(inFlight) \(rate)/s p50 \(all[all.count / 2])us p99 \(all[all.count * 99 / 100])us")
exit(0)
