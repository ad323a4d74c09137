import ByteStreams
import CSV
import ToolSupport

/// The operands: perhaps a model, and tables.
struct Input {
  let model: ModelOrTable?
  /// The names of the tables; none is standard input.
  let tables: [String]
  /// The first table, where it had to be looked into.
  private let firstTable: ByteSource?

  /// Where the first operand is a model, it is to be run over the others.
  init(_ operands: [String]) throws {
    guard let first = operands.first, first != "-" else {
      self.init(model: nil, tables: operands)
      return
    }
    let opened = try ModelOrTable(first)
    if opened.isModel {
      self.init(model: opened, tables: Array(operands.dropFirst()))
    } else {
      self.init(model: nil, tables: operands, firstTable: opened.source)
    }
  }

  private init(model: ModelOrTable?, tables: [String], firstTable: ByteSource? = nil) {
    self.model = model
    self.tables = tables
    self.firstTable = firstTable
  }

  /// The two that are to be compared: two tables, or two models over the same tables.
  static func pair(_ operands: [String]) throws -> (Input, Input) {
    guard operands.count >= 2 else {
      throw ToolError.usage("--compare takes two tables of predictions, or two models and the table to run them over")
    }
    let first = try Input([operands[0]])
    let second = try Input([operands[1]])
    let rest = Array(operands.dropFirst(2))
    switch (first.model, second.model) {
    case (let one?, let other?):
      guard !rest.isEmpty, !rest.contains("-") else {
        throw ToolError.usage("--compare runs two models over a table, one after the other: it must be a file")
      }
      return (Input(model: one, tables: rest), Input(model: other, tables: rest))
    case (nil, nil):
      guard rest.isEmpty else { throw ToolError.usage("--compare takes two tables, not \(operands.count)") }
      return (first, second)
    default: throw ToolError.usage("--compare takes two tables or two models, not one of each")
    }
  }

  /// The name of the model or the table, in messages.
  var name: String { model?.path ?? table }

  /// The name of the first table, in messages.
  var table: String { tables.first ?? "-" }

  /// A reader of the tables as one.
  func reader(_ dialect: Dialect) throws -> Reader {
    let paths = tables.isEmpty ? ["-"] : tables
    try refuseSecondInput(paths)
    let first: ByteSource
    if let firstTable {
      try refuseUnlessTable(firstTable)
      first = firstTable.unpacked()
    } else {
      first = try openTable(paths[0])
    }
    return Reader(sources: [first] + (try paths.dropFirst().map(openTable)), dialect: dialect)
  }
}
