import ArgumentParser
import CSV
import Glibc
import Matrices
import Workers

struct NumberTexts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "numbers", abstract: "Hold the reading of random decimal texts against strtof and strtod.")

  @Option(help: "How many texts; none where --seconds is given.")
  var texts: Int?

  @Option(help: "For how long.")
  var seconds: Double?

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @Option(help: "How many threads.")
  var threads = 1

  func run() throws {
    throw ValidationError("not yet")
  }
}
