import ArgumentParser
import ByteStreams
import CSV
import Matrices

struct WriteNumbers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Write probabilities to standard output, and tell how long it took.")

  @Argument(help: "How many.")
  var count = 5_000_000

  func run() throws {
    var generator = Generator(seed: 1)
    let values = (0..<count).map { _ in Float(generator.uniform()) }
    let clock = ContinuousClock()
    let duration = try clock.measure {
      var writer = Writer(sink: .standardOutput)
      for value in values {
        writer.field(value)
        try writer.endRow()
      }
      try writer.flush()
    }
    let report = ByteSink(descriptor: 2, name: "stderr")
    try report.write("\(count) numbers in \(duration / .milliseconds(1)) ms\n")
    try report.flush()
  }
}
