// A replica with methods made to be abused: test-replica ID KEYFILE JOURNAL LIMIT PORT SIDE_PORT
//
// It prints its endpoint when it answers, drains on SIGTERM and then exits with 0. KEYFILE holds
// lines "caller hexkey"; the callers "client" and "other" have keys, only "client" is allowed.
import Dispatch
import RPC

let arguments = CommandLine.arguments
guard arguments.count == 7, let limit = Int(arguments[4]), let port = Int(arguments[5]),
  let sidePort = Int(arguments[6])
else { leave(64, "usage: test-replica ID KEYFILE JOURNAL LIMIT PORT SIDE_PORT") }

// Before nng starts its threads, so that they inherit it.
blockTermination()
do {
  let server = try Server(
    ServerConfiguration(
      name: name("replica"), replica: arguments[1], port: port, sidePort: sidePort, limit: limit,
      keys: try readKeys(arguments[2]), allowedCallers: [name("client")]),
    services: [AbusedService(journal: Journal(arguments[3]))])
  say(try server.start().description)
  awaitTermination()
  let finished = await server.drain()
  leave(finished ? 0 : 1, "")
} catch {
  leave(78, "\(error)")
}
