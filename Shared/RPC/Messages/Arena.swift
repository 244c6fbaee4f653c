internal import CContracts
internal import Glibc

/// A bounded region that protobuf-c messages live in; one reset gives everything back.
///
/// It grows by chunks. Past its limit allocation yields NULL, which protobuf-c turns into a failed
/// unpack. It belongs to one thread at a time.
@safe public struct Arena: ~Copyable {
  /// What one decode or encode may take, in bytes.
  public static let defaultLimit = 8 << 20

  private let state: UnsafeMutablePointer<ArenaState>

  public init(limit: Int = Arena.defaultLimit) {
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: ArenaState(limit: limit))
    unsafe state.pointee.allocator.allocator_data = UnsafeMutableRawPointer(state)
  }

  deinit {
    unsafe state.pointee.rewind(to: ArenaMark())
    unsafe state.pointee.dropSpare()
    unsafe state.deallocate()
  }

  /// Gives everything back and keeps one chunk for the next use.
  public func reset() {
    unsafe state.pointee.rewind(to: ArenaMark())
  }

  /// Bytes taken from the system, the chunk kept in spare included.
  public var footprint: Int { unsafe state.pointee.total }

  /// Runs `body` with this thread's arena and gives back what it took.
  ///
  /// `body` may call this again: the inner use is given back first. It must not suspend.
  public static func withCurrent<Value: ~Copyable, Failure: Error>(
    _ body: (borrowing Arena) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let arena = unsafe currentArena()
    let mark = unsafe arena.pointee.state.pointee.mark
    defer { unsafe arena.pointee.state.pointee.rewind(to: mark) }
    return try unsafe body(arena.pointee)
  }

  /// `size` bytes aligned to 8, or nil past the limit; they live until the arena is given back.
  @usableFromInline package func take(_ size: Int) -> UnsafeMutableRawPointer? {
    unsafe state.pointee.take(size)
  }

  /// What protobuf-c allocates through.
  var allocator: UnsafeMutablePointer<ProtobufCAllocator> {
    unsafe state.pointer(to: \.allocator).unsafelyUnwrapped
  }
}

/// The arena of this thread, made at first use and freed when the thread ends.
private func currentArena() -> UnsafeMutablePointer<Arena> {
  if let known = unsafe pthread_getspecific(arenaKey) {
    return unsafe known.assumingMemoryBound(to: Arena.self)
  }
  let made = UnsafeMutablePointer<Arena>.allocate(capacity: 1)
  unsafe made.initialize(to: Arena())
  let stored = unsafe pthread_setspecific(arenaKey, made)
  precondition(stored == 0, "no memory for a thread's arena")
  return unsafe made
}

private let arenaKey: pthread_key_t = {
  var key = pthread_key_t()
  let made = unsafe pthread_key_create(&key) { known in
    guard let arena = unsafe known?.assumingMemoryBound(to: Arena.self) else { return }
    unsafe arena.deinitialize(count: 1)
    unsafe arena.deallocate()
  }
  precondition(made == 0, "no key for the threads' arenas")
  return key
}()
