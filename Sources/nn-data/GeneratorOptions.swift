import ArgumentParser
import ByteStreams
import CSV
import Matrices
import Sampling
import ToolSupport

/// The options of every generator.
struct GeneratorOptions: ParsableArguments {
  @Option(name: .customShort("n", allowingJoined: true), help: ArgumentHelp("How many rows.", valueName: "rows"))
  var rows = 1000

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @Option(
    name: .letter("o"), help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"),
    completion: .tables)
  var output: String?

  /// A sample is made in memory, 16 bytes a number while it is shuffled.
  private static let mostNumbers = 1_000_000_000

  mutating func validate() throws {
    guard (1...100_000_000).contains(rows) else { throw ValidationError("-n takes 1 to 100000000, not \(rows)") }
  }

  /// Makes a sample of so many features with the generator of the seed and writes it.
  func write(features: Int = 2, _ make: (inout Generator) -> Sample) throws {
    guard rows <= GeneratorOptions.mostNumbers / features else {
      throw ToolError.usage(
        "\(count(rows, "row")) of \(count(features, "feature")) are more than \(GeneratorOptions.mostNumbers) numbers")
    }
    var generator = Generator(seed: seed)
    let sample = make(&generator)
    try withOutput(output) { sink in
      var writer = Writer(sink: sink)
      try sample.write(to: &writer)
    }
  }
}

extension Sample {
  fileprivate func write(to writer: inout Writer) throws(StreamError) {
    for column in 1...max(width, 1) { writer.field(ByteString("x\(column)")) }
    switch targets {
    case .labels: writer.field("label" as ByteString)
    case .values: writer.field("y" as ByteString)
    }
    try writer.endRow()
    for row in 0..<rows {
      for column in 0..<width { writer.field(features[row * width + column]) }
      switch targets {
      case .labels(let labels): writer.field(labels[row])
      case .values(let values): writer.field(values[row])
      }
      try writer.endRow()
    }
    try writer.flush()
  }
}

/// Refuses a standard deviation that is none, or whose points would be infinite, by the option's name.
func check(_ option: String, spread: Double) throws {
  guard (0...1e100).contains(spread) else {
    throw ValidationError("\(option) takes a number from 0 to 1e100, not \(shown(spread))")
  }
}

/// Refuses a whole number outside `range`, by the option's name.
func check(_ option: String, _ value: Int, in range: ClosedRange<Int>) throws {
  guard range.contains(value) else {
    throw ValidationError("\(option) takes \(range.lowerBound) to \(range.upperBound), not \(value)")
  }
}
