import ProcessKit
import Testing

@Suite struct `Broken frames: integration` {
  @Test func `neither trap nor pass for whole ones, nor leave memory behind`() async throws {
    // A process of its own, for its memory is measured.
    let fuzz = try await Child.run(
      Built.program("Fuzz"), ["frames", "--count", "50000", "--seed", "1"], output: .together,
      within: .seconds(600))
    #expect(fuzz.code == 0, "\(fuzz.output)")
  }
}
