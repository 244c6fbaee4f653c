/// What a hostile or broken peer makes of bytes: flips, cuts, insertions, copies, huge lengths.
public func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
  var bytes = bytes
  for _ in 0...Int.random(in: 0...3, using: &random) {
    let at = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8.random(in: 0...7, using: &random)
    case 1 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &random)
    case 2: bytes.removeSubrange(at...)
    case 3: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
    case 4:
      let edge: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]
      bytes.insert(contentsOf: edge.suffix(Int.random(in: 1...10, using: &random)), at: at)
    default:
      let end = Int.random(in: at...bytes.count, using: &random)
      bytes.insert(contentsOf: bytes[at..<end].prefix(64), at: at)
    }
  }
  return bytes
}
