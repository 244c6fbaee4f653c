internal import Synchronization

/// The labels of one series, in the order they are shown.
public typealias Labels = [(String, String)]

/// Counters, gauges and histograms, shown as Prometheus text (exposition format 0.0.4).
public final class Metrics: Sendable {
  enum Kind: String { case counter, gauge, histogram }

  private struct Family {
    let kind: Kind
    let help: String
    let bounds: [Double]
    var series: [String: Series] = [:]
  }

  private struct Series {
    let labels: String
    var value: Double = 0
    /// Asked when shown, instead of `value`.
    var read: (@Sendable () -> Double)?
    /// How many observations fell between one bound and the next.
    var buckets: [UInt64] = []
  }

  private let families = Mutex<[String: Family]>([:])

  public init() {}

  /// Adds to a counter; its name ends in `_total`.
  public func add(_ name: String, _ help: String, _ labels: Labels = [], by amount: Double = 1) {
    change(name, .counter, help, labels) { series, _ in series.value += amount }
  }

  /// Sets what a gauge shows.
  public func set(_ name: String, _ help: String, _ labels: Labels = [], to value: Double) {
    change(name, .gauge, help, labels) { series, _ in series.value = value }
  }

  /// A gauge that is asked whenever it is shown.
  public func gauge(
    _ name: String, _ help: String, _ labels: Labels = [], _ read: @escaping @Sendable () -> Double
  ) {
    change(name, .gauge, help, labels) { series, _ in series.read = read }
  }

  /// A counter kept elsewhere, asked whenever it is shown; its name ends in `_total`.
  public func counter(
    _ name: String, _ help: String, _ labels: Labels = [], _ read: @escaping @Sendable () -> Double
  ) {
    change(name, .counter, help, labels) { series, _ in series.read = read }
  }

  /// Counts an observation into a histogram; the bounds of the first call of a name hold.
  public func observe(
    _ name: String, _ help: String, _ labels: Labels = [], _ value: Double,
    bounds: [Double] = Metrics.latency
  ) {
    change(name, .histogram, help, labels, bounds: bounds) { series, bounds in
      if series.buckets.isEmpty { series.buckets = Array(repeating: 0, count: bounds.count + 1) }
      series.buckets[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
      series.value += value
    }
  }

  /// Seconds, from a point read to the longest call that is waited for.
  public static let latency = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  private func change(
    _ name: String, _ kind: Kind, _ help: String, _ labels: Labels, bounds: [Double] = [],
    _ body: (inout Series, [Double]) -> Void
  ) {
    let text = Self.text(labels)
    families.withLock { families in
      var family = families[name] ?? Family(kind: kind, help: help, bounds: bounds)
      precondition(family.kind == kind, "\(name) is a \(family.kind.rawValue) already")
      var series = family.series[text] ?? Series(labels: text)
      // Taken out meanwhile, so that what is changed has one owner and is not copied.
      families[name] = nil
      family.series[text] = nil
      body(&series, family.bounds)
      family.series[text] = series
      families[name] = family
    }
  }

  // MARK: Shown

  /// The whole as text; families and series in order of their names.
  public func render() -> String {
    let families = families.withLock { $0 }
    var text = ""
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      text += "# HELP \(name) \(Self.escaped(family.help, quote: false))\n"
      text += "# TYPE \(name) \(family.kind.rawValue)\n"
      for series in family.series.values.sorted(by: { $0.labels < $1.labels }) {
        text += Self.lines(name, family, series)
      }
    }
    return text
  }

  private static func lines(_ name: String, _ family: Family, _ series: Series) -> String {
    guard family.kind == .histogram else {
      return "\(name)\(braced(series.labels)) \(number(series.read?() ?? series.value))\n"
    }
    var total: UInt64 = 0
    var text = ""
    for (count, bound) in zip(series.buckets, family.bounds.map(number) + ["+Inf"]) {
      total += count
      text += "\(name)_bucket\(braced(series.labels, #"le="\#(bound)""#)) \(total)\n"
    }
    text += "\(name)_sum\(braced(series.labels)) \(number(series.value))\n"
    return text + "\(name)_count\(braced(series.labels)) \(total)\n"
  }

  private static func braced(_ labels: String, _ more: String = "") -> String {
    let all = [labels, more].filter { !$0.isEmpty }.joined(separator: ",")
    return all.isEmpty ? "" : "{\(all)}"
  }

  private static func text(_ labels: Labels) -> String {
    labels.map { #"\#($0)="\#(escaped($1, quote: true))""# }.joined(separator: ",")
  }

  private static func escaped(_ text: String, quote: Bool) -> String {
    // Nearly all there ever is; each replacement would cost more than the count itself.
    if !text.utf8.contains(where: { "\\\n\"".utf8.contains($0) }) { return text }
    let lines = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    return quote ? lines.replacing("\"", with: "\\\"") : lines
  }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return Int64(exactly: value).map(String.init) ?? "\(value)"
  }
}
