import Foundation
import SwiftProtobuf

// As a protoc plugin it writes the Swift codecs. With "clear-optional" it rewrites a descriptor
// set from standard input to standard output: protoc-c 1.4.1 refuses proto3 `optional` by its
// flag alone, and without the flag takes the synthetic oneof for what it is.
if CommandLine.arguments.dropFirst().first == "clear-optional" {
  let input = FileHandle.standardInput.readDataToEndOfFile()
  FileHandle.standardOutput.write(try clearOptional(input))
} else {
  Generator.main()
}

func clearOptional(_ bytes: Data) throws -> Data {
  var set = try Google_Protobuf_FileDescriptorSet(serializedBytes: bytes)
  for index in set.file.indices {
    clearOptional(&set.file[index].messageType)
  }
  return try set.serializedData()
}

func clearOptional(_ messages: inout [Google_Protobuf_DescriptorProto]) {
  for index in messages.indices {
    for field in messages[index].field.indices {
      messages[index].field[field].clearProto3Optional()
    }
    clearOptional(&messages[index].nestedType)
  }
}
