/// An enum of the contract; a number it does not know yet survives a round trip.
public protocol Enumeration: Sendable, Hashable, CaseIterable {
  /// The number on the wire.
  var rawValue: Int32 { get }

  /// The contract's name, such as "NOT_STARTED"; an unknown number is its own name.
  var name: String { get }

  init(rawValue: Int32)
}

extension Enumeration {
  /// The value of that name, exactly as the contract spells it.
  public init?(name: String) {
    guard let known = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = known
  }
}
