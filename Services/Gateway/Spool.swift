internal import Glibc

/// A file without a name that holds an upload until it is whole; it is gone with the process.
struct Spool: ~Copyable {
  struct Failure: Error, CustomStringConvertible { let description: String }

  private let file: Int32
  static let pieceSize = 64 * 1024

  init(in folder: String) throws(Failure) {
    // Mode 0600, as mkstemp(3) makes it; without a name as soon as it is open.
    var path = Array("\(folder)/credopass-upload-XXXXXX".utf8CString)
    file = unsafe mkstemp(&path)
    if file < 0 { throw Self.failure("no place for uploads in \(folder)") }
    unsafe unlink(path)
  }

  deinit { close(file) }

  func append(_ bytes: [UInt8]) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes[done...].withUnsafeBytes { rest in
        unsafe write(file, rest.baseAddress, rest.count)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw Self.failure("the upload cannot be kept") }
      done += count
    }
  }

  /// Up to 64 KiB from `offset` on; none at the end.
  func piece(at offset: Int) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.pieceSize)
    let count = unsafe pread(file, &bytes, bytes.count, offset)
    if count < 0 { throw Self.failure("the upload cannot be read back") }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  private static func failure(_ what: String) -> Failure {
    Failure(description: unsafe "\(what): \(String(cString: strerror(errno)))")
  }
}
