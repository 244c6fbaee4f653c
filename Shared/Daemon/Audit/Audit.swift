internal import Identity
internal import Logging
public import Postgres
internal import RPC

/// The service's append-only record of what somebody may have to answer for: sign-ins, refusals,
/// changes of roles, exports, overrides, erasures, imports.
///
/// A line is written by the transaction that does the deed: `transaction.execute(audit.entry(…))`.
/// Refusals have no transaction and can be had for the asking; they are counted in memory and
/// written once a minute, so that nobody can make us write by being refused.
public final class Audit: Sendable {
  /// The tool of who runs the deployment.
  private static let tool = "ctl"

  let database: Database
  let statements: AuditStatements
  let chain: AuditChain
  let log: Logger
  private let tally = AuditTally()

  /// - Parameter secret: the service's own, the same on all its replicas.
  init(_ database: Database, _ statements: AuditStatements, _ secret: Secret, _ log: Logger) {
    self.database = database
    self.statements = statements
    chain = AuditChain(secret)
    self.log = log
  }

  /// The statement that writes a line; run it in the transaction that does what it tells.
  public func entry(
    _ actor: AuditActor, _ action: AuditAction, _ object: AuditObject, _ facts: AuditFacts = [:]
  ) -> Query<Void> {
    statements.add([actor.text], [action.text], [object.text], [facts.json])
  }

  /// As above, for whoever the call is made for.
  public func entry(
    _ actor: Actor, _ action: AuditAction, _ object: AuditObject, _ facts: AuditFacts = [:]
  ) -> Query<Void> {
    entry(AuditActor(actor), action, object, facts)
  }

  /// Counts what happened in no transaction. Never waits, never fails, keeps a bounded number of
  /// kinds apart.
  public func count(_ actor: AuditActor, _ action: AuditAction, _ object: AuditObject) {
    tally.add(AuditTally.Key(actor: actor, action: action, object: object))
  }

  /// Counts a call that was refused for lack of rights, one that an operator's tool made, and one
  /// whose answer leaves in a file.
  func count(_ call: CallSummary, _ access: Access) {
    let context = call.context
    if call.code == .permissionDenied {
      count(access.claimant(of: context), .refused, .method(context.method))
    }
    if call.code == .ok, let export = context.metadata.first(where: { $0.key == "export" }) {
      let object = UUID128(export.value).map { AuditObject.user($0) }
      count(access.claimant(of: context), .exported, object ?? .method(context.method))
    }
    if context.caller.description == Self.tool, context.accessToken.isEmpty,
      !context.method.hasPrefix("credopass.rpc.")
    {
      count(.service(Self.tool), .operated, .method(context.method))
    }
  }

  /// Writes what was counted: a line per kind, with how often. What cannot be written now is
  /// counted on.
  func flush() async throws {
    let counts = tally.take()
    if counts.isEmpty { return }
    do {
      try await database.execute(
        statements.add(
          counts.map(\.key.actor.text), counts.map(\.key.action.text),
          counts.map(\.key.object.text),
          counts.map { (["times": .number($0.value)] as AuditFacts).json }))
    } catch {
      for (key, times) in counts { tally.add(key, times) }
      throw error
    }
  }
}
