import ArgumentParser
import Daemon
import Foundation
import Postgres

struct FeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed",
    abstract: "Shows how services follow each other's changes, and mends what was set aside.",
    subcommands: [Lag.self, Parked.self, Replay.self])

  struct Lag: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows how far each follower is behind, and how much it has set aside.")

    @Flag(help: "As JSON.") var json = false

    func run() throws {
      try Session.run { data in
        let services = try data.keepers()
        let feeds = Feeds(url: try data.url(as: Roles.migrator))
        let rows = try waiting {
          var rows: [Feeds.Lag] = []
          for service in services { rows += try await feeds.lag(of: service, among: services) }
          return rows
        }
        if json { return try Terminal.json(rows) }
        Terminal.table(
          ["SERVICE", "FOLLOWS", "AS", "AT", "BEHIND", "FOR", "PARKED"],
          rows.map {
            [
              $0.service, $0.source, $0.cursor, "\($0.position)", "\($0.behind)",
              spoken(seconds: $0.seconds), "\($0.parked)",
            ]
          })
      }
    }
  }

  struct Parked: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists changes that could not be applied, and those of the same key behind them.",
      discussion: "Exits 1 when there is any.")

    @Argument(help: "Such as loyalty; all that keep data when left out.") var service: String?
    @Flag(help: "As JSON.") var json = false

    func run() throws {
      try Session.run { data in
        let services = try data.keepers(service)
        let feeds = Feeds(url: try data.url(as: Roles.migrator))
        let rows = try waiting {
          var rows: [Feeds.Parked] = []
          for service in services { rows += try await feeds.parked(of: service) }
          return rows
        }
        if json {
          try Terminal.json(rows)
        } else {
          Terminal.table(
            ["SERVICE", "AS", "POSITION", "KIND", "KEY", "PARKED AT", "REASON"],
            rows.map {
              [$0.service, $0.cursor, "\($0.position)", $0.kind, $0.key, $0.parkedAt, $0.reason]
            })
        }
        if !rows.isEmpty {
          throw Failure.no("\(rows.count) parked; once mended: credopass feed replay SERVICE KEY")
        }
      }
    }
  }

  struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Has a service try again the parked changes of a key, or of all keys.",
      discussion: """
        Those of one key are applied in order, in one transaction; when one fails all of them stay \
        parked, with the reason. Exits 1 when any is left.
        """)

    @Argument(help: "The service that parked them.") var service: String
    @Argument(help: "The key, as `feed parked` shows it.") var key: String?
    @Flag(help: "Every key.") var all = false
    @Option(help: "Seconds to wait for the service to do it.") var wait = 15

    func validate() throws {
      if all == (key != nil) { throw ValidationError("say a KEY, or --all") }
      if let key, UUID128(key) == nil { throw ValidationError("KEY: a UUID") }
      if !(0...600).contains(wait) { throw ValidationError("--wait: 0 to 600") }
    }

    func run() throws {
      try Session.run { data in
        _ = try data.keepers(service)
        let feeds = Feeds(url: try data.url(as: Roles.migrator))
        let key = key.flatMap { UUID128($0) }
        let marked = try waiting { [service] in try await feeds.mark(service, key: key) }
        guard marked > 0 else { throw Failure.no("nothing of it is parked at \(service)") }
        let left = try tried(feeds, key)
        guard let first = left.first else { return Terminal.say("applied \(marked)") }
        if left.contains(where: \.isMarked) {
          throw Failure.no(
            "\(left.count) of \(marked) wait; \(service) applies them when it runs")
        }
        throw Failure.no("\(left.count) of \(marked) stay parked: \(first.reason)")
      }
    }

    /// What is left of it when each was tried, or the time is over.
    private func tried(_ feeds: Feeds, _ key: UUID128?) throws -> [Feeds.Parked] {
      var left: [Feeds.Parked] = []
      _ = try eventually(within: .seconds(wait)) {
        left = try waiting { [service] in try await feeds.parked(of: service) }
          .filter { key == nil || $0.key == key?.description }
        return !left.contains(where: \.isMarked)
      }
      return left
    }
  }
}
