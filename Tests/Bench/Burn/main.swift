// Redeems a reward for one person after the other, or for one person again and again, of a
// deployment, by RPC, each call by itself.
//
//     BurnBench STATE REWARD distinct|hot ROUND IN_FLIGHT SECONDS
import Contracts
import Daemon
import Foundation
import Identity
import NNG
import Postgres
import RPC

guard CommandLine.arguments.count == 7, let round = Int(CommandLine.arguments[4]),
  let inFlight = Int(CommandLine.arguments[5]), let seconds = Double(CommandLine.arguments[6]),
  ["distinct", "hot"].contains(CommandLine.arguments[3])
else {
  print("usage: BurnBench STATE REWARD distinct|hot ROUND IN_FLIGHT SECONDS")
  exit(64)
}
let state = CommandLine.arguments[1]
let reward = CommandLine.arguments[2]
let isHot = CommandLine.arguments[3] == "hot"
let keys = try ServiceKeys(file: "\(state)/keys/ctl")
guard let bytes = keys.key(caller: "ctl", callee: "loyalty"), let key = ServiceKey(bytes),
  let caller = ServiceName("ctl"), let callee = ServiceName("loyalty"),
  let scope = TokenScope(issuer: "credopass", audience: "credopass")
else {
  print("\(state) has no key of ctl for loyalty")
  exit(69)
}
let registry = Registry(state: state)
let channel = Channel(
  ChannelConfiguration(
    caller: caller, callee: callee, key: key,
    endpoints: { try registry.endpoints(of: "loyalty") }))
let rewards = RewardsClient(channel)

/// Tokens of the people that Tests/Bench/Load/seed.sql put there, made before the clock runs.
let issuer = TokenIssuer(
  scope: scope,
  key: SigningKey(seed: try SecretFile.readSecret("\(state)/keys/users.signing")))
let now = Int64(Date().timeIntervalSince1970)
let people = isHot ? [round] : (0..<100_000).map { $0 * 7919 % 100_000 }
let tokens = people.map { person in
  issuer.issue(
    userID: "0190a5b0-0000-7000-8000-\(100_000_000_000 + person)", role: .participant,
    sessionID: UUID128.v7().description, epoch: 0, now: now)
}

/// What has been seen by all who ask.
struct Tally: Sendable {
  var latencies: [Int64] = []
  var firstFailure: String?
}

/// Redeems for whoever is next until `end`.
@Sendable func redeem(_ first: Int, until end: ContinuousClock.Instant) async -> Tally {
  var tally = Tally()
  var next = first
  while true {
    let start = ContinuousClock.now
    if start >= end || tally.firstFailure != nil { return tally }
    do {
      let redemption = try await rewards.redeemReward(
        RedeemRewardRequest(rewardId: reward),
        CallOptions(
          idempotencyKey: "\(isHot) \(round) \(next)", accessToken: tokens[next % tokens.count]))
      precondition(redemption.status == .issued)
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
  Task(executorPreference: InlineExecutor.shared) { await redeem(number, until: end) }
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
