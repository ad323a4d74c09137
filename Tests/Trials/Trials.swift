import ArgumentParser

/// Trials of what tables are read and written with, and of functions, too long for unit tests, or that measure speed.
@main
struct Trials: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trials", abstract: "Try functions, and the reading and writing of tables, at length.",
    subcommands: [
      NumberTexts.self, PrintedNumbers.self, FuzzRows.self, ShowRows.self, ReadTable.self, WriteNumbers.self,
      Functions.self,
    ])
}
