import ArgumentParser
import ByteStreams
import CSV
import Drawing
import ModelFile
import Pictures
import Tables
import ToolSupport

@main
struct NNGraph: Tool {
  static let configuration = CommandConfiguration(
    commandName: "nn-graph",
    abstract: "Draw a model, its training or its predictions.",
    usage: "nn-graph [MODEL] [CSV …] [options]",
    discussion: """
      Draws what it is given: a model, with a table or without, or a table:
        a model                 network: weights by sign and size
        a model and a table     surface: what it predicts over two features;
                                --kind units: what each unit makes of them;
                                --row 3: the network's values for that row
        epoch,loss              history             metric,value           scores
        X,predicted_X           points, regression  metric,difference      comparison
        why_FEATURE             explanation         label,precision,…      per-class
        fpr,tpr                 roc                 fold,metric,value      folds
        recall,precision        pr                  rank,trial,folds,loss  tuning
        mean_p,fraction         calibration         rate,loss              rate
        actual,predicted,count  confusion           feature,mean_drop      importance

      Examples:
        nn-graph m.nnm > network.svg
        nn-train data.csv -o m.nnm | nn-graph > scores.svg
        nn-predict m.nnm < test.csv | nn-graph > errors.svg
        nn-graph a.csv b.csv -o histories.svg
      """,
    version: "nn-graph \(suiteVersion)")

  static let familiarNames = [
    "model": "nn-graph MODEL CSV", "type": "--kind", "plot": "--kind", "width": "--size 800x600",
    "height": "--size 800x600", "figsize": "--size 800x600", "out": "--output", "colors": "--palette",
    "colours": "--palette", "cmap": "--palette", "colour": "--color", "columns": "--features",
    "sep": "--delimiter", "separator": "--delimiter", "dark": "--theme dark",
  ]

  @OptionGroup var look: LookOptions
  @OptionGroup var content: ContentOptions
  @OptionGroup var table: TableOptions
  @OptionGroup var missing: MissingOption

  @Argument(
    help: ArgumentHelp("A model, tables, or both; none, or -, is standard input.", valueName: "file"),
    completion: .modelsAndTables)
  var files: [String] = []

  func run() throws {
    try refuseTerminal(files, tool: Self.self)
    do {
      try draw()
    } catch let error as PictureError {
      throw error.told
    } catch let error as DrawingError {
      throw PictureError.drawing(error, file: files.first ?? "-").told
    }
  }

  private func draw() throws {
    let format = try look.chosenFormat()
    let request = content.request(title: look.title ?? "", spellings: missing.spellings)
    let paths = files.isEmpty ? ["-"] : files
    let operands = files + [content.input].compactMap(\.self)
    try refuseSecondInput(operands)
    try refuseToReplace(operands, by: "the picture", at: look.output)
    let first = try openInput(paths[0])
    guard try Model.begins(first.peek(4)) else {
      try refuseUnlessTable(first)
      guard format != .dot, format != .csv else {
        throw ToolError.usage("-f \(format.rawValue) is for networks; name a model")
      }
      return try write(look.text(of: tablePicture(request, first.unpacked(), paths), as: format))
    }
    let model = try readModel(paths[0], from: first).model
    let tables = Array(paths.dropFirst()) + (content.input.map { [$0] } ?? [])
    switch format {
    case .csv, .dot:
      guard tables.isEmpty, request.row == nil, request.kind == nil || request.kind == .network else {
        throw ToolError.usage("-f \(format.rawValue) is for a network alone")
      }
      if format == .dot {
        return try write(request.network(model).dot(theme: look.theme ?? .light, palette: look.palette))
      }
      try withOutput(look.output) { sink in
        var writer = Writer(sink: sink)
        try writeWeights(of: model, to: &writer)
      }
    case .html, .svg, .text: try write(look.text(of: modelPicture(request, model, tables, format), as: format))
    }
  }

  private func write(_ text: String) throws {
    try withOutput(look.output) { try $0.write(text) }
  }

  /// The picture of a model, alone or over tables.
  private func modelPicture(
    _ request: PictureRequest, _ model: Model, _ tables: [String], _ format: LookOptions.Format
  ) throws -> any Picture {
    var reader: TableReader?
    if !tables.isEmpty {
      reader = try TableReader(
        table.reader(of: tables), header: table.headerRule, known: model.schema.inputs.map(\.name))
    }
    let isNetwork = request.kind == .network || (request.kind == nil && (reader == nil || request.row != nil))
    if reader == nil {
      guard request.row == nil else { throw ToolError.usage("--row is of a table; name one after the model") }
      guard isNetwork else {
        let kind = request.kind?.rawValue ?? ""
        throw request.kind?.columns.isEmpty == true
          ? ToolError.usage("--kind \(kind) needs a table; name one after the model")
          : ToolError.usage("--kind \(kind) draws a table, not a model")
      }
    }
    if isNetwork, format == .html { return try request.page(of: model, over: &reader) }
    guard var reader else { return request.network(model) }
    return try request.picture(of: model, over: &reader)
  }

  /// The picture of tables: of each by itself where the kind draws several, else of all as one.
  private func tablePicture(_ request: PictureRequest, _ first: ByteSource, _ paths: [String]) throws -> any Picture {
    if content.input != nil { throw ToolError.usage("--input is for a model; name one before it") }
    let source = Reader(sources: [first], dialect: table.dialect(for: paths))
    var tables = [try named(source, paths[0])]
    if try request.kind(of: tables[0].reader.columns)?.drawsEachFile == true {
      for path in paths.dropFirst() {
        tables.append(try named(Reader(sources: [openTable(path)], dialect: table.dialect(for: [path])), path))
      }
    } else {
      // The first one is not opened again: a pipe would have lost what was read of it.
      source.append(try paths.dropFirst().map(openTable))
    }
    return try request.picture(of: tables)
  }

  private func named(_ source: Reader, _ path: String) throws -> NamedTable {
    let reader = try TableReader(source, header: table.headerRule)
    guard !reader.isEmpty else { throw TableError.noRows(file: reader.columns.file) }
    return NamedTable(name: name(of: path), reader: reader)
  }

  /// The name of a file without its folder and its ending.
  private func name(of path: String) -> String {
    if path == "-" { return "stdin" }
    let name = path.split(separator: "/").last ?? ""
    return String(name.lastIndex(of: ".").map { $0 > name.startIndex ? name[..<$0] : name } ?? name)
  }
}

extension PictureError {
  /// The error as tools tell it.
  fileprivate var told: any Error {
    switch self {
    case .table(let error): error
    case .usage(let message): ToolError.usage(message)
    case .model(let message): ToolError.badModel(message)
    case .drawing(let error, let file):
      switch error {
      case .sizeOutOfRange, .textSizeOutOfRange, .widthTooSmall, .heightTooSmall: ToolError.usage("\(error)")
      default: ToolError.badData("\(shown(path: file)): \(error)")
      }
    }
  }
}
