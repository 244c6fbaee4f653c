/// How many bytes the UTF-8 sequence at `at` has, or nil when it is none (RFC 3629).
func utf8Length(_ bytes: [UInt8], _ at: Int, _ end: Int) -> Int? {
  let first = bytes[at]
  if first < 0x80 { return 1 }
  let (count, low, high): (Int, UInt8, UInt8) =
    switch first {
    case 0xC2...0xDF: (2, 0x80, 0xBF)
    case 0xE0: (3, 0xA0, 0xBF)
    case 0xED: (3, 0x80, 0x9F)
    case 0xE1...0xEF: (3, 0x80, 0xBF)
    case 0xF0: (4, 0x90, 0xBF)
    case 0xF1...0xF3: (4, 0x80, 0xBF)
    case 0xF4: (4, 0x80, 0x8F)
    default: (0, 0, 0)
    }
  guard count > 0, end - at >= count, (low...high).contains(bytes[at + 1]) else { return nil }
  for place in 2..<max(count, 2) where bytes[at + place] & 0xC0 != 0x80 { return nil }
  return count
}
