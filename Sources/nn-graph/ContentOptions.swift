import ArgumentParser
import Pictures
import Tables
import ToolSupport

/// What is drawn.
struct ContentOptions: ParsableArguments {
  @Option(help: "What to draw. (default: what the columns, or the model, suggest)")
  var kind: PictureKind?

  @Option(
    name: .letter("x"),
    help: ArgumentHelp(
      "For points, surface and units: the two columns to draw over. (default: those that tell most)",
      valueName: "columns"), completion: .columns())
  var features: String?

  @Option(
    help: ArgumentHelp("For a network: the table whose row fills the units.", valueName: "csv"), completion: .tables)
  var input: String?

  @Option(help: ArgumentHelp("The row to show, counted from 1, of a network or explanation.", valueName: "n"))
  var row: Int?

  @Option(help: ArgumentHelp("For a network: layers of more units show their first and last ones.", valueName: "n"))
  var maxUnits = 16

  @Option(
    help: ArgumentHelp("For a network: no line for weights smaller than this. (default: 0)", valueName: "size"))
  var minWeight: Float?

  @Flag(inversion: .prefixedNo, help: "For a network: names beside inputs and outputs.")
  var labels = true

  mutating func validate() throws {
    guard (2...64).contains(maxUnits) else { throw ValidationError("--max-units takes 2 to 64, not \(maxUnits)") }
    if let minWeight, !(minWeight >= 0) {
      throw ValidationError("--min-weight takes 0 or more, not \(shown(Double(minWeight)))")
    }
    if let row, row < 1 { throw ValidationError("--row takes 1 or more, not \(row)") }
    if input != nil, let kind, kind != .network {
      throw ValidationError("--input is for a network, not for --kind \(kind.rawValue)")
    }
  }

  func request(title: String, spellings: MissingSpellings) -> PictureRequest {
    var request = PictureRequest()
    request.title = title
    request.spellings = spellings
    request.kind = input == nil ? kind : .network
    request.features = features.map(list)
    request.row = row
    request.maxUnits = maxUnits
    request.minWeight = minWeight ?? 0
    request.showsLabels = labels
    return request
  }
}

extension PictureKind: ExpressibleByArgument {}
