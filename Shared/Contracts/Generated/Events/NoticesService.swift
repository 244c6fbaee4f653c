// swift-format-ignore-file
// Generated from credopass/events/v1/notices_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Which mails a person gets. That a place came free, that time or place of an event have changed
/// and that it is canceled, or the own claim by others, is always told.
public struct NoticeSettings: Message {
  /// The person.
  public var userId: String
  /// Whether enrolling is confirmed.
  public var enrolled: Bool
  /// Whether a place on the waiting list is confirmed.
  public var waitlisted: Bool
  /// Whether a reminder comes a day before an event begins.
  public var reminder: Bool

  public init() {
    userId = ""
    enrolled = false
    waitlisted = false
    reminder = false
  }

  public init(
    userId: String = "",
    enrolled: Bool = false,
    waitlisted: Bool = false,
    reminder: Bool = false
  ) {
    self.userId = userId
    self.enrolled = enrolled
    self.waitlisted = waitlisted
    self.reminder = reminder
  }
}

/// Asks for a person's choices.
public struct GetNoticeSettingsRequest: Message {
  /// The person; empty means the caller.
  public var userId: String

  public init() {
    userId = ""
  }

  public init(
    userId: String = ""
  ) {
    self.userId = userId
  }
}

/// Asks to change a person's choices.
public struct UpdateNoticeSettingsRequest: Message {
  /// The person; empty means the caller.
  public var userId: String
  /// Which of the fields below to write; what it names and is absent goes back to yes.
  public var updateMask: FieldMask?
  /// Whether enrolling is confirmed.
  public var enrolled: Bool?
  /// Whether a place on the waiting list is confirmed.
  public var waitlisted: Bool?
  /// Whether a reminder comes a day before an event begins.
  public var reminder: Bool?

  public init() {
    userId = ""
    updateMask = nil
    enrolled = nil
    waitlisted = nil
    reminder = nil
  }

  public init(
    userId: String = "",
    updateMask: FieldMask? = nil,
    enrolled: Bool? = nil,
    waitlisted: Bool? = nil,
    reminder: Bool? = nil
  ) {
    self.userId = userId
    self.updateMask = updateMask
    self.enrolled = enrolled
    self.waitlisted = waitlisted
    self.reminder = reminder
  }
}

extension NoticeSettings {
  public static var fullName: String { "credopass.events.v1.NoticeSettings" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__NoticeSettings.self, credopass__events__v1__notice_settings__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__NoticeSettings.self)
    userId = try unsafe readText(c.pointee.user_id)
    enrolled = unsafe c.pointee.enrolled != 0
    waitlisted = unsafe c.pointee.waitlisted != 0
    reminder = unsafe c.pointee.reminder != 0
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__NoticeSettings.self, credopass__events__v1__notice_settings__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.enrolled = enrolled ? 1 : 0
    unsafe c.pointee.waitlisted = waitlisted ? 1 : 0
    unsafe c.pointee.reminder = reminder ? 1 : 0
    return UnsafeMutableRawPointer(c)
  }
}

extension GetNoticeSettingsRequest {
  public static var fullName: String { "credopass.events.v1.GetNoticeSettingsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__GetNoticeSettingsRequest.self, credopass__events__v1__get_notice_settings_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__GetNoticeSettingsRequest.self)
    userId = try unsafe readText(c.pointee.user_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__GetNoticeSettingsRequest.self, credopass__events__v1__get_notice_settings_request__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    return UnsafeMutableRawPointer(c)
  }
}

extension UpdateNoticeSettingsRequest {
  public static var fullName: String { "credopass.events.v1.UpdateNoticeSettingsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__UpdateNoticeSettingsRequest.self, credopass__events__v1__update_notice_settings_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__UpdateNoticeSettingsRequest.self)
    userId = try unsafe readText(c.pointee.user_id)
    if let inner = unsafe c.pointee.update_mask {
      updateMask = try unsafe FieldMask(unpacked: inner)
    }
    switch unsafe c.pointee._enrolled_case.rawValue {
    case 3: enrolled = unsafe c.pointee.enrolled != 0
    default: break
    }
    switch unsafe c.pointee._waitlisted_case.rawValue {
    case 4: waitlisted = unsafe c.pointee.waitlisted != 0
    default: break
    }
    switch unsafe c.pointee._reminder_case.rawValue {
    case 5: reminder = unsafe c.pointee.reminder != 0
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__UpdateNoticeSettingsRequest.self, credopass__events__v1__update_notice_settings_request__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.update_mask = try updateMask?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
    if let value = enrolled {
      unsafe c.pointee._enrolled_case = .init(rawValue: 3)
      unsafe c.pointee.enrolled = value ? 1 : 0
    }
    if let value = waitlisted {
      unsafe c.pointee._waitlisted_case = .init(rawValue: 4)
      unsafe c.pointee.waitlisted = value ? 1 : 0
    }
    if let value = reminder {
      unsafe c.pointee._reminder_case = .init(rawValue: 5)
      unsafe c.pointee.reminder = value ? 1 : 0
    }
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.events.v1.NoticesService.
public enum NoticesMethods {
  public static let getNoticeSettings = Method<GetNoticeSettingsRequest, NoticeSettings>(
    name: "credopass.events.v1.NoticesService/GetNoticeSettings", idempotency: .noSideEffects)
  public static let updateNoticeSettings = Method<UpdateNoticeSettingsRequest, NoticeSettings>(
    name: "credopass.events.v1.NoticesService/UpdateNoticeSettings", idempotency: .idempotent)
  /// Their names, in the contract's order.
  public static let names = [getNoticeSettings.name, updateNoticeSettings.name]
}

/// Which mails people want about their claims on seats.
public protocol NoticesService: Service {
  /// Gives a person's choices. For themselves and for an ADMIN.
  func getNoticeSettings(
    _ request: GetNoticeSettingsRequest, _ call: CallContext
  ) async throws -> NoticeSettings
  /// Changes what the mask names and nothing else.
  func updateNoticeSettings(
    _ request: UpdateNoticeSettingsRequest, _ call: CallContext
  ) async throws -> NoticeSettings
}

extension NoticesService {
  public static var name: String { "credopass.events.v1.NoticesService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(NoticesMethods.getNoticeSettings) { try await self.getNoticeSettings($0, $1) },
      MethodHandler(NoticesMethods.updateNoticeSettings) { try await self.updateNoticeSettings($0, $1) },
    ]
  }
}

/// Calls credopass.events.v1.NoticesService.
public struct NoticesClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Gives a person's choices. For themselves and for an ADMIN.
  public func getNoticeSettings(
    _ request: GetNoticeSettingsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> NoticeSettings {
    try await caller.call(NoticesMethods.getNoticeSettings, request, options)
  }

  /// Changes what the mask names and nothing else.
  public func updateNoticeSettings(
    _ request: UpdateNoticeSettingsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> NoticeSettings {
    try await caller.call(NoticesMethods.updateNoticeSettings, request, options)
  }
}
