// swift-format-ignore-file
// Generated from credopass/attendance/v1/attendance_changes.proto by deploy/generate.

internal import CContracts
public import RPC

/// The attendance feed's payload of kind "AttendanceChanged": what points and figures are made of.
public struct AttendanceChanged: Message {
  /// The attendance's id.
  public var id: String
  /// The event.
  public var eventId: String
  /// The user.
  public var patronId: String
  /// What is known of the presence now.
  public var status: Attendance.Status
  /// The earliest accepted scan, or absent.
  public var checkInTime: Timestamp?
  /// The end of the last stay that somebody saw end, be the person inside again or not; or absent.
  public var checkOutTime: Timestamp?
  /// The event's name.
  public var eventName: String
  /// The series the event belongs to, or empty.
  public var seriesId: String
  /// The event's category.
  public var category: String
  /// When the event begins.
  public var startTime: Timestamp?
  /// The presence was taken back and nothing is left of it: a walk-in that was none. The status is
  /// REGISTERED then. Should the person come after all, the presence has the same id.
  public var removed: Bool

  public init() {
    id = ""
    eventId = ""
    patronId = ""
    status = .unspecified
    checkInTime = nil
    checkOutTime = nil
    eventName = ""
    seriesId = ""
    category = ""
    startTime = nil
    removed = false
  }

  public init(
    id: String = "",
    eventId: String = "",
    patronId: String = "",
    status: Attendance.Status = .unspecified,
    checkInTime: Timestamp? = nil,
    checkOutTime: Timestamp? = nil,
    eventName: String = "",
    seriesId: String = "",
    category: String = "",
    startTime: Timestamp? = nil,
    removed: Bool = false
  ) {
    self.id = id
    self.eventId = eventId
    self.patronId = patronId
    self.status = status
    self.checkInTime = checkInTime
    self.checkOutTime = checkOutTime
    self.eventName = eventName
    self.seriesId = seriesId
    self.category = category
    self.startTime = startTime
    self.removed = removed
  }
}

extension AttendanceChanged {
  public static var fullName: String { "credopass.attendance.v1.AttendanceChanged" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__AttendanceChanged.self, credopass__attendance__v1__attendance_changed__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__AttendanceChanged.self)
    id = try unsafe readText(c.pointee.id)
    eventId = try unsafe readText(c.pointee.event_id)
    patronId = try unsafe readText(c.pointee.patron_id)
    status = unsafe Attendance.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
    if let inner = unsafe c.pointee.check_in_time {
      checkInTime = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.check_out_time {
      checkOutTime = try unsafe Timestamp(unpacked: inner)
    }
    eventName = try unsafe readText(c.pointee.event_name)
    seriesId = try unsafe readText(c.pointee.series_id)
    category = try unsafe readText(c.pointee.category)
    if let inner = unsafe c.pointee.start_time {
      startTime = try unsafe Timestamp(unpacked: inner)
    }
    removed = unsafe c.pointee.removed != 0
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__AttendanceChanged.self, credopass__attendance__v1__attendance_changed__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    unsafe c.pointee.check_in_time = try checkInTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.check_out_time = try checkOutTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.event_name = try arena.text(eventName)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.start_time = try startTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.removed = removed ? 1 : 0
    return UnsafeMutableRawPointer(c)
  }
}
