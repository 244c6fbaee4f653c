internal import CJose

/// A JSON object as jansson reads it: UTF-8 checked, a name that is there twice refused.
@safe struct JSONObject: ~Copyable {
  private let root: UnsafeMutablePointer<json_t>

  /// Nil for anything that is no object.
  init?(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    let text = unsafe bytes.withUnsafeBytes { raw in
      unsafe json_loadb(
        raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count,
        Int(JSON_REJECT_DUPLICATES), nil)
    }
    guard let root = unsafe text else { return nil }
    guard unsafe root.pointee.type == JSON_OBJECT else {
      unsafe credopass_json_release(root)
      return nil
    }
    unsafe self.root = unsafe root
  }

  deinit { unsafe credopass_json_release(root) }

  private func value(_ name: String) -> UnsafeMutablePointer<json_t>? {
    unsafe json_object_get(root, name)
  }

  func has(_ name: String) -> Bool { unsafe value(name) != nil }

  /// Nil when it is missing, no string, or has a NUL in it.
  func text(_ name: String) -> String? { unsafe Self.text(value(name)) }

  private static func text(_ value: UnsafeMutablePointer<json_t>?) -> String? {
    // "Returns the associated value of string as a null terminated UTF-8 encoded string, or NULL
    // if string is not a JSON string."
    guard let start = unsafe json_string_value(value) else { return nil }
    let text = unsafe String(cString: start)
    return unsafe text.utf8.count == json_string_length(value) ? text : nil
  }

  /// A number of seconds; a fraction is cut off (RFC 7519, NumericDate).
  func seconds(_ name: String) -> Int64? {
    guard let value = unsafe value(name) else { return nil }
    if unsafe credopass_json_is_integer(value) != 0 { return unsafe json_integer_value(value) }
    guard unsafe value.pointee.type == JSON_REAL else { return nil }
    return Int64(exactly: unsafe json_real_value(value).rounded(.down))
  }

  /// Whether it is `true` itself.
  func isTrue(_ name: String) -> Bool {
    guard let value = unsafe value(name) else { return false }
    return unsafe credopass_json_is_true(value) != 0
  }

  /// One text, or a list of nothing else; nil for anything else.
  func texts(_ name: String) -> [String]? {
    guard let value = unsafe value(name) else { return nil }
    if let one = unsafe Self.text(value) { return [one] }
    guard unsafe value.pointee.type == JSON_ARRAY else { return nil }
    let count = unsafe json_array_size(value)
    let all = (0..<count).compactMap { unsafe Self.text(json_array_get(value, $0)) }
    return all.count == count ? all : nil
  }

  /// The objects of a list as texts of their own; what is no object is left out.
  func objects(_ name: String, limit: Int) -> [String] {
    guard let list = unsafe value(name), unsafe list.pointee.type == JSON_ARRAY else { return [] }
    return (0..<min(limit, unsafe json_array_size(list))).compactMap { index in
      guard let text = unsafe json_dumps(json_array_get(list, index), 0) else { return nil }
      defer { unsafe free(text) }
      return unsafe String(cString: text)
    }
  }
}
