internal import CContracts

/// The whole contract with its comments, as a google.protobuf.FileDescriptorSet: what reflection
/// and transcoding read.
public enum Descriptors {
  public static let fileDescriptorSet: [UInt8] = unsafe Array(
    UnsafeBufferPointer(start: descriptors, count: credopass_descriptors_size))

  /// C declares an array of unknown length, of which only the address reaches Swift.
  private static var descriptors: UnsafePointer<UInt8>? { unsafe credopass_descriptors_start() }
}
