import Foundation

/// Why a process could not be started, or what it failed to do.
public struct ChildError: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }

  /// The system's reason, as errno has it.
  static func system(_ what: String, _ code: Int32 = errno) -> ChildError {
    ChildError("\(what): \(String(cString: strerror(code)))")
  }
}

/// A file descriptor, closed with its owner.
final class Descriptor: Sendable {
  let number: Int32

  init(_ number: Int32, _ what: String) throws {
    guard number >= 0 else { throw ChildError.system(what) }
    self.number = number
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }

  convenience init(reading path: String) throws { try self.init(open(path, O_RDONLY), path) }

  deinit { close(number) }

  static func pipe() throws -> (reading: Descriptor, writing: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw ChildError.system("pipe") }
    return (try Descriptor(ends[0], "pipe"), try Descriptor(ends[1], "pipe"))
  }

  func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw ChildError.system("write") }
      rest = rest.dropFirst(count)
    }
  }
}

/// A file without a name: it goes with the last process that has it open.
final class UnnamedFile: Sendable {
  let descriptor: Descriptor

  /// A file to be read from its beginning.
  init(_ bytes: [UInt8] = []) throws {
    var template = Array((NSTemporaryDirectory() + "child-XXXXXX").utf8CString)
    descriptor = try Descriptor(mkstemp(&template), "mkstemp")
    unlink(template)
    try descriptor.write(bytes)
    lseek(descriptor.number, 0, SEEK_SET)
  }

  /// All that is in it now, wherever its writers are.
  var text: String {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = pread(descriptor.number, &chunk, chunk.count, off_t(all.count))
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return String(decoding: all, as: UTF8.self) }
      all += chunk.prefix(count)
    }
  }
}

/// Takes a pipe apart into lines.
struct LineReader {
  private let source: Descriptor
  private var pending: [UInt8] = []

  init(_ source: Descriptor) { self.source = source }

  /// Nil at the end, and then what stands behind the last line's end is lost.
  mutating func next(within limit: Duration) throws -> String? {
    let last = ContinuousClock.now + limit
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        defer { pending.removeSubrange(...end) }
        return String(decoding: pending[..<end], as: UTF8.self)
      }
      let left = max(0, (last - ContinuousClock.now) / .milliseconds(1))
      var wish = pollfd(fd: source.number, events: Int16(POLLIN), revents: 0)
      if poll(&wish, 1, Int32(left)) == 0 { throw ChildError("no line within \(limit)") }
      let count = read(source.number, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return nil }
      pending += chunk.prefix(count)
    }
  }
}
