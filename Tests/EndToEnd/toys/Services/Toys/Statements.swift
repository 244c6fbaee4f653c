internal import Postgres

/// All SQL of the room.
enum Statements {
  static let create = Statement<ToyRow, UUID128, String>(
    "toys.create",
    "INSERT INTO toys.toys (id, name) VALUES ($1, $2) RETURNING id, name, created_at",
    columns, on: .leased)
  static let find = Statement<ToyRow, UUID128>(
    "toys.find", "SELECT id, name, created_at FROM toys.toys WHERE id = $1", columns)

  private static let columns = Columns(
    ["id", "name", "created_at"], ToyRow.init(id:name:createdAt:))

  static let all: [any Preparable] = [create, find]
}

struct ToyRow: Sendable {
  let id: UUID128
  let name: String
  let createdAt: Instant
}
