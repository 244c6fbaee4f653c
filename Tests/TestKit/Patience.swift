import Foundation
public import Postgres

/// Settings of a daemon, and of its pool, that let it wait as long as a busy machine takes: for
/// tests that are about what happens and not about when.
public let patience = ["CREDOPASS_STATEMENT_TIMEOUT": "60s", "CREDOPASS_LOCK_TIMEOUT": "30s"]

extension Database.Configuration {
  /// A pool that waits as long as a busy machine takes.
  public static func patient(_ url: String) -> Database.Configuration {
    var configuration = Database.Configuration(url: url)
    configuration.waitTimeout = .seconds(60)
    configuration.connectTimeout = .seconds(60)
    configuration.statementTimeout = .seconds(60)
    configuration.lockTimeout = .seconds(30)
    configuration.idleInTransactionTimeout = .seconds(120)
    configuration.stallGrace = .seconds(60)
    return configuration
  }
}
