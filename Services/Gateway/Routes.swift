internal import Identity

/// The public surface, and what is kept off it.
enum Routes {
  private static let auth = "credopass.users.v1.AuthService/"
  private static let users = "credopass.users.v1.UsersService/"
  private static let events = "credopass.events.v1.EventsService/"
  private static let seats = "credopass.events.v1.EnrollmentsService/"
  private static let rsvps = "credopass.events.v1.RsvpsService/"
  private static let notices = "credopass.events.v1.NoticesService/"
  private static let courses = "credopass.events.v1.SeriesService/"
  private static let calendars = "credopass.events.v1.CalendarsService/"
  private static let doors = "credopass.attendance.v1.AttendanceService/"
  private static let history = "credopass.attendance.v1.HistoryService/"
  private static let fixes = "credopass.attendance.v1.CorrectionsService/"
  private static let scans = "credopass.attendance.v1.ScansService/"
  private static let passes = "credopass.attendance.v1.PassesService/"
  private static let devices = "credopass.attendance.v1.DevicesService/"
  private static let snapshots = "credopass.attendance.v1.SnapshotsService/"
  private static let lives = "credopass.attendance.v1.LiveService/"
  private static let loyalty = "credopass.loyalty.v1.LoyaltyService/"

  static let all: [Route] = membership + gatherings + enrollments + attendance + thanks

  private static let membership: [Route] = signingIn + people + imports
  private static let attendance: [Route] = presence + figures
  private static let thanks: [Route] = points + earning + rewards

  private static let signingIn: [Route] = [
    Route(method: "POST", path: "/v1/auth/login", rpc: auth + "Login", audience: .anyone),
    Route(
      method: "POST", path: "/v1/auth/external", rpc: auth + "LoginExternal", audience: .anyone),
    Route(method: "POST", path: "/v1/auth/refresh", rpc: auth + "Refresh", audience: .anyone),
    // For those too whose access token has run out: the refresh token is enough.
    Route(method: "POST", path: "/v1/auth/logout", rpc: auth + "Logout", audience: .anyone),
    Route(
      method: "POST", path: "/v1/auth/logout-all", rpc: auth + "LogoutAll", audience: .signedIn),
    Route(
      method: "GET", path: "/v1/auth/sessions", rpc: auth + "ListSessions", audience: .signedIn),
    Route(
      method: "DELETE", path: "/v1/auth/sessions/{id}", rpc: auth + "RevokeSession",
      audience: .signedIn),
    Route(
      method: "POST", path: "/v1/auth/password/change", rpc: auth + "ChangePassword",
      audience: .signedIn),
    Route(
      method: "POST", path: "/v1/auth/register", rpc: auth + "SignUp", audience: .anyone,
      success: .accepted),
    Route(
      method: "POST", path: "/v1/auth/email/verify", rpc: auth + "VerifyEmail",
      audience: .anyone),
    Route(
      method: "POST", path: "/v1/auth/email/resend", rpc: auth + "ResendVerification",
      audience: .anyone, success: .accepted),
    Route(
      method: "POST", path: "/v1/auth/password/forgot", rpc: auth + "ForgotPassword",
      audience: .anyone, success: .accepted),
    Route(
      method: "POST", path: "/v1/auth/password/reset", rpc: auth + "ResetPassword",
      audience: .anyone),
    Route(
      method: "POST", path: "/v1/auth/phone/start", rpc: auth + "StartPhone",
      audience: .signedIn, success: .accepted),
    Route(
      method: "POST", path: "/v1/auth/phone/verify", rpc: auth + "VerifyPhone",
      audience: .signedIn),
    Route(
      method: "GET", path: "/.well-known/jwks.json", rpc: auth + "GetKeySet", audience: .anyone,
      service: .keySet),
  ]

