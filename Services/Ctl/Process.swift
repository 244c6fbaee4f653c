import CSpawn
import Foundation

/// Starting programs and learning of their end.
///
/// Not Foundation's `Process`: children must get a group of their own (a Ctrl-C at the terminal is
/// for us, who end them in order), must not outlive us, and must not hold what we have open: a
/// socket or a lock that a daemon inherited would live on in it.
struct Command: Sendable {
  var program: String
  var arguments: [String] = []
  var environment: [String: String] = ProcessInfo.processInfo.environment
  /// Where both outputs are appended; nil leaves them with ours.
  var log: String?
  /// The signal that reaches the child when we die, however that happens.
  var deathSignal: String?
  /// Becomes this user; only root can.
  var user: String?
  /// Leads a session of its own, so that no terminal ends it.
  var isSession = false

  /// Starts it in a process group of its own. To be called on the main thread when there is a
  /// death signal: the kernel sends it when the *thread* that started the child ends (prctl(2)).
  func start() throws -> pid_t {
    var words = [program] + arguments
    var options: [String] = []
    if let user { options += ["--reuid=\(user)", "--regid=\(user)", "--init-groups"] }
    if let deathSignal { options += ["--pdeathsig", deathSignal] }
    if !options.isEmpty { words = ["/usr/bin/setpriv"] + options + ["--"] + words }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if let log {
      unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      unsafe posix_spawn_file_actions_addopen(
        &actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
      unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
    }
    unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    return try unsafe spawn(words, &actions)
  }

  private func spawn(
    _ words: [String], _ actions: inout posix_spawn_file_actions_t
  ) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // We block signals that we wait for; a child that inherited this would never end.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    let apart = isSession ? 0x80 : log == nil ? 0 : POSIX_SPAWN_SETPGROUP  // 0x80: SETSID
    let flags = POSIX_SPAWN_SETSIGMASK | Int32(apart)
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    let arguments = CStrings(words)
    let variables = CStrings(environment.map { "\($0.key)=\($0.value)" })
    var process: pid_t = 0
    let failed = unsafe posix_spawn(
      &process, words[0], &actions, &attributes, arguments.pointers, variables.pointers)
    guard failed == 0 else {
      throw Failure.unavailable(unsafe "\(words[0]): \(String(cString: strerror(failed)))")
    }
    return process
  }

  /// Runs it to its end: its exit status; a signal counts as 128 and its number, as in a shell.
  func run() throws -> Int32 {
    let process = try start()
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return exitCode(status)
  }

  /// Becomes the program; returns only by failing.
  func become() throws -> Never {
    for (name, value) in environment { unsafe setenv(name, value, 1) }
    let words = CStrings([program] + arguments)
    unsafe execv(program, words.pointers)
    throw Failure.unavailable(unsafe "\(program): \(String(cString: strerror(errno)))")
  }
}

/// The exit code in a wait status; 128 and the signal's number for a killed one.
func exitCode(_ status: Int32) -> Int32 {
  status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
}

/// A null-terminated array of C strings, freed with its owner.
@safe private final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ texts: [String]) {
    count = texts.count
    unsafe pointers = .allocate(capacity: texts.count + 1)
    for (index, text) in texts.enumerated() { unsafe pointers[index] = strdup(text) }
    unsafe pointers[texts.count] = nil
  }

  deinit {
    for index in 0..<count { unsafe free(pointers[index]) }
    unsafe pointers.deallocate()
  }
}

/// What a program of ours wrote to its log since some moment.
struct LogTail: Sendable {
  let path: String
  private let start: Int

  /// From the end of what is there now.
  init(_ path: String) {
    self.path = path
    start = Self.read(path).count
  }

  private static func read(_ path: String) -> Data {
    FileManager.default.contents(atPath: path) ?? Data()
  }

  /// Its last lines, for an error in one line; says where the rest is.
  var description: String {
    let text = String(decoding: Self.read(path).dropFirst(start), as: UTF8.self)
    let lines = text.split(separator: "\n").suffix(3)
    return (lines.isEmpty ? "" : ": " + lines.joined(separator: " | ")) + "; see \(path)"
  }
}
