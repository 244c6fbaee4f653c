internal import Glibc
internal import Logging

extension Blueprint {
  /// Runs the service until SIGTERM or SIGINT: the whole of a main.
  ///
  /// Exit codes: 0 drained; 1 calls were cut off by the drain's limit; 78 the configuration is
  /// wrong; 69 something it needs is not there.
  public func run() -> Never {
    // Before anything starts a thread, for threads inherit the mask: signals are for this one.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT] { unsafe sigaddset(&signals, signal) }
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    signal(SIGPIPE, SIG_IGN)
    let starting = Task { await startOrLeave() }
    var received: Int32 = 0
    unsafe sigwait(&signals, &received)
    Task {
      let running = await starting.value
      let finished = await running.drain()
      running.daemon.log.info("ended", metadata: ["drained": "\(finished)"])
      // nng_close can hang: the process goes with its sockets open.
      _exit(finished ? 0 : 1)
    }
    // A second signal is for those who will not wait.
    unsafe sigwait(&signals, &received)
    _exit(1)
  }

  private func startOrLeave() async -> Running {
    do {
      return try await start(Environment.all)
    } catch {
      let failure = error as? StartFailure
      let text = "\(name): \(failure?.description ?? "\(error)")\n"
      let lines = Array(text.replacing("\n", with: "\n\(name): ").utf8)
      _ = unsafe write(2, lines, max(0, lines.count - name.utf8.count - 2))
      _exit(failure?.exitCode ?? 70)
    }
  }
}

/// The process's environment.
enum Environment {
  static var all: [String: String] {
    var values: [String: String] = [:]
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let text = unsafe String(cString: entry)
      if let sign = text.firstIndex(of: "=") {
        values[String(text[..<sign])] = String(text[text.index(after: sign)...])
      }
      unsafe next += 1
    }
    return values
  }
}
