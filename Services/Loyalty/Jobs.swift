internal import Daemon

extension Store {
  func jobs(_ config: Config, _ metrics: Metrics) -> [Job] {
    [
      Job("evaluate tiers", every: config.evaluateTiers) { try await evaluateTiers() },
      Job("judge anew", every: .seconds(1), rejudge),
      Job("judge who waits", every: .seconds(1)) { try await judgeWaiting() },
      Job("count who waits", every: .seconds(10)) {
        let waiting = try await waiting()
        metrics.set(
          "credopass_people_to_judge", "People who wait to be judged.", to: Double(waiting.people))
        metrics.set(
          "credopass_people_not_given", "Those of them to whom no points can be given.",
          to: Double(waiting.problems))
      },
      Job("judge by new levels", every: .seconds(5)) { try await judgeByNewLadder() },
      Job("expire points", every: config.expirePoints) { try await expirePoints(now: .now) },
      Job("count lines", every: .seconds(300)) { try await countLines() },
      Job("purge leftovers", every: .seconds(60), purgeLeftovers),
    ]
  }
}

extension Notices {
  func jobs(_ config: Config) -> [Job] {
    [Job("expiry notices", every: config.notices) { try await send() }]
  }
}
