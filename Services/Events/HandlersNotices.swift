internal import Contracts
internal import RPC

struct NoticesHandlers: NoticesService {
  let desk: Desk

  func getNoticeSettings(
    _ request: GetNoticeSettingsRequest, _ call: CallContext
  ) async throws -> NoticeSettings {
    try await desk.answer(call) { viewer in
      let person = try viewer.chooser(try Input.user(request.userId))
      return NoticeSettings(person, try await desk.store.declinedNotices(person))
    }
  }

  func updateNoticeSettings(
    _ request: UpdateNoticeSettingsRequest, _ call: CallContext
  ) async throws -> NoticeSettings {
    try await desk.answer(call) { viewer in
      let person = try viewer.chooser(try Input.user(request.userId))
      let choices = try request.choices()
      if person != viewer.userID { try await desk.store.checkPerson(person) }
      return NoticeSettings(person, try await desk.store.decline(choices, person))
    }
  }
}

extension UpdateNoticeSettingsRequest {
  /// Which kinds are declined, and which no more.
  fileprivate func choices() throws(Refusal) -> [NoticeKind: Bool] {
    let mask = updateMask?.paths ?? []
    guard !mask.isEmpty else { throw .invalid("update_mask", "must name what to change") }
    var choices: [NoticeKind: Bool] = [:]
    for path in mask {
      switch path {
      case "enrolled": choices[.enrolled] = !(enrolled ?? true)
      case "waitlisted": choices[.waitlisted] = !(waitlisted ?? true)
      case "reminder": choices[.reminder] = !(reminder ?? true)
      default: throw .invalid("update_mask", "\(path.prefix(60)) cannot be changed")
      }
    }
    return choices
  }
}

extension NoticeSettings {
  fileprivate init(_ person: UserID, _ declined: Set<NoticeKind>) {
    self.init(
      userId: person.rawValue.description, enrolled: !declined.contains(.enrolled),
      waitlisted: !declined.contains(.waitlisted), reminder: !declined.contains(.reminder))
  }
}
