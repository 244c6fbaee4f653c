// swift-format-ignore-file
// Generated from credopass/events/v1/event_changes.proto by deploy/generate.

internal import CContracts
public import RPC

/// The events feed's payload of kind "EventChanged": the event as it is when the feed is read.
public struct EventChanged: Message {
  /// The event's id.
  public var id: String
  /// The event; absent once deleted.
  public var event: Event?

  public init() {
    id = ""
    event = nil
  }

  public init(
    id: String = "",
    event: Event? = nil
  ) {
    self.id = id
    self.event = event
  }
}

/// The events feed's payload of kind "EnrollmentChanged", as it is when the feed is read.
public struct EnrollmentChanged: Message {
  /// The enrollment, names left out.
  public var enrollment: Enrollment?

  public init() {
    enrollment = nil
  }

  public init(
    enrollment: Enrollment? = nil
  ) {
    self.enrollment = enrollment
  }
}

extension EventChanged {
  public static var fullName: String { "credopass.events.v1.EventChanged" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__EventChanged.self, credopass__events__v1__event_changed__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__EventChanged.self)
    id = try unsafe readText(c.pointee.id)
    if let inner = unsafe c.pointee.event {
      event = try unsafe Event(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__EventChanged.self, credopass__events__v1__event_changed__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.event = try event?.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__Event.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension EnrollmentChanged {
  public static var fullName: String { "credopass.events.v1.EnrollmentChanged" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__EnrollmentChanged.self, credopass__events__v1__enrollment_changed__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__EnrollmentChanged.self)
    if let inner = unsafe c.pointee.enrollment {
      enrollment = try unsafe Enrollment(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__EnrollmentChanged.self, credopass__events__v1__enrollment_changed__init)
    unsafe c.pointee.enrollment = try enrollment?.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__Enrollment.self)
    return UnsafeMutableRawPointer(c)
  }
}
