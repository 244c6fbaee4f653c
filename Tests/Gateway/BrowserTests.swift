import Daemon
import Identity
import Testing

@testable import Gateway

private let ours = "https://app.example.org"

@Suite struct BrowserTests {
  /// Every path there is, with its methods.
  private var paths: [(path: String, methods: Set<String>)] {
    let routes = Dictionary(grouping: Routes.all, by: \.path).map { path, routes in
      let path = path.replacing(/\{\w+\}/, with: anEvent)
      let methods = Set(routes.map(\.method))
      return (path, methods.union(methods.contains("GET") ? ["HEAD", "OPTIONS"] : ["OPTIONS"]))
    }
    let rpcs = Set(Routes.all.map(\.rpc)).map { ("/\($0)", Set(["POST", "OPTIONS"])) }
    let own = Gateway.ownPaths.map { (String($0), Set(["GET", "HEAD", "OPTIONS"])) }
    return routes + rpcs + own
  }

  /// What a page of `origin` asks before it sends.
  private func ask(
    _ world: World, _ path: String, _ method: String, from origin: String
  ) async throws -> RawAnswer {
    try await world.send(
      "OPTIONS", path, as: nil,
      [
        "Origin": origin, "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
      ])
  }

  @Test func `a page of ours may use every route with every method of it`() async throws {
    let world = try await World { $0.origins = [ours] }
    for (path, methods) in paths {
      for method in methods {
        let answer = try await ask(world, path, method, from: ours)
        #expect(answer.status == 204, "\(method) \(path)")
        #expect(answer.header("Access-Control-Allow-Origin") == ours, "\(path)")
        #expect(words(answer, "Access-Control-Allow-Methods") == methods, "\(path)")
        let fields: Set = [
          "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match",
        ]
        #expect(words(answer, "Access-Control-Allow-Headers").isSuperset(of: fields), "\(path)")
        #expect(words(answer, "Vary").contains("Origin"), "\(path)")
        #expect(answer.header("Access-Control-Max-Age") == "7200", "\(path)")
        #expect(answer.header("Access-Control-Allow-Credentials") == nil, "\(path)")
      }
    }
    #expect(world.calls.isEmpty)
    await world.end()
  }

  @Test(arguments: [
    "https://evil.example", "http://app.example.org", "https://app.example.org:8443",
    "https://app.example.org.evil.example", "https://xapp.example.org", "null", "*", "",
    "HTTPS://APP.EXAMPLE.ORG", "https://app.example.org/", "https://app.example.org, https://b.org",
  ])
  func `any other page may not`(_ origin: String) async throws {
    for origins in [Set([ours]), []] {
      let world = try await World { $0.origins = origins }
      for (path, methods) in paths {
        let answer = try await ask(world, path, methods.first ?? "GET", from: origin)
        #expect(answer.status == 204, "\(path)")
        #expect(answer.headers.allSatisfy { !$0.name.hasPrefix("Access-Control") }, "\(path)")
        #expect((answer.header("Vary") != nil) == !origins.isEmpty)
      }
      let answer = try await world.send("GET", "/v1/events", as: nil, ["Origin": origin])
      #expect(answer.status == 200)
      #expect(answer.headers.allSatisfy { !$0.name.hasPrefix("Access-Control") })
      await world.end()
    }
  }

  @Test func `a page of ours may read answers, refusals, and the fields that matter`() async throws
  {
    let world = try await World { $0.origins = [ours] }
    for (path, status) in [("/v1/events", 200), ("/v1/users", 401), ("/v1/none", 404)] {
      let answer = try await world.send("GET", path, as: nil, ["Origin": ours])
      #expect(answer.status == status)
      #expect(answer.header("Access-Control-Allow-Origin") == ours)
      #expect(answer.header("Vary") == "Origin")
      let exposed: Set = [
        "ETag", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id",
      ]
      #expect(words(answer, "Access-Control-Expose-Headers").isSuperset(of: exposed))
      #expect(answer.header("Access-Control-Allow-Credentials") == nil)
    }
    // Who is kept in a cache must not be given to another page.
    #expect(try await world.send("GET", "/v1/events").header("Vary") == "Origin")
    await world.end()
  }

