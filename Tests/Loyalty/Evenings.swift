import Contracts
import Daemon
import Foundation
import Postgres
import Testing

@testable import Loyalty

/// Three evenings that everybody attended, told to a store and to the model.
struct Evenings: Sendable {
  let people: [UUID128]
  let ids = (0..<3).map { _ in UUID128.v7() }
  let visits: [[UUID128]]
  let rules: [RuleVersion]

  init(_ count: Int, _ rules: [RuleVersion]) {
    people = (0..<count).map { _ in UUID128.v7() }
    visits = (0..<3).map { _ in (0..<count).map { _ in UUID128.v7() } }
    self.rules = rules
  }

  /// What three evenings are worth: each by itself, in a row, and once it is over.
  static func rules(_ store: Store) async throws -> [RuleVersion] {
    let attended = try #require(UUID128(World.attended))
    var rules = [try await store.rule(RuleID(rawValue: attended)).version]
    var pending = EarningTerms(name: "Stayed to the end", kind: .attended, points: 8)
    pending.awaitsCompletion = true
    for terms in [EarningTerms(name: "In a row", kind: .streak(2), points: 9), pending] {
      rules.append(
        try await store.feed.transaction { transaction in
          try await store.createRule(
            terms, validFrom: Moment(microseconds: 0), by: .v7(), now: .now, transaction)
        })
      try await store.rejudge()
    }
    return rules
  }

  /// In seconds.
  static func start(_ evening: Int) -> Int64 { 1_760_000_000 + Int64(evening) * 86_400 }

  func presences(at evening: Int) throws -> [Change] {
    try people.indices.map { who in
      let changed = AttendanceChanged(
        id: visits[evening][who].description, eventId: ids[evening].description,
        patronId: people[who].description, status: .attended, eventName: "Jazz Night",
        category: "concert", startTime: Timestamp(seconds: Self.start(evening)))
      return Change(
        position: Int64(evening * people.count + who + 1), kind: "AttendanceChanged",
        key: changed.id, payload: try changed.encode())
    }
  }

  func event(_ evening: Int, _ status: Event.Status = .completed) -> Event {
    Event(
      id: ids[evening].description, category: "concert",
      startTime: Timestamp(seconds: Self.start(evening)),
      endTime: Timestamp(seconds: Self.start(evening) + 7200), status: status)
  }

  /// Everything that makes an award, counted anew.
  func standing(_ events: [Event]) throws -> [EarningModel.Standing] {
    let gatherings = try events.map { try ToldEvent($0).gathering }
    return EarningModel(
      presences: try (0..<3).flatMap { try presences(at: $0) }.map { try Presence($0) },
      events: Dictionary(uniqueKeysWithValues: gatherings.map { ($0.event, $0) }),
      versions: rules, zone: .gmt
    ).standing()
  }
}

extension Store {
  func hear(_ events: Event...) async throws {
    for event in events {
      let changed = EventChanged(id: event.id, event: event)
      let change = Change(kind: "EventChanged", key: event.id, payload: try changed.encode())
      try await feed.transaction { try await applyEvents([change], $0) }
    }
  }

  func waitingPeople() async throws -> Int64 { try await waiting().people }
}
