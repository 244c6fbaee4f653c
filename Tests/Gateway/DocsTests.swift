import Foundation
import Identity
import Testing

@testable import Gateway

@Suite struct DocsTests {
  private let script = String(decoding: PackageResources.docs_js, as: UTF8.self)

  @Test func `the page runs its own script and style and nothing else`() async throws {
    let world = try await World()
    let one = try await world.send("GET", "/docs")
    let two = try await world.send("GET", "/docs")
    #expect(one.status == 200)
    #expect(one.header("Content-Type") == "text/html; charset=utf-8")
    let nonces = try [one, two].map { answer in
      let policy = try #require(answer.header("Content-Security-Policy"))
      #expect(policy.hasPrefix("default-src 'none'; "))
      #expect(!policy.contains("unsafe") && !policy.contains("*"))
      return String(try #require(policy.firstMatch(of: /script-src 'nonce-(\w{32})'/)).1)
    }
    #expect(nonces[0] != nonces[1])
    for tag in ["script", "style"] {
      let all = one.text.matches(of: try Regex("<\(tag)[ >]"))
      let named = one.text.ranges(of: "<\(tag) nonce=\"\(nonces[0])\">")
      #expect(all.count == 1 && named.count == 1)
    }
    #expect(!one.text.contains("{nonce}") && !one.text.contains("{css}"))
    await world.end()
  }

  @Test func `the page takes nothing from anywhere else`() async throws {
    let page = String(decoding: DocsPage.answer().body, as: UTF8.self)
    for word in ["http:", "https:", "src=", "@import", "url(", "<link", "<iframe", "//cdn"] {
      #expect(!page.contains(word), "\(word)")
    }
    // Attributes that would run as script, or that the policy would stop.
    #expect(page.firstMatch(of: /<[a-z][^>]*\s(on\w+|style)=/) == nil)
  }

  @Test func `what is answered becomes text, and the token is kept nowhere`() {
    for word in [
      "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
      "localStorage", "sessionStorage", "document.cookie", "indexedDB",
    ] {
      #expect(!script.contains(word), "\(word)")
    }
  }

  @Test func `the page asks for what exists`() async throws {
    let world = try await World()
    for path in ["/openapi.json", "/v1/auth/login"] {
      #expect(script.contains("\"\(path)\""))
      #expect(try await world.send("OPTIONS", path).status == 204, "\(path)")
    }
    await world.end()
  }
}
