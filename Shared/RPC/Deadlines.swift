internal import Glibc
internal import Synchronization

/// Something that ends by itself at a moment.
protocol Expiring: AnyObject, Sendable {
  /// The moment in `Tick`s, or `.max` for none.
  var expiresAt: Int64 { get }
  /// Called from the watch's thread when `expiresAt` was not after `now`; by then it may be.
  func expire(_ now: Int64)
}

/// Monotonic time in nanoseconds since the process began to count.
enum Tick {
  private static let epoch = ContinuousClock.now

  static var now: Int64 { of(ContinuousClock.now) }

  static func of(_ instant: ContinuousClock.Instant) -> Int64 {
    epoch.duration(to: instant).nanoseconds
  }

  static func instant(_ tick: Int64) -> ContinuousClock.Instant {
    epoch.advanced(by: .nanoseconds(tick))
  }
}

extension Duration {
  /// The whole span in nanoseconds, at most some 292 years.
  public var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, beyond) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
    if overflow || beyond { return seconds < 0 ? .min : .max }
    return sum
  }

  var microseconds: Int64 { nanoseconds / 1000 }
}

/// One thread that ends what has run out of time.
///
/// nng's own timeouts run on the wall clock and race with completion, so calls do without them.
/// The slots of calls are few and long-lived; the thread sweeps them all when the earliest moment
/// it knows of has come. A new call costs one comparison, and a wake-up only when it ends earlier
/// than all others.
final class Deadlines: Sendable {
  static let shared = Deadlines()

  private let watched = Mutex<[any Expiring]>([])
  private let nextSweep = Atomic<Int64>(.max)
  private let bell: Bell

  private init() {
    bell = Bell()
    startThread("deadlines") { [self] in
      while true { bell.wait(until: sweep()) }
    }
  }

  func watch(_ newcomers: [any Expiring]) {
    watched.withLock { $0.append(contentsOf: newcomers) }
  }

  /// Forgets those for which `gone` holds.
  func forget(_ gone: (any Expiring) -> Bool) {
    watched.withLock { $0.removeAll(where: gone) }
  }

  /// To be called after something's `expiresAt` became `moment`.
  func note(_ moment: Int64) {
    if moment < nextSweep.load(ordering: .sequentiallyConsistent) { bell.ring() }
  }

  /// Ends what is due and answers when to look again.
  private func sweep() -> Int64 {
    // First, so that whoever comes during the sweep rings: it may have been passed already.
    nextSweep.store(.max, ordering: .sequentiallyConsistent)
    let all = watched.withLock { $0 }
    let now = Tick.now
    var earliest = Int64.max
    for one in all {
      let moment = one.expiresAt
      if moment <= now { one.expire(now) } else if moment < earliest { earliest = moment }
    }
    nextSweep.store(earliest, ordering: .sequentiallyConsistent)
    return max(earliest, now + 500_000)
  }
}

/// Starts a thread that lives as long as the process, with signals left to the main thread.
func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let box = unsafe Unmanaged.passRetained(Box(body)).toOpaque()
  let made = unsafe pthread_create(
    &thread, nil,
    { box in
      if let box = unsafe box { unsafe Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body() }
      return nil
    }, box)
  precondition(made == 0, "the system has no thread left for \(name)")
  pthread_detach(thread)
}

/// A bell one thread waits for, with a monotonic time limit.
@safe final class Bell: @unchecked Sendable {
  // Sendable by hand: the POSIX mutex guards `rung`.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var rung = false

  init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(condition, &attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  func ring() {
    unsafe pthread_mutex_lock(mutex)
    rung = true
    unsafe pthread_cond_signal(condition)
    unsafe pthread_mutex_unlock(mutex)
  }

  /// Returns when rung or at `tick`, whichever is first.
  func wait(until tick: Int64) {
    var limit = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &limit)
    let left = tick == .max ? 3_600_000_000_000 : max(0, min(tick - Tick.now, 3_600_000_000_000))
    let nanoseconds = Int64(limit.tv_nsec) + left % 1_000_000_000
    limit.tv_sec += Int(left / 1_000_000_000 + nanoseconds / 1_000_000_000)
    limit.tv_nsec = Int(nanoseconds % 1_000_000_000)
    unsafe pthread_mutex_lock(mutex)
    while !rung {
      if unsafe pthread_cond_timedwait(condition, mutex, &limit) != 0 { break }
    }
    rung = false
    unsafe pthread_mutex_unlock(mutex)
  }
}
