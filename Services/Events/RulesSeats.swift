extension EventSeats {
  /// Seats left; nil without a limit.
  func free(_ capacity: Int32?) -> Int32? { capacity.map { max(0, $0 - taken) } }

  /// Overbooking ends as seats come free: only an upload makes more of it.
  mutating func settle(capacity: Int32?) {
    overbooked = capacity.map { max(0, min(overbooked, taken - $0)) } ?? 0
  }

  /// Counts seats that were taken elsewhere, whether any are left or not.
  mutating func force(_ seats: Int32, capacity: Int32?) {
    taken += seats
    overbooked = capacity.map { max(0, taken - $0) } ?? 0
  }

  /// Gives seats back.
  mutating func release(_ seats: Int32, capacity: Int32?) {
    taken -= seats
    settle(capacity: capacity)
  }

  /// A party that holds seats is another size now.
  mutating func resize(_ old: Int32, to new: Int32, capacity: Int32?) {
    taken += new - old
    settle(capacity: capacity)
  }
}

/// Someone on the waiting list.
struct Waiter: Equatable, Sendable {
  let id: UUID128
  let seats: Int32
}

enum Queue {
  /// Who moves up, of `waiting` in the order of the list: as many as fit. A party that does not
  /// fit holds up those behind it unless overtaking is allowed.
  static func promote(_ waiting: [Waiter], free: Int32?, overtaking: Bool) -> [Waiter] {
    guard var left = free else { return waiting }
    var promoted: [Waiter] = []
    for waiter in waiting {
      if waiter.seats <= left {
        left -= waiter.seats
        promoted.append(waiter)
      } else if !overtaking {
        break
      }
    }
    return promoted
  }
}
