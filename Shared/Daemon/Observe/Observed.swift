internal import NNG
internal import Postgres
internal import RPC

// What a daemon shows of itself.
extension Parts {
  /// `/livez`: the process answers. `/readyz`: it can do its work and is not about to end.
  /// `/metrics`: Prometheus text.
  func serveHTTP(_ running: Running) throws -> HTTPServer {
    let config = daemon.config
    let paths: [String: HTTPServer.Answer] = [
      "/livez": { HTTPServer.Response("ok\n") },
      "/readyz": { [health = running.health, server = running.server] in
        if server.isDraining { return HTTPServer.Response(status: 503, "draining\n") }
        guard let fault = health.fault else { return HTTPServer.Response("ok\n") }
        return HTTPServer.Response(status: 503, "\(fault)\n")
      },
      "/metrics": { [metrics = daemon.metrics] in
        HTTPServer.Response(
          contentType: "text/plain; version=0.0.4; charset=utf-8", metrics.render())
      },
    ]
    do {
      return try HTTPServer(host: config.host, port: config.metricsPort, paths)
    } catch {
      throw StartFailure.configuration(["METRICS_PORT \(config.metricsPort): \(error)"])
    }
  }

  /// Ties gauges and counters to what they show.
  func observe(_ running: Running) {
    observe(running.server)
    observe(daemon.database)
    for (name, channel) in daemon.channels { observe(channel, name) }
    for run in running.followers {
      daemon.metrics.gauge(
        "credopass_feed_lag_seconds", "Age of the oldest change not applied yet.",
        [("cursor", run.follower.cursor), ("source", run.follower.source)]
      ) { run.lag.withLock { $0.value() } }
    }
  }

  private func observe(_ server: Server) {
    let metrics = daemon.metrics
    metrics.gauge("credopass_rpc_running", "Calls that run now.") { Double(server.runningCalls) }
    metrics.gauge("credopass_rpc_polling", "Long polls that wait now.") {
      Double(server.runningPolls)
    }
    metrics.gauge("credopass_draining", "1 while the replica shuts down.") {
      server.isDraining ? 1 : 0
    }
    for reason in Refusal.allCases {
      metrics.counter(
        "credopass_rpc_refusals_total", "Messages turned away before their handler.",
        [("reason", reason.rawValue)]
      ) { Double(server.refusalCounts[reason] ?? 0) }
    }
  }

  private func observe(_ database: Database) {
    let metrics = daemon.metrics
    let gauges: [(String, String, @Sendable (Snapshot) -> Int)] = [
      ("credopass_db_connections_open", "Connections ready for use.", { $0.open }),
      ("credopass_db_connections_busy", "Connections in use.", { $0.busy }),
      ("credopass_db_waiting", "Calls that wait for a connection.", { $0.waiting }),
    ]
    for (name, help, value) in gauges {
      metrics.gauge(name, help) { Double(value(database.snapshot)) }
    }
    let counters: [(String, String, @Sendable (Snapshot) -> Int)] = [
      ("credopass_db_refused_total", "Calls refused because too many waited.", { $0.refused }),
      ("credopass_db_connections_lost_total", "Connections lost.", { $0.lost }),
      ("credopass_db_statements_total", "Statements sent.", { $0.statements }),
    ]
    for (name, help, value) in counters {
      metrics.counter(name, help) { Double(value(database.snapshot)) }
    }
  }

  private func observe(_ channel: Channel, _ callee: String) {
    let metrics = daemon.metrics
    let labels = [("callee", callee)]
    metrics.gauge("credopass_channel_running", "Attempts under way to a service.", labels) {
      Double(channel.busySlots)
    }
    let counters: [(String, String, @Sendable (ChannelCounts) -> Int)] = [
      ("credopass_channel_retries_total", "Calls tried again.", { $0.retries }),
      ("credopass_channel_missed_pings_total", "Pings without an answer.", { $0.missedPings }),
      ("credopass_channel_bad_answers_total", "Answers that were none.", { $0.badAnswers }),
      ("credopass_channel_renewed_sockets_total", "Sockets replaced.", { $0.renewedSockets }),
    ]
    for (name, help, value) in counters {
      metrics.counter(name, help, labels) { Double(value(channel.statistics)) }
    }
  }
}
