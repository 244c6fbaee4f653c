import Foundation
import SwiftProtobuf

// As a protoc plugin it writes the Swift codecs. With "prepare ALL FOR-C FOR-SWIFT" it first makes
// from one descriptor set the two that protoc-c and the plugin work on.
let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "prepare", arguments.count == 4 {
  let all = try Google_Protobuf_FileDescriptorSet(
    serializedBytes: Data(contentsOf: URL(fileURLWithPath: arguments[1])))
  try forProtocC(all).serializedData().write(to: URL(fileURLWithPath: arguments[2]))
  try forSwift(all).serializedData().write(to: URL(fileURLWithPath: arguments[3]))
} else {
  Generator.main()
}

/// protoc-c 1.4.1 refuses proto3 `optional` by its flag alone, and without the flag takes the
/// synthetic oneof for what it is.
func forProtocC(_ all: Google_Protobuf_FileDescriptorSet) -> Google_Protobuf_FileDescriptorSet {
  var set = all
  for index in set.file.indices {
    set.file[index].clearSourceCodeInfo()
    clearOptional(&set.file[index].messageType)
  }
  return set
}

func clearOptional(_ messages: inout [Google_Protobuf_DescriptorProto]) {
  for index in messages.indices {
    for field in messages[index].field.indices {
      messages[index].field[field].clearProto3Optional()
    }
    clearOptional(&messages[index].nestedType)
  }
}

/// Only our own comments go into our own documentation.
func forSwift(_ all: Google_Protobuf_FileDescriptorSet) -> Google_Protobuf_FileDescriptorSet {
  var set = all
  for index in set.file.indices where !set.file[index].package.hasPrefix("credopass.") {
    set.file[index].clearSourceCodeInfo()
  }
  return set
}
