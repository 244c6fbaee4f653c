/// A statement's text with the Swift types of its parameters and of its rows.
///
/// `Statement<User, UUID128>("users.find", "SELECT id, email FROM users.users WHERE id = $1",
/// User.columns)`. Swift checks number and types of what is passed; PostgreSQL checks the text,
/// the types and the columns' names when a connection opens.
public struct Statement<Row: Sendable, each Parameter: PostgresValue>: Sendable {
  public let definition: StatementDefinition
  let columns: Columns<Row>

  /// The name is unique in the pool, at most 63 bytes, and stands in errors and server views.
  public init(
    _ name: String, _ sql: String, _ columns: Columns<Row>, on lane: Lane = .shared
  ) {
    var parameters: [ColumnType] = []
    for type in repeat (each Parameter).self { parameters.append(ColumnType(type)) }
    self.columns = columns
    self.definition = StatementDefinition(
      name: name, sql: sql, lane: lane, parameters: parameters, columns: columns.types,
      names: columns.names)
  }

  /// Binds the parameters: the result is run by a `Database` or a `Transaction`.
  public func callAsFunction(_ value: repeat each Parameter) -> Query<Row> {
    var parameters = ParameterBuffer()
    repeat parameters.append(each value)
    return Query(definition: definition, parameters: parameters, columns: columns)
  }
}

extension Statement where Row == Void {
  /// A statement that answers no rows.
  public init(_ name: String, _ sql: String, on lane: Lane = .shared) {
    self.init(name, sql, Columns([], {}), on: lane)
  }
}

/// Where a statement that stands alone runs; inside a transaction it runs there.
public enum Lane: Sendable {
  /// Pipelined with other calls on few connections: for reads of a row or two by key. It shares
  /// its fate with slower neighbours, has the pool's statement timeout and is never cancelled.
  case shared
  /// Alone on a connection of its own: for writes, lists and figures. Stopped at its deadline.
  case leased
}

/// What the server must know about a statement, without Swift's types.
public struct StatementDefinition: Sendable {
  public let name: String
  public let sql: String
  let lane: Lane
  let parameters: [ColumnType]
  let columns: [ColumnType]
  let names: [String]
}

/// Anything that can be prepared: what lists of statements hold.
public protocol Preparable: Sendable {
  var definition: StatementDefinition { get }
}

extension Statement: Preparable {}

/// A statement with its parameters, ready to run.
public struct Query<Row: Sendable>: Sendable {
  let definition: StatementDefinition
  let parameters: ParameterBuffer
  let columns: Columns<Row>

  var step: Step { Step(statement: definition.name, parameters: parameters) }
}
