// Who earned most.

/// Where somebody stands: 1 is first, and those with the same points have the same.
struct Place: Equatable, Sendable {
  let patron: PatronID
  let points: Int64
  let rank: Int64

  /// The places of a page, most points first.
  /// - Parameters:
  ///   - above: how many have more points than the first of the page.
  ///   - before: how many are listed before it.
  static func places(
    _ page: [(patron: PatronID, points: Int64)], above: Int64, before: Int64
  ) -> [Place] {
    var places: [Place] = []
    for (index, leader) in page.enumerated() {
      // Who begins a page may share a rank with the end of the page before.
      var rank = index == 0 ? above + 1 : before + Int64(index) + 1
      if let last = places.last, last.points == leader.points { rank = last.rank }
      places.append(Place(patron: leader.patron, points: leader.points, rank: rank))
    }
    return places
  }
}
