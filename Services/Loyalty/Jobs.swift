internal import Daemon

extension Store {
  func jobs(_ config: Config) -> [Job] {
    [
      Job("evaluate tiers", every: config.evaluateTiers) { try await evaluateTiers() },
      Job("judge anew", every: .seconds(1), rejudge),
      Job("purge leftovers", every: .seconds(60), purgeLeftovers),
    ]
  }
}
