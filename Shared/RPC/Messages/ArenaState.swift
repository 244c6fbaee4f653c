internal import CContracts

/// A place in an arena to go back to; without a chunk, the beginning.
@unsafe struct ArenaMark {
  var chunk: UnsafeMutablePointer<ArenaChunk>?
  var cursor: UnsafeMutableRawPointer?
}

/// What stands at the start of every chunk.
@unsafe struct ArenaChunk {
  var previous: UnsafeMutablePointer<ArenaChunk>?
  var capacity: Int
}

/// The chunks of an arena and how far they are used.
///
/// Every allocation is preceded by its size in 8 bytes, so that the length of a text is known
/// without trusting its first NUL.
@safe struct ArenaState {
  static let firstCapacity = 64 << 10
  static let headerSize = 8

  var allocator: ProtobufCAllocator
  let limit: Int
  private(set) var total = 0
  private var chunk: UnsafeMutablePointer<ArenaChunk>?
  private var cursor: UnsafeMutableRawPointer?
  private var end: UnsafeMutableRawPointer?
  private var spare: UnsafeMutablePointer<ArenaChunk>?

  init(limit: Int) {
    self.limit = limit
    unsafe allocator = ProtobufCAllocator(
      alloc: { data, size in
        let state = unsafe data?.assumingMemoryBound(to: ArenaState.self)
        return unsafe state.unsafelyUnwrapped.pointee.take(size)
      },
      free: { _, _ in },
      allocator_data: nil)
  }

  var mark: ArenaMark { unsafe ArenaMark(chunk: chunk, cursor: cursor) }

  @inline(__always)
  mutating func take(_ size: Int) -> UnsafeMutableRawPointer? {
    guard size >= 0, size <= limit else { return nil }
    let needed = Self.headerSize + (size + 7) & ~7
    if let at = unsafe cursor, let end = unsafe end, unsafe end - at >= needed {
      return unsafe place(size, needed, at)
    }
    guard let at = unsafe grow(needed) else { return nil }
    return unsafe place(size, needed, at)
  }

  @inline(__always)
  private mutating func place(
    _ size: Int, _ needed: Int, _ at: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    unsafe at.storeBytes(of: size, as: Int.self)
    unsafe cursor = at + needed
    return unsafe at + Self.headerSize
  }

  private mutating func grow(_ needed: Int) -> UnsafeMutableRawPointer? {
    let head = unsafe MemoryLayout<ArenaChunk>.size
    if let spare = unsafe spare, unsafe spare.pointee.capacity >= needed {
      unsafe self.spare = nil
      return unsafe enter(spare)
    }
    let next = unsafe chunk.map { unsafe $0.pointee.capacity * 2 } ?? Self.firstCapacity
    let capacity = min(max(next, needed), limit - total - head)
    guard capacity >= needed else { return nil }
    let raw = UnsafeMutableRawPointer.allocate(byteCount: head + capacity, alignment: 16)
    let made = unsafe raw.bindMemory(to: ArenaChunk.self, capacity: 1)
    unsafe made.initialize(to: ArenaChunk(previous: nil, capacity: capacity))
    total += head + capacity
    return unsafe enter(made)
  }

  private mutating func enter(
    _ next: UnsafeMutablePointer<ArenaChunk>
  ) -> UnsafeMutableRawPointer {
    unsafe next.pointee.previous = chunk
    unsafe chunk = next
    let start = unsafe UnsafeMutableRawPointer(next) + MemoryLayout<ArenaChunk>.size
    unsafe cursor = start
    unsafe end = start + next.pointee.capacity
    return unsafe start
  }

  /// Gives back what was taken since `mark`; of the chunks emptied, a small one stays in spare.
  mutating func rewind(to mark: ArenaMark) {
    while let last = unsafe chunk, unsafe last != mark.chunk {
      unsafe chunk = last.pointee.previous
      if unsafe spare == nil, unsafe last.pointee.capacity <= Self.firstCapacity {
        unsafe spare = last
      } else {
        unsafe free(last)
      }
    }
    unsafe cursor = mark.cursor
    unsafe end = chunk.map { last in
      unsafe UnsafeMutableRawPointer(last) + MemoryLayout<ArenaChunk>.size + last.pointee.capacity
    }
  }

  mutating func dropSpare() {
    guard let last = unsafe spare else { return }
    unsafe spare = nil
    unsafe free(last)
  }

  private mutating func free(_ last: UnsafeMutablePointer<ArenaChunk>) {
    total -= unsafe MemoryLayout<ArenaChunk>.size + last.pointee.capacity
    unsafe UnsafeMutableRawPointer(last).deallocate()
  }
}
