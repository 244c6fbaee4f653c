internal import Contracts

/// What a row says of somebody and the event; of several rows the greatest counts.
enum ImportStatus: Int16, Sendable, Comparable {
  case none = 0
  case notComing = 1
  case coming = 2
  case present = 3

  static func < (left: ImportStatus, right: ImportStatus) -> Bool {
    left.rawValue < right.rawValue
  }

  /// Nil for a word that none of the sources uses. Nothing said means that the person is coming;
  /// who waits for a seat elsewhere has none here.
  init?(_ text: String) {
    switch ImportColumns.plain(text) {
    case "": self = .coming
    case "checkedin", "attended": self = .present
    case "attending", "registered", "enrolled", "going", "yes": self = .coming
    case "notattending", "notgoing", "refunded", "deleted", "canceled", "cancelled", "no":
      self = .notComing
    case "waiting", "waitlist", "waitlisted": self = .none
    default: return nil
    }
  }
}

/// Which column of an upload is what.
struct ImportColumns: Sendable {
  /// Whose names for people stand in `member`.
  static let memberSource = "MEETUP"

  private(set) var count = 0
  private(set) var email: Int?
  private(set) var phone: Int?
  private(set) var firstName: Int?
  private(set) var lastName: Int?
  private(set) var status: Int?
  /// First and last name in one.
  private(set) var fullName: Int?
  /// What Meetup calls its members: the key of who has neither address nor phone.
  private(set) var member: Int?
  private(set) var guests: Int?
  /// Seats, the person's own among them.
  private(set) var quantity: Int?
  private(set) var enrolledAt: Int?
  private(set) var checkInAt: Int?
  /// As the file calls them, for messages.
  private(set) var names: [String] = []

  /// - Throws: `Unfit` when nobody could be recognized by these columns.
  init(header: [UploadRecord]) throws(Unfit) {
    guard header.count == 1, case .success(let names) = header[0].cells else {
      throw Unfit(field: "header", rule: "must be one line of CSV in UTF-8")
    }
    self.names = names.map { $0.tidy }
    count = names.count
    for (index, name) in names.enumerated() { assign(index, Self.plain(name)) }
    // Another system's file may number its users, too.
    if !names.contains(where: { Self.plain($0) == "urlofmemberprofile" }) { member = nil }
    guard email != nil || phone != nil || member != nil else {
      throw Unfit(field: "header", rule: "must have a column of e-mail addresses or phones")
    }
  }

  private mutating func assign(_ index: Int, _ name: String) {
    switch name {
    case "email", "emailaddress": email = email ?? index
    case "phone", "cellphone", "mobilephone", "phonenumber": phone = phone ?? index
    case "firstname", "givenname": firstName = firstName ?? index
    case "lastname", "familyname": lastName = lastName ?? index
    case "name", "fullname": fullName = fullName ?? index
    case "status", "attendeestatus", "rsvp": status = status ?? index
    case "userid": member = member ?? index
    case "guests": guests = guests ?? index
    case "quantity": quantity = quantity ?? index
    case "enrolledat", "orderdate", "rsvpedon": enrolledAt = enrolledAt ?? index
    case "checkintime", "checkinat", "checkedinat": checkInAt = checkInAt ?? index
    default: break
    }
  }

  func name(_ column: Int?) -> String {
    column.map { String(names[$0].prefix(100)) } ?? ""
  }

  /// Without case, blanks and strokes, in which sources differ.
  static func plain(_ text: String) -> String {
    text.tidy.lowercased().filter { !" _-".contains($0) }
  }
}

/// A row as far as it can be taken.
struct ImportRow: Sendable, Equatable {
  let line: Int32
  var email: String?
  var phone: String?
  var firstName = ""
  var lastName = ""
  var member: String?
  var status = ImportStatus.none
  /// People who come along.
  var guests: Int32 = 0
  var enrolledAt: ImportTime?
  var checkInAt: ImportTime?
}

/// A part of a row, or all of it, that was not taken; quotes nothing of the row.
struct ImportFault: Error, Equatable {
  let line: Int32
  let field: String
  let reason: String
}

