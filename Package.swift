// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Continuous integration refuses every warning; a newer compiler's warnings never break a user's build.
let warnings: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// A library of the suite. Imports run one way, downwards in the list of targets below.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: dependencies, swiftSettings: strict + [.strictMemorySafety()] + warnings)
}

/// A tool: options and wiring only.
func tool(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name,
    dependencies: dependencies + ["ToolSupport", .product(name: "ArgumentParser", package: "swift-argument-parser")],
    swiftSettings: strict + [.strictMemorySafety()] + warnings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: strict + warnings)
}

let package = Package(
  name: "nn",
  products: [
    .executable(name: "nn-train", targets: ["nn-train"]),
    .executable(name: "nn-predict", targets: ["nn-predict"]),
    .executable(name: "nn-score", targets: ["nn-score"]),
    .executable(name: "nn-graph", targets: ["nn-graph"]),
    .executable(name: "nn-data", targets: ["nn-data"]),
    .executable(name: "nn-info", targets: ["nn-info"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0")
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["libz-dev"]), .brew(["zlib"])]),
    .target(name: "CKernels"),
    .target(name: "CChecksums"),

    library("Workers", ["CKernels"]),
    library("Metrics", ["Workers"]),
    library("Drawing"),
    library("Compression", ["CZlib"]),
    library("ByteStreams", ["Compression"]),
    library("CSV", ["CKernels", "ByteStreams", "Workers"]),
    library("Matrices", ["CKernels"]),
    library("Networks", ["Matrices", "Workers"]),
    library("Training", ["Networks", "Matrices", "Metrics", "Workers"]),
    library("Tables", ["CKernels", "CSV", "ByteStreams", "Matrices", "Workers"]),
    library("Sampling", ["Tables", "CSV", "ByteStreams", "Matrices"]),
    library("ModelFile", ["Tables", "Networks", "ByteStreams", "Workers", "CChecksums", "CZlib"]),
    library("Prediction", ["ModelFile", "Networks", "Matrices", "Tables", "CSV", "ByteStreams", "Workers"]),
    library("Scoring", ["Metrics", "Prediction", "ModelFile", "Tables", "Matrices", "CSV", "ByteStreams", "Workers"]),
    library("Explanation", ["Prediction", "ModelFile", "Matrices", "Tables", "ByteStreams", "Workers"]),
    library(
      "Pictures",
      [
        "Drawing", "Metrics", "Training", "Prediction", "ModelFile", "Tables", "Networks", "Matrices", "CSV",
        "ByteStreams",
      ]),
    library(
      "ToolSupport",
      [
        "Prediction", "ModelFile", "Networks", "Tables", "CSV", "ByteStreams", "Workers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    tool(
      "nn-train",
      ["Workers", "Training", "Sampling", "ModelFile", "Tables", "Networks", "Matrices", "CSV", "ByteStreams"]),
    tool(
      "nn-predict", ["Prediction", "Explanation", "ModelFile", "Tables", "Networks", "CSV", "ByteStreams", "Workers"]),
    tool("nn-score", ["Metrics", "Scoring", "Prediction", "ModelFile", "Tables", "CSV", "ByteStreams", "Workers"]),
    tool("nn-graph", ["Pictures", "Drawing", "ModelFile", "Tables", "CSV", "ByteStreams"]),
    tool("nn-data", ["Sampling", "Tables", "Matrices", "CSV", "ByteStreams"]),
    tool("nn-info", ["ModelFile", "Tables", "Networks", "CSV", "ByteStreams"]),

    .executableTarget(
      name: "trials",
      dependencies: [
        "TestSupport", "Tables", "CSV", "ByteStreams", "Matrices", "Workers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Trials", exclude: ["differential.py"], swiftSettings: strict + warnings),
    .target(
      name: "TestSupport", dependencies: ["CSV", "ByteStreams", "Workers"], path: "Tests/TestSupport",
      swiftSettings: strict + warnings),
    tests("WorkersTests", ["Workers"]),
    tests("CompressionTests", ["Compression"]),
    tests("ByteStreamsTests", ["ByteStreams"]),
    tests("CSVTests", ["CSV", "ByteStreams", "Workers"]),
    tests("MetricsTests", ["Metrics"]),
    tests("PredictionTests", ["Prediction", "ModelFile", "Tables", "Networks", "Matrices", "CSV", "ByteStreams"]),
    tests(
      "ExplanationTests", ["Explanation", "Prediction", "ModelFile", "Tables", "Networks", "Matrices", "ByteStreams"]),
    tests("ScoringTests", ["Scoring", "Metrics", "Tables", "ByteStreams", "Workers"]),
    tests("DrawingTests", ["Drawing"]),
    tests("MatricesTests", ["Matrices", "CKernels"]),
    tests("NetworksTests", ["Networks", "Matrices", "Workers"]),
    tests("TrainingTests", ["Training", "Networks", "Matrices", "Workers"], exclude: ["allocations.py"]),
    tests("TablesTests", ["Tables", "CSV", "ByteStreams", "Matrices", "Workers"]),
    tests("SamplingTests", ["Sampling", "Tables", "CSV", "ByteStreams", "Matrices"]),
    tests(
      "ModelFileTests", ["ModelFile", "Tables", "Networks", "ByteStreams", "Workers", "CChecksums"],
      exclude: ["endure.py", "hostile.py", "nnm_reader.py"]),
    tests("PicturesTests", ["Pictures", "Drawing", "ModelFile", "Tables", "Networks", "CSV", "ByteStreams"]),
    tests("ToolSupportTests", ["ToolSupport"]),
    tests("ManualTests", ["nn-train", "nn-predict", "nn-score", "nn-graph", "nn-data", "nn-info"]),
    tests(
      "ToolTests",
      ["nn-train", "nn-predict", "nn-score", "nn-graph", "nn-data", "nn-info", "CSV", "ByteStreams"],
      exclude: ["filters", "memory.py"]),
  ]
)

// Coverage and the address sanitiser change every module: Tests/Fuzz/run builds them apart. The variable is the path of
// libFuzzer without its own main function.
if let fuzzer = Context.environment["NN_FUZZ"] {
  for target in package.targets where ![.system, .test].contains(target.type) {
    target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-sanitize=fuzzer,address"])]
    target.cSettings = [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])]
  }
  package.products.append(.executable(name: "fuzzer", targets: ["fuzzer"]))
  package.targets.append(
    .executableTarget(
      name: "fuzzer", dependencies: ["ModelFile", "CSV", "ByteStreams", "Workers", "CChecksums", "CZlib"],
      path: "Tests/Fuzz", exclude: ["run"],
      swiftSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=address", fuzzer]), .linkedLibrary("stdc++"), .linkedLibrary("m")]))
}