  private static let people: [Route] = [
    Route(method: "GET", path: "/v1/users", rpc: users + "ListUsers", audience: .role(.staff)),
    Route(
      method: "POST", path: "/v1/users", rpc: users + "CreateUser", audience: .role(.staff),
      needsKey: true, success: .created("/v1/users/{id}")),
    Route(
      method: "GET", path: "/v1/users/export.csv", rpc: users + "ListUsers",
      audience: .role(.admin),
      service: .export([
        "id", "email", "phone", "firstName", "lastName", "role", "active", "emailVerified",
        "phoneVerified", "deactivatedReason", "lastLoginAt", "externalIssuer", "externalId", "bio",
        "profilePictureUrl", "interests", "reputation", "ratingCount", "createdAt", "updatedAt",
      ])),
    Route(
      method: "GET", path: "/v1/users/{id}/export", rpc: users + "GetUser",
      audience: .own("id", or: .admin), query: [],
      service: .dossier([
        DossierPart(member: "user", rpc: users + "GetUser", field: "id"),
        DossierPart(member: "sessions", rpc: auth + "ListSessions", field: nil),
        DossierPart(member: "enrollments", rpc: seats + "ListEnrollments", field: "user_id"),
        DossierPart(member: "rsvps", rpc: rsvps + "ListRsvps", field: "user_id"),
        DossierPart(member: "notices", rpc: notices + "GetNoticeSettings", field: "user_id"),
        DossierPart(member: "hostedEvents", rpc: events + "ListEvents", field: "host_id"),
        DossierPart(member: "hostedSeries", rpc: courses + "ListSeries", field: "host_id"),
        DossierPart(member: "attendances", rpc: doors + "ListUserAttendance", field: "user_id"),
        DossierPart(member: "scans", rpc: scans + "ListScans", field: "user_id"),
        DossierPart(member: "corrections", rpc: fixes + "ListCorrections", field: "user_id"),
        DossierPart(member: "points", rpc: loyalty + "GetPoints", field: "patron_id"),
        DossierPart(member: "movements", rpc: loyalty + "ListStatement", field: "patron_id"),
        DossierPart(
          member: "pointsPreferences", rpc: loyalty + "GetPreferences", field: "patron_id"),
        DossierPart(
          member: "redemptions", rpc: "credopass.loyalty.v1.RewardsService/ListRedemptions",
          field: "user_id"),
        DossierPart(
          member: "tierChanges", rpc: "credopass.loyalty.v1.TiersService/ListTierChanges",
          field: "patron_id"),
      ])),
    Route(
      method: "GET", path: "/v1/users/{id}", rpc: users + "GetUser",
      audience: .own("id", or: .staff)),
    Route(
      method: "PATCH", path: "/v1/users/{id}", rpc: users + "UpdateUser",
      audience: .own("id", or: .staff)),
    Route(
      method: "DELETE", path: "/v1/users/{id}", rpc: users + "DeleteUser",
      audience: .own("id", or: .staff)),
    Route(
      method: "POST", path: "/v1/users/{id}/deactivate", rpc: users + "DeactivateUser",
      audience: .role(.admin)),
    Route(
      method: "POST", path: "/v1/users/{id}/reactivate", rpc: users + "ReactivateUser",
      audience: .role(.admin)),
    Route(
      method: "POST", path: "/v1/users/{id}/role", rpc: users + "SetUserRole",
      audience: .role(.admin)),
    Route(
      method: "GET", path: "/v1/users/stats", rpc: users + "GetUserStats",
      audience: .role(.organizer)),
    Route(
      method: "GET", path: "/v1/users/{id}/notices", rpc: notices + "GetNoticeSettings",
      audience: .own("id", or: .admin), fields: ["id": "user_id"]),
    Route(
      method: "PATCH", path: "/v1/users/{id}/notices", rpc: notices + "UpdateNoticeSettings",
      audience: .own("id", or: .admin), fields: ["id": "user_id"]),
    Route(
      method: "GET", path: "/v1/users/{id}/enrollments", rpc: seats + "ListEnrollments",
      audience: .own("id", or: .staff), fields: ["id": "user_id"]),
  ]

