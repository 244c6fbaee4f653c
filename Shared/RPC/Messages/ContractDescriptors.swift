internal import CContracts

/// The google.protobuf.FileDescriptorSet this program was built with, comments included.
public let contractDescriptors: [UInt8] = unsafe Array(
  UnsafeBufferPointer(start: credopass_descriptors_start(), count: credopass_descriptors_size))
