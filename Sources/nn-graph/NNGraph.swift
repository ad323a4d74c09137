import ArgumentParser
import ByteStreams
import CSV
import Drawing
import ModelFile
import Tables
import ToolSupport

@main
struct NNGraph: Tool {
  static let configuration = CommandConfiguration(
    commandName: "nn-graph",
    abstract: "Draw a model, its training or its predictions as SVG.",
    usage: "nn-graph [MODEL | CSV …] [options]",
    discussion: """
      Draws what it is given: a model, or a table by its columns.
        a model              the network: weights by sign and size
        epoch,loss,…         loss and metric per epoch
        X,predicted_X,…      right and wrong points on two features
        fpr,tpr              receiver operating characteristic
        recall,precision     precision and recall
        mean_p,fraction      calibration
        actual,predicted,count  confusion

      Examples:
        nn-graph m.nnm > network.svg
        nn-train data.csv -o m.nnm | nn-graph > scores.svg
        nn-predict m.nnm < test.csv | nn-graph > errors.svg
      """,
    version: "nn-graph \(suiteVersion)")

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Width and height in pixels, 800x600. (default: by the picture)", valueName: "wxh"))
  var size: Size?

  @Option(help: ArgumentHelp("Title above the picture.", valueName: "text"))
  var title: String?

  @Option(help: "Colours; auto: as the reader's system prefers.")
  var theme = Theme.light

  @Option(
    name: [.customShort("x"), .long],
    help: ArgumentHelp(
      "For points: the two columns to draw over. (default: the first two numeric ones)", valueName: "columns"))
  var features: String?

  @Option(help: ArgumentHelp("For a network: layers of more units show their first and last ones.", valueName: "n"))
  var maxUnits = 16

  @Option(
    help: ArgumentHelp("For a network: no line for weights smaller than this. (default: 0)", valueName: "size"))
  var minWeight: Float?

  @Flag(inversion: .prefixedNo, help: "For a network: names beside inputs and outputs.")
  var labels = true

  @OptionGroup var table: TableOptions

  @Argument(help: ArgumentHelp("A model or tables; none, or -, is standard input.", valueName: "file"))
  var files: [String] = []

  mutating func validate() throws {
    guard (2...64).contains(maxUnits) else { throw ValidationError("--max-units takes 2 to 64, not \(maxUnits)") }
    if let minWeight, !(minWeight >= 0) {
      throw ValidationError("--min-weight takes 0 or more, not \(shown(Double(minWeight)))")
    }
  }

  func run() throws {
    try refuseTerminal(files, tool: Self.self)
    let picture = try picture()
    let svg: String
    do {
      svg = try picture.svg(size: size, theme: theme)
    } catch {
      if case .sizeOutOfRange = error { throw ToolError.usage("\(error)") }
      throw ToolError.badData("\(shown(path: files.first ?? "-")): \(error)")
    }
    try withOutput(output) { try $0.write(svg) }
  }

  private func picture() throws -> any Picture {
    let paths = files.isEmpty ? ["-"] : files
    let first = try openInput(paths[0])
    if try Model.begins(first.peek(4)) {
      guard paths.count == 1 else {
        throw ToolError.usage("a model is drawn by itself; leave out \(shown(path: paths[1]))")
      }
      let model: Model
      do {
        model = try Model.read(from: first).model
      } catch {
        if case .stream = error { throw error }
        throw ToolError.badModel("\(shown(path: paths[0])): \(error)")
      }
      return NetworkPicture(
        model, title: title ?? "", maxUnits: maxUnits, minWeight: minWeight ?? 0, showsLabels: labels)
    }
    let sources = [first.unpacked()] + (try paths.dropFirst().map(openTable))
    let reader = Reader(sources: sources, dialect: table.dialect(for: paths))
    var rows = try TableReader(reader, header: table.headerRule)
    guard !rows.isEmpty else { throw TableError.noRows(file: rows.columns.file) }
    return try tablePicture(of: &rows, title: title ?? "", features: features.map(list))
  }
}

/// Anything that can be drawn.
protocol Picture {
  func svg(size: Size?, theme: Theme) throws(DrawingError) -> String
}

extension NetworkPicture: Picture {}
extension CurvesPicture: Picture {}
extension PointsPicture: Picture {}
extension ConfusionPicture: Picture {}

extension Theme: ExpressibleByArgument {}
extension Size: ExpressibleByArgument {
  /// `800x600`.
  public init?(argument: String) { self.init(argument) }
}
