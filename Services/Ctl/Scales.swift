import Foundation

/// How many replicas of each service are wanted: `<state>/scale`, a line `service count` each.
struct Scales: Equatable, Sendable {
  private(set) var counts: [String: Int] = [:]
  static let limit = 64

  func count(of service: String) -> Int { counts[service] ?? 1 }

  /// - Throws: what is wrong, for a count outside of what can be.
  mutating func set(_ service: String, _ count: Int) throws {
    _ = try ServiceCatalog.entry(service)
    guard (1...Self.limit).contains(count) else {
      throw Failure(description: "\(service): from 1 to \(Self.limit) replicas", code: 64)
    }
    guard service != ServiceCatalog.front || count == 1 else {
      throw Failure(
        description: "the gateway has one port here and one replica; put others behind a balancer",
        code: 64)
    }
    counts[service] = count
  }

  /// Reads `attendance=3`.
  mutating func set(_ text: String) throws {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = Int(parts[1]) else {
      throw Failure(description: "--scale \(text): must be SERVICE=N, as in attendance=3", code: 64)
    }
    try set(String(parts[0]), count)
  }

  // MARK: The file

  private static func path(_ deployment: Deployment) -> String { deployment.state + "/scale" }

  static func read(_ deployment: Deployment) throws -> Scales {
    var scales = Scales()
    guard let data = FileManager.default.contents(atPath: path(deployment)) else { return scales }
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, let count = Int(words[1]) else {
        throw Failure.configuration("\(path(deployment)): \"\(line)\" is not SERVICE N; remove it")
      }
      try scales.set(String(words[0]), count)
    }
    return scales
  }

  func write(_ deployment: Deployment) throws {
    let text = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()
    try Data(text.utf8).write(to: URL(fileURLWithPath: Self.path(deployment)), options: .atomic)
  }
}
