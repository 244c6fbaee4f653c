// A daemon for the tests, in its own process so that it can be killed: test-daemon NAME
//
// `alpha` answers calls; `beta` follows alpha's feed. With TEST_DEATH naming a file that exists,
// beta removes the file and kills itself between applying a change and its commit. `sender` sends
// what lies in its outbox.
import Daemon
import Outbox

let name = CommandLine.arguments.last ?? "alpha"
if name == "sender" {
  Blueprint(
    name, callers: [], schemaVersion: 2, statements: Outbox.statements(of: name),
    config: OutboxConfig.init
  ) { daemon, config in Room(services: [], jobs: try Outbox(daemon, config).jobs) }.run()
}
Blueprint(
  name, callers: name == "alpha" ? ["beta", "client"] : ["client"], schemaVersion: 2,
  statements: name == "beta" ? [Effects.insert] : [], config: noSettings
) { daemon, _ in
  name == "alpha"
    ? Room(services: [Waiting()])
    : Room(services: [], followers: [Follower(of: "alpha", Follower.each(Effects.apply))])
}.run()
