import Foundation
import ProcessKit
import Testing

@testable import Events

/// Python's dateutil, zoneinfo and icalendar, as judges that know nothing of us.
enum CalendarJudge {
  struct Days: Encodable {
    let frequency: String
    let interval: Int32
    let weekdays: [Int32]
    let week: Int32
    let start: String
    let end: String
  }

  private struct Question: Encodable {
    struct Instants: Encodable {
      let zone: String
      let walls: [String]
    }
    var instants: Instants?
    var days: [Days]?
    var read: String?
  }

  struct Answer: Decodable {
    struct Calendar: Decodable {
      let head: [String: String]
      let events: [[String: Value]]
      let longest: Int
    }
    var instants: [Int64]?
    var days: [[String]]?
    var read: Calendar?
  }

  /// A property as it was understood.
  enum Value: Decodable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case text(String)
    case number(Int)
    case texts([String])
    case numbers([Double])

    init(stringLiteral text: String) { self = .text(text) }
    init(integerLiteral number: Int) { self = .number(number) }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      do { self = .number(try container.decode(Int.self)) } catch {
        do { self = .text(try container.decode(String.self)) } catch {
          do { self = .numbers(try container.decode([Double].self)) } catch {
            self = .texts(try container.decode([String].self))
          }
        }
      }
    }
  }

  private static func ask(_ question: Question) async throws -> Answer {
    let input = Array(try JSONEncoder().encode(question))
    let ended = try await Child.run(
      Built.python, [Built.peer("calendars.py")], input: .bytes(input), output: .kept)
    try #require(ended.code == 0, "\(ended.errors)")
    return try JSONDecoder().decode(Answer.self, from: Data(ended.output.utf8))
  }

  /// Seconds since 1970 of what clocks on a zone's walls show.
  static func instants(_ zone: String, _ walls: [LocalTime]) async throws -> [Int64] {
    let walls = walls.map(\.description)
    return try #require(
      try await ask(Question(instants: .init(zone: zone, walls: walls))).instants)
  }

  static func days(_ rules: [Days]) async throws -> [[String]] {
    try #require(try await ask(Question(days: rules)).days)
  }

  static func read(_ text: [UInt8]) async throws -> Answer.Calendar {
    let text = try #require(String(validating: text, as: UTF8.self))
    return try #require(try await ask(Question(read: text)).read)
  }
}
