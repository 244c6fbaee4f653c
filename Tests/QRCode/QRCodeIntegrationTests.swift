import Foundation
import ProcessKit
import Testing

@testable import QRCode

/// Codes as a program that reads them sees them.
@Suite struct QRCodeIntegrationTests {
  /// What the codes of a picture say, each on a line.
  private func read(_ picture: [UInt8], _ end: String) async throws -> String {
    let file = NSTemporaryDirectory() + "code-\(UUID().uuidString)"
    try Data(picture).write(to: URL(fileURLWithPath: "\(file).\(end)"))
    defer {
      for name in ["\(file).svg", "\(file).png"] where FileManager.default.fileExists(atPath: name)
      {
        do { try FileManager.default.removeItem(atPath: name) } catch { print(error) }
      }
    }
    if end == "svg" {
      _ = try await Child.output(
        of: "/usr/bin/rsvg-convert", ["-w", "600", "-o", "\(file).png", "\(file).svg"])
    }
    return try await Child.output(
      of: "/usr/bin/zbarimg", ["-q", "--raw", "-Sdisable", "-Sqrcode.enable", "\(file).png"])
  }

  @Test(arguments: [
    "A", "CP1.k3yN4me_.AAECAwQFBgcICQoLDA0ODw-_AAECAwQFBgcICQoLDA0ODwAAAAEAAAAAAAAAAA.sig",
    String(repeating: "Long but not too long. ", count: 40),
  ])
  func `what is drawn is read back as it was`(_ text: String) async throws {
    let code = try QRCode(text)
    #expect(try await read(try code.png, "png") == text + "\n")
    #expect(try await read(Array(code.svg.utf8), "svg") == text + "\n")
  }

  @Test func `what does not fit is refused`() throws {
    #expect(throws: QRCodeError.unfit) { try QRCode("") }
    #expect(throws: QRCodeError.unfit) { try QRCode("a\u{0}b") }
    #expect(throws: QRCodeError.unfit) { try QRCode("Grüße") }
    #expect(throws: QRCodeError.unfit) { try QRCode(String(repeating: "a", count: 2332)) }
    let largest = try QRCode(String(repeating: "a", count: 2331))
    #expect(largest.size == 177)
    #expect(try largest.png.count > 1000)
  }

  @Test func `a code keeps its distance on each side`() throws {
    let code = try QRCode("A")
    #expect(code.span == code.size + 8)
    for place in 0..<code.span {
      for edge in [0, 3, code.span - 4, code.span - 1] {
        #expect(!code.isDark(edge, place) && !code.isDark(place, edge))
      }
    }
    // The three finder patterns begin in its corners.
    let last = code.span - 5
    #expect(code.isDark(4, 4) && code.isDark(last, 4) && code.isDark(4, last))
  }
}
