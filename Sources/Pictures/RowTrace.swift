import ByteStreams
import CSV
import Drawing
import Matrices
import ModelFile
import Networks
import Tables

/// What every unit of a network holds for some rows of a table.
struct RowTrace {
  /// One for each row.
  private(set) var values: [UnitValues] = []

  /// - Parameter rows: the numbers of the rows, from 1. Fewer are fine, but not none.
  /// - Throws: `model` where the table lacks a feature, `table` where a row is wrong or there is none.
  init(
    _ model: Model, rows: ClosedRange<Int>, of table: inout TableReader, spellings: MissingSpellings
  ) throws(PictureError) {
    var encoder = try ModelTable(model, reader: table, spellings: spellings).encoder
    let shape = model.network.shape
    let forward = Forward(model.network, capacity: 1)
    let inputs = Matrix(rows: 1, columns: shape.inputs)
    let answer = ModelAnswer(model.schema)
    var values: [UnitValues] = []
    try reading { () throws(TableError) in
      var record = Record()
      var number = 0
      while number < rows.upperBound, try table.next(&record) {
        number += 1
        guard rows.contains(number) else { continue }
        try encoder.encode(record, into: inputs, row: 0)
        let outputs = forward.run(inputs).elements[...]
        values.append(
          UnitValues(
            values: [inputs.elements] + shape.layers.indices.map { forward.outputs(ofLayer: $0, rows: 0..<1).elements },
            inputTexts: Self.texts(record, encoder), outputTexts: Self.texts(outputs, answer), name: "row \(number)"))
      }
      guard !values.isEmpty else {
        throw number == 0
          ? .noRows(file: table.columns.file)
          : .unfit(file: table.columns.file, "there is no row \(rows.upperBound); the last one is row \(number)")
      }
    }
    self.values = values
  }

  /// For each input of the network what the row holds: a number as it is spelt, 1 for the category that is named.
  private static func texts(_ record: Record, _ encoder: RowEncoder) -> [String] {
    zip(encoder.schema.inputs, encoder.fields).flatMap { column, field -> [String] in
      switch column.kind {
      case .numeric:
        guard let number = record.double(field) else { return ["–"] }
        return [PictureNumber.short(number)]
      case .categorical(let categories): return categories.map { $0 == record.text(field) ? "1" : "0" }
      }
    }
  }

  private static func texts(_ outputs: ArraySlice<Float>, _ answer: ModelAnswer) -> [String] {
    let isQuantity = answer.classNames.isEmpty
    return (isQuantity ? answer.quantities(outputs) : outputs.map { Double($0) }).map { PictureNumber.short($0) }
  }
}
