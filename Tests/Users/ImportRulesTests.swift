import Daemon
import Postgres
import Testing

@testable import Users

@Suite struct ImportRulesTests {
  /// What becomes of rows given as header and lines, of people known before.
  private func plan(_ lines: String..., known: [ImportPerson] = []) throws -> ImportPlan {
    let columns = try ImportColumns(
      header: CSV.records(Array("First Name,Last Name,Email,Cell Phone,Attendee Status".utf8)))
    var plan = ImportPlan(known: known, phoneName: "Cell Phone")
    for record in CSV.records(Array(lines.joined(separator: "\n").utf8), firstLine: 2) {
      do throws(ImportFault) {
        let (row, faults) = try columns.row(record, .us)
        plan.take(row, faults: faults) { .v7() }
      } catch { plan.reject(error) }
    }
    return plan
  }

  private func counts(_ plan: ImportPlan) -> [Int32] {
    [plan.created, plan.updated, plan.unchanged, plan.rejected]
  }

  @Test func `rows of one address are one person, whatever its case, and fill each other`() throws {
    let plan = try plan(
      "Ada,,ADA@x.org,,Attending", "Ada,Lovelace,ada@x.org,4155550001,Checked In",
      "Other,Name,ada@x.org,,Refunded")
    #expect(counts(plan) == [1, 1, 1, 0])
    let ada = try #require(plan.people.values.first)
    #expect(ada.lastName == "Lovelace" && ada.phone == "+14155550001" && ada.firstName == "Ada")
    #expect(plan.statuses[ada.id] == .present)
    #expect(plan.filled.isEmpty, "who is made by this chunk is written once")
  }

  @Test func `by phone only someone without an address is found`() throws {
    let walkIn = ImportPerson(
      id: .v7(), email: nil, phone: "+14155550001", firstName: "Ada", lastName: "")
    let found = try plan("Ada,Lovelace,ada@x.org,4155550001,", known: [walkIn])
    #expect(counts(found) == [0, 1, 0, 0] && found.people[walkIn.id]?.email == "ada@x.org")
    var member = walkIn
    member.email = "else@x.org"
    let other = try plan("Ada,Lovelace,ada@x.org,4155550001,", known: [member])
    #expect(counts(other) == [1, 0, 0, 0])
    #expect(other.faults.map(\.field) == ["Cell Phone"])
    #expect(other.people.values.first { $0.email == "ada@x.org" }?.phone == nil)
  }

  @Test func `a row with nothing but someone else's phone is not taken`() throws {
    let plan = try plan("Ada,A,ada@x.org,4155550001,", "Bob,B,,4155550001,", "Ada,A,,4155550001,")
    #expect(counts(plan) == [1, 0, 1, 1], "the same name at the same phone is the same person")
    #expect(plan.faults.map(\.line) == [3])
  }

