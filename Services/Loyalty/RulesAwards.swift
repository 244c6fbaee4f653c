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

/// What one step of judging changes.
struct AwardMove: Equatable, Sendable {
  let patron: PatronID
  /// The award from then on.
  var award: Award
  /// Nil when no line is written: what was pending is taken back, or another version judges.
  var step: AwardStep?
  /// By how much what is pending changes.
  var pending: Int64 = 0
  var difference = Difference()
  /// Takes from somebody what is no longer about them; nobody would see to it later.
  var isLeaving = false
}

/// What judging some people comes to.
struct Verdict: Sendable {
  /// In the order in which they are to happen.
  private(set) var moves: [AwardMove] = []
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
      guard let award = awards[key], let standing = award.standing else {
        if deserved[key] != nil { fresh.append(key) }
        continue
      }
      if let wanted = deserved[key], wanted.isSame(as: standing) {
        stay(award, standing, wanted, presence, patron)
        continue
      }
      moves.append(Self.takingBack(award, standing, presence, patron))
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
      var move = Self.takingBack(award, standing, presence, patron)
      move.isLeaving = true
      moves.append(move)
      return move.award
    }
  }

  /// Leaves people out, but for what they lose with a presence.
  mutating func leaveOut(_ people: some Collection<PatronID>) {
    let people = Set(people)
    moves.removeAll { !$0.isLeaving && people.contains($0.patron) }
  }

  // MARK: What it comes to

  /// Awards as they are from now on; those that change. Of each the last word counts: what was
  /// taken back may be given again.
  var awards: [Award] {
    var places: [AwardKey: Int] = [:]
    var awards: [Award] = []
    for move in moves {
      if let place = places[move.award.key] {
        awards[place] = move.award
      } else {
        places[move.award.key] = awards.count
        awards.append(move.award)
      }
    }
    return awards
  }

  /// By how much what is pending changes, of those for whom it does.
  var pending: [PatronID: Int64] {
    var pending: [PatronID: Int64] = [:]
    for move in moves where move.pending != 0 {
      pending[move.patron, default: 0] += move.pending
    }
    return pending.filter { $0.value != 0 }
  }

  var differences: [PatronID: Difference] {
    var differences: [PatronID: Difference] = [:]
    for move in moves where move.difference != Difference() {
      differences[move.patron, default: Difference()] += move.difference
    }
    return differences
  }

  // MARK: Moves

  private static func takingBack(
    _ award: Award, _ standing: Award.Standing, _ presence: Presence, _ patron: PatronID
  ) -> AwardMove {
    var left = award
    left.standing = nil
    var move = AwardMove(patron: patron, award: left)
    move.difference.take(standing.points)
    if let entry = standing.entry {
      move.step = .takeBack(
        patron, Line(entry: entry, points: standing.points), presence, award.key.rule,
        version: standing.version)
    } else {
      move.pending = -Int64(standing.points)
    }
    return move
  }

  private mutating func give(
    _ wanted: Deserved, _ presence: Presence, _ patron: PatronID, _ award: Award
  ) {
    var award = award
    award.given += 1
    let entry = wanted.isPending ? nil : makeID()
    award.standing = Award.Standing(
      version: wanted.version.number, points: wanted.points, worth: wanted.worth, entry: entry,
      awaits: wanted.isPending ? presence.event : nil)
    var move = AwardMove(patron: patron, award: award)
    move.difference.give(wanted.points)
    if wanted.isPending { move.pending = Int64(wanted.points) }
    move.step = .give(wanted, patron, presence, number: award.given, entry)
    moves.append(move)
  }

  /// What stays is of the version that judges now, which keeps what it is worth whatever level its
  /// person is on later; what was pending may be completed.
  private mutating func stay(
    _ award: Award, _ standing: Award.Standing, _ wanted: Deserved, _ presence: Presence,
    _ patron: PatronID
  ) {
    let completes = standing.entry == nil && !wanted.isPending
    guard completes || standing.version != wanted.version.number else { return }
    var award = award
    award.standing?.version = wanted.version.number
    var move = AwardMove(patron: patron, award: award)
    if completes {
      let entry = makeID()
      move.award.standing?.entry = entry
      move.award.standing?.awaits = nil
      move.pending = -Int64(standing.points)
      move.step = .complete(move.award, patron, presence, entry)
    }
    moves.append(move)
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
