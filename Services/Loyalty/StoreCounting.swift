internal import Postgres
internal import RPC

// Lines counted for reports, as they come.
extension Store {
  /// How many are looked for at once, each time in all accounts.
  static let peopleBehind: Int32 = 2000
  private static let peopleAtOnce = 50
  private static let linesAtOnce: Int32 = 1000

  /// Counts all that was posted before this began, page by page. A job does it now and then, so
  /// that each who asks has little left to do; whoever stops has kept what they counted.
  func countLines(people: Int = peopleAtOnce, lines: Int32 = linesAtOnce) async throws {
    var isEnd = false
    while !isEnd {
      let behind = try await database.querySumming(
        CountingStatements.behind(Self.peopleBehind))
      isEnd = behind.count < Int(Self.peopleBehind)
      for start in stride(from: 0, to: behind.count, by: people) {
        let page = Array(behind[start..<min(start + people, behind.count)])
        let counted = try await database.transaction { transaction in
          try await transaction.execute(CountingStatements.lock())
          return try await transaction.query(CountingStatements.count(page, lines))
        }
        // Whoever has more lines than are taken at once is found again.
        if !counted.allSatisfy(\.isWhole) { isEnd = false }
        try Task.checkCancellation()
      }
    }
  }
}
