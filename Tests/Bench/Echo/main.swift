// Echoes 200 bytes through the whole stack: frame, MAC, codec, async handler.
//
//     EchoBench server PORT              listens on PORT and PORT + 1
//     EchoBench client PORT IN_FLIGHT SECONDS
import Dispatch
import Foundation
import NNG
import RPC

/// The load's message: a metadata entry whose value is the 200 bytes.
let echo = Method<Metadata, Metadata>(
  name: "bench.v1.EchoService/Echo", idempotency: .noSideEffects)

struct EchoService: Service {
  static let name = "bench.v1.EchoService"
  var handlers: [MethodHandler] { [MethodHandler(echo) { request, _ in request }] }
}

guard let server = ServiceName("echo"), let client = ServiceName("bench"),
  let key = ServiceKey([UInt8](repeating: 3, count: 32)), CommandLine.arguments.count > 2,
  let port = Int(CommandLine.arguments[2])
else {
  print("usage: EchoBench server PORT | client PORT IN_FLIGHT SECONDS")
  exit(64)
}

if CommandLine.arguments[1] == "server" {
  let server = try Server(
    ServerConfiguration(
      name: server, replica: "bench", port: port, sidePort: port + 1, keys: [client: key],
      allowedCallers: [client]),
    services: [EchoService()])
  print(try server.start())
  dispatchMain()
}

let inFlight = Int(CommandLine.arguments[3]) ?? 1
let seconds = Double(CommandLine.arguments[4]) ?? 1
let endpoint = Endpoint(host: "127.0.0.1", port: port, sidePort: port + 1)
let channel = Channel(
  ChannelConfiguration(caller: client, callee: server, key: key, endpoints: { [endpoint] }))
let message = Metadata(key: "", value: String(repeating: "x", count: 197))
_ = try await channel.call(echo, message, CallOptions())

let end = ContinuousClock.now + .seconds(seconds)
let workers = (0..<inFlight).map { _ in
  // On nng's threads, like the handlers of a daemon that calls another.
  Task(executorPreference: InlineExecutor.shared) {
    var latencies: [Int64] = []
    latencies.reserveCapacity(1 << 18)
    while true {
      let start = ContinuousClock.now
      if start >= end { return latencies }
      let answer = try await channel.call(echo, message, CallOptions())
      precondition(answer == message)
      latencies.append((ContinuousClock.now - start).nanoseconds / 1000)
    }
  }
}
var all: [Int64] = []
for worker in workers { all += try await worker.value }
all.sort()
let rate = Int(Double(all.count) / seconds)
print(
  "credopass n=\(inFlight) \(rate)/s p50 \(all[all.count / 2])us p99 \(all[all.count * 99 / 100])us"
)
exit(0)
