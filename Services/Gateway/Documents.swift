internal import Contracts
internal import HTTPTypes

extension Gateway {
  /// The file that an answer holds, as it is. Whoever has it asks again with its tag, and is told
  /// that it is still the same; nobody between us and them keeps it.
  func document(
    _ message: [UInt8], _ type: String, _ request: Incoming, _ method: MethodSchema
  ) throws(Refusal) -> Answer {
    let document: Document
    do { document = try Document.decode(message) } catch {
      log.error("\(method.name) answered what is no \(method.output.name)")
      throw .internal
    }
    let name = document.fileName.utf8.filter {
      (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    let tag = EntityTag.make(document.content)
    var answer = Answer(status: 200, contentType: type, body: document.content)
    answer.headers = [
      ("ETag", tag), ("Cache-Control", "private, no-cache"),
      ("Content-Disposition", "inline; filename=\"\(String(decoding: name, as: UTF8.self))\""),
    ]
    if request.head.headerFields[.ifNoneMatch] == tag {
      return Answer(status: 304, headers: answer.headers)
    }
    return answer
  }
}
