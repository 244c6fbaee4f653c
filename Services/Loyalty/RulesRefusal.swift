/// Why points are not moved. Nothing is moved then.
enum Refusal: Error, Equatable, Sendable {
  /// More is to be spent than is there.
  case tooFewPoints(asked: Int32, has: Int32)
  /// A number of points that no line has, or a sum that no account has.
  case outOfRange
  /// The line to be given back took nothing, or was given back already.
  case nothingToGiveBack
}
