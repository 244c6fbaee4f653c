// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is held to: Swift 6, no warning left standing.
let relaxed: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// What every Swift target is held to: Swift 6, pointers spelled `unsafe`, no warning left.
let strict: [SwiftSetting] = relaxed + [.strictMemorySafety()]

/// A C library of the system, reached through the module map in `Shared/<name>`.
func system(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
  .systemLibrary(
    name: name, path: "Shared/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A module of `Shared/`.
func shared(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Shared/\(name)",
    exclude: ["README.md"] + exclude, swiftSettings: strict)
}

/// The services that keep data, a room each: `Services/<name>`, tested by `Tests/<name>`.
let rooms = ["Users", "Events", "Attendance", "Loyalty"]

/// What one room needs and the others do not.
let alone: [String: [Target.Dependency]] = [
  "Attendance": ["QRCode"], "Events": ["Outbox"], "Loyalty": ["Outbox"],
  "Users": ["OpenID", "Outbox"],
]

/// A room: the executable of `Services/<name>`.
func room(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["Daemon", "Contracts", "RPC", "Postgres", "Identity"]
      + (alone[name] ?? []), path: "Services/\(name)",
    exclude: ["README.md", "Migrations", "schema.sql"],
    swiftSettings: strict)
}

/// The tests of a room: `Tests/<name>`.
func roomTests(_ name: String) -> Target {
  tests(
    name,
    [
      .byName(name: name), "Daemon", "Contracts", "ContractsKit", "RPC", "Postgres", "Identity",
      "TestKit",
    ]
      + (alone[name] ?? []))
}

/// The tests of one module or room: `Tests/<name>`.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["ProcessKit"], path: "Tests/\(name)",
    exclude: exclude, swiftSettings: relaxed)
}

/// A program that measures: `Tests/Bench/<name>`.
func bench(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .executableTarget(
    name: "\(name)Bench", dependencies: dependencies, path: "Tests/Bench/\(name)",
    exclude: exclude, swiftSettings: relaxed)
}

