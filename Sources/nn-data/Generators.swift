import ArgumentParser
import Sampling
import ToolSupport

struct Circles: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Two rings, one within the other.", usage: "nn-data circles [options]")
  @OptionGroup var options: GeneratorOptions

  @Option(help: "Standard deviation added to each coordinate.")
  var noise = 0.0

  @Option(help: "Radius of the inner ring; the outer one has 1.")
  var factor = 0.8

  mutating func validate() throws {
    try check("--noise", spread: noise)
    guard (0..<1).contains(factor) else {
      throw ValidationError("--factor takes 0 to less than 1, not \(shown(factor))")
    }
  }

  func run() throws {
    try options.write { .circles(rows: options.rows, noise: noise, factor: factor, generator: &$0) }
  }
}

struct Moons: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Two half rings that reach into each other.", usage: "nn-data moons [options]")
  @OptionGroup var options: GeneratorOptions

  @Option(help: "Standard deviation added to each coordinate.")
  var noise = 0.0

  mutating func validate() throws { try check("--noise", spread: noise) }

  func run() throws {
    try options.write { .moons(rows: options.rows, noise: noise, generator: &$0) }
  }
}

struct Blobs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Normal clouds about random centres.", usage: "nn-data blobs [options]")
  @OptionGroup var options: GeneratorOptions

  @Option(help: "How many clouds, one a class.")
  var centers = 3

  @Option(help: "Standard deviation of a cloud.")
  var std = 1.0

  @Option(help: "How many features.")
  var features = 2

  mutating func validate() throws {
    try check("--centers", centers, in: 1...10_000)
    try check("--std", spread: std)
    try check("--features", features, in: 1...10_000)
  }

  func run() throws {
    try options.write(features: features) {
      .blobs(rows: options.rows, centers: centers, deviation: std, features: features, generator: &$0)
    }
  }
}

struct Spirals: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Interleaved spirals.", usage: "nn-data spirals [options]")
  @OptionGroup var options: GeneratorOptions

  @Option(help: "Standard deviation added to each coordinate.")
  var noise = 0.0

  @Option(help: "How many arms, one a class.")
  var arms = 2

  mutating func validate() throws {
    try check("--noise", spread: noise)
    try check("--arms", arms, in: 1...1000)
  }

  func run() throws {
    try options.write { .spirals(rows: options.rows, arms: arms, noise: noise, generator: &$0) }
  }
}

struct Xor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A square whose quarters alternate.", usage: "nn-data xor [options]")
  @OptionGroup var options: GeneratorOptions

  @Option(help: "Standard deviation added to each coordinate.")
  var noise = 0.0

  mutating func validate() throws { try check("--noise", spread: noise) }

  func run() throws {
    try options.write { .xor(rows: options.rows, noise: noise, generator: &$0) }
  }
}

struct Linear: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A quantity that is linear in the features.", usage: "nn-data linear [options]")
  @OptionGroup var options: GeneratorOptions

  @Option(help: "Standard deviation added to the target.")
  var noise = 0.0

  @Option(help: "How many features.")
  var features = 2

  mutating func validate() throws {
    try check("--noise", spread: noise)
    try check("--features", features, in: 1...10_000)
  }

  func run() throws {
    try options.write(features: features) {
      .linear(rows: options.rows, features: features, noise: noise, generator: &$0)
    }
  }
}

struct Friedman: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Friedman's first function of five features.", usage: "nn-data friedman [options]")
  @OptionGroup var options: GeneratorOptions

  @Option(help: "Standard deviation added to the target.")
  var noise = 0.0

  @Option(help: "How many features; those beyond the fifth have no part in it.")
  var features = 10

  mutating func validate() throws {
    try check("--noise", spread: noise)
    try check("--features", features, in: 5...10_000)
  }

  func run() throws {
    try options.write(features: features) {
      .friedman(rows: options.rows, features: features, noise: noise, generator: &$0)
    }
  }
}
