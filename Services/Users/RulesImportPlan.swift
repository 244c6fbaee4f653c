/// A person as far as imports are concerned.
struct ImportPerson: Sendable, Equatable {
  let id: UUID128
  var email: String?
  var phone: String?
  var firstName: String
  var lastName: String
}

extension ImportPerson {
  /// The columns in which another state of the person differs.
  func columns(besides other: ImportPerson) -> Set<String> {
    let differs = [
      ("email", email != other.email), ("phone", phone != other.phone),
      ("first_name", firstName != other.firstName), ("last_name", lastName != other.lastName),
    ]
    return Set(differs.filter(\.1).map(\.0))
  }
}

/// What becomes of people when rows are taken one after the other: whom a row is about, and what
/// it adds. It fills what is empty and never writes over anything, so that a second run, and rows
/// that contradict each other, change nothing more.
struct ImportPlan: Sendable {
  /// Every person who is known or made, as they are after the rows so far.
  private(set) var people: [UUID128: ImportPerson] = [:]
  private(set) var made: [UUID128] = []
  /// Who was filled in, and which columns.
  private(set) var filled: [UUID128: Set<String>] = [:]
  /// Whom another system's name now stands for.
  private(set) var members: [String: UUID128] = [:]
  /// The first rows by which people were coming, or there.
  private(set) var claims: [UUID128: ImportRow] = [:]
  private(set) var presences: [UUID128: ImportRow] = [:]
  private(set) var statuses: [UUID128: ImportStatus] = [:]
  private(set) var lines: [UUID128: Int32] = [:]
  /// How many rows made somebody, added to somebody, added nothing, or were not taken.
  private(set) var created: Int32 = 0
  private(set) var updated: Int32 = 0
  private(set) var unchanged: Int32 = 0
  private(set) var rejected: Int32 = 0
  private(set) var faults: [ImportFault] = []
  private var madeIDs: Set<UUID128> = []
  private var byEmail: [String: UUID128] = [:]
  private var byPhone: [String: UUID128] = [:]
  private var byMember: [String: UUID128]
  private let phoneName: String

  /// - Parameters:
  ///   - known: everybody who has an address or a number of the rows.
  ///   - byMember: whom another system's names stand for; these people are known, too.
  ///   - phoneName: what the file calls its column of phones.
  init(known: [ImportPerson], byMember: [String: UUID128] = [:], phoneName: String) {
    self.byMember = byMember
    self.phoneName = phoneName
    for person in known { put(person) }
  }

  /// Notes a row that cannot be taken.
  mutating func reject(_ fault: ImportFault) {
    rejected += 1
    faults.append(fault)
  }

  mutating func take(_ row: ImportRow, faults: [ImportFault], newID: () -> UUID128) {
    self.faults += faults
    var row = row
    let match = match(row)
    if let phone = row.phone, let holder = byPhone[phone], holder != match {
      row.phone = nil
      let fault = ImportFault(
        line: row.line, field: phoneName, reason: "is someone else's; it was left out")
      if row.email == nil { return reject(fault) }
      self.faults.append(fault)
    }
    let id = match.flatMap { people[$0] }.map { add(row, to: $0) } ?? make(row, newID())
    if let member = row.member, byMember[member] == nil {
      byMember[member] = id
      members[member] = id
    }
    if row.status >= .coming, claims[id] == nil { claims[id] = row }
    if row.status == .present, presences[id] == nil { presences[id] = row }
    statuses[id] = max(statuses[id] ?? .none, row.status)
    lines[id] = lines[id] ?? row.line
  }

  /// Whom the row is about: whom its member's name stands for; else who has its address, else who
  /// has its number and no address. Who has number and name is meant too when the row gives no
  /// address.
  private func match(_ row: ImportRow) -> UUID128? {
    if let member = row.member, let id = byMember[member] { return id }
    if let email = row.email, let id = byEmail[email] { return id }
    guard let phone = row.phone, let id = byPhone[phone], let holder = people[id] else {
      return nil
    }
    if holder.email == nil { return id }
    let isNamesake =
      !row.firstName.isEmpty && row.firstName.lowercased() == holder.firstName.lowercased()
      && row.lastName.lowercased() == holder.lastName.lowercased()
    return row.email == nil && isNamesake ? id : nil
  }

  private mutating func make(_ row: ImportRow, _ id: UUID128) -> UUID128 {
    put(
      ImportPerson(
        id: id, email: row.email, phone: row.phone, firstName: row.firstName,
        lastName: row.lastName))
    made.append(id)
    madeIDs.insert(id)
    created += 1
    return id
  }

  private mutating func add(_ row: ImportRow, to person: ImportPerson) -> UUID128 {
    var fuller = person
    fuller.email = person.email ?? row.email
    fuller.phone = person.phone ?? row.phone
    if person.firstName.isEmpty { fuller.firstName = row.firstName }
    if person.lastName.isEmpty { fuller.lastName = row.lastName }
    if fuller == person {
      unchanged += 1
    } else {
      put(fuller)
      updated += 1
      if !madeIDs.contains(person.id) {
        filled[person.id, default: []].formUnion(fuller.columns(besides: person))
      }
    }
    return person.id
  }

  private mutating func put(_ person: ImportPerson) {
    people[person.id] = person
    if let email = person.email { byEmail[email] = person.id }
    if let phone = person.phone { byPhone[phone] = person.id }
  }
}
