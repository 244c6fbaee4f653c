import Glibc

/// A file that every replica appends to: what a shared database is to real services.
///
/// A record is durable before `append` answers, and a key is recorded once, whichever replica is
/// asked: the file's lock plays the part of the database's row lock.
struct Journal: Sendable {
  let path: String

  init(_ path: String) { self.path = path }

  /// Appends a line; with a key, only when no line of that key is there.
  func append(key: String, _ text: String) {
    let file = unsafe open(path, O_RDWR | O_CREAT | O_APPEND, 0o600)
    guard file >= 0 else { leave(74, "\(path) cannot be opened") }
    defer { close(file) }
    flock(file, LOCK_EX)
    if !key.isEmpty && content(file).contains("\(key) ") { return }
    let line = Array("\(key) \(text)\n".utf8)
    guard unsafe write(file, line, line.count) == line.count, fsync(file) == 0 else {
      leave(74, "\(path) cannot be written")
    }
  }

  private func content(_ file: Int32) -> String {
    let size = Int(lseek(file, 0, SEEK_END))
    guard size > 0 else { return "" }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = unsafe max(0, pread(file, buffer.baseAddress, size, 0))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
