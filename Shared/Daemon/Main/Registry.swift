internal import Glibc
public import RPC

/// Where the replicas of a deployment are found on one machine: a file each,
/// `<state>/registry/<service>/<replica>`, whose first line is the endpoint.
///
/// A replica writes its own file when it begins to serve and removes it when it drains. What a
/// killed one leaves behind does no harm: it does not answer, so it is not chosen.
public struct Registry: Sendable {
  let folder: String

  public init(state: String) { folder = "\(state)/registry" }

  /// Why the registry cannot be written or read.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String

    init(_ path: String) { description = unsafe "\(path): \(String(cString: strerror(errno)))" }
  }

  /// The endpoints of a service's replicas; none when it was never started.
  public func endpoints(of service: String) throws -> [Endpoint] {
    try replicas(of: service).compactMap { try entry(service, $0).first.flatMap { Endpoint($0) } }
  }

  /// The names of a service's replicas, in order.
  public func replicas(of service: String) throws -> [String] {
    let path = "\(folder)/\(service)"
    guard let listing = unsafe opendir(path) else {
      if errno == ENOENT { return [] }
      throw Failure(path)
    }
    defer { unsafe closedir(listing) }
    var names: [String] = []
    while let item = unsafe readdir(listing) {
      let name = unsafe withUnsafeBytes(of: &item.pointee.d_name) { raw in
        unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// The lines of an entry: the endpoint, then `pid N` and `http HOST:PORT`. Empty when it has
  /// just been removed.
  public func entry(_ service: String, _ replica: String) throws -> [String] {
    let path = "\(folder)/\(service)/\(replica)"
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return [] }
      throw Failure(path)
    }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = unsafe Glibc.read(file, &bytes, bytes.count)
    guard count >= 0 else { throw Failure(path) }
    return String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: "\n").map(
      String.init)
  }

  /// Writes an entry; readers see the old one or the new one, whole.
  func enter(_ service: String, _ replica: String, _ lines: [String]) throws {
    for path in [folder, "\(folder)/\(service)"] {
      if unsafe mkdir(path, 0o755) != 0 && errno != EEXIST { throw Failure(path) }
    }
    let path = "\(folder)/\(service)/\(replica)"
    // The dot hides the draft from readers.
    let draft = "\(folder)/\(service)/.\(replica)"
    let file = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Failure(draft) }
    defer { close(file) }
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    guard unsafe write(file, bytes, bytes.count) == bytes.count else { throw Failure(draft) }
    guard unsafe rename(draft, path) == 0 else { throw Failure(path) }
  }

  func leave(_ service: String, _ replica: String) throws {
    let path = "\(folder)/\(service)/\(replica)"
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw Failure(path) }
  }
}