  private static let imports: [Route] = [
    Route(
      method: "POST", path: "/v1/users/import", rpc: users + "ImportUsers",
      audience: .role(.organizer), query: ["source", "eventId", "dryRun"], service: .upload),
    Route(
      method: "POST", path: "/v1/attendance/import", rpc: history + "ImportHistory",
      audience: .role(.organizer), query: ["dryRun"], service: .upload),
    Route(
      method: "GET", path: "/v1/imports", rpc: users + "ListImports",
      audience: .role(.organizer)),
    Route(
      method: "GET", path: "/v1/imports/{id}", rpc: users + "GetImport",
      audience: .role(.organizer)),
    Route(
      method: "POST", path: "/v1/imports/{id}/undo", rpc: users + "UndoImport",
      audience: .role(.admin)),
  ]

  private static let calendar = Service.document("text/calendar; charset=utf-8")

  private static let gatherings: [Route] = [
    Route(method: "GET", path: "/v1/events", rpc: events + "ListEvents", audience: .anyone),
    Route(
      method: "POST", path: "/v1/events", rpc: events + "CreateEvent",
      audience: .role(.organizer), needsKey: true, success: .created("/v1/events/{id}")),
    Route(
      method: "GET", path: "/v1/events/categories", rpc: events + "ListCategories",
      audience: .anyone),
    Route(method: "GET", path: "/v1/events/{id}", rpc: events + "GetEvent", audience: .anyone),
    Route(
      method: "DELETE", path: "/v1/events/{id}", rpc: events + "DeleteEvent",
      audience: .role(.organizer)),
    Route(
      method: "POST", path: "/v1/events/{id}/duplicate", rpc: events + "DuplicateEvent",
      audience: .role(.organizer), needsKey: true, success: .created("/v1/events/{id}")),
    Route(
      method: "PATCH", path: "/v1/events/{id}", rpc: events + "UpdateEvent",
      audience: .role(.organizer)),
    Route(
      method: "POST", path: "/v1/events/{id}/publish", rpc: events + "PublishEvent",
      audience: .role(.organizer)),
    Route(
      method: "POST", path: "/v1/events/{id}/start", rpc: events + "StartEvent",
      audience: .role(.organizer)),
    Route(
      method: "POST", path: "/v1/events/{id}/complete", rpc: events + "CompleteEvent",
      audience: .role(.organizer)),
    Route(
      method: "POST", path: "/v1/events/{id}/cancel", rpc: events + "CancelEvent",
      audience: .role(.organizer)),
    Route(method: "GET", path: "/v1/series", rpc: courses + "ListSeries", audience: .anyone),
    Route(
      method: "POST", path: "/v1/series", rpc: courses + "CreateSeries",
      audience: .role(.organizer), needsKey: true, success: .created("/v1/series/{id}")),
    Route(method: "GET", path: "/v1/series/{id}", rpc: courses + "GetSeries", audience: .anyone),
    Route(
      method: "PATCH", path: "/v1/series/{id}", rpc: courses + "UpdateSeries",
      audience: .role(.organizer)),
    Route(
      method: "POST", path: "/v1/series/{id}/publish", rpc: courses + "PublishSeries",
      audience: .role(.organizer)),
    Route(
      method: "POST", path: "/v1/series/{id}/cancel", rpc: courses + "CancelSeries",
      audience: .role(.organizer)),
    Route(
      method: "GET", path: "/v1/series/{id}/occurrences", rpc: events + "ListEvents",
      audience: .anyone, fields: ["id": "series_id"]),
    Route(
      method: "PATCH", path: "/v1/series/{id}/occurrences/{eventId}", rpc: courses + "SplitSeries",
      audience: .role(.organizer), needsKey: true, fields: ["eventId": "event_id"]),
    Route(
      method: "POST", path: "/v1/events/{id}/did-not-meet", rpc: courses + "MarkDidNotMeet",
      audience: .role(.organizer), fields: ["id": "event_id"]),
    Route(
      method: "GET", path: "/v1/events/{id}.ics", rpc: calendars + "GetEventCalendar",
      audience: .anyone, fields: ["id": "event_id"], service: calendar),
    Route(
      method: "GET", path: "/v1/users/{id}/events.ics", rpc: calendars + "GetHostCalendar",
      audience: .anyone, fields: ["id": "user_id"], service: calendar),
    Route(
      method: "GET", path: "/v1/calendars/{secret}.ics", rpc: calendars + "GetMemberCalendar",
      audience: .anyone, service: calendar),
    Route(
      method: "GET", path: "/v1/users/{id}/calendar", rpc: calendars + "GetCalendarLink",
      audience: .own("id", or: .admin), fields: ["id": "user_id"]),
    Route(
      method: "POST", path: "/v1/users/{id}/calendar/renew", rpc: calendars + "RenewCalendarLink",
      audience: .own("id", or: .admin), fields: ["id": "user_id"]),
    Route(
      method: "DELETE", path: "/v1/users/{id}/calendar", rpc: calendars + "DeleteCalendarLink",
      audience: .own("id", or: .admin), fields: ["id": "user_id"]),
  ]

