import Contracts
import ContractsKit
import RPC

/// Makes a valid message, breaks its bytes and its JSON, and feeds both to what must survive them.
struct MessageFuzzer {
  private let targets: [(type: any Message.Type, schema: MessageSchema)]
  private var wires: RandomWire
  private(set) var decoded = 0
  private(set) var printed = 0
  private(set) var parsed = 0

  init(seed: UInt64) {
    wires = RandomWire(seed: seed)
    targets = allMessages.compactMap { type in
      Schema.contract.messages[type.fullName].map { (type, $0) }
    }
  }

  mutating func step() {
    guard let (type, schema) = targets.randomElement(using: &wires.random) else { return }
    let valid = wires.message(schema)
    let wire = mutated(valid, &wires.random)
    if survives({ try decode(type, wire) }) { decoded += 1 }
    if survives({ try schema.json(fromWire: wire) }) { printed += 1 }
    do {
      let json = mutated(try schema.json(fromWire: valid), &wires.random)
      if survives({ try decode(type, try schema.wire(fromJSON: json)) }) { parsed += 1 }
    } catch { preconditionFailure("\(type.fullName) has no JSON: \(valid)") }
  }

  /// What decodes also encodes, and gives the same bytes again.
  private func decode<Value: Message>(_ type: Value.Type, _ wire: [UInt8]) throws {
    let bytes = try type.decode(wire).encode()
    let again = try type.decode(bytes).encode()
    precondition(again == bytes, "\(type.fullName) changes on its way: \(wire)")
  }

  private func survives<Value>(_ body: () throws -> Value) -> Bool {
    do {
      _ = try body()
      return true
    } catch { return false }
  }
}
