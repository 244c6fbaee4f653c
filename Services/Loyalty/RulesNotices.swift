/// What a person is told of points that expire soon.
struct ExpiryLetter: Equatable, Sendable {
  static let subject = "Points that expire soon"
  let body: String

  /// - Parameter days: how many points expire after which day, as in "Friday, 1 May 2026".
  init(_ days: [(points: Int32, day: String)]) {
    let lines = days.map { points, day in
      "\(points) \(points == 1 ? "point" : "points"), to be used by \(day)"
    }
    body = """
      Some of your points expire soon:

      \(lines.joined(separator: "\n"))

      Messages of this kind can be turned off.

      """
  }
}
