internal import CContracts

// What the generated functions build C structs with. Everything lives in the arena.

extension Arena {
  /// An empty C message, filled in by protobuf-c's init function `start`.
  @inlinable package func make<CType>(
    _ type: CType.Type, _ start: (UnsafeMutablePointer<CType>?) -> Void
  ) throws(EncodeError) -> UnsafeMutablePointer<CType> {
    let made = try unsafe room(for: 1, of: type)
    unsafe start(made)
    return unsafe made
  }

  /// A C string; refused with a NUL inside, which would cut it short.
  package func text(_ text: String) throws(EncodeError) -> UnsafeMutablePointer<CChar> {
    var text = text
    let made = text.withUTF8 { (utf8) -> Result<UnsafeMutablePointer<CChar>, EncodeError> in
      if unsafe utf8.contains(0) { return unsafe .failure(.invalidText) }
      guard let made = unsafe take(utf8.count + 1) else { return unsafe .failure(.tooLarge) }
      if let start = utf8.baseAddress { unsafe made.copyMemory(from: start, byteCount: utf8.count) }
      unsafe made.storeBytes(of: 0, toByteOffset: utf8.count, as: UInt8.self)
      return unsafe .success(made.assumingMemoryBound(to: CChar.self))
    }
    return try unsafe made.get()
  }

  /// A copy of the bytes; nil when there are none.
  package func bytes(_ bytes: [UInt8]) throws(EncodeError) -> UnsafeMutablePointer<UInt8>? {
    guard !bytes.isEmpty else { return nil }
    let made = try unsafe room(for: bytes.count, of: UInt8.self)
    unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe made.initialize(from: start, count: bytes.count)
    }
    return unsafe made
  }

  /// A C array of what `lay` makes of each value; nil when there are none.
  @inlinable package func list<Value, Element>(
    _ values: [Value], _ lay: (Value) throws(EncodeError) -> Element
  ) throws(EncodeError) -> UnsafeMutablePointer<Element>? {
    guard !values.isEmpty else { return nil }
    let made = try unsafe room(for: values.count, of: Element.self)
    for index in values.indices {
      unsafe (made + index).initialize(to: try lay(values[index]))
    }
    return unsafe made
  }

  /// Uninitialized room for `count` elements.
  @inlinable func room<Element>(
    for count: Int, of type: Element.Type
  ) throws(EncodeError) -> UnsafeMutablePointer<Element> {
    guard let made = unsafe take(count * MemoryLayout<Element>.stride) else { throw .tooLarge }
    return unsafe made.assumingMemoryBound(to: type)
  }
}
