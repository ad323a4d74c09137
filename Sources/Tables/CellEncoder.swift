import ByteStreams
import Matrices
import Synchronization
import Workers

/// Turns the cells of a table, as they were read, into the inputs of a network.
struct CellEncoder: Sendable {
  /// A feature of numbers: its place among the features, that of its input, and what is done to it.
  private struct Number: Sendable {
    let place: Int
    let input: Int
    let pivot: Double
    let scaling: Scaling
    /// What stands for a missing value.
    let fill: Float
  }

  /// A feature of categories; `inputs` has the input for each code, −1 where the schema does not know the category.
  private struct Category: Sendable {
    let place: Int
    let inputs: [Int]
  }

  private var numbers: [Number] = []
  private var categories: [Category] = []

  /// - Throws: where a column holds text and the schema has numbers there.
  init(_ schema: Schema, features: [FeatureColumn]) throws(TableError) {
    var input = 0
    for (place, (feature, column)) in zip(features, schema.inputs).enumerated() {
      switch column.kind {
      case .numeric(let scaling):
        guard feature.isCategorical != true else {
          throw .target("column \"\(feature.name.escaped())\" holds text, and numbers in the model")
        }
        numbers.append(
          Number(
            place: place, input: input, pivot: feature.pivot, scaling: scaling, fill: Float(scaling.apply(column.fill)))
        )
      case .categorical(let known):
        let places = knownPlaces(of: feature.categories.texts, in: known)
        categories.append(Category(place: place, inputs: places.map { place in place.map { input + $0 } ?? -1 }))
      }
      input += column.width
    }
  }

  /// Encodes the rows of each table into a matrix of zeros (`rows × width of the schema`).
  func encode(_ tables: [TrainingTable], into inputs: [Matrix], givingUp: Bool, workers: Workers) {
    // In the order in which the rows were read, so that what they stand in can be given up from its beginning on.
    var pieces: [(table: Int, piece: Int, start: Int)] = []
    for (index, table) in tables.enumerated() {
      for piece in 0..<table.pieces { pieces.append((index, piece, table.storedRow(table.rows(of: piece).lowerBound))) }
    }
    pieces.sort { $0.start < $1.start }
    let order = pieces
    let left = Mutex(givingUp ? RowsLeft(tables) : nil)
    workers.run(order.count) { index in
      let (table, piece) = (tables[order[index].table], order[index].piece)
      encode(piece, of: table, into: inputs[order[index].table])
      left.withLock { $0?.take(piece, of: table) }
    }
  }

  private func encode(_ piece: Int, of table: TrainingTable, into inputs: Matrix) {
    unsafe inputs.withElements { elements in
      var start = table.rows(of: piece).lowerBound * inputs.columns
      table.forEachRow(of: piece) { cells in
        for number in numbers {
          let cell = cells[number.place]
          let input = cell == cell ? Float(number.scaling.apply(number.pivot + Double(cell))) : number.fill
          unsafe elements[start + number.input] = input
        }
        for category in categories {
          let cell = cells[category.place]
          guard cell == cell else { continue }
          let input = category.inputs[Int(cell)]
          if input >= 0 { unsafe elements[start + input] = 1 }
        }
        start += inputs.columns
      }
    }
  }
}

/// How many rows of each chunk are still to be encoded.
private struct RowsLeft {
  private var counts: [Int]

  init(_ tables: [TrainingTable]) {
    let chunks = tables.map { ($0.cells.rows + $0.cells.rowsPerChunk - 1) / $0.cells.rowsPerChunk }.max() ?? 0
    counts = [Int](repeating: 0, count: chunks)
    for table in tables {
      for row in 0..<table.rows { counts[table.storedRow(row) / table.cells.rowsPerChunk] += 1 }
    }
  }

  mutating func take(_ piece: Int, of table: TrainingTable) {
    for row in table.rows(of: piece) {
      let chunk = table.storedRow(row) / table.cells.rowsPerChunk
      counts[chunk] -= 1
      if counts[chunk] == 0 { table.cells.giveUp(chunk) }
    }
  }
}