  private static let enrollments: [Route] = [
    Route(
      method: "POST", path: "/v1/events/{id}/enrollments", rpc: seats + "Enroll",
      audience: .signedIn, needsKey: true, fields: ["id": "event_id"],
      success: .created(
        "/v1/events/{event_id}/enrollments/{user_id}", unless: "already_enrolled")),
    Route(
      method: "GET", path: "/v1/events/{id}/enrollments", rpc: seats + "ListEnrollments",
      audience: .role(.staff), fields: ["id": "event_id"]),
    Route(
      method: "GET", path: "/v1/events/{id}/enrollments/export.csv",
      rpc: seats + "ListEnrollments", audience: .role(.staff), fields: ["id": "event_id"],
      service: .export([
        "userId", "firstName", "lastName", "status", "guests", "priority", "position",
        "enrolledAt", "canceledAt",
      ])),
    Route(
      method: "POST", path: "/v1/events/{id}/enrollments/import", rpc: users + "ImportUsers",
      audience: .role(.organizer), fields: ["id": "event_id"], query: ["source", "dryRun"],
      service: .upload),
    Route(
      method: "GET", path: "/v1/events/{id}/enrollments/{userId}", rpc: seats + "GetEnrollment",
      audience: .own("userId", or: .staff), fields: ["id": "event_id"]),
    Route(
      method: "PATCH", path: "/v1/events/{id}/enrollments/{userId}",
      rpc: seats + "UpdateEnrollment", audience: .own("userId", or: .staff),
      fields: ["id": "event_id"]),
    Route(
      method: "DELETE", path: "/v1/events/{id}/enrollments/{userId}",
      rpc: seats + "CancelEnrollment", audience: .own("userId", or: .staff),
      fields: ["id": "event_id"]),
    Route(
      method: "GET", path: "/v1/events/{id}/waitlist", rpc: seats + "ListWaitlist",
      audience: .role(.staff), fields: ["id": "event_id"]),
    Route(
      method: "POST", path: "/v1/events/{id}/rsvps", rpc: rsvps + "SetRsvp",
      audience: .signedIn, fields: ["id": "event_id"]),
    Route(
      method: "GET", path: "/v1/events/{id}/rsvps", rpc: rsvps + "ListRsvps", audience: .anyone,
      fields: ["id": "event_id"]),
  ]

