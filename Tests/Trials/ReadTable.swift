import ArgumentParser
import ByteStreams
import CSV
import Tables
import Workers

struct ReadTable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Read tables as nn-train does, and tell how long it took.")

  @Option(help: "How many threads.")
  var threads = 1

  @Option(help: "How many times.")
  var times = 5

  @Flag(help: "Find the rows only.")
  var rowsOnly = false

  @Flag(help: "Take the table for training too: fit scales, and encode it.")
  var encode = false

  @Argument var files: [String]

  func run() throws {
    let workers = Workers(count: threads)
    let clock = ContinuousClock()
    for _ in 0..<times {
      var rows = 0
      let duration = try clock.measure {
        let reader = Reader(sources: try files.map { try ByteSource(path: $0) })
        var table = try TableReader(reader, header: .auto)
        if rowsOnly {
          try table.forEachBlock(on: workers) {
          } work: { (_: inout Void, block) in
            block.rowCount
          } deliver: { (count) throws(TableError) in
            rows += count
          }
        } else {
          let table = try TrainingTable(
            reading: &table, roles: RoleOptions(), missing: .fail, spellings: .usual, workers: workers)
          rows = table.rows
          if encode {
            let choice = try TaskChoice.choose(for: table, wanted: nil, outputs: nil)
            let learned = try Schema.learned(choice.task, from: table, options: PreparationOptions(), workers: workers)
            _ = try PreparedTable.parts(
              [table], by: learned.schema, outputs: nil, givingUp: true, workers: workers)
          }
        }
      }
      print("\(rows) rows in \(duration / .milliseconds(1)) ms")
    }
  }
}