extension ImportColumns {
  /// Reads a record: the row, and what of it is left out.
  /// - Throws: `ImportFault` when nothing of it can be taken.
  func row(
    _ record: UploadRecord, _ region: PhoneRegion
  ) throws(ImportFault) -> (row: ImportRow, faults: [ImportFault]) {
    let cells: [String]
    switch record.cells {
    case .success(let found): cells = found
    case .failure(let fault):
      throw ImportFault(line: record.line, field: "", reason: fault.description)
    }
    guard cells.count == count else {
      throw ImportFault(
        line: record.line, field: "", reason: "has \(cells.count) cells, the header has \(count)")
    }
    // What an export of ours made harmless is read as it was.
    let cell = { (column: Int?) in column.map { CSVCell.restored(cells[$0]) } ?? "" }
    var row = ImportRow(line: record.line)
    var faults: [ImportFault] = []
    let fault = { (column: Int?, reason: String) in
      ImportFault(line: record.line, field: name(column), reason: reason)
    }
    do { row.email = try Rules.email(cell(email)) } catch { throw fault(email, error.rule) }
    let (first, last) = firstName == nil ? Self.split(cell(fullName)) : ("", "")
    do { row.firstName = try Rules.name(firstName == nil ? first : cell(firstName), "") } catch {
      throw fault(firstName ?? fullName, error.rule)
    }
    do {
      row.lastName = try Rules.name(firstName == nil && lastName == nil ? last : cell(lastName), "")
    } catch { throw fault(lastName ?? fullName, error.rule) }
    do { row.phone = try Rules.phone(cell(phone), region) } catch {
      faults.append(fault(phone, "\(error.rule); it was left out"))
    }
    row.member = Self.member(cell(member))
    guard row.email != nil || row.phone != nil || row.member != nil && !row.firstName.isEmpty else {
      if member != nil, row.member != nil { throw fault(fullName ?? firstName, "is needed") }
      throw fault(
        email ?? phone ?? member,
        member == nil ? "is needed, or a phone number" : "must be what Meetup calls the member")
    }
    read(cell, &row) { column, reason in faults.append(fault(column, reason)) }
    return (row, faults)
  }

  /// What a row says of the person and the event.
  private func read(
    _ cell: (Int?) -> String, _ row: inout ImportRow, _ fault: (Int?, String) -> Void
  ) {
    if let known = ImportStatus(cell(status)) {
      row.status = known
    } else {
      fault(status, "is none that is known; it was left out")
    }
    for (column, own) in [(guests, 0), (quantity, 1)] where !cell(column).tidy.isEmpty {
      guard let count = Int32(cell(column).tidy), (0...10).contains(count - Int32(own)) else {
        fault(column, "must be from \(own) to \(10 + own); it was left out")
        continue
      }
      row.guests = max(row.guests, count - Int32(own))
    }
    row.enrolledAt = time(enrolledAt, cell, fault)
    row.checkInAt = time(checkInAt, cell, fault)
  }

  private func time(
    _ column: Int?, _ cell: (Int?) -> String, _ fault: (Int?, String) -> Void
  ) -> ImportTime? {
    let text = cell(column).tidy
    if text.isEmpty { return nil }
    let time = ImportTime(text)
    if time == nil { fault(column, "must be a time such as 2026-10-01 09:00; it was left out") }
    return time
  }

  /// The first word, and the rest: read together they are the name as it was.
  private static func split(_ name: String) -> (first: String, last: String) {
    let words = name.tidy.split(separator: " ", maxSplits: 1)
    return (words.first.map(String.init) ?? "", words.dropFirst().first.map(String.init) ?? "")
  }

  /// "200000" of "user 200000".
  private static func member(_ text: String) -> String? {
    let text = text.tidy
    let member = text.lowercased().hasPrefix("user ") ? String(text.dropFirst(5)).tidy : text
    return (1...100).contains(member.length) && !member.hasControls ? member : nil
  }
}
