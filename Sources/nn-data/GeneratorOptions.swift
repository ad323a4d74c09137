import ArgumentParser
import ByteStreams
import CSV
import Matrices
import Sampling
import ToolSupport

/// The options of every generator.
struct GeneratorOptions: ParsableArguments {
  @Option(name: .customShort("n"), help: ArgumentHelp("How many rows.", valueName: "rows"))
  var rows = 1000

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"))
  var output: String?

  mutating func validate() throws {
    guard (1...100_000_000).contains(rows) else { throw ValidationError("-n takes 1 to 100000000, not \(rows)") }
  }

  /// Makes a sample with the generator of the seed and writes it.
  func write(_ make: (inout Generator) -> Sample) throws {
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

/// Refuses a number outside `range`, by the option's name.
func check(_ option: String, _ value: Double, atLeast least: Double) throws {
  guard value.isFinite, value >= least else {
    throw ValidationError("\(option) takes a number from \(least), not \(value)")
  }
}

/// Refuses a whole number outside `range`, by the option's name.
func check(_ option: String, _ value: Int, in range: ClosedRange<Int>) throws {
  guard range.contains(value) else {
    throw ValidationError("\(option) takes \(range.lowerBound) to \(range.upperBound), not \(value)")
  }
}
