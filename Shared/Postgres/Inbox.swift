internal import Glibc
internal import Synchronization

/// What tasks and helper threads ask of the loop.
enum Command: Sendable {
  case submit(Call)
  case cancel(Call)
  case release(Lease)
  case opened(Int, Result<Handle, PostgresError>)
  case cancelDelivered(Int)
  case close(CheckedContinuation<Void, Never>?)
}

/// The way into the loop: a queue, and a pipe that ends its poll.
final class Inbox: Sendable {
  private struct State {
    var isOpen = true
    var commands: [Command] = []
  }

  let wakeup: Int32
  private let bell: Int32
  private let state = Mutex(State())
  private let counters = Mutex(Snapshot())

  init() {
    var ends: [Int32] = [-1, -1]
    let failed = unsafe pipe(&ends)
    precondition(failed == 0, "pipe: \(errno)")
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (wakeup, bell) = (ends[0], ends[1])
  }

  deinit {
    Glibc.close(wakeup)
    Glibc.close(bell)
  }

  /// Hands a command to the loop; false when there is none any more.
  @discardableResult
  func post(_ command: Command) -> Bool {
    let (taken, first) = state.withLock { state in
      guard state.isOpen else { return (false, false) }
      state.commands.append(command)
      return (true, state.commands.count == 1)
    }
    if first { ring() }
    return taken
  }

  /// One byte is enough: a full pipe wakes as well.
  private func ring() {
    var byte: UInt8 = 1
    unsafe write(bell, &byte, 1)
  }

  /// Takes everything posted so far; the wake-up is cleared first, so none is lost.
  func take() -> [Command] {
    var bytes: (UInt64, UInt64) = (0, 0)
    unsafe read(wakeup, &bytes, MemoryLayout.size(ofValue: bytes))
    return state.withLock { state in
      defer { state.commands = [] }
      return state.commands
    }
  }

  /// Takes the last commands and refuses all later ones.
  func shut() -> [Command] {
    state.withLock { state in
      state.isOpen = false
      defer { state.commands = [] }
      return state.commands
    }
  }

  var snapshot: Snapshot {
    get { counters.withLock { $0 } }
    set { counters.withLock { $0 = newValue } }
  }
}
