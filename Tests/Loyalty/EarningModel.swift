import Foundation
import Postgres

@testable import Loyalty

/// What people should have, counted anew from the last word on everything: each question answered
/// by looking at all there is, nothing carried along. Slow, and easy to believe.
struct EarningModel {
  var presences: [Presence]
  var events: [EventID: Gathering]
  var versions: [RuleVersion]
  let zone: TimeZone

  struct Standing: Equatable, Comparable, CustomStringConvertible {
    let attendance: UUID128
    let rule: UUID128
    let patron: UUID128
    let points: Int32
    let isPending: Bool

    var description: String { "\(attendance) \(rule) \(patron) \(points) \(isPending)" }
    static func < (left: Standing, right: Standing) -> Bool {
      left.description < right.description
    }
  }

  func standing() -> [Standing] {
    var all: [Standing] = []
    for rule in Set(versions.map(\.rule)) {
      for patron in Set(presences.map(\.patron)) {
        all += given(rule, presences.filter { $0.patron == patron })
      }
    }
    return all.sorted()
  }

  private func given(_ rule: RuleID, _ visits: [Presence]) -> [Standing] {
    var given: [(visit: Presence, points: Int32)] = []
    var standing: [Standing] = []
    for visit in inOrder(visits) where visit.status == .attended {
      let valid = versions.filter { $0.rule == rule && $0.validFrom <= visit.start }
      guard let version = valid.max(by: { $0.number < $1.number }), version.isActive,
        deserves(visit, visits, version.terms)
      else { continue }
      let event = visit.event.flatMap { events[$0] }
      if version.terms.awaitsCompletion, event?.isVoid == true { continue }
      let percent = version.terms.categoryPercents[visit.category] ?? 100
      var points = version.terms.points * percent / 100
      for (cap, unit) in [
        (version.terms.caps.day, Calendar.Component.day), (version.terms.caps.week, .weekOfYear),
        (version.terms.caps.month, .month), (version.terms.caps.total, .era),
      ] {
        guard let cap else { continue }
        let same = given.filter { isSame(unit, $0.visit, visit) }
        points = min(points, cap - same.reduce(0) { $0 + $1.points })
      }
      guard points > 0 else { continue }
      given.append((visit, points))
      standing.append(
        Standing(
          attendance: visit.attendance.rawValue, rule: rule.rawValue,
          patron: visit.patron.rawValue, points: points,
          isPending: version.terms.awaitsCompletion && visit.event != nil
            && event?.isCompleted != true))
    }
    return standing
  }

  private func inOrder(_ visits: [Presence]) -> [Presence] {
    visits.sorted {
      ($0.start.microseconds, "\($0.event?.rawValue.description ?? "")", "\($0.attendance)")
        < ($1.start.microseconds, "\($1.event?.rawValue.description ?? "")", "\($1.attendance)")
    }
  }

  private func deserves(_ visit: Presence, _ all: [Presence], _ terms: EarningTerms) -> Bool {
    func isOurs(_ category: String) -> Bool {
      terms.scope.category == nil || terms.scope.category == category
    }
    guard isOurs(visit.category) else { return false }
    if let from = terms.from, visit.start < from { return false }
    if let until = terms.until, visit.start >= until { return false }
    let visits = inOrder(all).filter { $0.status == .attended && isOurs($0.category) }
    let ordinal = (visits.firstIndex { $0.attendance == visit.attendance } ?? 0) + 1
    switch terms.kind {
    case .attended: return true
    case .onTime(let grace):
      guard let checkIn = visit.checkIn else { return false }
      return checkIn.microseconds - visit.start.microseconds <= Int64(grace) * 60_000_000
    case .stayed(let least):
      guard let checkIn = visit.checkIn, let out = visit.checkOut else { return false }
      return out.microseconds - checkIn.microseconds >= Int64(least) * 60_000_000
    case .firstVisit: return ordinal == 1
    case .everyNth(let nth): return ordinal % Int(nth) == 0
    case .streak(let length):
      let row = row(endingWith: visit, all, isOurs)
      return row > 0 && row % Int(length) == 0
    case .manual: return false
    }
  }

  /// Goes back from a visit, event by event, until one that was missed.
  private func row(
    endingWith visit: Presence, _ all: [Presence], _ isOurs: (String) -> Bool
  ) -> Int {
    func isVoid(_ event: EventID?) -> Bool { event.flatMap { events[$0] }?.isVoid ?? false }
    if isVoid(visit.event) { return 0 }
    var places: [(start: Int64, id: String, event: EventID?)] = events.values
      .filter { $0.isCompleted && !$0.isVoid && isOurs($0.category) }
      .map { ($0.start.microseconds, $0.event.rawValue.description, $0.event) }
    for other in all where other.status == .attended && isOurs(other.category) {
      if !isVoid(other.event), !places.contains(where: { $0.event == other.event }) {
        places.append(
          (other.start.microseconds, other.event?.rawValue.description ?? "", other.event))
      }
    }
    places.sort { ($0.start, $0.id) < ($1.start, $1.id) }
    var count = 0
    for place in places.reversed()
    where (place.start, place.id)
      <= (visit.start.microseconds, visit.event?.rawValue.description ?? "")
    {
      let own = all.filter { $0.event == place.event }
      if own.contains(where: { $0.status == .attended }) {
        count += 1
      } else if !own.contains(where: { $0.status == .excused }) {
        break
      }
    }
    return count
  }

  private func isSame(_ unit: Calendar.Component, _ one: Presence, _ other: Presence) -> Bool {
    if unit == .era { return true }
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = zone
    func date(_ visit: Presence) -> Date {
      Date(timeIntervalSince1970: Double(visit.start.microseconds) / 1_000_000)
    }
    return calendar.isDate(date(one), equalTo: date(other), toGranularity: unit)
  }
}
