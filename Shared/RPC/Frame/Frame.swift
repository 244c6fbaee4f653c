internal import NNG

/// What crosses a socket: `prefix | header | payload | MAC`.
///
/// The prefix is 32 bytes, integers big-endian:
///
///     0   4  magic "CRDP"
///     4   1  version, 1
///     5   1  kind: 1 request, 2 response
///     6   2  flags: bit 0 set on a response that carries no MAC (see `Flags.unsigned`)
///     8   4  length of the header in bytes, at most 16,384
///     12  4  length of the payload in bytes, at most 1,048,576
///     16  16 name of the calling service, padded with zero bytes, the same in the response
///
/// The header is a `credopass.rpc.v1.RequestHeader` or `ResponseHeader`, the payload the message
/// of the rpc. The MAC is 16 bytes of keyed BLAKE2b over everything before it, with the key that
/// the calling and the called service share.
///
/// The caller stands in the prefix and not in the header so that the MAC is checked before
/// anything of variable shape is decoded.
enum Frame {
  static let prefixSize = 32
  static let overhead = prefixSize + ServiceKey.macSize
  static let magic: UInt32 = 0x4352_4450
  static let version: UInt8 = 1
  static let headerLimit = 16 << 10
  static let payloadLimit = 1 << 20
  /// What a socket takes from a peer; nng counts 4 bytes of its own request id.
  static let messageLimit = overhead + headerLimit + payloadLimit + 64

  enum Kind: UInt8 {
    case request = 1
    case response = 2
  }

  struct Flags: OptionSet {
    let rawValue: UInt16
    /// A refusal to a caller whose key the callee does not have: its MAC bytes are zero. It tells
    /// an operator what is wrong; a caller never treats it as proof of anything.
    static let unsigned = Flags(rawValue: 1)
  }

  /// The fixed part of a frame, checked against the frame's real length.
  struct Prefix {
    let kind: Kind
    let flags: Flags
    let headerLength: Int
    let payloadLength: Int
    let caller: ServiceName

    /// Nil when the bytes are no frame of this version or its lengths do not add up.
    init?(_ frame: UnsafeRawBufferPointer) {
      guard frame.count >= Frame.overhead else { return nil }
      guard unsafe frame.big(UInt32.self, at: 0) == Frame.magic else { return nil }
      guard unsafe frame[4] == Frame.version else { return nil }
      guard let kind = unsafe Kind(rawValue: frame[5]) else { return nil }
      let headerLength = unsafe Int(frame.big(UInt32.self, at: 8))
      let payloadLength = unsafe Int(frame.big(UInt32.self, at: 12))
      guard headerLength <= Frame.headerLimit, payloadLength <= Frame.payloadLimit else {
        return nil
      }
      guard headerLength + payloadLength + Frame.overhead == frame.count else { return nil }
      self.kind = kind
      self.flags = unsafe Flags(rawValue: frame.big(UInt16.self, at: 6))
      self.headerLength = headerLength
      self.payloadLength = payloadLength
      self.caller = unsafe ServiceName(
        high: frame.big(UInt64.self, at: 16), low: frame.big(UInt64.self, at: 24))
    }

    var headerRange: Range<Int> { Frame.prefixSize..<Frame.prefixSize + headerLength }
    var payloadRange: Range<Int> { headerRange.upperBound..<headerRange.upperBound + payloadLength }
  }

  /// Why a message cannot become a frame.
  enum SizeError: Error {
    case headerTooLarge(Int)
    case payloadTooLarge(Int)
  }

  /// Lays header and payload straight into one nng message and seals it.
  /// - Parameter key: nil leaves the MAC zero and sets `Flags.unsigned`.
  static func make<Header: Payload, Body: Payload>(
    _ kind: Kind, caller: ServiceName, header: Header, payload: Body, key: ServiceKey?
  ) throws -> NNGMessage {
    try unsafe header.encode { headerSize, packHeader in
      try unsafe payload.encode { payloadSize, packPayload in
        guard headerSize <= headerLimit else { throw SizeError.headerTooLarge(headerSize) }
        guard payloadSize <= payloadLimit else { throw SizeError.payloadTooLarge(payloadSize) }
        let message = try NNGMessage(count: overhead + headerSize + payloadSize)
        unsafe message.withMutableBytes { frame in
          unsafe frame.setBig(magic, at: 0)
          unsafe frame[4] = version
          unsafe frame[5] = kind.rawValue
          unsafe frame.setBig((key == nil ? Flags.unsigned : []).rawValue, at: 6)
          unsafe frame.setBig(UInt32(headerSize), at: 8)
          unsafe frame.setBig(UInt32(payloadSize), at: 12)
          unsafe frame.setBig(caller.high, at: 16)
          unsafe frame.setBig(caller.low, at: 24)
          let body = unsafe frame.baseAddress! + prefixSize
          unsafe packHeader(body)
          unsafe packPayload(body + headerSize)
          if let key {
            unsafe key.seal(frame)
          } else {
            unsafe (body + headerSize + payloadSize).initializeMemory(
              as: UInt8.self, repeating: 0, count: ServiceKey.macSize)
          }
        }
        return message
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  @inline(__always)
  func big<Value: FixedWidthInteger & BitwiseCopyable>(_: Value.Type, at offset: Int) -> Value {
    unsafe Value(bigEndian: loadUnaligned(fromByteOffset: offset, as: Value.self))
  }
}

extension UnsafeMutableRawBufferPointer {
  @inline(__always)
  func setBig<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value, at offset: Int) {
    unsafe storeBytes(of: value.bigEndian, toByteOffset: offset, as: Value.self)
  }
}
