import Contracts
import ContractsKit
import RPC
import Testing

/// A message of a type known by name only, through everything that must not change it.
func roundTrip<Value: Message>(_ type: Value.Type, _ wire: [UInt8]) throws -> [UInt8] {
  let value = try type.decode(wire)
  let encoded = try value.encode()
  #expect(try type.decode(encoded) == value)
  let direct = try unsafe value.encode { size, pack in
    unsafe [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
      if let start = bytes.baseAddress { unsafe pack(UnsafeMutableRawPointer(start)) }
      count = size
    }
  }
  #expect(direct == encoded)
  return encoded
}

func decodes<Value: Message>(_ type: Value.Type, _ wire: [UInt8], as other: [UInt8]) throws -> Bool
{
  try type.decode(wire) == type.decode(other)
}

@Suite struct RoundTripTests {
  @Test(arguments: allMessages.map { $0.fullName })
  func `random messages come back as they were sent`(_ name: String) throws {
    let type = try #require(allMessages.first { $0.fullName == name })
    let schema = try #require(Schema.contract.messages[name])
    var wires = RandomWire(seed: 20_261_121, unknownNumbers: true)
    for _ in 0..<200 { _ = try roundTrip(type, wires.message(schema)) }
  }

  @Test(arguments: allMessages.map { $0.fullName })
  func `random messages survive JSON`(_ name: String) throws {
    let type = try #require(allMessages.first { $0.fullName == name })
    let schema = try #require(Schema.contract.messages[name])
    var wires = RandomWire(seed: 7)
    for _ in 0..<200 {
      let wire = wires.message(schema)
      let json = try schema.json(fromWire: wire)
      let back = try schema.wire(fromJSON: json)
      #expect(try decodes(type, back, as: wire), "\(String(decoding: json, as: UTF8.self))")
    }
  }

  @Test func `Python's protobuf agrees on every type, in bytes and in JSON`() throws {
    let peer = try Peer()
    var wires = RandomWire(seed: 42)
    for type in allMessages {
      let schema = try #require(Schema.contract.messages[type.fullName])
      for _ in 0..<100 {
        let wire = wires.message(schema)
        let json = try schema.json(fromWire: wire)
        let opinion = try #require(try peer.opinion(on: wire, type.fullName, json: json))
        #expect(try roundTrip(type, wire) == opinion.wire)
        #expect(opinion.sameJSON, "\(String(decoding: json, as: UTF8.self))")
        #expect(opinion.parsed == opinion.wire)
        let back = try schema.wire(fromJSON: opinion.json)
        #expect(try roundTrip(type, back) == opinion.wire)
      }
    }
  }

  @Test func `what we make JSON of after mutation, Python reads alike`() throws {
    let peer = try Peer()
    var wires = RandomWire(seed: 99)
    var compared = 0
    for type in allMessages {
      let schema = try #require(Schema.contract.messages[type.fullName])
      for _ in 0..<100 {
        let wire = mutated(wires.message(schema), &wires.random)
        guard let json = accepted({ try schema.json(fromWire: wire) }),
          let opinion = try peer.opinion(on: wire, type.fullName, json: json)
        else { continue }
        compared += 1
        #expect(opinion.sameJSON, "\(type.fullName) \(String(decoding: json, as: UTF8.self))")
      }
    }
    #expect(compared > 500)
  }

  private func accepted(_ body: () throws -> [UInt8]) -> [UInt8]? {
    do { return try body() } catch { return nil }
  }
}
