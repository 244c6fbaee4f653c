/// RFC 4648, standard alphabet, padded.
func appendBase64(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
  var at = bytes.startIndex
  while at < bytes.endIndex {
    let count = min(3, bytes.endIndex - at)
    var group: UInt32 = 0
    for place in 0..<3 {
      group = group << 8 | (place < count ? UInt32(bytes[at + place]) : 0)
    }
    for place in 0..<4 {
      output.append(
        place <= count
          ? base64Letter(UInt8(group >> UInt32(18 - 6 * place) & 63)) : UInt8(ascii: "="))
    }
    at += count
  }
}

/// Standard or URL alphabet, padded or not; nil when it is neither.
func decodeBase64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
  var text = text
  if text.count % 4 == 0 {
    for _ in 0..<2 where text.last == UInt8(ascii: "=") { text.removeLast() }
  }
  guard text.count % 4 != 1 else { return nil }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count * 3 / 4)
  var group: UInt32 = 0
  var bits: UInt32 = 0
  for letter in text {
    guard let value = base64Value(letter) else { return nil }
    group = (group << 6 | UInt32(value)) & 0xFFFF
    bits += 6
    if bits >= 8 {
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: group >> bits))
    }
  }
  return bytes
}

private func base64Letter(_ value: UInt8) -> UInt8 {
  switch value {
  case 0..<26: UInt8(ascii: "A") + value
  case 26..<52: UInt8(ascii: "a") + value - 26
  case 52..<62: UInt8(ascii: "0") + value - 52
  case 62: UInt8(ascii: "+")
  default: UInt8(ascii: "/")
  }
}

private func base64Value(_ letter: UInt8) -> UInt8? {
  switch letter {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
  case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
  case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0") + 52
  case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
  case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
  default: nil
  }
}
