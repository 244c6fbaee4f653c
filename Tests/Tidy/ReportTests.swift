import Foundation
import ProcessKit
import Testing

/// What Tests/report.py makes of an event stream; deploy/test believes it.
private func report(_ lines: [String], status: Int) async throws -> [String] {
  let events = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try lines.joined(separator: "\n").write(to: events, atomically: true, encoding: .utf8)
  defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: events) } }
  let output = try await Child.output(
    of: "/usr/bin/python3", [Built.root + "/Tests/report.py", events.path, String(status)])
  return output.split(separator: "\n").map(String.init)
}

private func known(_ test: String) -> String {
  #"{"kind":"test","payload":{"kind":"function","id":"M.\#(test)/F.swift:1:2"}}"#
}
private func event(_ kind: String, _ test: String, _ more: String = "") -> String {
  #"{"kind":"event","payload":{"kind":"\#(kind)","testID":"M.\#(test)/F.swift:1:2"\#(more)}}"#
}
private let end = #"{"kind":"event","payload":{"kind":"runEnded"}}"#
private let issue = #","issue":{"isFailure":true},"messages":[{"text":"Issue recorded"}]"#
private let warning = #","issue":{"isFailure":false},"messages":[]"#

@Test func `passed, skipped and merely warned about are not failures`() async throws {
  let lines = try await report(
    [
      known("a"), known("b"), known("c"), event("testStarted", "a"), event("testSkipped", "b"),
      event("testStarted", "c"), event("issueRecorded", "c", warning), event("testEnded", "a"),
      event("testEnded", "c"), end,
    ], status: 0)
  #expect(lines == ["2 0"])
}

@Test func `a test with issues is one failure`() async throws {
  let lines = try await report(
    [
      known("a"), event("testStarted", "a"), event("issueRecorded", "a", issue),
      event("issueRecorded", "a", issue), event("testEnded", "a"), end,
    ], status: 1)
  #expect(lines.first == "0 1")
  #expect(lines.dropFirst().first == "M.a")
}

@Test func `a crash fails the test that ran and those that could not`() async throws {
  let lines = try await report(
    [
      known("a"), known("b"), known("c"), event("testStarted", "a"), event("testEnded", "a"),
      event("testStarted", "b"), #"{"kind":"even"#,
    ], status: 1)
  #expect(lines.first == "1 2")
}

@Test(arguments: [
  ([], 1), ([], 0), ([end], 1), ([known("a"), event("testEnded", "a"), end], 1),
  ([known("a"), event("testEnded", "a")], 0),
])
func `a run that broke or stopped half-way is a failure`(
  lines: [String], status: Int
) async throws {
  #expect(try await report(lines, status: status).first?.hasSuffix(" 1") == true)
}