  private static let presence: [Route] = [
    Route(
      method: "POST", path: "/v1/events/{id}/check-ins", rpc: doors + "CheckIn",
      audience: .signedIn, criticality: .critical, forDevices: true, fields: ["id": "event_id"]),
    Route(
      method: "POST", path: "/v1/events/{id}/check-outs", rpc: doors + "CheckOut",
      audience: .signedIn, criticality: .critical, forDevices: true, fields: ["id": "event_id"]),
    Route(
      method: "POST", path: "/v1/events/{id}/check-ins/undo", rpc: fixes + "UndoCheckIn",
      audience: .signedIn, criticality: .critical, forDevices: true, fields: ["id": "event_id"]),
    Route(
      method: "POST", path: "/v1/events/{id}/check-ins/batch", rpc: scans + "UploadScans",
      audience: .signedIn, forDevices: true, fields: ["id": "event_id"]),
    Route(
      method: "GET", path: "/v1/events/{id}/scans", rpc: scans + "ListScans",
      audience: .role(.staff), fields: ["id": "event_id"]),
    Route(
      method: "POST", path: "/v1/events/{id}/excuses", rpc: fixes + "Excuse",
      audience: .signedIn, fields: ["id": "event_id"]),
    Route(
      method: "DELETE", path: "/v1/events/{id}/excuses/{userId}", rpc: fixes + "WithdrawExcuse",
      audience: .signedIn, fields: ["id": "event_id", "userId": "user_id"]),
    Route(
      method: "POST", path: "/v1/events/{id}/corrections", rpc: fixes + "RecordPresence",
      audience: .signedIn, fields: ["id": "event_id"]),
    Route(
      method: "GET", path: "/v1/events/{id}/corrections", rpc: fixes + "ListCorrections",
      audience: .role(.staff), fields: ["id": "event_id"]),
    Route(
      method: "POST", path: "/v1/events/{id}/passes", rpc: passes + "IssuePass",
      audience: .signedIn, fields: ["id": "event_id"]),
    Route(
      method: "POST", path: "/v1/events/{id}/passes/{userId}/revoke", rpc: passes + "RevokePasses",
      audience: .own("userId", or: .staff), fields: ["id": "event_id", "userId": "user_id"]),
    Route(
      method: "GET", path: "/v1/passes/{pass}.svg", rpc: passes + "DrawPassAsSvg",
      audience: .anyone, service: .document("image/svg+xml")),
    Route(
      method: "GET", path: "/v1/passes/{pass}.png", rpc: passes + "DrawPassAsPng",
      audience: .anyone, service: .document("image/png")),
    Route(
      method: "GET", path: "/v1/passes/keys", rpc: passes + "ListPassKeys", audience: .anyone),
    Route(
      method: "GET", path: "/v1/events/{id}/snapshot", rpc: snapshots + "GetSnapshot",
      audience: .signedIn, forDevices: true, fields: ["id": "event_id"]),
    Route(
      method: "GET", path: "/v1/events/{id}/live", rpc: lives + "GetLiveView",
      audience: .signedIn, fields: ["id": "event_id"], query: [], service: .live),
    Route(
      method: "POST", path: "/v1/events/{id}/live-tickets", rpc: lives + "IssueLiveTicket",
      audience: .signedIn, fields: ["id": "event_id"]),
    Route(
      method: "POST", path: "/v1/devices", rpc: devices + "RegisterDevice", audience: .signedIn,
      needsKey: true, success: .created("/v1/devices/{id}")),
    Route(
      method: "GET", path: "/v1/devices", rpc: devices + "ListDevices", audience: .signedIn),
    Route(
      method: "GET", path: "/v1/devices/{id}", rpc: devices + "GetDevice", audience: .signedIn),
    Route(
      method: "DELETE", path: "/v1/devices/{id}", rpc: devices + "RevokeDevice",
      audience: .signedIn),
  ]

  /// What only services call, by name or by package; nobody reaches it over HTTP.
  static let internalCalls: Set<String> = [
    users + "BatchGetUsers", users + "NoteRefusal", users + "GetUserByEmail",
    users + "LinkExternalId",
    users + "UnlinkExternalId", users + "FindOrCreateExternalUser", seats + "BatchEnroll",
    doors + "BatchRecord", lives + "WatchEvent", lives + "RedeemLiveTicket",
    "credopass.feed.v1", "credopass.rpc.v1",
  ]
}
