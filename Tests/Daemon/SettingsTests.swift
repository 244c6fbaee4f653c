import Testing

@testable import Daemon

@Suite struct SettingsTests {
  private func settings(_ values: [String: String], file: [String: String] = [:]) -> Settings {
    Settings(service: "alpha", environment: values, file: file)
  }

  @Test func `the service's own setting goes before everybody's, the environment before the file`()
  {
    var own = settings(
      ["CREDOPASS_LIMIT": "2", "ALPHA_LIMIT": "1"], file: ["ALPHA_LIMIT": "3", "ALPHA_WAIT": "4s"])
    let limit = own.integer("LIMIT", default: 9, in: 1...10)
    let wait = own.duration("WAIT", default: .zero, in: .zero...(.seconds(9)))
    let on = own.flag("ON", default: true)
    #expect(limit == 1 && wait == .seconds(4) && on)
    var shared = settings(["CREDOPASS_LIMIT": "2"], file: ["ALPHA_LIMIT": "3"])
    let common = shared.integer("LIMIT", default: 9, in: 1...10)
    #expect(common == 2)
  }

  @Test func `all faults are told at once, each naming its setting and what is allowed`() {
    var settings = settings([
      "ALPHA_LIMIT": "0", "ALPHA_WAIT": "soon", "CREDOPASS_ON": "yes", "ALPHA_LIMTI": "5",
      "BETA_ANYTHING": "1",
    ])
    _ = settings.integer("LIMIT", default: 9, in: 1...10)
    _ = settings.duration("WAIT", default: .zero, in: .zero...(.seconds(9)))
    _ = settings.flag("ON", default: true)
    settings.refuseUnread()
    #expect(
      settings.faults == [
        "ALPHA_LIMIT is \"0\": must be a whole number from 1 to 10",
        "ALPHA_WAIT is \"soon\": must be a time from 0.0 seconds to 9.0 seconds, "
          + "such as 250ms, 25s or 10m",
        "CREDOPASS_ON is \"yes\": must be true or false",
        "ALPHA_LIMTI is no setting of alpha",
      ])
  }

  @Test(arguments: [
    ("250ms", Duration.milliseconds(250)), ("25s", .seconds(25)), ("10m", .seconds(600)),
    ("24h", .seconds(86400)), ("30d", .seconds(30 * 86400)), ("0s", .zero),
  ])
  func `a time has a number and a unit`(text: String, expected: Duration) {
    #expect(Settings.duration(text) == expected)
  }

  @Test(arguments: ["", "5", "s", "-1s", "1.5s", "1 s", "5x", "99999999999999999999s"])
  func `anything else is no time`(text: String) {
    #expect(Settings.duration(text) == nil)
  }

  @Test func `a file's lines are names and values; a wrong one is named by its number`() throws {
    let values = try Settings.parse("# c\n\nA=1\n B = x=y \n", "f")
    #expect(values == ["A": "1", "B": "x=y"])
    let failure = #expect(throws: StartFailure.self) { try Settings.parse("A\nB=1\nB=2\n", "f") }
    #expect(failure?.description == "f:1: not of the form NAME=value\nf:3: B is set twice")
  }

  @Test func `a database address is never among the settings that are shown`() {
    var settings = settings(["DATABASE_URL": "postgres://a:secret@h/d"])
    let url = settings.secret("DATABASE_URL", plain: "DATABASE_URL")
    #expect(url == "postgres://a:secret@h/d")
    #expect(settings.known.map(\.value) == ["(set)"])
  }
}
