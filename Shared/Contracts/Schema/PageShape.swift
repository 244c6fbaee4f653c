/// Where the answer of a List call has its rows and the token of the next page: the rows are its
/// one repeated message, the token is `next_page_token`.
struct PageShape: Sendable {
  let row: MessageSchema
  /// Nil: the answer itself is the one row.
  private let list: Int?
  /// Nil: the answer has nothing but rows, which are all there are.
  private let token: Int?

  /// Nil when the answer is no list.
  init?(_ answer: MessageSchema) {
    let lists = Self.lists(of: answer)
    let token = answer.fields.first { $0.name == "next_page_token" }
    guard lists.count == 1, let (list, row) = lists.first,
      token != nil || answer.fields.count == 1
    else { return nil }
    self.list = list
    self.row = row
    self.token = token?.number
  }

  /// What becomes a table: a list's rows, also where figures of the whole stand beside them; the
  /// answer itself when it has no list.
  init(table answer: MessageSchema) {
    let lists = Self.lists(of: answer)
    list = lists.first?.0
    row = lists.first?.1 ?? answer
    token = answer.fields.first { $0.name == "next_page_token" }?.number
  }

  private static func lists(of answer: MessageSchema) -> [(Int, MessageSchema)] {
    answer.fields.compactMap { field in
      guard field.isRepeated, case .message(let row) = field.kind else { return nil }
      return (field.number, row)
    }
  }

  /// Tells where each row lies.
  /// - Returns: the token of the next page; "" on the last.
  func read(
    _ wire: [UInt8], _ row: (Range<Int>) throws(WireError) -> Void
  ) throws(WireError) -> String {
    guard let list else {
      try row(0..<wire.count)
      return ""
    }
    var reader = WireReader(wire)
    var next = ""
    while let field = try reader.next() {
      if field.number == list, field.kind == .bytes {
        try row(field.content)
      } else if field.number == token, field.kind == .bytes {
        guard let text = String(validating: wire[field.content], as: UTF8.self) else {
          throw .invalidText
        }
        next = text
      }
    }
    return next
  }
}
