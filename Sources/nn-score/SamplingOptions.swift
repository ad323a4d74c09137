import ArgumentParser
import Scoring
import ToolSupport
import Workers

/// How much is left to chance, and how often it is tried.
struct SamplingOptions: ParsableArguments {
  private static let mostRepetitions = 1_000_000

  @Option(
    help: ArgumentHelp("Add columns low and high: bootstrap intervals of this level, as 0.95.", valueName: "level"))
  var ci: Double?

  @Option(help: ArgumentHelp("Samples of the rows that intervals are made of.", valueName: "n"))
  var resamples = 1000

  @Option(help: ArgumentHelp("Times that each column is shuffled for --importance.", valueName: "n"))
  var repeats = 5

  @Option(help: ArgumentHelp("Where random numbers begin: the same number, the same output.", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup var threads: ThreadsOption

  mutating func validate() throws {
    if let ci, !(ci > 0 && ci < 1) { throw ValidationError("--ci takes a level between 0 and 1, not \(shown(ci))") }
    guard (1...Self.mostRepetitions).contains(resamples) else {
      throw ValidationError("--resamples takes 1 to \(Self.mostRepetitions), not \(resamples)")
    }
    guard (1...Self.mostRepetitions).contains(repeats) else {
      throw ValidationError("--repeats takes 1 to \(Self.mostRepetitions), not \(repeats)")
    }
  }

  var workers: Workers { threads.workers }

  func bootstrap(level: Double) -> Bootstrap {
    Bootstrap(level: level, resamples: resamples, seed: seed, workers: workers)
  }
}
