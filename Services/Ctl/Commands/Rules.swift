import ArgumentParser
import Contracts
import Foundation
import Postgres
import RPC

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Tries out rules that earn points.",
    subcommands: [Preview.self])

  struct Preview: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows whom new terms of a rule would give or take points, and changes nothing.",
      discussion: """
        As in: credopass rules preview -d '{"id": "…", "terms": {…}, "validFrom": \
        "2026-01-01T00:00:00Z"}'; without an id it is a new rule, without terms the rule's end. \
        Everybody is judged as it would be done, page by page.
        """)

    @Option(name: .shortAndLong, help: "The request; - reads it from standard input.")
    var data: String
    @Flag(help: "The differences as JSON.") var json = false

    func run() throws {
      let deployment = try Deployment.found()
      let method = try Asking.method("EarningService/PreviewRule")
      let body =
        data == "-" ? [UInt8](FileHandle.standardInput.readDataToEndOfFile()) : Array(data.utf8)
      let wire: [UInt8]
      do { wire = try method.input.wire(fromJSON: body) } catch {
        throw Failure.usage(
          "\(error.pointer.isEmpty ? "the request" : error.pointer) \(error.detail)")
      }
      let request = try PreviewRuleRequest.decode(wire)
      let people = try waiting { try await differences(request, deployment) }
      if json { return try Terminal.json(people.map(Row.init)) }
      Terminal.table(
        ["PERSON", "AWARDS GIVEN", "POINTS GIVEN", "AWARDS TAKEN", "POINTS TAKEN"],
        people.map {
          [
            $0.patronId, "\($0.awardsGiven)", "\($0.pointsGiven)", "\($0.awardsTaken)",
            "\($0.pointsTaken)",
          ]
        })
      let given = people.reduce(0) { $0 + $1.pointsGiven }
      let taken = people.reduce(0) { $0 + $1.pointsTaken }
      Terminal.say("\(people.count) people: \(given) points given, \(taken) taken")
    }

    private func differences(
      _ first: PreviewRuleRequest, _ deployment: Deployment
    ) async throws -> [PersonDifference] {
      let client = EarningClient(try Asking(deployment: deployment).channel("loyalty"))
      var request = first
      var people: [PersonDifference] = []
      var (judged, all) = (Int64(0), Int64(0))
      repeat {
        let page = try await client.previewRule(
          request, CallOptions(timeout: .seconds(60), accessToken: ""))
        people += page.people
        judged += Int64(page.judged)
        all = max(all, page.peopleInAll)
        Terminal.progress("\(judged) of \(all) people judged, \(people.count) with differences")
        request.pageToken = page.nextPageToken
      } while !request.pageToken.isEmpty
      Terminal.progress("")
      return people
    }
  }

  private struct Row: Encodable {
    let person: String
    let awardsGiven: Int32
    let pointsGiven: Int64
    let awardsTaken: Int32
    let pointsTaken: Int64

    init(_ difference: PersonDifference) {
      person = difference.patronId
      awardsGiven = difference.awardsGiven
      pointsGiven = difference.pointsGiven
      awardsTaken = difference.awardsTaken
      pointsTaken = difference.pointsTaken
    }
  }
}
