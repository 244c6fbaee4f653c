import ArgumentParser
import Contracts
import Foundation
import Identity
import RPC

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Makes the keys by which services know each other, and passwords of roles.",
    discussion: "What is there already stays. Files of mode 0400 in the state directory's keys.",
    subcommands: [Rotate.self])

  func run() throws {
    let deployment = try Deployment.found()
    try deployment.prepare()
    try Keys(deployment).make()
    Terminal.say("keys in \(deployment.keys)")
  }

  struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Replaces the key that signs access tokens while everything runs.",
      discussion: """
        The new key is told to everybody, waits, and then signs; the old one counts for another \
        day, so nobody is signed out. When interrupted, run it again: it goes on.
        """)

    @Option(help: "Seconds between telling of the new key and signing with it.") var lead = 15

    func run() throws {
      guard (1...3600).contains(lead) else { throw Failure.usage("--lead: from 1 to 3600") }
      let deployment = try Deployment.found()
      let file = "\(deployment.keys)/users.signing"
      let users = AuthClient(try Asking(deployment: deployment).channel("users"))
      let next = SigningKey(seed: try SecretFile.secret(file + ".next")).publicKey
      Terminal.say("telling everybody of key \(next.id)")
      try waiting { try await Self.await(users) { keys in keys.first?.publicKey == next.bytes } }
      Terminal.say("waiting \(lead) s, so that all have heard of it")
      sleep(UInt32(lead))
      // One rename: a replica reads the old key or the new one, never half of one.
      guard unsafe rename(file + ".next", file) == 0 else {
        throw Failure.unavailable(unsafe "\(file): \(String(cString: strerror(errno)))")
      }
      try waiting {
        try await Self.await(users) { keys in
          keys.first?.publicKey == next.bytes && keys.dropFirst().allSatisfy { $0.retiresAt != nil }
        }
      }
      Terminal.say("tokens are signed with it now; the old key counts for another day")
    }

    /// Returns once the key set is as wanted; each replica of users looks once a second.
    private static func await(
      _ users: AuthClient, _ holds: ([Contracts.SigningKey]) -> Bool
    ) async throws {
      let end = ContinuousClock.now + .seconds(30)
      while true {
        let set = try await users.getKeySet(GetKeySetRequest(), CallOptions())
        if holds(set.keys) { return }
        guard ContinuousClock.now < end else {
          throw Failure.unavailable("users did not take the key within 30 s; see its log")
        }
        try await ContinuousClock().sleep(for: .milliseconds(200))
      }
    }
  }
}
