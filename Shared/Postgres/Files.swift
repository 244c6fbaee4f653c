internal import Glibc

/// The names in a directory.
func listDirectory(_ path: String) throws(MigrationError) -> [String] {
  guard let directory = unsafe opendir(path) else { throw .unreadable(path: path, errno) }
  defer { unsafe closedir(directory) }
  var names: [String] = []
  while let entry = unsafe readdir(directory) {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
      unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
    }
    names.append(name)
  }
  return names
}

/// The text of a file, which must be UTF-8 without NUL.
func readFile(_ path: String) throws(MigrationError) -> String {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
  if file < 0 { throw .unreadable(path: path, errno) }
  defer { close(file) }
  var bytes: [UInt8] = []
  var part = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = unsafe read(file, &part, part.count)
    if count < 0 { throw .unreadable(path: path, errno) }
    if count == 0 { break }
    bytes.append(contentsOf: part[..<count])
  }
  guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
    throw .unreadable(path: path, reason: "not UTF-8 text")
  }
  return text
}

extension MigrationError {
  fileprivate static func unreadable(path: String, _ code: Int32) -> MigrationError {
    .unreadable(path: path, reason: unsafe String(cString: strerror(code)))
  }
}
