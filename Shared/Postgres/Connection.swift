internal import CPostgres

/// A pipelined connection as the loop drives it: calls go out, their answers come back in order.
@safe final class Connection {
  let handle: Handle
  private(set) var inFlight = Queue<Call>()
  /// When the server last made headway, or was first given something to do.
  private(set) var lastProgress = ContinuousClock.now
  /// The output buffer is not empty: poll for writing too.
  private(set) var wantsWrite = false
  private var values: [UnsafePointer<CChar>?]
  private var formats: [Int32] = []

  init(_ handle: Handle) {
    self.handle = handle
    unsafe values = []
  }

  var isIdle: Bool { inFlight.isEmpty }

  /// The server is between transactions.
  var isOutsideTransaction: Bool { unsafe PQtransactionStatus(handle.raw) == PQTRANS_IDLE }

  /// Puts a call and its sync into the output buffer; false when the connection is broken.
  func send(_ call: Call, now: ContinuousClock.Instant) -> Bool {
    if inFlight.isEmpty { lastProgress = now }
    call.phase = call.phase == .finished ? .finished : .sent
    inFlight.append(call)
    for step in call.steps where !send(step) { return false }
    wantsWrite = true
    return unsafe PQpipelineSync(handle.raw) == 1
  }

  private func send(_ step: Step) -> Bool {
    let lengths = step.parameters.lengths
    while formats.count < lengths.count { formats.append(1) }
    return unsafe step.parameters.bytes.withUnsafeBytes { bytes in
      unsafe values.removeAll(keepingCapacity: true)
      let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      var offset = ParameterBuffer.start
      for length in lengths {
        unsafe values.append(length < 0 ? nil : base.map { unsafe $0 + offset })
        offset += Int(max(0, length))
      }
      return unsafe PQsendQueryPrepared(
        handle.raw, step.statement, Int32(lengths.count), values, lengths, formats, 1) == 1
    }
  }

  /// Writes what the socket takes; false when the connection is broken.
  func flush() -> Bool {
    let left = unsafe PQflush(handle.raw)
    wantsWrite = left == 1
    return left >= 0
  }

  /// Reads what the socket has and passes each call that is answered to `done`; false when the
  /// connection is broken.
  func receive(now: ContinuousClock.Instant, done: (Call) -> Void) -> Bool {
    let alive = unsafe PQconsumeInput(handle.raw) == 1
    while let call = inFlight.first, unsafe PQisBusy(handle.raw) == 0 {
      // Null ends the results of one statement; a second one in a row is a broken connection.
      guard let raw = unsafe PQgetResult(handle.raw) ?? PQgetResult(handle.raw) else { break }
      lastProgress = now
      let result = unsafe QueryResult(owning: raw, statement: call.current)
      if result.status == PGRES_PIPELINE_SYNC {
        inFlight.removeFirst()
        done(call)
      } else if !take(result, for: call) {
        return false
      }
    }
    return alive && !handle.isBroken
  }

  /// False when the server said that it ends the connection.
  private func take(_ result: QueryResult, for call: Call) -> Bool {
    switch result.status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK: call.add(result)
    case PGRES_PIPELINE_ABORTED: break
    default:
      if result.isFatal { return false }
      call.fail(.server(result.error))
    }
    return true
  }
}
