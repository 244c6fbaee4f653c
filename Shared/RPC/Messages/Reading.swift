internal import CContracts
internal import Glibc

// What the generated initializers read C structs with.

/// A text that protobuf-c allocated in an arena, or its shared empty one.
package func readText(_ text: UnsafePointer<CChar>?) throws(DecodeError) -> String {
  guard let text = unsafe text, unsafe text != credopass_empty_text() else { return "" }
  let raw = unsafe UnsafeRawPointer(text)
  // The arena's header counts the NUL that protobuf-c appends.
  let count = unsafe raw.load(fromByteOffset: -ArenaState.headerSize, as: Int.self) - 1
  guard unsafe strlen(text) == count, let value = unsafe String(validatingCString: text) else {
    throw .invalidText
  }
  return value
}

package func readTexts(
  _ count: Int, _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) throws(DecodeError) -> [String] {
  guard count > 0, let list = unsafe list else { return [] }
  var values: [String] = []
  values.reserveCapacity(count)
  for index in 0..<count { values.append(try unsafe readText(list[index])) }
  return values
}

package func readBytes(_ count: Int, _ data: UnsafeMutablePointer<UInt8>?) -> [UInt8] {
  guard let data = unsafe data else { return [] }
  return unsafe Array(UnsafeBufferPointer(start: data, count: count))
}

/// The numbers or enum values of a repeated field.
@inlinable package func readList<Element: BitwiseCopyable, Value>(
  _ count: Int, _ list: UnsafeMutablePointer<Element>?, _ read: (Element) -> Value
) -> [Value] {
  guard let list = unsafe list else { return [] }
  return unsafe UnsafeBufferPointer(start: list, count: count).map(read)
}

@inlinable package func readMessages<Value: Message, CType>(
  _ count: Int, _ list: UnsafeMutablePointer<UnsafeMutablePointer<CType>?>?
) throws(DecodeError) -> [Value] {
  guard count > 0, let list = unsafe list else { return [] }
  var values: [Value] = []
  values.reserveCapacity(count)
  for index in 0..<count {
    guard let message = unsafe list[index] else { throw .malformed }
    values.append(try unsafe Value(unpacked: message))
  }
  return values
}
