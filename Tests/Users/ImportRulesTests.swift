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
}
