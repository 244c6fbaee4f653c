import ArgumentParser
import Contracts
import Foundation
import Postgres
import RPC

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes people from a CSV file, and what they attended.",
    discussion: """
      The file is sent in chunks; a chunk sent again changes nothing, so an import that broke off \
      goes on with --batch. Exits 1 when rows were not taken, each named by line and field.
      """)

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

  @Argument(help: "A CSV file in UTF-8.") var file: String
  @Option(help: "Where it comes from; told by the header line when left out.") var source: Source?
  @Option(help: "The event that the rows booked or attended.") var event: String?
  @Flag(help: "Only say what would happen.") var dryRun = false
  @Option(help: "The id of an import that broke off.") var batch: String?
  @Option(help: "An access token: the import is then that person's.") var token: String?

  func run() throws {
    if let event, UUID128(event) == nil { throw Failure.usage("--event: must be a UUID") }
    if let batch, UUID128(batch) == nil { throw Failure.usage("--batch: must be a UUID") }
    let deployment = try Deployment.found()
    let batch = batch ?? UUID128.v7().description
    var counting = try RecordChunks(file: file)
    var count: Int32 = 0
    while try counting.next() != nil { count += 1 }
    var chunks = try RecordChunks(file: file)
    let client = UsersClient(try Asking(deployment: deployment).channel("users"))
    var total = ImportUsersResponse()
    var number: Int32 = 0
    do {
      while let chunk = try chunks.next() {
        let request = ImportUsersRequest(
          batchId: batch, chunk: number, source: source?.wire ?? .unspecified,
          header: chunks.header, records: chunk.bytes, firstLine: Int32(chunk.firstLine),
          eventId: event ?? "", dryRun: dryRun, chunks: count)
        let options = CallOptions(timeout: .seconds(60), accessToken: token ?? "")
        total.add(try waiting { try await client.importUsers(request, options) })
        number += 1
        Terminal.progress("\(chunk.lastLine) lines, \(total.errors.count) with faults")
      }
    } catch let error as Status {
      Terminal.progress("")
      throw Failure.no(
        "\(error) after \(number) chunks; go on with: credopass import \(file) --batch \(batch)")
    }
    Terminal.progress("")
    try report(total, batch)
  }

  private func report(_ total: ImportUsersResponse, _ batch: String) throws {
    for error in total.errors {
      Terminal.say(
        "line \(error.line)\(error.field.isEmpty ? "" : ", \(error.field)"): \(error.reason)")
    }
    Terminal.say(
      (dryRun ? "would be: " : "")
        + "\(total.created) created, \(total.updated) updated, \(total.unchanged) unchanged, "
        + "\(total.rejected) rejected, \(total.enrolled) enrolled, \(total.checkedIn) checked in"
        + (total.takenBefore > 0 ? ", \(total.takenBefore) rows of these before" : "")
        + " (batch \(batch))")
    guard total.rejected == 0 else { throw Failure.no("\(total.rejected) rows were not taken") }
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
