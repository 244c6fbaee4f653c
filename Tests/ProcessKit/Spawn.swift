internal import CSpawn
import Foundation
import Synchronization

/// Held while a process starts: between fork and exec it has all that we have open.
private let starting = Mutex(())

/// Who writes to a child that has ended gets an error.
private let isSparedSIGPIPE: Bool = {
  signal(SIGPIPE, SIG_IGN)
  return true
}()

/// Starts a program with these three streams and no other descriptor.
func spawn(
  _ words: [String], _ environment: [String: String], _ streams: [Descriptor],
  _ group: Child.Group
) throws -> pid_t {
  precondition(isSparedSIGPIPE && streams.count == 3)
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for (number, stream) in zip(Int32(0)..., streams) {
    posix_spawn_file_actions_adddup2(&actions, stream.number, number)
  }
  posix_spawn_file_actions_addclosefrom_np(&actions, 3)
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // Threads that run our tasks block signals; a child that inherited this never ended.
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  // What a shell ignores for a job in the background stays ignored in all that the job starts.
  var usual = sigset_t()
  sigemptyset(&usual)
  for signal in [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM] { sigaddset(&usual, signal) }
  posix_spawnattr_setsigdefault(&attributes, &usual)
  let apart =
    switch group {
    case .ours: Int32(0)
    case .own: Int32(POSIX_SPAWN_SETPGROUP)
    case .session: Int32(0x80)  // POSIX_SPAWN_SETSID
    }
  let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | apart
  posix_spawnattr_setflags(&attributes, Int16(flags))
  let arguments = words.map { strdup($0) } + [nil]
  let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { for string in arguments + variables { free(string) } }
  var process: pid_t = 0
  let failed = starting.withLock { _ in
    posix_spawnp(&process, words[0], &actions, &attributes, arguments, variables)
  }
  withExtendedLifetime(streams) {}
  guard failed == 0 else { throw ChildError.system(words[0], failed) }
  return process
}

extension Child {
  /// Writes a program that will be run. Nobody can run a file that somebody else has open for
  /// writing (ETXTBSY), and that includes a child of ours that is just being started.
  public static func install(_ text: String, at path: String) throws {
    try starting.withLock { _ in
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      guard chmod(path, 0o755) == 0 else { throw ChildError.system(path) }
    }
  }
}
