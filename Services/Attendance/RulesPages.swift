import Contracts

/// Where a row stands in a list that is counted, not read: first things first.
struct Place: Comparable, Sendable {
  let parts: (Int64, Int64, Int64)

  init(_ first: Int64, _ second: Int64 = 0, _ third: Int64 = 0) { parts = (first, second, third) }

  /// By a number, then an id.
  init(_ first: Int64, _ id: UUID128) {
    // As bytes are compared: the sign's bit is one of many.
    parts = (
      first, Int64(bitPattern: id.high ^ 1 << 63), Int64(bitPattern: id.low ^ 1 << 63)
    )
  }

  static func < (left: Place, right: Place) -> Bool { left.parts < right.parts }
  static func == (left: Place, right: Place) -> Bool { left.parts == right.parts }
}

/// A row that has its place.
protocol Ranked: Sendable {
  var place: Place { get }
}

extension Array where Element: Ranked {
  /// Those after a place, of a list in order.
  func after(_ place: Place?) -> ArraySlice<Element> {
    guard let place else { return self[...] }
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].place <= place { low = middle + 1 } else { high = middle }
    }
    return self[low...]
  }
}
