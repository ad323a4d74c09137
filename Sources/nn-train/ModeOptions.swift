import ArgumentParser
import ToolSupport

/// What is done with the table beside one training, or instead of it.
struct ModeOptions: ParsableArguments {
  @Option(
    name: .letter("k"),
    help: ArgumentHelp("Cross-validate over k folds: fold,metric,value on standard output.", valueName: "k"))
  var folds: Int?

  @Option(
    help: ArgumentHelp(
      "Try n settings by cross-validation and train with the best: what was tried on standard output.", valueName: "n"))
  var tune: Int?

  @Flag(help: "Try rising rates instead of training: rate,loss on standard output.")
  var findRate = false

  @Flag(help: "Print the plan, and train nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp("Go on from a model: its schema, weights, settings and state.", valueName: "model"),
    completion: .models)
  var resume: String?

  @Flag(help: "Keep in the model what --resume needs to go on as if there had been no end.")
  var keepState = false

  @Option(help: ArgumentHelp("Save the model, with its state, every n epochs.", valueName: "n"))
  var checkpoint: Int?

  /// Whether something else than the history goes to standard output.
  var writesTable: Bool { folds != nil || tune != nil || findRate || dryRun }

  mutating func validate() throws {
    if let folds, !(2...1000).contains(folds) { throw ValidationError("--folds takes 2 to 1000, not \(folds)") }
    if let tune, !(1...10_000).contains(tune) { throw ValidationError("--tune takes 1 to 10000, not \(tune)") }
    if let checkpoint, checkpoint < 1 { throw ValidationError("--checkpoint takes 1 or more, not \(checkpoint)") }
    let ways = [
      ("--find-rate", findRate), ("--dry-run", dryRun), ("--resume", resume != nil), ("--tune", tune != nil),
    ].filter(\.1)
    if ways.count > 1 { throw ValidationError("\(ways[0].0) and \(ways[1].0) exclude each other") }
    if folds != nil, findRate || resume != nil {
      throw ValidationError("--folds and \(ways[0].0) exclude each other")
    }
  }
}
