internal import Postgres
internal import RPC
internal import Synchronization

/// Whether a daemon can do its work: the database answers, its schema fits, and a fresh connection
/// to its own socket got an answer.
final class Health: Sendable {
  private struct State {
    var fault: String? = "starting"
  }

  private let state = Mutex(State())

  /// What is wrong, or nil.
  var fault: String? { state.withLock { $0.fault } }

  func set(_ fault: String?) { state.withLock { $0.fault = fault } }

  /// Looks again and again until cancelled.
  func watch(every pause: Duration, _ look: @Sendable () async -> String?) async {
    while !Task.isCancelled {
      set(await look())
      do { try await ContinuousClock().sleep(for: pause) } catch { return }
    }
  }

  /// Nil when the database answers and its schema is at least at `version`.
  static func database(
    _ database: Database, _ schema: SchemaName, _ version: Int32
  ) async -> String? {
    do {
      let query = SchemaVersion.latest(schema.description)
      let latest = try await database.first(query, timeout: .seconds(1)) ?? nil
      guard let latest, latest >= version else { return "the schema is older than the program" }
      return nil
    } catch {
      return "the database does not answer: \(error)"
    }
  }

  /// Nil when a new connection to our own side socket gets an answer.
  static func socket(_ endpoint: Endpoint, _ name: ServiceName, _ key: ServiceKey) async -> String?
  {
    let channel = Channel(
      ChannelConfiguration(caller: name, callee: name, key: key, endpoints: { [endpoint] }))
    do {
      _ = try await channel.call(
        ControlMethods.ping, PingRequest(),
        CallOptions(timeout: .seconds(2), accessToken: "", traceparent: ""))
      return nil
    } catch {
      return "the daemon's own socket does not answer: \(error)"
    }
  }
}
