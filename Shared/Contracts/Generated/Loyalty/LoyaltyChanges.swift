// swift-format-ignore-file
// Generated from credopass/loyalty/v1/loyalty_changes.proto by deploy/generate.

internal import CContracts
public import RPC

/// The loyalty feed's payload of kind "PointsChanged", as it is when the feed is read.
public struct PointsChanged: Message {
  /// The user.
  public var patronId: String
  /// Points that can be spent.
  public var balance: Int32
  /// Points earned ever.
  public var lifetime: Int32
  /// The level reached.
  public var tier: String

  public init() {
    patronId = ""
    balance = 0
    lifetime = 0
    tier = ""
  }

  public init(
    patronId: String = "",
    balance: Int32 = 0,
    lifetime: Int32 = 0,
    tier: String = ""
  ) {
    self.patronId = patronId
    self.balance = balance
    self.lifetime = lifetime
    self.tier = tier
  }
}

extension PointsChanged {
  public static var fullName: String { "credopass.loyalty.v1.PointsChanged" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Loyalty__V1__PointsChanged.self, credopass__loyalty__v1__points_changed__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Loyalty__V1__PointsChanged.self)
    patronId = try unsafe readText(c.pointee.patron_id)
    balance = unsafe c.pointee.balance
    lifetime = unsafe c.pointee.lifetime
    tier = try unsafe readText(c.pointee.tier)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Loyalty__V1__PointsChanged.self, credopass__loyalty__v1__points_changed__init)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.balance = balance
    unsafe c.pointee.lifetime = lifetime
    unsafe c.pointee.tier = try arena.text(tier)
    return UnsafeMutableRawPointer(c)
  }
}
