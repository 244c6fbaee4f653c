#if DEBUG
  import ContractsKit
  @testable import RPC

  extension FrameFuzzer {
    /// A frame with something wrong at a random depth: its header, its lengths or any byte.
    func broken(
      _ kind: Frame.Kind, _ caller: ServiceName, _ header: [UInt8], _ payload: [UInt8],
      _ random: inout SeededRandom
    ) throws -> [UInt8] {
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        return sealed(compose(kind, 0, caller, header, payload))
      case 1, 2, 3:
        return sealed(compose(kind, 0, caller, mutated(header, &random), payload))
      case 4:
        return sealed(compose(kind, 0, caller, header, mutated(payload, &random)))
      case 5:
        let flags = UInt16.random(in: 0...2, using: &random)
        return compose(kind, flags, caller, mutated(header, &random), [])
      case 6:
        var frame = compose(kind, 0, caller, header, payload)
        let at = Int.random(in: 0..<Frame.prefixSize, using: &random)
        frame[at] = [0, 1, 2, 0x7F, 0x80, 0xFF].randomElement(using: &random)!
        return sealed(frame)
      default:
        let frame = mutated(compose(kind, 0, caller, header, payload), &random)
        return Bool.random(using: &random) ? sealed(frame) : frame
      }
    }

    private func compose(
      _ kind: Frame.Kind, _ flags: UInt16, _ caller: ServiceName, _ header: [UInt8],
      _ payload: [UInt8]
    ) -> [UInt8] {
      func big(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { unsafe [UInt8]($0) }
      }
      return big(Frame.magic) + [Frame.version, kind.rawValue] + big(flags)
        + big(UInt32(header.count)) + big(UInt32(payload.count)) + big(caller.high)
        + big(caller.low) + header + payload + [UInt8](repeating: 0, count: ServiceKey.macSize)
    }

    private func sealed(_ frame: [UInt8]) -> [UInt8] {
      guard frame.count >= ServiceKey.macSize else { return frame }
      var frame = frame
      frame.withUnsafeMutableBytes { unsafe Self.key.seal($0) }
      return frame
    }

    /// In memory of just that size, so that a sanitizer sees the first byte read beyond it.
    func withExactCopy(
      _ frame: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: frame.count, alignment: 1)
      defer { unsafe copy.deallocate() }
      unsafe copy.copyBytes(from: frame)
      try unsafe body(UnsafeRawBufferPointer(copy))
    }
  }

  /// Valid headers and payloads, with values at their edges.
  enum Samples {
    private static let methods = [
      "test.v1.EchoService/Echo", "test.v1.EchoService/Echo", "test.v1.EchoService/Echo",
      "test.v1.EchoService/Nothing", "credopass.rpc.v1.HealthService/Check",
      "credopass.rpc.v1.ControlService/Cancel", "", "/",
    ]

    static func requestHeader(_ random: inout SeededRandom) -> RequestHeader {
      var header = RequestHeader()
      header.method = methods.randomElement(using: &random)!
      header.callId = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
      if random.once(in: 20) { header.callId.removeLast() }
      header.attempt = UInt32.random(in: 0...2, using: &random)
      header.remainingUs = random.once(in: 5) ? edge(&random) : 1_000_000
      header.sentAtUs = random.once(in: 5) ? edge(&random) : WallClock.microseconds()
      if random.once(in: 20) {
        // As long as a header may be, so that an answer that quotes it would not fit.
        header.method = text(Int.random(in: 16_320...16_360, using: &random))
        return header
      }
      header.idempotencyKey = random.once(in: 3) ? "key" : ""
      header.accessToken = random.once(in: 3) ? text(300) : ""
      header.metadata = metadata(&random)
      return header
    }

    static func responseHeader(_ callID: CallID, _ random: inout SeededRandom) -> ResponseHeader {
      var header = ResponseHeader()
      header.callId = callID.bytes
      header.code = Code(rawValue: random.once(in: 2) ? 0 : .random(in: -1...18, using: &random))
      header.message = random.once(in: 20) ? text(.random(in: 0...16_000, using: &random)) : "é"
      header.executed = .finished
      header.retryAfterMs = random.once(in: 3) ? edge(&random) : 0
      header.replica = "r2"
      if random.once(in: 3) {
        header.details = Status.invalid("field", "must not be").details
        header.details?.errorInfo = ErrorInfo()
        header.details?.errorInfo?.metadata = metadata(&random)
      }
      return header
    }

    static func payload(_ random: inout SeededRandom) -> [UInt8] {
      random.once(in: 3) ? [] : [8, 1] + [UInt8](repeating: 8, count: random.once(in: 9) ? 999 : 4)
    }

    private static func metadata(_ random: inout SeededRandom) -> [Metadata] {
      (0..<Int.random(in: 0...3, using: &random)).map { _ in
        var fact = Metadata()
        fact.key = "key"
        fact.value = text(.random(in: 0...40, using: &random))
        return fact
      }
    }

    private static func text(_ count: Int) -> String { String(repeating: "m", count: count) }

    private static func edge(_ random: inout SeededRandom) -> Int64 {
      [
        .min, .min + 1, -1, 0, 499, 500, 1 << 31, 1 << 52, .max / 1_000_000 + 62, .max / 1000,
        .max - 1, .max,
      ].randomElement(using: &random)!
    }
  }
#endif
