/// Reads a daemon's settings and collects every fault, so that all are told at once.
///
/// A setting NAME of the service events is looked for as `EVENTS_NAME`, then `CREDOPASS_NAME`, in
/// the environment, then in the file. What is set under the service's own prefix but read by
/// nobody is a fault: a misspelt limit must not be silently ignored.
public struct Settings: Sendable {
  public let service: String
  private let environment: [String: String]
  private let file: [String: String]
  private var read: Set<String> = []
  /// A sentence for each value that cannot be used.
  public private(set) var faults: [String] = []
  /// Every setting asked for with the value in force, secrets left out.
  public private(set) var known: [(name: String, value: String)] = []

  public init(service: String, environment: [String: String], file: [String: String] = [:]) {
    self.service = service
    self.environment = environment
    self.file = file
  }

  private var prefix: String { service.uppercased().replacing("-", with: "_") }

  /// Adds a fault that needs more than one setting to be seen.
  public mutating func fault(_ sentence: String) { faults.append(sentence) }

  // MARK: Kinds of settings

  /// A text; `check` answers what is wrong with it, or nil.
  public mutating func text(
    _ name: String, default value: String, check: (String) -> String? = { _ in nil }
  ) -> String {
    let found = find(name)
    let text = found?.value ?? value
    if let found, let wrong = check(text) { wrongValue(found, wrong) }
    known.append((name, text))
    return text
  }

  /// A whole number, in the unit that its name says.
  public mutating func integer(
    _ name: String, default value: Int, in range: ClosedRange<Int>
  ) -> Int {
    parsed(name, default: value, "a whole number from \(range.lowerBound) to \(range.upperBound)") {
      Int($0).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A span of time such as `250ms`, `25s`, `10m`, `24h` or `30d`.
  public mutating func duration(
    _ name: String, default value: Duration, in range: ClosedRange<Duration>
  ) -> Duration {
    let rule = "a time from \(range.lowerBound) to \(range.upperBound), such as 250ms, 25s or 10m"
    return parsed(name, default: value, rule) { text in
      Self.duration(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// `true` or `false`.
  public mutating func flag(_ name: String, default value: Bool) -> Bool {
    parsed(name, default: value, "true or false") { Bool($0) }
  }

  /// Words separated by commas.
  public mutating func list(_ name: String, default value: [String]) -> [String] {
    parsed(name, default: value, "words separated by commas") { text in
      text.split(separator: ",").map { $0.trimming { $0 == " " } }
    }
  }

  /// Anything that one text spells; `rule` says what is allowed: "must be <rule>".
  public mutating func parsed<Value>(
    _ name: String, default value: Value, _ rule: String, _ parse: (String) -> Value?
  ) -> Value {
    guard let found = find(name) else {
      known.append((name, "\(value)"))
      return value
    }
    known.append((name, found.value))
    if let parsed = parse(found.value) { return parsed }
    wrongValue(found, "must be \(rule)")
    return value
  }

  /// A value that is never shown, or nil; also found under the `plain` name.
  public mutating func secret(_ name: String, plain: String) -> String? {
    let value = find(name)?.value ?? environment[plain] ?? file[plain]
    known.append((name, value == nil ? "" : "(set)"))
    return value
  }

  // MARK: Where values come from

  private struct Found {
    let name: String
    let value: String
  }

  private mutating func find(_ name: String) -> Found? {
    let names = ["\(prefix)_\(name)", "CREDOPASS_\(name)"]
    read.formUnion(names)
    for source in [environment, file] {
      for name in names {
        if let value = source[name] { return Found(name: name, value: value) }
      }
    }
    return nil
  }

  private mutating func wrongValue(_ found: Found, _ wrong: String) {
    faults.append("\(found.name) is \"\(found.value)\": \(wrong)")
  }

  /// Adds a fault for each setting of the service's own that nobody read. To be called last.
  mutating func refuseUnread() {
    let own = Set(environment.keys).union(file.keys).filter { $0.hasPrefix("\(prefix)_") }
    for name in own.subtracting(read).sorted() {
      faults.append("\(name) is no setting of \(service)")
    }
  }

  static func duration(_ text: String) -> Duration? {
    let units: [(String, Int64)] = [
      ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]
    for (unit, milliseconds) in units where text.hasSuffix(unit) {
      guard let number = Int64(text.dropLast(unit.count)), (0...1_000_000_000).contains(number)
      else { continue }
      return .milliseconds(number * milliseconds)
    }
    return nil
  }
}

extension StringProtocol {
  /// Without the characters at both ends for which `isBlank` holds.
  func trimming(_ isBlank: (Character) -> Bool) -> String {
    let start = drop(while: isBlank)
    guard let end = start.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(start[...end])
  }
}
