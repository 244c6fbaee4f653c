import Daemon
import Testing

@testable import OpenID

@Suite struct SettingsTests {
  static func read(_ values: [String: String]) -> (OpenIDProvider?, [String]) {
    var settings = Settings(
      service: "users",
      environment: Dictionary(
        uniqueKeysWithValues: values.map { ("USERS_EXTERNAL_\($0.key)", $0.value) }))
    let provider = OpenIDProvider(&settings)
    return (provider, settings.faults)
  }

  @Test func `without an issuer there is no provider and no fault`() {
    let (provider, faults) = Self.read([:])
    #expect(provider == nil && faults.isEmpty)
  }

  @Test(arguments: [
    (["ISSUER": "https://id.example"], "EXTERNAL_AUDIENCE"),
    (["ISSUER": "http://id.example", "AUDIENCE": "us"], "EXTERNAL_ISSUER"),
    (["ISSUER": "id", "AUDIENCE": "us"], "EXTERNAL_ISSUER"),
    (["ISSUER": "https://u:p@id.example", "AUDIENCE": "us"], "EXTERNAL_ISSUER"),
    (["ISSUER": "https://id.example", "AUDIENCE": "us", "JWKS_URL": "http://x.y"], "JWKS_URL"),
    (["AUDIENCE": "us"], "EXTERNAL_ISSUER"), (["JWKS_URL": "https://x.y"], "EXTERNAL_ISSUER"),
  ])
  func `settings that would trust anybody are faults`(values: [String: String], name: String) {
    let faults = Self.read(values).1
    #expect(faults.count == 1 && faults[0].contains(name), "\(faults)")
  }
}
