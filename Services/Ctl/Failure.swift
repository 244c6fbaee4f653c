import ArgumentParser
import Daemon
import Identity
import Postgres
import RPC

/// Why a command ends, in one line that names the way out.
///
/// Exit codes: 0 done; 1 the answer is no (a refused call, pending migrations, rejected rows,
/// something unhealthy); 64 wrong usage; 69 something needed is not there; 70 our own mistake;
/// 78 the configuration is wrong.
struct Failure: Error, CustomStringConvertible {
  let description: String
  let code: Int32

  static func no(_ text: String) -> Failure { Failure(description: text, code: 1) }
  static func usage(_ text: String) -> Failure { Failure(description: text, code: 64) }
  static func unavailable(_ text: String) -> Failure { Failure(description: text, code: 69) }
  static func configuration(_ text: String) -> Failure { Failure(description: text, code: 78) }

  /// What any error means to an operator; nil for the parser's own.
  static func of(_ error: any Error) -> Failure? {
    switch error {
    case let error as Failure: error
    case let error as Status: no(text(of: error))
    case let error as PostgresError: unavailable("database: \(error.logText)")
    case let error as MigrationError: configuration("\(error)")
    case let error as SecretFileError: configuration("\(error)")
    case let error as Registry.Failure: configuration("\(error)")
    case is ValidationError, is ExitCode, is CleanExit: nil
    // What the parser throws for wrong words is no public type.
    case _ where "\(type(of: error))".hasSuffix("CommandError"): nil
    default: Failure(description: "\(error)", code: 70)
    }
  }

  /// A refusal with what a program could read of it.
  private static func text(of status: Status) -> String {
    var text = status.description
    if let info = status.details?.errorInfo {
      let facts = info.metadata.map { "\($0.key)=\($0.value)" }
      text += " [" + ([info.reason] + facts).joined(separator: " ") + "]"
    }
    return text
  }
}