  @Test func `what cannot be kept is told by line and column, without quoting it`() throws {
    let plan = try plan(
      "Ada,A,a@b,,", "Ada,A,,,", "\(String(repeating: "x", count: 101)),A,a@x.org,,",
      "Ada,A,b@x.org,12,", "Ada,A,c@x.org,,Perhaps", "Ada,A,d@x.org", "Ada,\"A\"x,e@x.org,,")
    #expect(
      plan.faults.map { "\($0.line) \($0.field)" } == [
        "2 Email", "3 Email", "4 First Name", "5 Cell Phone", "6 Attendee Status", "7 ", "8 ",
      ])
    #expect(counts(plan) == [2, 0, 0, 5])
    #expect(plan.faults.allSatisfy { !$0.reason.contains("@") && !$0.reason.contains("Perhaps") })
  }

  @Test func `checked in beats attending beats not coming, in any order`() throws {
    #expect(ImportStatus("Checked In").map { $0 > .coming } == true)
    #expect(ImportStatus("attending") == .coming && ImportStatus("") == .coming)
    for word in ["Refunded", "Deleted", "Not Attending", "cancelled"] {
      #expect(ImportStatus(word) == .notComing)
    }
    #expect(ImportStatus("maybe") == nil)
  }

  @Test func `taking the same rows again changes nobody`() throws {
    let lines =
      [
        "Ada,A,ada@x.org,4155550001,", "Bob,,,4155550002,", "Bob,B,bob@x.org,4155550002,",
        "C,C,c@x.org,4155550001,",
      ].joined(separator: "\n")
    let first = try plan(lines)
    let second = try plan(lines, known: Array(first.people.values))
    #expect(second.created == 0 && second.updated == 0)
    #expect(second.people == first.people)
  }

  @Test(arguments: [
    ("2026-10-01 09:00:00", 1_790_845_200, false), ("2026-10-01 09:00 AM", 1_790_845_200, false),
    ("2026-10-01 12:00 PM", 1_790_856_000, false), ("2026-10-01 12:30 am", 1_790_814_600, false),
    ("2026-10-01T09:00:00Z", 1_790_845_200, true),
    ("2026-10-01T09:00:00.5+02:00", 1_790_838_000, true), ("2026-10-01", 1_790_812_800, false),
    ("2024-02-29 00:00", 1_709_164_800, false),
  ])
  func `a time is read as each source writes it`(_ text: String, _ seconds: Int64, _ isUTC: Bool)
    throws
  {
    let time = try #require(ImportTime(text))
    #expect(time.microseconds == seconds * 1_000_000 && time.isUTC == isUTC)
  }

  @Test(arguments: [
    "", "soon", "2026-13-01", "2026-02-29", "2026-10-01 25:00", "2026-10-01 13:00 PM",
    "2026-10-01 9", "26-10-01", "2026-10-01 09:00 x", "2026-10-01 09:60", "10/01/2026 09:00",
    "2026-10-01 09:00:00+99:00", "1969-12-31", "2026-10-01 0:00 AM",
  ])
  func `what is no time is none`(_ text: String) { #expect(ImportTime(text) == nil) }

  /// What becomes of a file of Meetup.
  private func meetup(_ lines: String..., byMember: [String: UUID128] = [:]) throws -> ImportPlan {
    let columns = try ImportColumns(
      header: CSV.records(
        Array("Name,User ID,RSVP,Guests,RSVPed on,URL of Member Profile".utf8)))
    var plan = ImportPlan(known: [], byMember: byMember, phoneName: "")
    for record in CSV.records(Array(lines.joined(separator: "\n").utf8), firstLine: 2) {
      do throws(ImportFault) {
        let (row, faults) = try columns.row(record, .us)
        plan.take(row, faults: faults) { .v7() }
      } catch { plan.reject(error) }
    }
    return plan
  }

  @Test func `Meetup's people are known by their member's number, and their name is cut once`()
    throws
  {
    let plan = try meetup(
      "Emma de la Cruz,user 200001,Yes,2,2026-10-01 10:00 AM,u",
      "Cher,200002,Waiting,0,,u", "Emma de la Cruz,user 200001,No,0,,u", "Noah,,Yes,0,,u",
      ",user 200003,Yes,0,,u")
    #expect(counts(plan) == [2, 0, 1, 2])
    #expect(plan.faults.map(\.line) == [5, 6] && plan.faults.map(\.field) == ["User ID", "Name"])
    let emma = try #require(plan.members["200001"].flatMap { plan.people[$0] })
    #expect(emma.firstName == "Emma" && emma.lastName == "de la Cruz")
    #expect(emma.email == nil && emma.phone == nil)
    #expect(plan.statuses[emma.id] == .coming && plan.claims[emma.id]?.guests == 2)
    let cher = try #require(plan.members["200002"])
    #expect(plan.statuses[cher] == ImportStatus.none, "who waits elsewhere has no seat here")
  }

  @Test func `a file that numbers its users is not Meetup's for that`() {
    #expect(throws: Unfit.self) {
      try ImportColumns(header: CSV.records(Array("Name,User ID".utf8)))
    }
  }

  @Test func `guests and times come from the first row by which the person is coming`() throws {
    let columns = try ImportColumns(
      header: CSV.records(Array("Email,Attendee Status,Quantity,Order Date,Check In Time".utf8)))
    var plan = ImportPlan(known: [], phoneName: "")
    let rows = """
      a@x.org,Refunded,5,2026-01-01 10:00,
      a@x.org,Attending,3,2026-01-02 10:00,
      a@x.org,Checked In,1,2026-01-03 10:00,2026-02-01 19:05
      b@x.org,Attending,99,yesterday,
      c@x.org,Attending,0,,
      """
    for record in CSV.records(Array(rows.utf8), firstLine: 2) {
      let (row, faults) = try columns.row(record, .us)
      plan.take(row, faults: faults) { .v7() }
    }
    let a = try #require(plan.people.values.first { $0.email == "a@x.org" }?.id)
    #expect(plan.claims[a]?.guests == 2)
    #expect(plan.claims[a]?.enrolledAt == ImportTime("2026-01-02 10:00"))
    #expect(plan.presences[a]?.checkInAt == ImportTime("2026-02-01 19:05"))
    #expect(plan.faults.map(\.field) == ["Quantity", "Order Date", "Quantity"])
    #expect(plan.rejected == 0)
  }

  @Test func `what an export of ours made harmless is read as it was`() throws {
    let plan = try plan("'=Ada,'-,ada@x.org,'+4930123456,Attending")
    let ada = try #require(plan.people.values.first)
    #expect(ada.firstName == "=Ada" && ada.lastName == "-" && ada.phone == "+4930123456")
  }
}
