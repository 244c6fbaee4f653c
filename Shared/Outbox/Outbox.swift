public import Daemon
internal import Identity
internal import Logging
public import Postgres

/// A service's messages to people: written by the transaction that gives cause to them, so that
/// they leave exactly if it has committed, and delivered at least once by whichever replica.
public struct Outbox: Sendable {
  let statements: OutboxStatements
  let database: Database
  let log: Logger
  let metrics: Metrics
  private let carriers: [Channel: any Carrier]
  private let lanes: [Channel: HashingLane]

  /// How many messages of one channel a replica sends at once.
  static let width = 2
  /// Longer than any carrier may take.
  static let lease: Double = 90
  /// How long a name is remembered after its message has ended.
  static let memory: Double = 86_400

  /// - Throws: `StartFailure` when the maildir cannot be made.
  public init(_ daemon: Daemon, _ config: OutboxConfig) throws {
    statements = Self.made(of: daemon.name)
    database = daemon.database
    log = daemon.log
    metrics = daemon.metrics
    let maildir = { try Maildir("\(daemon.config.state)/mail", sender: config.sender) }
    carriers = [
      .mail: try config.mail.map {
        MailCarrier(server: $0, sender: config.sender, terms: config.terms)
      } ?? maildir(),
      .text: try config.hook.map { HookCarrier(hook: $0, terms: config.terms) } ?? maildir(),
    ]
    // A channel that hangs holds up only itself.
    lanes = Dictionary(
      uniqueKeysWithValues: Channel.allCases.map {
        ($0, HashingLane(width: Self.width, bound: Self.width))
      })
  }

  /// All statements of a service's outbox, to stand beside its own in the blueprint.
  public static func statements(of service: String) -> [any Preparable] { made(of: service).all }

  private static func made(of service: String) -> OutboxStatements {
    guard let schema = SchemaName(service) else { preconditionFailure("\(service) is no schema") }
    return OutboxStatements(schema)
  }

  /// The statement that puts a message into the outbox; run it in the transaction that gives
  /// cause to it. A name that is there already changes nothing.
  public func enqueue(_ message: OutboxMessage) -> Query<Void> {
    statements.enqueue(
      message.id, message.name, message.person, message.channel.rawValue, message.recipient,
      message.subject, message.body, message.life / .seconds(1))
  }

  /// Makes the statement that takes away every message about a person; run it in the transaction
  /// that erases them. One that is leaving at this very moment cannot be called back.
  public static func forgetting(of service: String) -> @Sendable (UUID128) -> Query<Void> {
    let statement = made(of: service).forget
    return { statement($0) }
  }

  /// Makes the statement that takes away every message whose name begins so, because what it says
  /// is not true any more; the same holds for one that is leaving.
  public static func withdrawal(of service: String) -> @Sendable (String) -> Query<Void> {
    let statement = made(of: service).withdraw
    return { statement($0) }
  }

  /// What the service has to do by itself.
  public var jobs: [Job] {
    let senders = Channel.allCases.flatMap { channel in
      (1...Self.width).map { number in
        Job("outbox \(channel.label) \(number)", every: .milliseconds(500)) {
          while try await deliver(channel) {}
        }
      }
    }
    return senders + [Job("outbox sweep", every: .seconds(5)) { try await sweep() }]
  }

  // MARK: Delivering

  /// Tries the message of a channel that has been due the longest; false when none is.
  func deliver(_ channel: Channel) async throws -> Bool {
    try Task.checkCancellation()
    let query = statements.lease(channel.rawValue, .v7(), Self.lease)
    guard let parcel = try await database.first(query) else { return false }
    guard let carrier = carriers[channel], let lane = lanes[channel] else { return false }
    // No transaction is open while it is on its way.
    let verdict = try await lane.run { carrier.carry(parcel) }
    // Not to be lost to the end of the daemon: it would be sent again.
    try await Task { try await note(verdict, of: parcel) }.value
    return true
  }

  private func note(_ verdict: Verdict, of parcel: Parcel) async throws {
    let (id, channel) = (parcel.id, parcel.channel)
    switch verdict {
    case .sent:
      try await database.execute(statements.end(id, parcel.lease, "SENT"))
      count(channel, "sent")
    case .refused(let reason):
      try await database.execute(statements.end(id, parcel.lease, "REFUSED"))
      count(channel, "refused")
      log.warning("message refused", metadata: facts(id, channel, reason))
    case .later(let reason):
      let pause = Self.pause(after: parcel.attempts, Double.random(in: 0.5...1))
      try await database.execute(statements.putOff(id, parcel.lease, pause))
      count(channel, "put_off")
      log.warning("message put off", metadata: facts(id, channel, reason))
    }
  }

  /// Seconds until the next try: 1, 2, 4 and so on up to 5 minutes, times the jitter.
  static func pause(after attempts: Int32, _ jitter: Double) -> Double {
    Double(min(300, 1 << min(9, max(0, attempts - 1)))) * jitter
  }

  /// Gives up what is too late, forgets what ended long ago, and says how much waits.
  func sweep() async throws {
    let batch: Int64 = 1000
    for late in try await database.query(statements.expire(batch)) {
      count(late.channel, "expired")
      log.warning(
        "message expired", metadata: facts(late.id, late.channel, "not delivered in time"))
    }
    try await database.execute(statements.purge(Self.memory, batch))
    let waiting = try await database.query(statements.waiting())
    for channel in Channel.allCases {
      let now = waiting.first { $0.channel == channel }
      metrics.set(
        "credopass_outbox_waiting", "Messages that have not left yet.",
        [("channel", channel.label)], to: Double(now?.number ?? 0))
      metrics.set(
        "credopass_outbox_oldest_seconds", "Age of the oldest message that has not left yet.",
        [("channel", channel.label)], to: now?.oldest ?? 0)
    }
  }

  private func count(_ channel: Channel, _ outcome: String) {
    metrics.add(
      "credopass_outbox_tries_total", "What became of messages, try by try.",
      [("channel", channel.label), ("outcome", outcome)])
  }

  private func facts(_ id: UUID128, _ channel: Channel, _ reason: String) -> Logger.Metadata {
    ["message": "\(id)", "channel": "\(channel.label)", "reason": "\(reason)"]
  }
}

extension Channel {
  var label: String { rawValue.lowercased() }
}
