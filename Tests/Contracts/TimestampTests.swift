import Contracts
import Testing

@Suite struct TimestampTests {
  @Test(
    arguments: [
      0, 1, -1, 999_999, -999_999, 1_000_000, -1_000_000, 1_795_285_800_123_456,
      -62_135_596_800_000_000, 253_402_300_799_999_999,
    ] as [Int64])
  func `microseconds come back as they went in`(_ microseconds: Int64) {
    let time = Timestamp(microseconds: microseconds)
    #expect((0..<1_000_000_000).contains(time.nanos))
    #expect(time.microseconds == microseconds)
  }

  @Test(arguments: [
    Timestamp(seconds: 253_402_300_800), Timestamp(seconds: .min), Timestamp(seconds: .max),
    Timestamp(nanos: -1), Timestamp(nanos: 1_000_000_000),
  ])
  func `a time that no calendar writes has none`(_ time: Timestamp) {
    #expect(time.microseconds == nil)
  }

  @Test func `the whole range of microseconds is taken without a trap`() {
    for extreme in [Int64.min, Int64.max] {
      #expect(Timestamp(microseconds: extreme).microseconds == nil)
    }
  }
}
