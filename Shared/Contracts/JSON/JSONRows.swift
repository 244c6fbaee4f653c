/// How the pages of a List call become the elements of one JSON array.
public struct JSONRows: Sendable {
  private let shape: PageShape

  /// Nil when the answer is no page.
  public init?(_ answer: MessageSchema) {
    guard let shape = PageShape(answer) else { return nil }
    self.shape = shape
  }

  /// The rows of a page with commas between, and the token of the next; "" on the last.
  public func page(_ wire: [UInt8]) throws(WireError) -> (rows: [UInt8], nextToken: String) {
    var rows: [UInt8] = []
    let next = try shape.read(wire) { place throws(WireError) in
      if !rows.isEmpty { rows.append(UInt8(ascii: ",")) }
      rows += try shape.row.json(fromWire: Array(wire[place]))
    }
    return (rows, next)
  }
}
