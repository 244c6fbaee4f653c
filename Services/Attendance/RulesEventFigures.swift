import Contracts

// One event's presence over time, and one person's figures. Pure.

/// Somebody inside; without an end, still.
struct SeenStay: Sendable {
  let inTime: Instant
  let outTime: Instant?
}

extension EventPresence {
  /// - Parameter minutes: counted together.
  init(_ stays: [SeenStay], start: Instant, minutes: Int64) {
    self.init()
    // Who leaves in a moment and who comes in it: what is left of both is what counts.
    var changes: [Int64: Int32] = [:]
    for stay in stays {
      changes[stay.inTime.microseconds, default: 0] += 1
      if let out = stay.outTime { changes[out.microseconds, default: 0] -= 1 }
    }
    var present: Int32 = 0
    for (time, change) in changes.sorted(by: { $0.key < $1.key }) where change != 0 {
      let (minute, isFirst) = bucket(time, start: start, minutes: minutes)
      if buckets.last?.minute != minute {
        buckets.append(Bucket(minute: minute, peak: isFirst ? 0 : present))
      }
      present += change
      let last = buckets.count - 1
      buckets[last].present = present
      buckets[last].peak = max(buckets[last].peak, present)
      if present > peakPresent {
        peakPresent = present
        peakAt = Timestamp(Instant(microseconds: time))
      }
    }
  }
}

/// The first of the minutes that a time is counted with, and whether the time is their beginning.
/// Beyond a thousand million minutes are as many.
private func bucket(
  _ time: Int64, start: Instant, minutes: Int64
) -> (minute: Int32, isFirst: Bool) {
  let size = minutes * 60_000_000
  let (distance, overflow) = time.subtractingReportingOverflow(start.microseconds)
  if overflow { return (time < start.microseconds ? -1_000_000_000 : 1_000_000_000, false) }
  let rest = distance % size
  let number = distance / size - (rest < 0 ? 1 : 0)
  return (Int32(max(-1_000_000_000, min(1_000_000_000, number * minutes))), rest == 0)
}

/// An event of a range with somebody's standing at it.
struct PersonEvent: Sendable {
  let startTime: Instant
  /// Empty when they had nothing to do with it.
  let status: String
  let isRegistered: Bool
}

extension PersonFigures {
  /// - Parameter events: every event of the range, in order.
  init(_ events: [PersonEvent], of person: UUID128) {
    self.init(userId: person.description, events: Int32(clamping: events.count))
    var run = Run()
    var both: Int32 = 0
    for (place, event) in events.enumerated() {
      if event.isRegistered { registered += 1 }
      switch PresenceStatus(name: event.status) {
      case .attended:
        attended += 1
        if event.isRegistered { both += 1 } else { walkIns += 1 }
        run.attend(Int32(clamping: place))
        firstAttended = firstAttended ?? Timestamp(event.startTime)
        lastAttended = Timestamp(event.startTime)
      case .noShow: noShows += 1
      case .excused:
        excused += 1
        run.excuse(Int32(clamping: place))
      default: break
      }
    }
    showRate = share(both, of: registered)
    attendanceRate = share(attended, of: self.events)
    currentStreak = run.current(of: events.count)
    longestStreak = run.longest
  }
}
