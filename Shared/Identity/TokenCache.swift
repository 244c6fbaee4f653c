/// Tokens that verified, by digest, in bounded memory: what is not asked for again within the
/// next `limit / 2` new tokens is forgotten. Refused tokens are not kept, so a flood of them
/// pushes nothing out.
struct TokenCache {
  struct Entry {
    let principal: Principal
    /// When the key that signed it stops counting.
    let retiresAt: Int64
  }

  private let half: Int
  private var young: [[UInt8]: Entry] = [:]
  private var old: [[UInt8]: Entry] = [:]

  init(limit: Int) { half = limit / 2 }

  var count: Int { young.count + old.count }

  mutating func find(_ digest: [UInt8]) -> Entry? {
    if let entry = young[digest] { return entry }
    guard let entry = old.removeValue(forKey: digest) else { return nil }
    keep(digest, entry)
    return entry
  }

  mutating func keep(_ digest: [UInt8], _ entry: Entry) {
    guard half > 0 else { return }
    if young.count >= half {
      old = young
      young = [:]
    }
    young[digest] = entry
  }

  mutating func clear() {
    young = [:]
    old = [:]
  }
}
