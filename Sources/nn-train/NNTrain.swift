import ArgumentParser
import ToolSupport

@main
struct NNTrain: Tool {
  static let configuration = CommandConfiguration(
    commandName: "nn-train",
    abstract: "Train a neural network on a table and write it as a model.",
    usage: "nn-train [CSV …] -o MODEL [options]",
    discussion: """
      Writes one CSV row an epoch to standard output:
      epoch,seconds,rate,loss and the monitored figure.

      Examples:
        nn-train data.csv -o m.nnm
        nn-train data.csv -s 2,9,6,1 -o m.nnm > history.csv
        nn-train data.csv -s 2,9,6,1 --preset article --stop-at auc=0.975 -o m.nnm
      """,
    version: "nn-train \(suiteVersion)")

  @Option(
    name: .letter("o"), help: ArgumentHelp("The model to write; - is standard output.", valueName: "model"),
    completion: .models)
  var output: String?

  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Columns") var columns: ColumnOptions
  @OptionGroup(title: "Learning") var learning: LearningOptions
  @OptionGroup(title: "Stopping") var stopping: StoppingOptions
  @OptionGroup(title: "Ways to train") var mode: ModeOptions
  @OptionGroup(title: "Tables") var table: TableOptions
  @OptionGroup(title: "Tables") var missing: MissingOption

  @OptionGroup(title: "Model") var storage: StorageOptions

  @Option(
    help: ArgumentHelp("Write the rows an epoch to FILE instead of standard output.", valueName: "file"),
    completion: .tables)
  var log: String?

  @OptionGroup var outputTable: OutputTableOptions
  @OptionGroup var threads: ThreadsOption
  @OptionGroup var progress: ProgressOption
  @Flag(name: .shortAndLong, help: "Say also what is at work, and how long each part took.")
  var verbose = false

  @OptionGroup var common: QuietOption

  @Argument(
    help: ArgumentHelp("Tables, read as one; none, or -, is standard input.", valueName: "csv"),
    completion: .tables)
  var files: [String] = []

  func run() throws {
    try refuseTerminal(files, tool: Self.self)
    try perform()
  }
}
