// A daemon for the tests, in its own process so that it can be killed: test-daemon NAME
//
// `alpha` answers calls; `beta` follows alpha's feed. With TEST_DEATH naming a file that exists,
// beta removes the file and kills itself between applying a change and its commit.
import Daemon

let name = CommandLine.arguments.last ?? "alpha"
Blueprint(
  name, callers: name == "alpha" ? ["beta", "client"] : ["client"], schemaVersion: 2,
  statements: name == "beta" ? [Effects.insert] : [], config: noSettings
) { daemon, _ in
  name == "alpha"
    ? Room(services: [Waiting()])
    : Room(services: [], followers: [Follower(of: "alpha", Effects.apply)])
}.run()
