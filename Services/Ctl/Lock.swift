import Foundation

/// Which supervisor serves a state directory: it holds a lock that ends with it, however it ends.
///
/// The file says `pid N`, then `state starting` or `state serving`, then `port N` of the gateway.
@safe final class SupervisorLock {
  private let file: Int32
  private let path: String

  private init(_ file: Int32, _ path: String) {
    self.file = file
    self.path = path
  }

  deinit { close(file) }

  private static func path(_ deployment: Deployment) -> String { deployment.state + "/up.lock" }

  /// Takes the lock; nil when another process has it.
  static func take(_ deployment: Deployment) throws -> SupervisorLock? {
    let path = path(deployment)
    let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw Failure.unavailable(unsafe "\(path): \(String(cString: strerror(errno)))")
    }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      return nil
    }
    return SupervisorLock(file, path)
  }

  /// Says how far we are.
  func tell(_ lines: [String]) throws {
    let bytes = Array((["pid \(getpid())"] + lines).joined(separator: "\n").utf8) + [10]
    guard ftruncate(file, 0) == 0,
      unsafe pwrite(file, bytes, bytes.count, 0) == bytes.count
    else { throw Failure.unavailable(unsafe "\(path): \(String(cString: strerror(errno)))") }
  }

  /// What the supervisor that holds the lock says; nil when none does.
  static func holder(_ deployment: Deployment) throws -> Holder? {
    let path = path(deployment)
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    if flock(file, LOCK_SH | LOCK_NB) == 0 { return nil }
    let text = FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self)
    }
    return Holder(text ?? "")
  }

  struct Holder: Equatable, Sendable {
    let pid: pid_t
    let isServing: Bool
    let port: Int?

    /// Nil for a file that is being written.
    init?(_ text: String) {
      var facts: [Substring: Substring] = [:]
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ", maxSplits: 1)
        if words.count == 2 { facts[words[0]] = words[1] }
      }
      guard let pid = facts["pid"].flatMap({ pid_t($0) }), pid > 1 else { return nil }
      self.pid = pid
      isServing = facts["state"] == "serving"
      port = facts["port"].flatMap { Int($0) }
    }
  }
}
