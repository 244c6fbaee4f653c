// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is held to: Swift 6, pointers spelled `unsafe`, no warning left standing.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A C library of the system, reached through the module map in `Shared/<name>`.
func system(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
  .systemLibrary(
    name: name, path: "Shared/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A module of `Shared/`.
func shared(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Shared/\(name)", swiftSettings: strict)
}

/// The tests of one module or room: `Tests/<name>`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)",
    swiftSettings: strict)
}

let package = Package(
  name: "CredoPass",
  platforms: [.macOS(.v15)],
  targets: [
    system("CNNG", apt: "libnng-dev"),
    system("CPostgres", pkgConfig: "libpq", apt: "libpq-dev"),
    system("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
    shared("NNG", ["CNNG"]),
    shared("Postgres", ["CPostgres"]),
    .target(
      name: "TestKit", dependencies: ["Postgres"], path: "Tests/TestKit", swiftSettings: strict),
    tests("Postgres", ["Postgres", "TestKit"]),
    .executableTarget(
      name: "PostgresBench", dependencies: ["Postgres", "TestKit"], path: "Tests/Bench/Postgres",
      swiftSettings: strict),
  ]
)