let package = Package(
  name: "CredoPass",
  platforms: [.macOS(.v15)],
  products: (rooms + ["Gateway"]).map { .executable(name: $0.lowercased(), targets: [$0]) }
    + [.executable(name: "credopass", targets: ["Ctl"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
  ],
  targets: [
    system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    system("CJose", apt: "libcjose-dev"),
    system("CNNG", apt: "libnng-dev"),
    system("CPostgres", pkgConfig: "libpq", apt: "libpq-dev"),
    system("CQRCode", apt: "libqrencode-dev"),
    system("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
    system("CSpawn", apt: "libc6-dev"),
    .target(name: "CContracts", path: "Shared/CContracts"),
    shared("NNG", ["CNNG"]),
    shared("RPC", ["NNG", "CContracts", "CSodium"]),
    shared("Contracts", ["CContracts", "RPC"]),
    shared("Identity", ["CSodium"]),
    shared("Postgres", ["CPostgres"]),
    shared(
      "Daemon",
      [
        "Contracts", "RPC", "NNG", "Postgres", "Identity",
        .product(name: "Logging", package: "swift-log"),
      ], exclude: ["Tables"]),

    shared("Curl", ["CCurl"]),
    shared(
      "Outbox",
      [
        "Curl", "Daemon", "Identity", "Postgres", .product(name: "Logging", package: "swift-log"),
      ]),
    shared("QRCode", ["CQRCode"]),
    shared("OpenID", ["CJose", "Curl", "Daemon", "Identity"]),

    .executableTarget(
      name: "Gateway",
      dependencies: [
        "Daemon", "Contracts", "RPC", "Identity",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOExtras", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      path: "Services/Gateway", exclude: ["README.md"],
      resources: ["css", "html", "js"].map { .embedInCode("Docs/docs.\($0)") },
      swiftSettings: strict),
    // The command line: starts the others and asks them.
    .executableTarget(
      name: "Ctl",
      dependencies: [
        "Daemon", "Contracts", "RPC", "Postgres", "Identity", "CSpawn",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Services/Ctl", exclude: ["README.md"], swiftSettings: strict),

    // How tests start processes, and wait.
    .target(
      name: "ProcessKit", dependencies: ["CSpawn"], path: "Tests/ProcessKit",
      swiftSettings: relaxed),
    .target(
      name: "TestKit", dependencies: ["Postgres", "ProcessKit"], path: "Tests/TestKit",
      swiftSettings: relaxed),
    .target(
      name: "ContractsKit", dependencies: ["Contracts"], path: "Tests/ContractsKit",
      swiftSettings: relaxed),
    .target(
      name: "IdentityKit", dependencies: ["Identity", "CSodium"], path: "Tests/IdentityKit",
      swiftSettings: relaxed),
    .executableTarget(
      name: "Fuzz", dependencies: ["Contracts", "ContractsKit", "RPC"], path: "Tests/Fuzz",
      swiftSettings: relaxed),
    // A replica for the tests of RPC: its own process, so that it can be killed.
    .executableTarget(
      name: "test-replica", dependencies: ["RPC"], path: "Tests/Replica", swiftSettings: relaxed),
    .executableTarget(
      name: "test-daemon", dependencies: ["Daemon", "Contracts", "Outbox", "RPC", "Postgres"],
      path: "Tests/DaemonProcess", swiftSettings: relaxed),
    tests("RPC", ["RPC", "NNG", "CNNG", "test-replica", "Fuzz"]),
    tests("Contracts", ["Contracts", "ContractsKit", "RPC"]),
    tests("Identity", ["Identity", "IdentityKit", "CSodium"]),
    tests("Postgres", ["Postgres", "TestKit"]),
    tests(
      "Daemon",
      ["Daemon", "Contracts", "RPC", "NNG", "Postgres", "Identity", "TestKit", "test-daemon"]),
    tests("QRCode", ["QRCode"]),
    tests("OpenID", ["OpenID", "Daemon", "TestKit"]),
    tests(
      "Outbox",
      ["Outbox", "Curl", "Daemon", "Identity", "Postgres", "RPC", "TestKit", "test-daemon"]),
    tests(
      "Gateway",
      [
        "Gateway", "Daemon", "Contracts", "ContractsKit", "RPC", "Identity", "IdentityKit",
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ]),
    tests("Ctl", ["Ctl", "Daemon", "Contracts", "RPC", "Postgres", "Identity", "TestKit"]),
    tests(
      "EndToEnd",
      rooms.map { .byName(name: $0) }
        + ["Gateway", "Ctl", "Contracts", "Daemon", "RPC", "Postgres", "TestKit"],
      exclude: ["walkthrough", "fifthservice", "schemathesis", "schemathesis_hooks.py", "toys"]),
    tests("Tidy", []),

    bench("Postgres", ["Postgres", "TestKit"]),
    bench("Echo", ["NNG", "RPC"]),
    bench(
      "Finding",
      ["Contracts", "Daemon", "Identity", "Postgres", "ProcessKit", "RPC", "TestKit"],
      exclude: ["seed.sql"]),
    bench(
      "Figures",
      ["Contracts", "Daemon", "Identity", "Postgres", "ProcessKit", "RPC", "TestKit"],
      exclude: ["seed.sql"]),
    bench(
      "Points",
      ["Contracts", "Daemon", "Identity", "Postgres", "ProcessKit", "RPC", "TestKit"],
      exclude: ["seed.sql"]),
    bench("GetUser", ["Contracts", "Daemon", "Identity", "NNG", "RPC"]),
    bench("Enroll", ["Contracts", "Daemon", "Identity", "NNG", "Postgres", "RPC"]),
    bench("Burn", ["Contracts", "Daemon", "Identity", "NNG", "Postgres", "RPC"]),
  ] + rooms.map(room) + rooms.map(roomTests)
)
