/// Which of a server's two sockets a method is called on.
public enum Lane: Sendable {
  /// The domain's calls.
  case data
  /// Health, control, reflection, and what waits long: it must answer when `data` is saturated.
  case side

  /// The side socket takes the packages credopass.rpc and credopass.feed, and every method named
  /// `Watch…`; a name says where it goes, so no caller has to be told.
  init(of method: String) {
    let name = method.utf8.split(separator: UInt8(ascii: "/")).last ?? Substring().utf8
    let sides = method.hasPrefix("credopass.rpc.") || method.hasPrefix("credopass.feed.")
    self = sides || name.starts(with: "Watch".utf8) ? .side : .data
  }
}
