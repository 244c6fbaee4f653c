import Contracts
import Postgres
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// Events found by words.
@Suite struct SearchIntegrationTests {
  private func names(
    _ someone: Someone, _ words: String, size: Int32 = 200,
    _ change: (inout ListEventsRequest) -> Void = { _ in }
  ) async throws -> [String] {
    try await someone.list(size: size) {
      $0.q = words
      change(&$0)
    }.map(\.name)
  }

  @Test func `a name counts more than category and place, these more than the description`()
    async throws
  {
    try await World.served { world, _ in
      try await world.seed([
        Seed(name: "d", description: "an evening of jazz", start: 24),
        Seed(name: "c", category: "jazz", start: 24),
        Seed(name: "b", location: "Jazz cellar", start: 48),
        Seed(name: "Jazz, last year", start: -9000), Seed(name: "Jazz last week", start: -168),
        Seed(name: "Jazz next week", start: 168), Seed(name: "JAZZ tomorrow", start: 24),
        Seed(name: "blues", start: 24),
      ])
      let someone = try world.stranger()
      let wanted = [
        "JAZZ tomorrow", "Jazz next week", "Jazz last week", "Jazz, last year", "c", "b", "d",
      ]
      for size in [1, 2, 3, 200] as [Int32] {
        #expect(try await names(someone, "jazz", size: size) == wanted)
      }
      #expect(try await names(someone, "jazz") { $0.orderBy = "name" }.count == wanted.count)
      #expect(
        try await names(someone, "jazz") { $0.orderBy = "start_time desc" }.first
          == "Jazz next week")
      #expect(try await names(someone, "jazz") { $0.category = "jazz" } == ["c"])
      #expect(
        try await names(someone, "jazz") { $0.status = ["completed"] }
          == ["Jazz last week", "Jazz, last year"])
    }
  }

  @Test func `a misspelt word and a word's beginning find names, after what has the word itself`()
    async throws
  {
    try await World.served { world, _ in
      try await world.seed([
        Seed(name: "Berlin workshop"), Seed(name: "Concert"), Seed(name: "Conference"),
        Seed(name: "Concerto grosso"), Seed(name: "Volleyball", description: "on the beach"),
      ])
      let someone = try world.stranger()
      #expect(try await names(someone, "berln") == ["Berlin workshop"])
      #expect(try await names(someone, "workhsop") == ["Berlin workshop"])
      #expect(try await names(someone, "vollyball") == ["Volleyball"])
      #expect(try await names(someone, "voll") == ["Volleyball"])
      #expect(try await names(someone, "concert").prefix(2) == ["Concert", "Concerto grosso"])
      #expect(try await names(someone, "confrence").first == "Conference")
      #expect(try await names(someone, "beach") == ["Volleyball"])
      #expect(try await names(someone, "cricket") == [])
      #expect(try await names(someone, "%_") == [])
    }
  }

  @Test func `several words have to be there all, in any of their meanings`() async throws {
    try await World.served { world, _ in
      try await world.seed([
        Seed(name: "Jazz night", location: "Berlin"), Seed(name: "Jazz night", location: "Köln"),
        Seed(name: "Berlin by night"), Seed(name: "Café Ölüm: späti"),
      ])
      let someone = try world.stranger()
      #expect(try await names(someone, "jazz berlin") == ["Jazz night"])
      #expect(try await names(someone, "night berlin").count == 2)
      #expect(try await names(someone, "jaz berlni") == ["Jazz night"])
      #expect(try await names(someone, "koln") == ["Jazz night"])
      #expect(try await names(someone, "CAFE olum") == ["Café Ölüm: späti"])
      #expect(try await names(someone, "jazz paris") == [])
      #expect(try await names(someone, "night", size: 1).count == 3)
    }
  }

  @Test func `who does not see an event does not find it by its words either`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      try await world.seed([
        Seed(host: host.id, name: "Secret meeting", isPublic: false),
        Seed(host: host.id, name: "Secret draft", isPublished: false),
      ])
      for words in ["secret", "secr", "secert", "meeting secret"] {
        #expect(try await names(world.stranger(), words) == [])
        #expect(try await names(world.person(), words) { $0.orderBy = "name" } == [])
      }
      #expect(try await names(host, "secert").count == 2)
      #expect(try await names(world.person(.staff), "secret") == ["Secret meeting"])
    }
  }

  @Test func `an edit is found by its new words and times, no more by the old ones`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.name = "Chess evening" }
      try await world.seed([Seed(name: "Draughts", start: 30)])
      var edit = UpdateEventRequest(id: event.id, updateMask: .init(paths: ["name"]))
      edit.name = "Draughts evening"
      _ = try await host.events.updateEvent(edit, host.options)
      #expect(try await names(host, "chess") == [])
      #expect(try await names(host, "draughts") == ["Draughts evening", "Draughts"])
      edit.updateMask = .init(paths: ["start_time", "end_time"])
      edit.startTime = Timestamp(TestClock.start.adding(hours: 90))
      edit.endTime = Timestamp(TestClock.start.adding(hours: 91))
      _ = try await host.events.updateEvent(edit, host.options)
      #expect(try await names(host, "draughts") == ["Draughts", "Draughts evening"])
    }
  }

  @Test func `words that no event has any more leave the vocabulary, others stay`() async throws {
    try await World.served { world, events in
      let host = try world.person(.organizer)
      let event = try await host.create { $0.name = "Xylophone" }
      let store = try await Store(events.daemon, clock: { world.clock.now })
      func known() async throws -> [[String?]] {
        try await world.database.rows(
          "SELECT word FROM events.vocabulary WHERE word IN ('xylophone', 'cellar') ORDER BY 1")
      }
      try await store.forgetWords()
      #expect(try await known() == [["cellar"], ["xylophone"]])
      var edit = UpdateEventRequest(id: event.id, updateMask: .init(paths: ["name"]))
      edit.name = "Drums"
      _ = try await host.events.updateEvent(edit, host.options)
      try await store.forgetWords()
      #expect(try await known() == [["cellar"]])
      #expect(
        try await world.database.rows("SELECT FROM events.trigrams WHERE word = 'xylophone'")
          .isEmpty)
      // While somebody writes words it is put off, and nothing is lost.
      try await world.database.run("UPDATE events.words SET weight = 3 WHERE word = 'cellar'")
      try await events.daemon.database.transaction { transaction in
        let cello = EventRecord(
          id: EventID(rawValue: .v7()), seriesID: nil, hostID: UserID(rawValue: .v7()),
          fields: EventFields(name: "Cello"))
        _ = try await transaction.query(cello.insertion)
        try await store.forgetWords()
      }
      #expect(try await known() == [["cellar"]])
      try await store.forgetWords()
      #expect(try await known() == [])
    }
  }
}
