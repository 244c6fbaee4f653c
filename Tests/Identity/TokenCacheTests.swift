import Testing

@testable import Identity

private func entry(_ epoch: Int64) -> TokenCache.Entry {
  TokenCache.Entry(
    principal: Principal(
      userID: "u", role: .staff, sessionID: "s", epoch: epoch, issuedAt: 0, expiresAt: 1),
    retiresAt: .max)
}

@Test func `the cache never holds more than its limit`() {
  var cache = TokenCache(limit: 10)
  for number in 0..<100 {
    cache.keep([UInt8(number)], entry(Int64(number)))
    #expect(cache.count <= 10)
    #expect(cache.find([UInt8(number)])?.principal.epoch == Int64(number))
  }
  #expect(cache.find([0]) == nil)
}

@Test func `what is asked for stays, what is not goes`() {
  var cache = TokenCache(limit: 10)
  cache.keep([200], entry(0))
  cache.keep([201], entry(0))
  for number in 0..<40 {
    cache.keep([UInt8(number)], entry(0))
    _ = cache.find([200])
  }
  #expect(cache.find([200]) != nil)
  #expect(cache.find([201]) == nil)
}

@Test func `a cache of nothing keeps nothing`() {
  var cache = TokenCache(limit: 0)
  cache.keep([1], entry(0))
  #expect(cache.find([1]) == nil)
}
