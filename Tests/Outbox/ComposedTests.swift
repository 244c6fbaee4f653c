import Testing
@testable import Outbox
@Suite struct ComposedTests { @Test func `x`() { #expect(Outbox.pause(after: 1, 1) == 1) } }
