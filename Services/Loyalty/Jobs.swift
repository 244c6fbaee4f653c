internal import Daemon

extension Store {
  func jobs(_ config: Config) -> [Job] {
    [
      Job("evaluate tiers", every: config.evaluateTiers) { try await evaluateTiers() },
      Job("judge by new levels", every: .seconds(5)) { try await judgeByNewLadder() },
      Job("purge leftovers", every: .seconds(60), purgeLeftovers),
    ]
  }
}
