import ArgumentParser
import Contracts
import Foundation
import Postgres
import RPC

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes people, or what happened in the past, from a CSV file.",
    discussion: """
      The file is sent in chunks; a chunk sent again changes nothing, so an import that broke off \
      goes on with --batch. Exits 1 when rows were not taken, each named by line and field.
      """, subcommands: [ImportPeople.self, ImportAttendance.self],
    defaultSubcommand: ImportPeople.self)
}

/// What all imports are told.
struct ImportOptions: ParsableArguments {
  @Argument(help: "A CSV file in UTF-8.") var file: String
  @Flag(help: "Only say what would happen.") var dryRun = false
  @Option(help: "The id of an import that broke off.") var batch: String?
  @Option(help: "An access token: the import is then that person's.") var token: String?

  /// Sends the file.
  /// - Parameter take: sends a chunk; answers how many rows were not taken so far.
  /// - Returns: the upload's id.
  func send(_ take: (ImportChunk, CallOptions) throws -> Int) throws -> String {
    if let batch, UUID128(batch) == nil { throw Failure.usage("--batch: must be a UUID") }
    let batch = batch ?? UUID128.v7().description
    var counting = try RecordChunks(file: file)
    var count: Int32 = 0
    while try counting.next() != nil { count += 1 }
    var chunks = try RecordChunks(file: file)
    let options = CallOptions(timeout: .seconds(60), accessToken: token ?? "")
    var number: Int32 = 0
    do {
      while let records = try chunks.next() {
        let chunk = ImportChunk(
          batch: batch, number: number, count: count, header: chunks.header,
          records: records.bytes, firstLine: Int32(records.firstLine))
        let faults = try take(chunk, options)
        number += 1
        Terminal.progress("\(records.lastLine) lines, \(faults) with faults")
      }
    } catch let error as Status {
      Terminal.progress("")
      throw Failure.no(
        "\(error) after \(number) chunks; go on with the same command and --batch \(batch)")
    }
    Terminal.progress("")
    return batch
  }

  func report(
    _ batch: String, _ faults: [(line: Int32, field: String, reason: String)], _ counts: String,
    rejected: Int32
  ) throws {
    for fault in faults {
      Terminal.say(
        "line \(fault.line)\(fault.field.isEmpty ? "" : ", \(fault.field)"): \(fault.reason)")
    }
    Terminal.say((dryRun ? "would be: " : "") + "\(counts) (batch \(batch))")
    guard rejected == 0 else { throw Failure.no("\(rejected) rows were not taken") }
  }
}

/// A part of a file as it is sent.
struct ImportChunk: Sendable {
  let batch: String
  let number: Int32
  let count: Int32
  let header: [UInt8]
  let records: [UInt8]
  let firstLine: Int32
}

struct ImportPeople: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people", abstract: "Takes people from a CSV file, and what they attended.")

  enum Source: String, ExpressibleByArgument, CaseIterable {
    case csv, eventbrite, meetup

    var wire: ImportUsersRequest.Source {
      switch self {
      case .csv: .csv
      case .eventbrite: .eventbrite
      case .meetup: .meetup
      }
    }
  }

  @OptionGroup var options: ImportOptions
  @Option(help: "Where it comes from; told by the header line when left out.") var source: Source?
  @Option(help: "The event that the rows booked or attended.") var event: String?

  func run() throws {
    if let event, UUID128(event) == nil { throw Failure.usage("--event: must be a UUID") }
    let client = UsersClient(try Asking(deployment: try Deployment.found()).channel("users"))
    var total = ImportUsersResponse()
    let batch = try options.send { chunk, call in
      let request = ImportUsersRequest(
        batchId: chunk.batch, chunk: chunk.number, source: source?.wire ?? .unspecified,
        header: chunk.header, records: chunk.records, firstLine: chunk.firstLine,
        eventId: event ?? "", dryRun: options.dryRun, chunks: chunk.count)
      total.add(try waiting { try await client.importUsers(request, call) })
      return total.errors.count
    }
    try options.report(
      batch, total.errors.map { ($0.line, $0.field, $0.reason) },
      "\(total.created) created, \(total.updated) updated, \(total.unchanged) unchanged, "
        + "\(total.rejected) rejected, \(total.enrolled) enrolled, \(total.checkedIn) checked in"
        + (total.takenBefore > 0 ? ", \(total.takenBefore) rows of these before" : ""),
      rejected: total.rejected)
  }
}

struct ImportAttendance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attendance",
    abstract: "Takes from a CSV file who was at past events, or how many were counted.",
    discussion: """
      Columns: eventId, or event, startTime, location and perhaps endTime, timeZone, category: an \
      event of that name and start is made when there is none, for whose token it is. userId, \
      email or phone, with firstName and lastName; status (attended, no_show, excused) and \
      checkInTime. headCount in a row without a person.
      """)

  @OptionGroup var options: ImportOptions

  func run() throws {
    let client = HistoryClient(
      try Asking(deployment: try Deployment.found()).channel("attendance"))
    var total = ImportHistoryResponse()
    let batch = try options.send { chunk, call in
      let request = ImportHistoryRequest(
        batchId: chunk.batch, chunk: chunk.number, chunks: chunk.count, header: chunk.header,
        records: chunk.records, firstLine: chunk.firstLine, dryRun: options.dryRun)
      total.add(try waiting { try await client.importHistory(request, call) })
      return total.errors.count
    }
    try options.report(
      batch, total.errors.map { ($0.line, $0.field, $0.reason) },
      "\(total.eventsCreated) events and \(total.peopleCreated) people created, "
        + "\(total.recorded) recorded, \(total.unchanged) unchanged, \(total.rejected) rejected",
      rejected: total.rejected)
  }
}

extension ImportUsersResponse {
  mutating func add(_ other: ImportUsersResponse) {
    created += other.created
    updated += other.updated
    unchanged += other.unchanged
    rejected += other.rejected
    enrolled += other.enrolled
    checkedIn += other.checkedIn
    takenBefore += other.takenBefore
    errors += other.errors
  }
}

extension ImportHistoryResponse {
  mutating func add(_ other: ImportHistoryResponse) {
    eventsCreated += other.eventsCreated
    peopleCreated += other.peopleCreated
    recorded += other.recorded
    unchanged += other.unchanged
    rejected += other.rejected
    errors += other.errors
  }
}
