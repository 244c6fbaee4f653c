import Foundation
import Postgres

/// What a service's role may do outside its own schema, found out by trying everything.
///
/// Works from the catalog, so it covers whatever the migrations made. A test asserts that
/// `violations` is empty and `attempts` is not.
public struct IsolationReport: Sendable {
  /// How many statements were tried.
  public let attempts: Int
  /// Statements that were not refused with 42501, and rights that the catalog shows.
  public let violations: [String]

  /// Tries every verb on every object of every schema but the role's own, signed in as the role.
  ///
  /// - Parameter schema: the role's own schema; its name is the role's.
  public static func make(
    of schema: String, in database: TestDatabase
  ) async throws -> IsolationReport {
    let probes = try await database.rows(probeSQL(schema)).compactMap { $0[0] }
    let rights = try await database.rows(rightsSQL(schema)).compactMap { $0[0] }
    let allowed = try await AdminConnection.with(database.url(role: schema)) { session in
      try probes.compactMap { try outcome(of: $0, in: session) }
    }
    return IsolationReport(attempts: probes.count, violations: allowed + rights)
  }

  /// nil when the statement is refused for lack of rights; nothing it does ever stays.
  private static func outcome(
    of statement: String, in session: AdminConnection
  ) throws -> String? {
    try session.run("BEGIN")
    defer { rollback(session) }
    do throws(PostgresError) {
      try session.run(statement)
      return "\(statement): done"
    } catch {
      guard case .server(let failure) = error else { throw error }
      return failure.sqlState == "42501" ? nil : "\(statement): \(failure.logText)"
    }
  }

  private static func rollback(_ session: AdminConnection) {
    do { try session.run("ROLLBACK") } catch { preconditionFailure("\(error)") }
  }
}

/// The schemas that are not the role's own, PostgreSQL's aside.
private func foreignSchemas(_ own: String) -> String {
  "nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', '\(own)')"
}

/// One statement per row: every verb on every foreign object. What migrations record may be read.
private func probeSQL(_ own: String) -> String {
  """
  WITH relation AS (
    SELECT c.oid, n.nspname, relkind, format('%I.%I', nspname, relname) AS name, (
      SELECT format('%I', attname) FROM pg_attribute
      WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum LIMIT 1) AS field
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE \(foreignSchemas(own))
  )
  SELECT format(verb, name, field) FROM relation,
    unnest(ARRAY['INSERT INTO %1$s DEFAULT VALUES', 'UPDATE %1$s SET %2$s = %2$s',
      'DELETE FROM %1$s', 'SELECT * FROM %1$s', 'TRUNCATE %1$s', 'LOCK TABLE %1$s',
      'DROP TABLE %1$s', 'ALTER TABLE %1$s ADD extra integer',
      'GRANT SELECT ON %1$s TO PUBLIC']) AS verb
  WHERE relkind IN ('r', 'p') AND NOT (name = 'migrations.applied' AND verb LIKE '%SELECT%')
  UNION ALL SELECT format(verb, name) FROM relation,
    unnest(ARRAY['SELECT * FROM %s', 'DROP VIEW %s']) AS verb WHERE relkind = 'v'
  UNION ALL SELECT format(verb, name) FROM relation,
    unnest(ARRAY['SELECT nextval(''%s'')', 'SELECT setval(''%s'', 1)', 'SELECT * FROM %s'])
    AS verb WHERE relkind = 'S'
  UNION ALL SELECT format('SELECT %I.%I(%s)', nspname, proname, (
      SELECT string_agg('NULL::' || format_type(type, NULL), ', ' ORDER BY position)
      FROM unnest(proargtypes) WITH ORDINALITY AS argument(type, position)))
    FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
    WHERE prokind = 'f' AND prorettype <> 'trigger'::regtype AND \(foreignSchemas(own))
  UNION ALL SELECT format(verb, nspname) FROM pg_namespace,
    unnest(ARRAY['CREATE TABLE %I.probe ()', 'DROP SCHEMA %I CASCADE',
      'CREATE FUNCTION %I.probe() RETURNS void LANGUAGE sql AS ''''']) AS verb
    WHERE \(foreignSchemas(own))
  UNION ALL VALUES ('CREATE SCHEMA probe'), ('CREATE TEMPORARY TABLE probe ()'),
    ('CREATE TABLE \(own).probe ()'), ('CREATE ROLE probe'),
    ('SET ROLE migrator'), ('SET ROLE postgres'), ('SELECT * FROM pg_authid'),
    ('SELECT pg_read_file(''PG_VERSION'')'), ('COPY (SELECT 1) TO PROGRAM ''true''')
  """
}

/// Rights that statements alone would not show: what is owned, and what a schema's lock hides.
private func rightsSQL(_ own: String) -> String {
  """
  SELECT 'owns ' || relname FROM pg_class WHERE relowner = '\(own)'::regrole
  UNION ALL SELECT 'owns ' || nspname FROM pg_namespace WHERE nspowner = '\(own)'::regrole
  UNION ALL SELECT 'owns ' || proname FROM pg_proc WHERE proowner = '\(own)'::regrole
  UNION ALL SELECT 'is a member of ' || roleid::regrole FROM pg_auth_members
    WHERE member = '\(own)'::regrole
  UNION ALL SELECT 'may create databases or pass by row security' FROM pg_roles
    WHERE rolname = '\(own)' AND (rolcreatedb OR rolbypassrls OR rolreplication OR rolsuper)
  UNION ALL SELECT privilege || ' on ' || nspname FROM pg_namespace,
    unnest(ARRAY['USAGE', 'CREATE']) AS privilege
    WHERE \(foreignSchemas(own)) AND has_schema_privilege('\(own)', oid, privilege)
    AND NOT (nspname = 'migrations' AND privilege = 'USAGE')
  UNION ALL SELECT privilege || ' on ' || c.oid::regclass
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace,
    unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])
    AS privilege
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND \(foreignSchemas(own))
    AND has_table_privilege('\(own)', c.oid, privilege)
    AND NOT (nspname = 'migrations' AND privilege = 'SELECT')
  UNION ALL SELECT 'EXECUTE on ' || p.oid::regprocedure
    FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
    WHERE \(foreignSchemas(own)) AND has_function_privilege('\(own)', p.oid, 'EXECUTE')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  """
}
