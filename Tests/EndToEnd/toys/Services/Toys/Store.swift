internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// The room's transactions; nothing else runs statements.
struct Store: Sendable {
  private let database: Database
  private let idempotency: IdempotencyStore

  init(_ daemon: Daemon) {
    database = daemon.database
    idempotency = daemon.idempotency
  }

  /// Adds a toy, once per idempotency key.
  func create(_ name: String, _ call: CallContext) async throws -> Toy {
    try await idempotency.run(call) { transaction in
      guard let row = try await transaction.first(Statements.create(.v7(), name)) else {
        throw Status(.internal, "a toy is gone")
      }
      return Toy(row)
    }
  }

  func find(_ id: UUID128) async throws -> Toy? {
    try await database.first(Statements.find(id)).map(Toy.init)
  }
}

extension Toy {
  fileprivate init(_ row: ToyRow) {
    self.init(id: row.id.description, name: row.name, createdAt: Timestamp(row.createdAt))
  }
}