  @Test func `two origins are none`() async throws {
    let world = try await World { $0.origins = [ours] }
    let text = "GET /v1/events HTTP/1.1\r\nHost: t\r\nOrigin: \(ours)\r\nOrigin: \(ours)\r\n\r\n"
    let answer = try await exchange(world.port, Array(text.utf8))
    #expect(answer.header("Access-Control-Allow-Origin") == nil)
    await world.end()
  }

  @Test func `an unknown path has no options`() async throws {
    let world = try await World { $0.origins = [ours] }
    #expect(try await ask(world, "/v1/none", "GET", from: ours).status == 404)
    #expect(try await world.send("OPTIONS", "*").header("Allow")?.contains("PATCH") == true)
    #expect(try await world.send("POST", "/livez", body: "").status == 405)
    await world.end()
  }

  @Test func `every answer carries the fields that keep a browser from harm`() async throws {
    let world = try await World()
    let answers = [
      try await world.send("GET", "/v1/users/me", as: token(.participant)),
      try await world.send("GET", "/v1/users"), try await world.send("GET", "/v1/none"),
      try await world.send("PUT", "/v1/users"), try await world.send("GET", "/metrics"),
      try await world.send("POST", "/credopass.users.v1.UsersService/GetUser", body: "{}"),
      try await world.send("OPTIONS", "/v1/users"),
      try await exchange(world.port, Array("NONSENSE\r\n\r\n".utf8)),
    ]
    for answer in answers {
      #expect(answer.header("X-Content-Type-Options") == "nosniff")
      #expect(answer.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
      #expect(answer.header("Content-Security-Policy")?.contains("frame-ancestors 'none'") == true)
      #expect(answer.header("Referrer-Policy") == "no-referrer")
      #expect(answer.header("Cache-Control") == "no-store")
      #expect(answer.header("Server") == nil)
      #expect(answer.header("Strict-Transport-Security") == nil)
    }
    await world.end()
  }

  @Test func `what is personal is kept nowhere, what is public is asked about again`()
    async throws
  {
    let world = try await World()
    let kept = try await world.send("GET", "/v1/events")
    #expect(kept.header("Cache-Control") == "no-cache")
    let mine = try await world.send("GET", "/v1/events", as: token(.participant))
    #expect(mine.header("Cache-Control") == "no-store")
    let keys = try await world.send("GET", "/.well-known/jwks.json")
    #expect(keys.header("Cache-Control") == "public, max-age=60")
    await world.end()
  }

  @Test func `behind a TLS proxy browsers are told to insist on it`() async throws {
    let world = try await World { $0.hsts = 31_536_000 }
    let answer = try await world.send("GET", "/v1/none")
    #expect(answer.header("Strict-Transport-Security") == "max-age=31536000")
    await world.end()
  }

  @Test(arguments: [
    "*", "null", "app.example.org", "https://", "https://app.example.org/", "https://*.example.org",
    "https://App.example.org", "https://app.example.org:443", "http://localhost:80", "ftp://a",
    "https://a b", "https://u@a", "https://a?b",
  ])
  func `an origin that no browser sends is a fault of the settings`(_ text: String) {
    var settings = Settings(service: "gateway", environment: ["GATEWAY_ORIGINS": "\(ours),\(text)"])
    _ = Config(&settings)
    #expect(settings.faults.count == 1)
    #expect(settings.faults.first?.contains(text) == true)
  }

  @Test func `origins are taken as they stand`() {
    let text = "https://app.example.org, http://localhost:3000,http://[::1]:8080"
    var settings = Settings(service: "gateway", environment: ["GATEWAY_ORIGINS": text])
    #expect(Config(&settings).origins.count == 3)
    #expect(settings.faults.isEmpty)
  }

  private func words(_ answer: RawAnswer, _ field: String) -> Set<String> {
    Set(answer.header(field)?.split(separator: ", ").map(String.init) ?? [])
  }
}
