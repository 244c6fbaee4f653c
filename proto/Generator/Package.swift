// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that building the product never builds swift-protobuf.
let package = Package(
  name: "Generator",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0")
  ],
  targets: [
    .executableTarget(
      name: "protoc-gen-credopass",
      dependencies: [
        .product(name: "SwiftProtobufPluginLibrary", package: "swift-protobuf"),
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      path: "Sources/Generator",
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
      ])
  ]
)
