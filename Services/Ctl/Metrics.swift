/// A page of Prometheus text, as our daemons write it.
struct Metrics: Sendable {
  struct Sample: Equatable, Sendable {
    let name: String
    let labels: [String: String]
    let value: Double
  }

  let samples: [Sample]

  /// Lines that are no samples are passed over.
  init(_ page: String) {
    samples = page.split(separator: "\n").compactMap(Self.sample)
  }

  private static func sample(_ line: Substring) -> Sample? {
    guard !line.hasPrefix("#"), let blank = line.lastIndex(of: " "),
      let value = number(line[line.index(after: blank)...])
    else { return nil }
    let head = line[..<blank]
    guard let brace = head.firstIndex(of: "{") else {
      return Sample(name: String(head), labels: [:], value: value)
    }
    return Sample(
      name: String(head[..<brace]), labels: labels(head[head.index(after: brace)...]),
      value: value)
  }

  private static func number(_ text: Substring) -> Double? {
    text == "+Inf" ? .infinity : Double(text)
  }

  /// `a="b",c="d"}`; a backslash escapes.
  private static func labels(_ text: Substring) -> [String: String] {
    var labels: [String: String] = [:]
    var rest = text
    while let sign = rest.firstIndex(of: "=") {
      let name = rest[..<sign].drop { $0 == "," }
      rest = rest[rest.index(after: sign)...].dropFirst()
      var value = ""
      while let next = rest.popFirst(), next != "\"" {
        if next == "\\", let escaped = rest.popFirst() {
          value.append(escaped == "n" ? "\n" : escaped)
        } else {
          value.append(next)
        }
      }
      labels[String(name)] = value
    }
    return labels
  }

  /// Over all labels; nil when there is none.
  func sum(_ name: String) -> Double? {
    let values = samples.filter { $0.name == name }.map(\.value)
    return values.isEmpty ? nil : values.reduce(0, +)
  }

  /// The upper bound of the bucket that a share of all observations lies below; nil without any.
  /// - Parameter counts: which samples are observed, by their labels.
  func quantile(
    _ share: Double, of histogram: String, where counts: ([String: String]) -> Bool = { _ in true }
  ) -> Double? {
    var buckets: [Double: Double] = [:]
    for sample in samples where sample.name == histogram + "_bucket" && counts(sample.labels) {
      guard let bound = sample.labels["le"].flatMap({ Self.number(Substring($0)) }) else {
        continue
      }
      buckets[bound, default: 0] += sample.value
    }
    guard let total = buckets[.infinity], total > 0 else { return nil }
    let fitting = buckets.filter { $0.value >= share * total }.keys.min()
    return fitting.flatMap { $0.isFinite ? $0 : nil }
  }
}
