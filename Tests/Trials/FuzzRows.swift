import ArgumentParser
import ByteStreams
import CSV
import Matrices
import TestSupport

struct FuzzRows: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Read random bytes row by row and in blocks on several threads, and hold one against the other.")

  @Option(help: "For how long.")
  var seconds = 10.0

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  func run() throws {
    let end = ContinuousClock.now + .seconds(seconds)
    var generator = Generator(seed: seed)
    var texts = 0
    while ContinuousClock.now < end {
      let files = (0...generator.below(2)).map { _ in text(&generator) }
      let limits = generator.below(4) == 0 ? Limits(field: 20, record: 50, fields: 6) : Limits()
      let pieceSize = generator.below(2) == 0 ? Int.max : 1 + generator.below(40)
      func reader(blockSize: Int) -> Reader {
        let sources = files.enumerated().map { ByteSource(bytes: $1, name: "\($0)", pieceSize: pieceSize) }
        return Reader(sources: sources, limits: limits, blockSize: blockSize)
      }
      let expected = RowsRead(reader(blockSize: 1 << 20))
      for threads in [1, 3] where RowsRead(reader(blockSize: 1 + generator.below(100)), threads: threads) != expected {
        print("seed \(seed), \(threads) threads: \(files.map { ByteString.escape($0, limit: 2000) })")
        throw ExitCode.failure
      }
      texts += 1
    }
    print("\(texts) texts")
  }

  /// Bytes among which those are frequent that mean something, in runs that tables are made of.
  private func text(_ generator: inout Generator) -> [UInt8] {
    let runs = [
      "a,b", "\n", "\r\n", "\r", ",", "\"", "\"\"", "\"x\n,\"", "1,2\n", "\u{FEFF}", "\0", "é", "0123456789abcdef",
    ]
    var text: [UInt8] = []
    let isTame = generator.below(2) == 0
    for _ in 0..<generator.below(60) {
      switch generator.below(isTame ? 60 : 6) {
      case 0: text.append(UInt8(generator.below(256)))
      case 1: text.append(UInt8(ascii: "\""))
      default: text += Array(runs[generator.below(isTame ? 5 : runs.count)].utf8)
      }
    }
    return text
  }
}
