import ArgumentParser
import ByteStreams
import CSV
import Matrices
import Workers

struct WriteNumbers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Write probabilities to standard output, and tell how long it took.")

  @Option(help: "How many threads make the text, as those of nn-predict do.")
  var threads = 1

  @Option(help: "How many times.")
  var times = 1

  @Argument(help: "How many.")
  var count = 5_000_000

  func run() throws {
    var generator = Generator(seed: 1)
    let values = (0..<count).map { _ in Float(generator.uniform()) }
    let workers = Workers(count: threads)
    let report = ByteSink(descriptor: 2, name: "stderr")
    for _ in 0..<times {
      let duration = try ContinuousClock().measure { try write(values, workers: workers) }
      try report.write("\(count) numbers in \(duration / .milliseconds(1)) ms\n")
      try report.flush()
    }
  }

  private func write(_ values: [Float], workers: Workers) throws {
    let rowsAtOnce = 16_384
    let sink = ByteSink.standardOutput
    var start = 0
    while start < values.count {
      let round = start
      let texts = workers.map(threads) { thread in
        var writer = Writer()
        let first = round + thread * rowsAtOnce
        for index in min(first, values.count)..<min(first + rowsAtOnce, values.count) {
          writer.field(values[index])
          writer.keepRow()
        }
        return writer.takeRows()
      }
      for text in texts { try sink.write(text) }
      start += threads * rowsAtOnce
    }
    try sink.flush()
  }
}
