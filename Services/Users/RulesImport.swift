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

  /// Nil for a word that none of the sources uses. Nothing said means that the person is coming.
  init?(_ text: String) {
    switch ImportColumns.plain(text) {
    case "": self = .coming
    case "checkedin", "attended": self = .present
    case "attending", "registered", "enrolled", "going": self = .coming
    case "notattending", "notgoing", "refunded", "deleted", "canceled", "cancelled":
      self = .notComing
    default: return nil
    }
  }
}

/// Which column of an upload is what.
struct ImportColumns: Sendable {
  private(set) var count = 0
  private(set) var email: Int?
  private(set) var phone: Int?
  private(set) var firstName: Int?
  private(set) var lastName: Int?
  private(set) var status: Int?
  /// As the file calls them, for messages.
  private(set) var names: [String] = []

  /// - Throws: `Unfit` when nobody could be recognized by these columns.
  init(header: [UploadRecord]) throws(Unfit) {
    guard header.count == 1, case .success(let names) = header[0].cells else {
      throw Unfit(field: "header", rule: "must be one line of CSV in UTF-8")
    }
    self.names = names.map { $0.tidy }
    count = names.count
    for (index, name) in names.enumerated() {
      switch Self.plain(name) {
      case "email", "emailaddress": email = email ?? index
      case "phone", "cellphone", "mobilephone", "phonenumber": phone = phone ?? index
      case "firstname", "givenname": firstName = firstName ?? index
      case "lastname", "familyname": lastName = lastName ?? index
      case "status", "attendeestatus": status = status ?? index
      default: break
      }
    }
    guard email != nil || phone != nil else {
      throw Unfit(field: "header", rule: "must have a column of e-mail addresses or phones")
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
  var status = ImportStatus.none
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
    let cell = { (column: Int?) in column.map { cells[$0] } ?? "" }
    var row = ImportRow(line: record.line)
    var faults: [ImportFault] = []
    let fault = { (column: Int?, reason: String) in
      ImportFault(line: record.line, field: name(column), reason: reason)
    }
    do { row.email = try Rules.email(cell(email)) } catch { throw fault(email, error.rule) }
    do { row.firstName = try Rules.name(cell(firstName), "") } catch {
      throw fault(firstName, error.rule)
    }
    do { row.lastName = try Rules.name(cell(lastName), "") } catch {
      throw fault(lastName, error.rule)
    }
    do { row.phone = try Rules.phone(cell(phone), region) } catch {
      faults.append(fault(phone, "\(error.rule); it was left out"))
    }
    if let status = ImportStatus(cell(status)) {
      row.status = status
    } else {
      faults.append(fault(status, "is none that is known; it was left out"))
    }
    guard row.email != nil || row.phone != nil else {
      throw fault(email ?? phone, "is needed, or a phone number")
    }
    return (row, faults)
  }
}
