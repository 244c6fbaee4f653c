import ArgumentParser

/// The command line of a deployment.
struct Credopass: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "credopass",
    abstract: "Runs, scales and asks a CredoPass deployment.",
    discussion: """
      The state directory holds keys, registry, logs and the private PostgreSQL: CREDOPASS_STATE, \
      or .credopass in the checkout. DATABASE_URL names a PostgreSQL of yours instead.

      Exit codes: 0 done; 1 the answer is no (a refused call, pending migrations, rejected rows, \
      something unhealthy); 64 wrong usage; 69 something needed is not there; 70 our own mistake; \
      78 the configuration is wrong.
      """,
    subcommands: [
      Up.self, Down.self, StatusCommand.self, Scale.self, Database.self, Call.self, List.self,
      Describe.self, Health.self, KeysCommand.self, Import.self, AuditCommand.self,
      FeedCommand.self, RulesCommand.self,
    ])
}
