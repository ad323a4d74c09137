import ArgumentParser
import ByteStreams
import CSV
import Matrices
import Sampling
import ToolSupport

struct Shuffle: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the rows of a table in a random order.", usage: "nn-data shuffle [CSV …] [options]")

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @Option(
    name: .letter("o"), help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"),
    completion: .tables)
  var output: String?

  @OptionGroup var table: TableOptions

  @Argument(
    help: ArgumentHelp("The tables, read as one; none, or -, is standard input.", valueName: "csv"), completion: .tables
  )
  var files: [String] = []

  func run() throws {
    try refuseTerminal(files, tool: NNData.self)
    try refuseToReplace(files, by: "the rows", at: output)
    var stretches = try table.stretches(of: files)
    var generator = Generator(seed: seed)
    try withOutput(output) { sink in
      _ = try stretches.next()
      try stretches.writeHeader(to: sink)
      if stretches.isAtEnd { return try write(stretches.rows, to: sink, &generator) }
      let buckets = try RowBuckets(folder: ByteString(temporaryFolder))
      repeat { try buckets.deal(stretches.rows, generator: &generator) } while try stretches.next()
      for bucket in 0..<buckets.count { try write(buckets.rows(of: bucket), to: sink, &generator) }
    }
  }

  private func write(_ rows: RowStore, to sink: ByteSink, _ generator: inout Generator) throws {
    var order = Array(0..<rows.count)
    generator.shuffle(&order)
    for row in order { try rows.write(row, to: sink) }
  }
}
