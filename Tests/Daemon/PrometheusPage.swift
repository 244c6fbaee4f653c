/// A strict reader of the Prometheus text format 0.0.4: whatever is odd is refused.
struct PrometheusPage {
  struct Fault: Error, CustomStringConvertible { let description: String }

  private struct Key: Hashable {
    let name: String
    let labels: [String: String]
  }

  private var values: [Key: Double] = [:]
  private var kinds: [String: String] = [:]
  private var helped: String?
  private var family: (name: String, kind: String)?

  init(_ text: String) throws {
    guard text.hasSuffix("\n") else { throw Fault(description: "the last line has no end") }
    for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
      try read(line)
    }
    for (name, kind) in kinds where kind == "histogram" { try checkHistogram(name) }
  }

  func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
    values[Key(name: name, labels: labels)]
  }

  var names: Set<String> { Set(values.keys.map(\.name)) }

  private mutating func read(_ line: Substring) throws {
    if let match = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)/) {
      let name = String(match.1)
      guard kinds[name] == nil, helped == nil else { throw Fault(description: "HELP: \(line)") }
      helped = name
    } else if let match = line.wholeMatch(of: /# TYPE ([\w:]+) (counter|gauge|histogram)/) {
      let (name, kind) = (String(match.1), String(match.2))
      guard helped == name, kinds.updateValue(kind, forKey: name) == nil else {
        throw Fault(description: "TYPE: \(line)")
      }
      guard (kind == "counter") == name.hasSuffix("_total") else {
        throw Fault(description: "only counters end in _total: \(line)")
      }
      family = (name, kind)
      helped = nil
    } else {
      try readSample(line)
    }
  }

  private mutating func readSample(_ line: Substring) throws {
    let sample = /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)/
    guard helped == nil, let family, let match = line.wholeMatch(of: sample) else {
      throw Fault(description: "no sample: \(line)")
    }
    let name = String(match.1)
    let allowed =
      family.kind == "histogram"
      ? ["_bucket", "_sum", "_count"].map { family.name + $0 } : [family.name]
    guard allowed.contains(name) else { throw Fault(description: "not of the family: \(line)") }
    let key = Key(name: name, labels: try Self.labels(match.2 ?? ""))
    guard let value = Self.number(match.3), values.updateValue(value, forKey: key) == nil else {
      throw Fault(description: "value or twice: \(line)")
    }
  }

  private static func labels(_ text: Substring) throws -> [String: String] {
    var rest = text
    var labels: [String: String] = [:]
    while !rest.isEmpty {
      guard let match = rest.prefixMatch(of: /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/)
      else { throw Fault(description: "labels: \(text)") }
      var value = ""
      var escaped = false
      for letter in match.2 {
        if escaped {
          value.append(letter == "n" ? "\n" : letter)
          escaped = false
        } else if letter == "\\" {
          escaped = true
        } else {
          value.append(letter)
        }
      }
      guard labels.updateValue(value, forKey: String(match.1)) == nil else {
        throw Fault(description: "a label twice: \(text)")
      }
      rest = rest[match.range.upperBound...]
    }
    return labels
  }

  private static func number(_ text: Substring) -> Double? {
    switch text {
    case "+Inf": .infinity
    case "-Inf": -.infinity
    case "NaN": .nan
    default: Double(text).flatMap { $0.isFinite ? $0 : nil }
    }
  }

  /// Buckets only grow and the last, of +Inf, is the count.
  private func checkHistogram(_ name: String) throws {
    let buckets = values.filter { $0.key.name == "\(name)_bucket" }
    let series = Dictionary(grouping: buckets) { $0.key.labels.filter { $0.key != "le" } }
    for (labels, buckets) in series {
      let sorted = buckets.compactMap { key, count in
        Self.number(Substring(key.labels["le"] ?? "")).map { ($0, count) }
      }.sorted { $0.0 < $1.0 }
      let counts = sorted.map(\.1)
      guard sorted.last?.0 == .infinity, counts == counts.sorted(),
        counts.last == value("\(name)_count", labels), value("\(name)_sum", labels) != nil
      else { throw Fault(description: "histogram \(name) \(labels)") }
    }
  }
}
