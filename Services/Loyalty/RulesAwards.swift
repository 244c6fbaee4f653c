// What has to move so that what stands is what is deserved.

/// One step from what stands to what is deserved.
enum AwardStep: Equatable, Sendable {
  /// Takes back the line of an award that stands.
  case takeBack(PatronID, Line, Presence, RuleID, version: Int32)
  /// Makes an award; its line as well, unless it is pending.
  case give(Deserved, PatronID, Presence, number: Int32, EntryID?)
  /// The event of a pending award is completed.
  case complete(Award, PatronID, Presence, EntryID)
}

/// What judging one person comes to.
struct Verdict: Sendable {
  var steps: [AwardStep] = []
  /// Awards as they are from now on; those that changed.
  var awards: [Award] = []
  /// By how much what is pending changes.
  var pending: [PatronID: Int64] = [:]
  var differences: [PatronID: Difference] = [:]
  private let makeID: @Sendable () -> EntryID

  /// - Parameter makeID: names lines that come to be.
  init(makeID: @escaping @Sendable () -> EntryID) { self.makeID = makeID }

  /// Takes back what no presence of this patron's deserves any more, then gives what is missing.
  /// - Parameter awards: all that was made for these presences by the rules that judged.
  mutating func settle(
    _ presences: [Presence], of patron: PatronID, _ awards: [AwardKey: Award],
    _ deserved: [AwardKey: Deserved]
  ) {
    let known = Dictionary(
      presences.map { ($0.attendance, $0) }, uniquingKeysWith: { first, _ in first })
    let keys = Set(awards.keys).union(deserved.keys)
    var fresh: [AwardKey] = []
    // In an order that is the same wherever the same is judged.
    for key in keys.sorted(by: { Self.isBefore($0, $1, known) }) {
      guard let presence = known[key.attendance] else { continue }
      guard let standing = awards[key]?.standing else {
        if deserved[key] != nil { fresh.append(key) }
        continue
      }
      if let wanted = deserved[key], wanted.points == standing.points,
        wanted.worth == standing.worth
      {
        if standing.entry == nil, !wanted.isPending, let award = awards[key] {
          complete(award, standing, presence, patron)
        }
        continue
      }
      if let award = awards[key] { takeBack(award, standing, presence, patron) }
      if deserved[key] != nil { fresh.append(key) }
    }
    for key in fresh {
      guard let wanted = deserved[key], let presence = known[key.attendance] else { continue }
      give(wanted, presence, patron, awards[key] ?? Award(key: key))
    }
  }

  /// Takes back what stands for a presence that is no longer this patron's.
  mutating func leave(_ presence: Presence, from patron: PatronID, _ awards: [Award]) -> [Award] {
    awards.map { award in
      guard let standing = award.standing else { return award }
      takeBack(award, standing, presence, patron)
      var left = award
      left.standing = nil
      return left
    }
  }

  private mutating func takeBack(
    _ award: Award, _ standing: Award.Standing, _ presence: Presence, _ patron: PatronID
  ) {
    differences[patron, default: Difference()].take(standing.points)
    if let entry = standing.entry {
      steps.append(
        .takeBack(
          patron, Line(entry: entry, points: standing.points), presence, award.key.rule,
          version: standing.version))
    } else {
      pending[patron, default: 0] -= Int64(standing.points)
    }
    var award = award
    award.standing = nil
    keep(award)
  }

  private mutating func give(
    _ wanted: Deserved, _ presence: Presence, _ patron: PatronID, _ award: Award
  ) {
    differences[patron, default: Difference()].give(wanted.points)
    var award = award
    award.given += 1
    let entry = wanted.isPending ? nil : makeID()
    award.standing = Award.Standing(
      version: wanted.number, points: wanted.points, worth: wanted.worth, entry: entry,
      awaits: wanted.isPending ? presence.event : nil)
    if wanted.isPending { pending[patron, default: 0] += Int64(wanted.points) }
    steps.append(.give(wanted, patron, presence, number: award.given, entry))
    keep(award)
  }

  private mutating func complete(
    _ award: Award, _ standing: Award.Standing, _ presence: Presence, _ patron: PatronID
  ) {
    let entry = makeID()
    var award = award
    award.standing?.entry = entry
    award.standing?.awaits = nil
    pending[patron, default: 0] -= Int64(standing.points)
    steps.append(.complete(award, patron, presence, entry))
    keep(award)
  }

  private var places: [AwardKey: Int] = [:]

  /// The last word on an award counts: what was taken back may be given again.
  private mutating func keep(_ award: Award) {
    if let place = places[award.key] {
      awards[place] = award
    } else {
      places[award.key] = awards.count
      awards.append(award)
    }
  }

  private static func isBefore(
    _ left: AwardKey, _ right: AwardKey, _ known: [AttendanceID: Presence]
  ) -> Bool {
    if left.attendance == right.attendance { return left.rule < right.rule }
    guard let mine = known[left.attendance], let its = known[right.attendance] else {
      return left.attendance < right.attendance
    }
    return Presence.isBefore(mine, its)
  }
}

/// How far a judging anew is.
struct Rejudging: Equatable, Sendable {
  let rule: RuleID
  let version: Int32
  let startedAt: Moment
  var doneAt: Moment?
  /// The last person judged.
  var reached: PatronID
  var judged: Int64
  /// How many people there were when it began.
  let people: Int64
  var difference: Difference

  init(
    rule: RuleID, version: Int32, startedAt: Moment, doneAt: Moment?, reached: PatronID,
    judged: Int64, people: Int64, given: Int64, taken: Int64, pointsGiven: Int64,
    pointsTaken: Int64
  ) {
    self.rule = rule
    self.version = version
    self.startedAt = startedAt
    self.doneAt = doneAt
    self.reached = reached
    self.judged = judged
    self.people = people
    difference = Difference(
      given: given, taken: taken, pointsGiven: pointsGiven, pointsTaken: pointsTaken)
  }
}

/// What judging changes.
struct Difference: Equatable, Sendable {
  var given: Int64 = 0
  var taken: Int64 = 0
  var pointsGiven: Int64 = 0
  var pointsTaken: Int64 = 0

  mutating func give(_ points: Int32) {
    given += 1
    pointsGiven += Int64(points)
  }

  mutating func take(_ points: Int32) {
    taken += 1
    pointsTaken += Int64(points)
  }

  static func += (left: inout Difference, right: Difference) {
    left.given += right.given
    left.taken += right.taken
    left.pointsGiven += right.pointsGiven
    left.pointsTaken += right.pointsTaken
  }
}
