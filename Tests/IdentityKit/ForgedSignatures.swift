internal import Identity

/// The order of Ed25519's group, 2²⁵² + 27742317777372353535851937790883648493, little-endian.
private let order: [UInt8] = [
  0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
]

extension Forge {
  /// Right header, right claims, and a signature that is not ours.
  var signatures: [Forgery] {
    let input = input(header, Array(claims.utf8))
    let real = deployment.key.sign(input)
    let other = deployment.key.sign(self.input(header, Array(claims("PARTICI", "X").utf8)))
    let zero = [UInt8](repeating: 0, count: 32)
    // The neutral point: R = 1, S = 0 holds for a public key of small order.
    let neutral = [1] + zero.dropFirst() + zero
    let cases: [(String, [UInt8])] = [
      ("none", []), ("zero", zero + zero), ("of small order", neutral),
      ("of another key", deployment.foreign.sign(input)),
      ("of the retired key", deployment.retired.sign(input)),
      ("of another token", other), ("of the claims alone", deployment.key.sign(Array(claims.utf8))),
      ("a byte short", real.dropLast()), ("a byte long", real + [0]), ("half", Array(real[..<32])),
      ("twice", real + real), ("halves swapped", Array(real[32...] + real[..<32])),
      ("S + L", Array(real[..<32]) + plusOrder(Array(real[32...]))),
      ("R + sign bit", real[..<31] + [real[31] ^ 0x80] + real[32...]),
    ]
    return cases.map {
      Forgery(
        description: "signature: \($0)", token: joined(input, $1), refusal: .badSignature)
    } + [
      Forgery(
        description: "the claims of an administrator under a participant's signature",
        token: joined(self.input(header, Array(claims("PARTICIPANT", "ADMIN").utf8)), real),
        refusal: .badSignature)
    ]
  }

  /// The second spelling of S that a verifier without a range check takes.
  private func plusOrder(_ scalar: [UInt8]) -> [UInt8] {
    var carry = 0
    return zip(scalar, order).map { left, right in
      let sum = Int(left) + Int(right) + carry
      carry = sum >> 8
      return UInt8(sum & 0xFF)
    }
  }

  /// A good token, cut, padded, wrapped or spelled otherwise.
  var shapes: [Forgery] {
    let good = String(decoding: token(), as: UTF8.self)
    let parts = good.split(separator: ".").map(String.init)
    let texts = [
      "", ".", "...", parts[0], "\(parts[0]).\(parts[1])",
      "\(good).", ".\(good)", "\(good).\(parts[2])", "\(good).a.b", "\(good)=", "\(good)==",
      "\(parts[0]).\(parts[1])=.\(parts[2])", "\(good) ", "\(good)\n", "\(good)\0",
      good.replacing(".", with: ". "), String(good.dropLast(1)),
      "\(good)é", "\(good)%3D",
      good + String(repeating: "A", count: 1536),
    ]
    // A token without either letter is the same in both alphabets, and so no forgery.
    let respelt = good.replacing("_", with: "/").replacing("-", with: "+")
    let spare = [
      spareBits(good, part: 2), spareBits(good, part: 1), respelt == good ? nil : respelt,
    ].compactMap(\.self)
    // What is before the claims makes it nobody's header; what still decodes fails by signature.
    let headed = ["..", " \(good)", "Bearer \(good)", "\(parts[0])=.\(parts[1]).\(parts[2])"]
    let signed = ["\(parts[0])..\(parts[2])"]
    let cases: [([String], TokenRefusal)] = [
      (texts + spare, .malformed), (headed, .unknownHeader), (signed, .badSignature),
    ]
    return cases.flatMap { texts, refusal in
      texts.map {
        Forgery(description: "shape: \($0)", token: Array($0.utf8), refusal: refusal)
      }
    }
  }

  /// The token whose `part` decodes to the same bytes for a reader that ignores spare bits.
  private func spareBits(_ token: String, part: Int) -> String? {
    var parts = token.split(separator: ".").map { Array($0.utf8) }
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    guard !parts[part].count.isMultiple(of: 4), let last = parts[part].popLast(),
      let value = letters.firstIndex(of: last)
    else { return nil }
    parts[part].append(letters[value | 1])
    return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
  }
}
