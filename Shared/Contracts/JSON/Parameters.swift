extension JSONReader {
  /// Writes fields whose values come as text from a path or a query.
  mutating func parameters(
    _ parameters: [(name: String, text: String)], _ schema: MessageSchema,
    _ seen: inout SeenFields
  ) throws(JSONError) {
    for parameter in parameters {
      guard let index = schema.index(ofName: Array(parameter.name.utf8), hint: 0) else {
        throw schema.unknown(parameter.name)
      }
      let field = schema.fields[index]
      let isFirst = seen.insert(index)
      do throws(JSONError) {
        guard isFirst || field.isRepeated else { throw JSONError("is said twice") }
        if isFirst, !seen.insert(oneof: field.oneof) {
          throw JSONError("excludes another member that is there: say only one of them")
        }
        let token = JSONToken(kind: .parameter, bytes: Array(parameter.text.utf8)[...])
        try scalar(field, token)
      } catch { throw error.inside(field.jsonName) }
    }
  }

  /// Writes the names of the body's members to update_mask, unless the body did.
  mutating func mask(
    _ schema: MessageSchema, _ members: [String], _ seen: inout SeenFields
  ) throws(JSONError) {
    guard let index = schema.fields.firstIndex(where: { $0.name == "update_mask" }),
      case .message(let mask) = schema.fields[index].kind, mask.shape == .fieldMask
    else { preconditionFailure("\(schema.name) has no update_mask") }
    guard seen.insert(index) else { throw JSONError("is not for the body").inside("updateMask") }
    writer.tag(schema.fields[index].number, .bytes)
    let start = writer.begin()
    appendPaths(members.map { Array($0.utf8) })
    writer.end(start)
  }
}

extension MessageSchema {
  func unknown(_ name: String) -> JSONError {
    let allowed = fields.map(\.jsonName).joined(separator: ", ")
    return JSONError(
      allowed.isEmpty ? "is unknown: nothing is allowed" : "is unknown: allowed are \(allowed)"
    )
    .inside(name)
  }
}

/// A FieldMask's paths from its JSON text, in the contract's spelling; nil when it is none.
func parsePaths(_ text: ArraySlice<UInt8>) -> [[UInt8]]? {
  if text.isEmpty { return [] }
  var paths: [[UInt8]] = []
  for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
    guard !part.isEmpty else { return nil }
    var path: [UInt8] = []
    for letter in part {
      switch letter {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): path += [UInt8(ascii: "_"), letter | 0x20]
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"), UInt8(ascii: "."):
        path.append(letter)
      default: return nil
      }
    }
    paths.append(path)
  }
  return paths
}

/// A FieldMask's path in JSON's spelling, appended; false when JSON has none for it.
func appendPath(_ path: ArraySlice<UInt8>, to output: inout [UInt8]) -> Bool {
  var raise = false
  for letter in path {
    switch letter {
    case UInt8(ascii: "_"):
      if raise { return false }
      raise = true
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      output.append(raise ? letter & ~0x20 : letter)
      raise = false
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
      if raise { return false }
      output.append(letter)
    default: return false
    }
  }
  return !raise
}
