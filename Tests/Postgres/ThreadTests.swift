import Foundation
import Postgres
import ProcessKit
import TestKit
import Testing

/// Runs every job at once on whichever thread makes it ready.
private final class Inline: TaskExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    unsafe UnownedJob(job).runSynchronously(on: asUnownedTaskExecutor())
  }
}

struct ThreadTests {
  @Test func `a task that blocks after its answer holds up nobody else's`() async throws {
    try await withPool { (pool, _) async throws in
      let inline = Inline()
      let others = DispatchSemaphore(value: 0)
      let blocked = Task.detached(executorPreference: inline) {
        let row = try await pool.first(Sample.find(1))
        // On the loop's thread this would wait for itself.
        let outcome = wait(for: others)
        return (row?.value, outcome)
      }
      let neighbour = Task.detached {
        for n in Int32(2)...50 { _ = try await pool.first(Sample.find(n)) }
        others.signal()
      }
      try await neighbour.value
      #expect(try await blocked.value == (10, .success))
    }
  }

  @Test func `a pool that nobody holds any more disconnects`() async throws {
    try await TestDatabase.with { (database) async throws in
      try await database.run(Sample.tables)
      var pool: Database? = Database(.patient(database.url()), statements: Sample.all)
      try await pool?.start()
      #expect(try await pool?.first(Sample.find(1))?.value == 10)
      let sessions = """
        SELECT count(*) FROM pg_catalog.pg_stat_activity
        WHERE datname = pg_catalog.current_database() AND application_name = 'postgres'
        """
      #expect(try await database.rows(sessions) == [["3"]])
      pool = nil
      try await eventually("no session is left") { try await database.rows(sessions) == [["0"]] }
    }
  }
}

private func wait(for semaphore: DispatchSemaphore) -> DispatchTimeoutResult {
  semaphore.wait(timeout: .now() + 60)
}
