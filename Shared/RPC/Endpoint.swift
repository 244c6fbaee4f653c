/// Where one replica of a service is reached.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  /// A name or an address.
  public var host: String
  /// The data socket's port.
  public var port: Int
  /// The side socket's port.
  public var sidePort: Int

  public init(host: String, port: Int, sidePort: Int) {
    self.host = host
    self.port = port
    self.sidePort = sidePort
  }

  /// Reads `host:port`, whose side port is the next one, or `host:port/sidePort`; nil otherwise.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let ports = text[text.index(after: colon)...].split(
      separator: "/", omittingEmptySubsequences: false)
    guard let first = ports.first, let port = Int(first), ports.count <= 2 else { return nil }
    guard let sidePort = ports.count == 2 ? Int(ports[1]) : port + 1 else { return nil }
    guard (1...65535).contains(port), (1...65535).contains(sidePort), colon > text.startIndex
    else { return nil }
    self.init(host: String(text[..<colon]), port: port, sidePort: sidePort)
  }

  public var description: String { "\(host):\(port)/\(sidePort)" }

  func url(_ lane: Lane) -> String { "tcp://\(host):\(lane == .data ? port : sidePort)" }
}
