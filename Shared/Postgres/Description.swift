internal import CPostgres

extension QueryResult {
  /// Compares PostgreSQL's description of a statement with ours: the first difference, or nil.
  func mismatch(with statement: StatementDefinition) -> String? {
    difference("parameter", statement.parameters, described: parameterTypes, names: nil)
      ?? difference("column", statement.columns, described: columnTypes, names: statement.names)
  }

  private func difference(
    _ what: String, _ expected: [ColumnType], described: [UInt32], names: [String]?
  ) -> String? {
    if expected.count != described.count {
      return "\(expected.count) \(what)s expected, PostgreSQL has \(described.count)"
    }
    for (index, (ours, theirs)) in zip(expected, described).enumerated() {
      if let name = names?[index], name != columnName(index) {
        return "\(what) \(index + 1) expected \(name), PostgreSQL has \(columnName(index))"
      }
      if !ours.accepts(theirs) {
        let place = names.map { "\(what) \($0[index])" } ?? "\(what) $\(index + 1)"
        return "\(place) expected \(typeName(ours.oid)), PostgreSQL has \(typeName(theirs))"
      }
    }
    return nil
  }
}

/// The name of a type as SQL spells it, where it is one of ours.
private func typeName(_ oid: UInt32) -> String {
  let names: [UInt32: String] = [
    16: "boolean", 17: "bytea", 20: "bigint", 21: "smallint", 23: "integer", 25: "text",
    701: "double precision", 1043: "varchar", 1114: "timestamp", 1184: "timestamptz",
    1700: "numeric", 2278: "void", 2950: "uuid", 3802: "jsonb", 1000: "boolean[]", 1001: "bytea[]",
    1005: "smallint[]", 1007: "integer[]", 1009: "text[]", 1016: "bigint[]",
    1022: "double precision[]", 1185: "timestamptz[]", 2951: "uuid[]", 3807: "jsonb[]",
  ]
  return names[oid] ?? "type \(oid)"
}
