internal import Contracts
internal import RPC

/// One member of the file that holds everything about a person: a call about them, and every page
/// of it when it is a List call.
struct DossierPart: Sendable, Equatable {
  let member: String
  let rpc: String
  /// The request's field for the person; nil: it is about who asks, and left out of files about
  /// others.
  let field: String?
}

extension Gateway {
  /// A member on its way out: what came first, and how the rest comes.
  private struct Member: Sendable {
    let name: String
    let leaving: Leaving
    /// Nil: one object, which has come.
    let rows: JSONRows?
    let first: [UInt8]
    let next: String
  }

  /// Everything that the parts hold about a person, as one JSON object. Answers once each service
  /// has answered, so that a refusal is one; memory holds a page of each.
  func dossier(
    _ person: String, _ request: Incoming, _ asker: Asker, _ parts: [DossierPart]
  ) async throws(Refusal) -> Answer {
    var members: [Member] = []
    let isOwn = person.lowercased() == asker.principal?.userID
    for part in parts where isOwn || part.field != nil {
      members.append(try await open(part, person, request, asker))
    }
    return file("application/json", "credopass.json", request) { [members] write in
      for (index, member) in members.enumerated() {
        let name = Array((index == 0 ? "{" : ",").utf8) + JSON.text(member.name).bytes
        try await self.write(member, name + ":".utf8, write)
      }
      try await write(Array("}\n".utf8))
    }
  }

  private func open(
    _ part: DossierPart, _ person: String, _ request: Incoming, _ asker: Asker
  ) async throws(Refusal) -> Member {
    guard let method = schema.method(part.rpc) else {
      preconditionFailure("\(part.rpc) is no rpc")
    }
    let leaving = Leaving(
      request: request, asker: asker, method: method,
      said: part.field.map { [($0, person)] } ?? [], about: person)
    guard let rows = JSONRows(method.output) else {
      let object = try await page(nil, of: leaving, method.output.json)
      return Member(name: part.member, leaving: leaving, rows: nil, first: object, next: "")
    }
    let isPaged = method.input.fields.contains { $0.name == "page_token" }
    let first = try await page(isPaged ? "" : nil, of: leaving, rows.page)
    return Member(
      name: part.member, leaving: leaving, rows: rows, first: first.rows, next: first.nextToken)
  }

  private func write(
    _ member: Member, _ name: [UInt8], _ write: ([UInt8]) async throws -> Void
  ) async throws {
    guard let rows = member.rows else { return try await write(name + member.first) }
    try await write(name + "[".utf8 + member.first)
    var token = member.next
    while !token.isEmpty {
      let page = try await self.page(token, of: member.leaving, rows.page)
      if !page.rows.isEmpty { try await write(Array(",".utf8) + page.rows) }
      token = page.nextToken
    }
    try await write(Array("]".utf8))
  }
}
