import Contracts
import Foundation
import Identity
import RPC
import Testing

@testable import Gateway

/// A service that the gateway was not built with.
private let proto = """
  syntax = "proto3";
  package toys.v1;
  import "google/protobuf/timestamp.proto";
  // A shelf of toys.
  service ToysService {
    // Gives one toy.
    rpc GetToy(GetToyRequest) returns (Toy) { option idempotency_level = NO_SIDE_EFFECTS; }
  }
  // Asks for a toy.
  message GetToyRequest {
    // Its id.
    string toy_id = 1;
    // Its color.
    optional int64 color_code = 2;
  }
  // A toy.
  message Toy {
    // Its id.
    string id = 1;
    // Its parts.
    repeated string parts = 2;
    // When it was made.
    google.protobuf.Timestamp made_at = 3;
  }
  """

/// The descriptor set that protoc makes of it.
private func toySchema() throws -> Schema {
  let folder = FileManager.default.temporaryDirectory.appending(path: "toys-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer {
    do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
  }
  try Data(proto.utf8).write(to: folder.appending(path: "toys.proto"))
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.currentDirectoryURL = folder
  process.arguments = [
    "protoc", "--include_imports", "--include_source_info", "--descriptor_set_out=toys.binpb",
    "toys.proto",
  ]
  try process.run()
  process.waitUntilExit()
  return try Schema(
    fileDescriptorSet: Array(Data(contentsOf: folder.appending(path: "toys.binpb"))))
}

@Suite struct FifthServiceTests {
  private let routes = [
    Route(
      method: "GET", path: "/v1/toys/{id}", rpc: "toys.v1.ToysService/GetToy",
      audience: .role(.staff), fields: ["id": "toy_id"])
  ]

  private let handler: (String, RawHandler) = (
    "toys.v1.ToysService/GetToy",
    { message, _ in
      guard message.bytes.starts(with: [0x0A, 0x02] + Array("t1".utf8)) else {
        throw Status(.notFound, "no such toy")
      }
      // id = "t1", parts = ["wheel"], made_at = 1970-01-01T00:00:01Z
      return RawPayload(
        [0x0A, 2] + Array("t1".utf8) + [0x12, 5] + Array("wheel".utf8) + [0x1A, 2, 0x08, 1])
    }
  )

  @Test func `its descriptors and its route are all that the gateway needs`() async throws {
    let world = try await World([handler], routes: routes, schema: toySchema())
    let rest = try await world.send("GET", "/v1/toys/t1?colorCode=7", as: token(.staff))
    #expect(rest.status == 200)
    #expect(rest.text == #"{"id":"t1","parts":["wheel"],"madeAt":"1970-01-01T00:00:01Z"}"#)
    let connect = try await world.send(
      "POST", "/toys.v1.ToysService/GetToy", as: token(.staff), body: #"{"toyId":"t1"}"#)
    #expect(connect.text == rest.text)
    #expect(try await world.send("GET", "/v1/toys/t2", as: token(.staff)).status == 404)
    #expect(try await world.send("GET", "/v1/toys/t1?size=1", as: token(.staff)).status == 400)
    #expect(try await world.send("GET", "/v1/toys/t1", as: token(.participant)).status == 403)
    let document = try await world.send("GET", "/openapi.json")
    #expect(document.text.contains(#""summary":"Gives one toy""#))
    await world.end()
  }
}
