/// How to make a `Row` from the columns of a result: their names, types and order.
///
/// Written once beside the type it makes and used by every statement that answers it:
/// `Columns(["id", "email"], User.init(id:email:))`. The types come from the initializer, the
/// names from the list, because Swift gives nobody a function's labels; PostgreSQL's own
/// description of each statement is compared with both, so swapping two columns of one type in
/// a statement's text is found when the connection opens.
public struct Columns<Row>: Sendable {
  let names: [String]
  let types: [ColumnType]
  let read: @Sendable (inout RowReader) throws(PostgresError) -> Row

  /// The arguments of `make` are the columns, in order; there are as many names.
  public init<each Column: PostgresValue>(
    _ names: [String], _ make: @escaping @Sendable (repeat each Column) -> Row
  ) {
    var types: [ColumnType] = []
    for type in repeat (each Column).self { types.append(ColumnType(type)) }
    precondition(names.count == types.count, "\(names) do not name \(types.count) columns")
    self.names = names
    self.types = types
    self.read = { (reader: inout RowReader) throws(PostgresError) -> Row in
      make(repeat try reader.next((each Column).self))
    }
  }

  private init(
    _ names: [String], _ types: [ColumnType],
    _ read: @escaping @Sendable (inout RowReader) throws(PostgresError) -> Row
  ) {
    self.names = names
    self.types = types
    self.read = read
  }

  /// The same behind one more column, which tells what each row belongs to.
  public func keyed<Key: PostgresValue>(
    by name: String, _: Key.Type = Key.self
  ) -> Columns<(key: Key, row: Row)> {
    let read = self.read
    return Columns<(key: Key, row: Row)>([name] + names, [ColumnType(Key.self)] + types) {
      (reader: inout RowReader) throws(PostgresError) -> (key: Key, row: Row) in
      (try reader.next(Key.self), try read(&reader))
    }
  }
}

/// What a parameter or column must be.
struct ColumnType: Sendable {
  let oid: UInt32
  let accepts: @Sendable (UInt32) -> Bool

  init<Value: PostgresValue>(_: Value.Type) {
    oid = Value.oid
    accepts = { Value.accepts(oid: $0) }
  }
}
