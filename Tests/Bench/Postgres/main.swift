import Foundation
import Postgres
import TestKit

// Point reads through the pool beside `pgbench -S -M prepared`, same server, same in-flight
// counts, one after the other: `swift run -c release PostgresBench [seconds]`.

private let seconds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 4
private let accounts: Int32 = 1_000_000

private let balance = Statement<Int32, Int32>(
  "bench.balance", "SELECT abalance FROM public.pgbench_accounts WHERE aid = $1",
  Columns(["abalance"]) { (balance: Int32) in balance })

/// Reads per second with so many tasks, each waiting for its answer before it asks again.
private func pooled(_ pool: Database, inFlight: Int) async throws -> Double {
  let start = ContinuousClock.now
  let end = start + .seconds(seconds)
  let count = try await withThrowingTaskGroup(of: Int.self) { group in
    for _ in 0..<inFlight {
      group.addTask {
        var count = 0
        while ContinuousClock.now < end {
          let row = try await pool.first(balance(Int32.random(in: 1...accounts)))
          precondition(row != nil, "every account exists")
          count += 1
        }
        return count
      }
    }
    return try await group.reduce(0, +)
  }
  return Double(count) / ((ContinuousClock.now - start) / .seconds(1))
}

private func pgbench(_ cluster: TestCluster, inFlight: Int) async throws -> Double {
  let output = try await cluster.tool(
    "pgbench",
    [
      "--select-only", "--protocol=prepared", "--client=\(inFlight)",
      "--jobs=\(min(2, inFlight))", "--time=\(seconds)", "--no-vacuum",
    ])
  let line = output.split(separator: "\n").first { $0.hasPrefix("tps = ") }
  return line.flatMap { Double($0.split(separator: " ")[2]) } ?? 0
}

let cluster = try await TestCluster.start(settings: ["fsync = off", "shared_buffers = 512MB"])
_ = try await cluster.tool("pgbench", ["--initialize", "--scale=10", "--quiet"])
let pool = Database(.init(url: cluster.url()), statements: [balance])
try await pool.start()
for inFlight in [1, 16, 64] {
  for _ in 0..<2 {
    let theirs = try await pgbench(cluster, inFlight: inFlight)
    let ours = try await pooled(pool, inFlight: inFlight)
    let ratio = (100 * ours / theirs).rounded() / 100
    print("in flight \(inFlight): pool \(Int(ours))/s, pgbench \(Int(theirs))/s, ratio \(ratio)")
  }
}
await pool.close()
try await cluster.stop()
