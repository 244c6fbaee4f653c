import Foundation

/// Where the things lie that tests start.
public enum Built {
  /// The checkout's root.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL.path

  /// The folder of the programs that were built with these tests.
  public static func folder() throws -> String {
    // Where a runner of the toolchain loads the tests, they are an argument of its.
    let me =
      try CommandLine.arguments.first { $0.hasSuffix(".xctest") }
      ?? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: me).deletingLastPathComponent().path
  }

  /// The folder of the programs that deployments are made of: optimized ones, as people run them,
  /// where deploy/test has built them.
  public static func programs() throws -> String {
    try ProcessInfo.processInfo.environment["CREDOPASS_TEST_PROGRAMS"] ?? folder()
  }

  /// A program of this package.
  public static func program(_ name: String) throws -> String { try folder() + "/" + name }

  /// The Python that has the packages of Tests/requirements.txt: the one that deploy/test made.
  public static let python: String = {
    if let named = ProcessInfo.processInfo.environment["CREDOPASS_TEST_PYTHON"] { return named }
    let ours = root + "/.build/test-python/bin/python3"
    return FileManager.default.isExecutableFile(atPath: ours) ? ours : "python3"
  }()

  /// A script of Tests/Peers.
  public static func peer(_ name: String) -> String { "\(root)/Tests/Peers/\(name)" }
}
