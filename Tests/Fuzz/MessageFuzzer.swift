import Contracts
import ContractsKit
import RPC

/// Makes a valid message, breaks it and feeds it to the decoder of its type and to JSON.
struct MessageFuzzer {
  private let targets: [(type: any Message.Type, schema: MessageSchema)]
  private var wires: RandomWire
  private(set) var accepted = 0
  private(set) var refused = 0

  init(seed: UInt64) {
    wires = RandomWire(seed: seed, unknownNumbers: true)
    targets = allMessages.compactMap { type in
      Schema.contract.messages[type.fullName].map { (type, $0) }
    }
  }

  mutating func step() {
    guard let (type, schema) = targets.randomElement(using: &wires.random) else { return }
    let wire = mutated(wires.message(schema), &wires.random)
    do {
      try decode(type, wire)
      let json = mutated(try schema.json(fromWire: wire), &wires.random)
      _ = try schema.wire(fromJSON: json)
      accepted += 1
    } catch {
      refused += 1
    }
  }

  /// What decodes also encodes, and gives the same value again.
  private func decode<Value: Message>(_ type: Value.Type, _ wire: [UInt8]) throws {
    let value = try type.decode(wire)
    let again = try type.decode(value.encode())
    // NaN differs from itself, so bytes are compared where values do.
    if again != value {
      let same = try again.encode() == value.encode()
      precondition(same, "\(type.fullName) changes on its way: \(wire)")
    }
  }
}
