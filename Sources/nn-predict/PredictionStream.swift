import ByteStreams
import CSV
import Matrices
import ModelFile
import Networks
import Tables
import ToolSupport

/// Rows in, rows out, in constant memory and in order.
struct PredictionStream {
  /// Rows go through the network together up to this many bytes of them.
  private static let bytesAtOnce = 1 << 20

  private var reader: TableReader
  private var encoder: RowEncoder
  private let layout: PredictionLayout
  private let kept: [Int]?
  private var writer: Writer
  private let forward: Forward
  private let inputs: Matrix
  private var records: [Record]

  init(
    model: Model, reader: TableReader, encoder: RowEncoder, layout: PredictionLayout, kept: [Int]?, writer: Writer
  ) {
    self.reader = reader
    self.encoder = encoder
    self.layout = layout
    self.kept = kept
    self.writer = writer
    let rowsAtOnce = Forward.rowsAtOnce(for: model.network.shape)
    forward = Forward(model.network, capacity: rowsAtOnce)
    inputs = Matrix(rows: rowsAtOnce, columns: model.schema.width)
    records = [Record](repeating: Record(), count: rowsAtOnce)
  }

  /// Cells that named a category unknown to the model.
  var unseen: Int { encoder.unseen }
  /// The first of them.
  var firstUnseen: TableError? { encoder.firstUnseen }

  mutating func writeHeader() throws {
    if let kept {
      for column in kept { writer.field(reader.columns.names[column]) }
    } else if let header = reader.headerRecord {
      writer.rawFields(of: header)
    }
    for name in layout.columnNames { writer.field(name) }
    try writer.endRow()
  }

  /// Predicts row after row to the end. Where a row is wrong, all those before it come out first.
  mutating func run() throws {
    while true {
      var count = 0
      var bytes = 0
      do {
        while count < records.count, bytes < Self.bytesAtOnce, count == 0 || reader.hasBufferedRow,
          try reader.next(&records[count])
        {
          try encoder.encode(records[count], into: inputs, row: count)
          bytes += records[count].raw.count
          count += 1
        }
      } catch {
        try predict(count)
        try writer.flush()
        throw error
      }
      guard count > 0 else { break }
      try predict(count)
      // The next row may be long in coming: nothing waits for it.
      if !reader.hasBufferedRow { try writer.flush() }
    }
    try writer.flush()
  }

  private mutating func predict(_ count: Int) throws {
    guard count > 0 else { return }
    let outputs = forward.run(inputs.rows(0..<count)).elements
    let width = forward.shape.outputs
    for row in 0..<count {
      if let kept {
        for column in kept { writer.rawField(column, of: records[row]) }
      } else {
        writer.rawFields(of: records[row])
      }
      layout.write(outputs[row * width..<(row + 1) * width], to: &writer)
      try writer.endRow()
    }
  }
}
