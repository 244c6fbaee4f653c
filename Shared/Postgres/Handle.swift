internal import CPostgres
internal import Glibc

/// Owns one libpq connection; "one thread at a time" is kept by whoever holds it (manual, 34.20).
@safe final class Handle: @unchecked Sendable {
  let raw: OpaquePointer

  init(owning raw: OpaquePointer) { unsafe self.raw = raw }

  deinit { unsafe PQfinish(raw) }

  var socket: Int32 { unsafe PQsocket(raw) }
  var isBroken: Bool { unsafe PQstatus(raw) == CONNECTION_BAD }
  var message: String { unsafe String(cString: PQerrorMessage(raw)) }

  /// Connects, blocking: libpq resolves names and tries each host with `connect_timeout`.
  ///
  /// `defaults` give way to what the URL says, `forced` does not.
  static func connect(
    url: String, defaults: [(String, String)], forced: [(String, String)]
  ) throws(PostgresError) -> Handle {
    // A `dbname` that is a connection string is expanded in place; later keywords win.
    let pairs = defaults + [("dbname", url)] + forced
    let keys = CStrings(pairs.map(\.0))
    let values = CStrings(pairs.map(\.1))
    guard let raw = unsafe PQconnectdbParams(keys.pointers, values.pointers, 1) else {
      throw .unreachable("out of memory")
    }
    let handle = unsafe Handle(owning: raw)
    if handle.isBroken { throw .unreachable(handle.message) }
    // Notices would go to standard error.
    unsafe PQsetNoticeProcessor(raw, { _, _ in }, nil)
    return handle
  }

  /// Takes the next result, waiting for it; nil ends the results of one statement.
  func nextResult(before deadline: ContinuousClock.Instant) throws(PostgresError) -> OpaquePointer?
  {
    while true {
      let unsent = unsafe PQflush(raw)
      if unsent < 0 || isBroken { throw .unreachable(message) }
      if unsafe PQisBusy(raw) == 0 { return unsafe PQgetResult(raw) }
      try wait(writable: unsent == 1, before: deadline)
      if unsafe PQconsumeInput(raw) == 0 { throw .unreachable(message) }
    }
  }

  private func wait(
    writable: Bool, before deadline: ContinuousClock.Instant
  ) throws(PostgresError) {
    let left = (deadline - .now).milliseconds
    if left <= 0 { throw .unreachable("no answer in time") }
    let events = Int16(POLLIN) | (writable ? Int16(POLLOUT) : 0)
    var wait = pollfd(fd: socket, events: events, revents: 0)
    unsafe poll(&wait, 1, Int32(clamping: left))
  }
}

/// NUL-terminated copies of strings, ended by a null pointer, for as long as this lives.
@safe final class CStrings {
  private var storage: [UnsafeMutablePointer<CChar>?]
  private let array: UnsafeMutablePointer<UnsafePointer<CChar>?>

  init(_ strings: [String]) {
    unsafe storage = strings.map { unsafe strdup($0) }
    unsafe array = .allocate(capacity: strings.count + 1)
    for index in strings.indices {
      unsafe (array + index).initialize(to: UnsafePointer(storage[index]))
    }
    unsafe (array + strings.count).initialize(to: nil)
  }

  deinit {
    for index in unsafe storage.indices { unsafe free(storage[index]) }
    unsafe array.deallocate()
  }

  var pointers: UnsafePointer<UnsafePointer<CChar>?> { unsafe UnsafePointer(array) }
}
