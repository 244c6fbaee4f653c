import Foundation

/// What may happen to a database server. For clusters of a test's own.
extension TestCluster {
  /// Kills the server and all its backends at once (SIGKILL), and waits until they are gone.
  public func kill() async throws {
    // Stopped first, so that none is started while they are listed.
    try freeze()
    let all = try processes()
    for process in all { Glibc.kill(process, SIGKILL) }
    for process in all { try await end(of: process) }
    // A zombie would be taken for a running server.
    for lock in [data + "/postmaster.pid", directory + "/.s.PGSQL.5432.lock"] {
      try FileManager.default.removeItem(atPath: lock)
    }
  }

  /// Stops the server and its backends (SIGSTOP): sockets stay open, nobody answers.
  public func freeze() throws {
    for process in try processes() { Glibc.kill(process, SIGSTOP) }
  }

  /// Lets a frozen server go on.
  public func thaw() throws {
    for process in try processes() { Glibc.kill(process, SIGCONT) }
  }

  /// The postmaster first, then its children.
  private func processes() throws -> [pid_t] {
    let file = try String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8)
    guard let line = file.split(separator: "\n").first, let postmaster = pid_t(line) else {
      throw TestKitError("no process in \(data)/postmaster.pid")
    }
    let children = try String(
      contentsOfFile: "/proc/\(postmaster)/task/\(postmaster)/children", encoding: .utf8)
    return [postmaster] + children.split(separator: " ").compactMap { pid_t($0) }
  }

  private func end(of process: pid_t) async throws {
    while try Glibc.kill(process, 0) == 0 && isZombie(process) == false {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// An orphan stays a zombie where nobody reaps it, as in a container without an init.
  private func isZombie(_ process: pid_t) throws -> Bool {
    let path = "/proc/\(process)/stat"
    guard FileManager.default.fileExists(atPath: path) else { return true }
    let stat = try String(contentsOfFile: path, encoding: .utf8)
    return stat.split(separator: ")").last?.hasPrefix(" Z") ?? true
  }
}
