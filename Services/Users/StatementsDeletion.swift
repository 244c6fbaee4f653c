internal import Postgres

/// How people leave for good.
enum DeletionStatements {
  static let all: [any Preparable] = [forget]

  /// No row: nobody has or had the id.
  static let forget = Statement<Gone, UUID128, Bool>(
    "users.forget", "SELECT token_epoch, purged, is_news FROM users.forget($1, $2)",
    Gone.columns, on: .leased)
}

/// What is left of a person.
struct Gone: Sendable {
  let tokenEpoch: Int64
  let purged: Bool
  /// Gone, or purged, by this very call.
  let isNews: Bool
  static let columns = Columns(
    ["token_epoch", "purged", "is_news"], Gone.init(tokenEpoch:purged:isNews:))
}
