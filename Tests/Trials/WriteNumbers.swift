import ArgumentParser
import ByteStreams
import CSV
import Matrices
import Synchronization
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

  /// Texts are made on all threads, and written in their order by whichever thread has the next one.
  private func write(_ values: [Float], workers: Workers) throws {
    let rowsAtOnce = 16_384
    let order = Mutex(Order())
    workers.run((values.count + rowsAtOnce - 1) / rowsAtOnce) { piece in
      var writer = Writer()
      for value in values[piece * rowsAtOnce..<min((piece + 1) * rowsAtOnce, values.count)] {
        writer.field(value)
        writer.keepRow()
      }
      let text = writer.takeRows()
      order.withLock { $0.waiting[piece] = text }
      while let text = order.withLock({ $0.takeNext() }) {
        let failure = Self.failure(writing: text)
        order.withLock { $0.end(with: failure) }
      }
    }
    if let failure = order.withLock({ $0.failure }) { throw failure }
  }

  private static func failure(writing text: [UInt8]) -> StreamError? {
    do throws(StreamError) {
      let sink = ByteSink.standardOutput
      try sink.write(text)
      try sink.flush()
      return nil
    } catch { return error }
  }

  /// Texts that wait for their turn. One thread at a time writes, and the others go on.
  private struct Order: Sendable {
    var waiting: [Int: [UInt8]] = [:]
    private var next = 0
    private var isWriting = false
    private(set) var failure: StreamError?

    mutating func takeNext() -> [UInt8]? {
      guard !isWriting, let text = waiting.removeValue(forKey: next) else { return nil }
      isWriting = true
      next += 1
      return text
    }

    mutating func end(with failure: StreamError?) {
      isWriting = false
      self.failure = self.failure ?? failure
    }
  }
}
