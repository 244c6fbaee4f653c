internal import Glibc

/// Small secret files: made whole or not at all, readable by their owner only.
public enum SecretFile {
  /// No file of ours comes near; a wrong path (a log, a device) is refused early.
  private static let limit = 64 * 1024

  /// Writes `text` to a new file of mode 0400; throws `.exists` and leaves an existing one alone.
  public static func create(_ path: String, _ text: String) throws(SecretFileError) {
    guard try isNew(path, text) else { throw .exists(path) }
  }

  /// Writes `text` to a file of mode 0400 in place of what was there, at one instant for readers.
  public static func replace(_ path: String, _ text: String) throws(SecretFileError) {
    let draft = try drafted(path, text)
    guard unsafe rename(draft, path) == 0 else {
      let code = errno
      _ = unsafe unlink(draft)
      throw .system(path, code)
    }
    try settle(path)
  }

  /// The text of a file that nobody but its owner (and, read only, its group) can reach.
  ///
  /// Group reading is let through because that is how Kubernetes hands secrets to a process that
  /// is not root; symbolic links are followed for the same reason.
  public static func read(_ path: String) throws(SecretFileError) -> String {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .system(path, errno) }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw .system(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .malformed(path) }
    guard status.st_mode & 0o037 == 0 else { throw .exposed(path) }
    guard status.st_size <= limit else { throw .malformed(path) }
    let bytes = try contents(of: file, path)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed(path) }
    return text
  }

  /// The 32-byte secret that a file holds as one line of hexadecimal digits.
  public static func readSecret(_ path: String) throws(SecretFileError) -> Secret {
    var text = try read(path)[...]
    if text.last == "\n" { text.removeLast() }
    guard let bytes = Hex.decode(text), let secret = Secret(bytes) else {
      throw .malformed(path)
    }
    return secret
  }

  /// The secret of `path`, made from `random` when there is no such file yet.
  public static func secret(
    _ path: String, random: () -> Secret = Secret.random
  ) throws(SecretFileError) -> Secret {
    do {
      return try readSecret(path)
    } catch .system(_, ENOENT) {
      // Of several starts at once one makes it, and all take that one.
      _ = try isNew(path, Hex.encode(random().bytes) + "\n")
      return try readSecret(path)
    }
  }

  /// Makes the file; false, and nothing done, when there is one.
  private static func isNew(_ path: String, _ text: String) throws(SecretFileError) -> Bool {
    let draft = try drafted(path, text)
    defer { _ = unsafe unlink(draft) }
    // link() refuses an existing name, so of several starting at once exactly one wins, and
    // nobody ever reads half a file.
    guard unsafe link(draft, path) == 0 else {
      if errno == EEXIST { return false }
      throw .system(path, errno)
    }
    try settle(path)
    return true
  }

  /// Puts the name on disk too: a pepper lost in a power cut would lock out everybody.
  private static func settle(_ path: String) throws(SecretFileError) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let file = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw .system(folder, errno) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw .system(folder, errno) }
  }

  /// A file beside `path` that holds `text`, on disk for good, under a name nobody else uses.
  private static func drafted(
    _ path: String, _ text: String
  ) throws(SecretFileError) -> String {
    let draft = "\(path).\(Hex.encode(Sodium.random(8)))"
    let file = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o400)
    guard file >= 0 else { throw .system(path, errno) }
    defer { close(file) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw abandoned(draft, path) }
      rest = rest.dropFirst(written)
    }
    guard fsync(file) == 0 else { throw abandoned(draft, path) }
    return draft
  }

  private static func abandoned(_ draft: String, _ path: String) -> SecretFileError {
    let code = errno
    _ = unsafe unlink(draft)
    return .system(path, code)
  }

  private static func contents(of file: Int32, _ path: String) throws(SecretFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= limit {
      let count = unsafe Glibc.read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(path, errno) }
      if count == 0 { return bytes }
      bytes += chunk.prefix(count)
    }
    throw .malformed(path)
  }
}

/// Why a secret file could not be used; each description names the fix.
public enum SecretFileError: Error, Equatable, CustomStringConvertible {
  case exists(String)
  case exposed(String)
  case malformed(String)
  /// A failed system call and its errno.
  case system(String, Int32)

  public var description: String {
    switch self {
    case .exists(let path): "\(path) exists already; move it away to make a new one"
    case .exposed(let path): "\(path) is open to others; run: chmod 0400 \(path)"
    case .malformed(let path): "\(path) holds no key of ours; restore it or move it away"
    case .system(let path, let code): unsafe "\(path): \(String(cString: strerror(code)))"
    }
  }
}
