import Foundation

/// Why the test's own PostgreSQL could not be had.
public struct TestKitError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// Runs a program to its end, away from the cooperative threads: what it wrote, which is thrown
/// when it fails.
@discardableResult
func run(_ program: String, _ arguments: [String]) async throws -> String {
  try await withCheckedThrowingContinuation { (waiter: CheckedContinuation<String, any Error>) in
    Thread.detachNewThread {
      waiter.resume(with: Result { try runBlocking(program, arguments) })
    }
  }
}

private func runBlocking(_ program: String, _ arguments: [String]) throws -> String {
  let log = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
  defer { unsafe unlink(log) }
  let process = try spawn(program, arguments, output: log)
  var status: Int32 = 0
  while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
  let text = try String(contentsOfFile: log, encoding: .utf8)
  if status != 0 { throw TestKitError("\(program) \(arguments): \(text)") }
  return text
}

/// Starts a program with its standard streams tied to what is named here.
///
/// Not Foundation's `Process`: it takes a program for running as long as a server started by it
/// runs, since that inherits a socket of its.
func spawn(
  _ program: String, _ arguments: [String], input: Int32? = nil, output: String = "/dev/null"
) throws -> pid_t {
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  if let input {
    unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
  } else {
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  }
  unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
  unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
  // Threads that run our tasks block signals; a child that inherited this never ended.
  var attributes = posix_spawnattr_t()
  unsafe posix_spawnattr_init(&attributes)
  var none = sigset_t()
  unsafe sigemptyset(&none)
  unsafe posix_spawnattr_setsigmask(&attributes, &none)
  unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
  let words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
  defer { for index in unsafe words.indices { unsafe free(words[index]) } }
  var process: pid_t = 0
  let failed = unsafe posix_spawn(&process, program, &actions, &attributes, words, environ)
  if failed != 0 { throw TestKitError("\(program): error \(failed)") }
  return process
}

/// Runs a PostgreSQL program; these refuse root, who therefore becomes `postgres` for them.
@discardableResult
func runPostgres(_ program: String, _ arguments: [String]) async throws -> String {
  let path = try postgresBinaries() + "/" + program
  guard getuid() == 0 else { return try await run(path, arguments) }
  let drop = ["--reuid=postgres", "--regid=postgres", "--init-groups", "--", path]
  return try await run("/usr/bin/setpriv", drop + arguments)
}

/// The directory of initdb and postgres: the newest that Debian's packages installed.
func postgresBinaries() throws -> String {
  let base = "/usr/lib/postgresql"
  let versions = try FileManager.default.contentsOfDirectory(atPath: base).compactMap(Int.init)
  for version in versions.sorted(by: >) {
    let directory = "\(base)/\(version)/bin"
    if FileManager.default.isExecutableFile(atPath: directory + "/initdb") { return directory }
  }
  throw TestKitError("no PostgreSQL server under \(base): apt-get install postgresql-15")
}
