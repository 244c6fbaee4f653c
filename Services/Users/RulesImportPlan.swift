/// A person as far as imports are concerned.
struct ImportPerson: Sendable, Equatable {
  let id: UUID128
  var email: String?
  var phone: String?
  var firstName: String
  var lastName: String
}

/// What becomes of people when rows are taken one after the other: whom a row is about, and what
/// it adds. It fills what is empty and never writes over anything, so that a second run, and rows
/// that contradict each other, change nothing more.
struct ImportPlan: Sendable {
  /// Every person who is known or made, as they are after the rows so far.
  private(set) var people: [UUID128: ImportPerson] = [:]
  private(set) var made: [UUID128] = []
  private(set) var filled: Set<UUID128> = []
  private(set) var statuses: [UUID128: ImportStatus] = [:]
  private(set) var lines: [UUID128: Int32] = [:]
  /// How many rows made somebody, added to somebody, added nothing, or were not taken.
  private(set) var created: Int32 = 0
  private(set) var updated: Int32 = 0
  private(set) var unchanged: Int32 = 0
  private(set) var rejected: Int32 = 0
  private(set) var faults: [ImportFault] = []
  private var byEmail: [String: UUID128] = [:]
  private var byPhone: [String: UUID128] = [:]
  private let phoneName: String

  /// - Parameters:
  ///   - known: everybody who has an address or a number of the rows.
  ///   - phoneName: what the file calls its column of phones.
  init(known: [ImportPerson], phoneName: String) {
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
    statuses[id] = max(statuses[id] ?? .none, row.status)
    lines[id] = lines[id] ?? row.line
  }

  /// Whom the row is about: who has its address, else who has its number and no address. Who has
  /// number and name is meant too when the row gives no address.
  private func match(_ row: ImportRow) -> UUID128? {
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
      if !made.contains(person.id) { filled.insert(person.id) }
    }
    return person.id
  }

  private mutating func put(_ person: ImportPerson) {
    people[person.id] = person
    if let email = person.email { byEmail[email] = person.id }
    if let phone = person.phone { byPhone[phone] = person.id }
  }
}
