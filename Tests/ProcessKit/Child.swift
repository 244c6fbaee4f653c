public import Foundation
import Synchronization

/// A process that a test starts; it ends with this value.
///
/// It gets its three standard streams, no blocked signal, and nothing else of ours. Foundation's
/// `Process` passes every open descriptor on: a pipe that another child waits to see closed, a
/// listener, a file that is about to be run. It also takes a program for running as long as
/// anything runs that the program started.
public final class Child: Sendable {
  public enum Input: Sendable {
    case nothing
    /// All that it will read.
    case bytes([UInt8])
    /// What `write` gives, until `closeInput`.
    case piped
  }

  public enum Output: Sendable {
    /// To be read with `output` at any time; its errors with `errors`.
    case kept
    /// Both streams, in the order of writing, to be read with `output`.
    case together
    /// To be read with `line`; its errors with `errors`.
    case piped
  }

  public enum Group: Sendable {
    /// Gets the signals that the test run gets.
    case ours
    /// What it started is killed with it.
    case own
    /// A session of its own, which outlives this value.
    case session
  }

  public let id: pid_t
  private let program: String
  private let group: Group
  private let input = Mutex<Descriptor?>(nil)
  private let lines: Mutex<LineReader?>
  private let written: UnnamedFile
  private let complaints: UnnamedFile
  private let code = Mutex<Int32?>(nil)

  /// Starts a program, which is looked for as a shell does.
  ///
  /// - Parameter environment: all its variables; nil for ours.
  public init(
    _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil,
    input: Input = .nothing, output: Output = .kept, group: Group = .ours
  ) throws {
    self.program = program
    self.group = group
    written = try UnnamedFile()
    complaints = if case .together = output { written } else { try UnnamedFile() }
    var streams = [
      try Descriptor(reading: "/dev/null"), written.descriptor, complaints.descriptor,
    ]
    var ours: Descriptor?
    switch input {
    case .nothing: break
    case .bytes(let bytes): streams[0] = try UnnamedFile(bytes).descriptor
    case .piped: (streams[0], ours) = try Descriptor.pipe()
    }
    var reader: LineReader?
    if case .piped = output {
      let (reading, writing) = try Descriptor.pipe()
      streams[1] = writing
      reader = LineReader(reading)
    }
    lines = Mutex(reader)
    id = try spawn(
      [program] + arguments, environment ?? ProcessInfo.processInfo.environment, streams, group)
    self.input.withLock { [ours] in $0 = ours }
  }

  deinit {
    if group == .session { return }
    code.withLock { code in
      guard poll(&code) == nil else { return }
      kill(target, SIGKILL)
      while waitpid(id, nil, 0) < 0, errno == EINTR {}
    }
  }

  // MARK: Its streams

  /// Blocks while the pipe is full; throws when it reads no more.
  public func write(_ bytes: [UInt8]) throws {
    try input.withLock { input in
      guard let input else { throw ChildError("the input of \(program) is closed") }
      try input.write(bytes)
    }
  }

  public func closeInput() { input.withLock { $0 = nil } }

  /// The next line without its end, waited for on this thread; nil at the end of the output.
  public func line(within limit: Duration = .seconds(120)) throws -> String? {
    do {
      return try lines.withLock { lines in
        guard lines != nil else { throw ChildError("its output is not piped") }
        return try lines?.next(within: limit)
      }
    } catch {
      throw ChildError("\(program): \(error); it complained: \(errors)")
    }
  }

  /// All that it has written so far.
  public var output: String { written.text }

  /// All that it has complained of so far.
  public var errors: String { complaints.text }

  // MARK: Its end

  public var isRunning: Bool { code.withLock { poll(&$0) == nil } }

  /// Does nothing after the end, when the number may be another's.
  public func send(_ signal: Int32) {
    code.withLock { if poll(&$0) == nil { kill(id, signal) } }
  }

  /// Waits for the end: the exit code, or 128 and the signal that ended it. What has not ended
  /// after `limit` is killed and told with its last words.
  public func end(within limit: Duration = .seconds(120)) async throws -> Int32 {
    let last = ContinuousClock.now + limit
    while true {
      if let code = code.withLock({ poll(&$0) }) { return code }
      if ContinuousClock.now > last { break }
      try await ContinuousClock().sleep(for: .milliseconds(2))
    }
    kill(target, SIGKILL)
    throw ChildError("\(program) has not ended within \(limit); it said: \(output)\(errors)")
  }

  /// Whom a signal that ends must reach.
  private var target: pid_t { group == .ours ? id : -id }

  private func poll(_ code: inout Int32?) -> Int32? {
    var status: Int32 = 0
    if code == nil, waitpid(id, &status, WNOHANG) == id {
      code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }
    return code
  }
}

extension Child {
  /// What is left of a process that has ended.
  public struct Ended: Sendable {
    /// The exit code, or 128 and the signal.
    public let code: Int32
    public let output: String
    public let errors: String
  }

  /// Runs a program to its end.
  public static func run(
    _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil,
    input: Input = .nothing, output: Output = .kept, group: Group = .ours,
    within limit: Duration = .seconds(120)
  ) async throws -> Ended {
    let child = try Child(
      program, arguments, environment: environment, input: input, output: output, group: group)
    let code = try await child.end(within: limit)
    return Ended(code: code, output: child.output, errors: child.errors)
  }

  /// Runs a program to its end: what it wrote. Throws what it complained of when it fails.
  @discardableResult
  public static func output(
    of program: String, _ arguments: [String], environment: [String: String]? = nil,
    input: Input = .nothing, within limit: Duration = .seconds(120)
  ) async throws -> String {
    let ended = try await run(
      program, arguments, environment: environment, input: input, within: limit)
    guard ended.code == 0 else {
      let words = ended.output + ended.errors
      throw ChildError("\(program) \(arguments) ended with \(ended.code): \(words)")
    }
    return ended.output
  }
}
