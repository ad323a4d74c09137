import ArgumentParser
import ByteStreams
import CSV

struct ShowRows: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rows", abstract: "Print the texts of a table's fields in hexadecimal, for a program to compare.")

  @Option(help: "The delimiter.")
  var delimiter = "comma"

  @Argument var file: String

  func run() throws {
    guard let dialect = Dialect(named: delimiter) else { throw ValidationError("no delimiter: \(delimiter)") }
    let reader = Reader(source: try ByteSource(path: file), dialect: dialect)
    let output = ByteSink.standardOutput
    var record = Record()
    while try reader.next(&record) {
      let fields = (0..<record.count).map { field in
        record.text(field).bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      }
      try output.write(fields.joined(separator: ",") + "\n")
    }
    try output.flush()
  }
}
