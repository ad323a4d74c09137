import ByteStreams
package import CSV
package import Matrices

/// What becomes of a category that the training never saw. The names are the command line's.
package enum UnseenRule: String, Sendable, CaseIterable {
  /// All inputs of the column are 0: it is none of those that were known.
  case zero
  case fail
}

/// Encodes rows of any table that has a model's features, whatever their order and whatever stands beside them.
package struct RowEncoder {
  package let schema: Schema
  /// Per feature, the field that holds it.
  package let fields: [Int]
  /// Per target, the field that holds it, where there is one.
  package let targetFields: [Int?]
  /// Cells that named no known category.
  package private(set) var unseen = 0
  /// The first of them, for a message.
  package private(set) var firstUnseen: TableError?
  private let spellings: MissingSpellings
  private let unseenRule: UnseenRule
  private let categories: [[ByteString: Int]]
  /// Per feature, what the loop over numbers needs: whether it is one, its scaling, and its first input.
  private let isNumeric: [Bool]
  private let shifts: [Double]
  private let scales: [Double]
  private let offsets: [Int]
  /// The number of inputs.
  private let width: Int
  /// Whether rows of numbers can be encoded together.
  private let holdsNumbersOnly: Bool
  /// The numbers of a row, or of several.
  private var numbers: [Double]

  /// Finds the features of `schema` by name, or without a header by position: the features in their order, or the
  /// features and the targets.
  ///
  /// - Throws: `.noSuchFeature` or `.width` where the table lacks what the model needs.
  package init(
    schema: Schema, columns: Columns, hasHeader: Bool, spellings: MissingSpellings = .usual, unseen: UnseenRule = .zero
  ) throws(TableError) {
    self.schema = schema
    self.spellings = spellings
    unseenRule = unseen
    if hasHeader {
      fields = try schema.inputs.map { (input) throws(TableError) in
        if let index = try columns.index(named: input.name) { return index }
        throw .noSuchFeature(name: input.name, columns)
      }
      targetFields = schema.targets.map { columns.firstIndex(named: $0.name) }
    } else {
      let (features, targets) = (schema.inputs.count, schema.targets.count)
      guard columns.count == features || columns.count == features + targets else {
        throw .width(file: columns.file, found: columns.count, features: features, targets: targets)
      }
      fields = Array(0..<features)
      targetFields = (0..<targets).map { columns.count == features ? nil : features + $0 }
    }
    categories = schema.inputs.map { input in
      guard case .categorical(let categories) = input.kind else { return [:] }
      return Dictionary(uniqueKeysWithValues: zip(categories, categories.indices))
    }
    let scalings = schema.inputs.map { if case .numeric(let scaling) = $0.kind { scaling } else { Scaling?.none } }
    isNumeric = scalings.map { $0 != nil }
    shifts = scalings.map { $0?.shift ?? 0 }
    scales = scalings.map { $0?.scale ?? 1 }
    offsets = schema.spans.map(\.lowerBound)
    width = schema.width
    holdsNumbersOnly = !spellings.holdNumbers && !isNumeric.contains(false)
    numbers = [Double](repeating: 0, count: schema.inputs.count)
  }

  /// Encodes the next rows of a block, as long as they hold nothing but numbers, into rows `rows` of `inputs`, and takes
  /// them.
  ///
  /// - Returns: their numbers in the block; none where the next row has to be encoded by itself, or there is none.
  package mutating func encode(next block: inout TableBlock, into inputs: Matrix, rows: Range<Int>) -> Range<Int> {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= inputs.rows && inputs.columns == width)
    guard holdsNumbersOnly else { return 0..<0 }
    let room = rows.count * width
    if numbers.count < room { numbers = [Double](repeating: 0, count: room) }
    let taken = block.nextNumbers(of: fields, atMost: rows.count, into: &numbers)
    let finite = scaleNumbers(rows: taken.count, into: inputs, from: rows.lowerBound)
    block.giveBack(taken.count - finite)
    return taken.lowerBound..<taken.lowerBound + finite
  }

  /// Scales the numbers of some rows; returns the number of those before the first in which one is not finite then.
  private func scaleNumbers(rows: Int, into inputs: Matrix, from first: Int) -> Int {
    unsafe inputs.withElements { values in
      var place = first * width
      for row in 0..<rows {
        var isFinite = true
        for column in 0..<width {
          let value = Float((numbers[row * width + column] - shifts[column]) / scales[column])
          isFinite = isFinite && value.isFinite
          unsafe values[place] = value
          place += 1
        }
        if !isFinite { return row }
      }
      return rows
    }
  }

  /// Encodes a row of the table into row `row` of `inputs` (`rows × schema.width`).
  package mutating func encode(_ record: Record, into inputs: Matrix, row: Int) throws(TableError) {
    precondition(row >= 0 && row < inputs.rows && inputs.columns == width)
    let start = row * width
    var (place, end) = (0, 0)
    while true {
      // Numbers as many at a time as follow each other, all else one by one.
      if place >= end, !spellings.holdNumbers { end = record.read(fields, from: place, into: &numbers) }
      place = encodeNumbers(from: place, to: end, into: inputs, at: start)
      if place == fields.count { return }
      try encodeCell(place, of: record, into: inputs, row: row)
      place += 1
    }
  }

  /// Encodes the numbers that were read; returns the first place that does not hold a number for the network.
  @inline(__always)
  private func encodeNumbers(from first: Int, to end: Int, into inputs: Matrix, at start: Int) -> Int {
    unsafe inputs.withElements { values in
      var place = first
      while place < end, isNumeric[place] {
        let value = Float((numbers[place] - shifts[place]) / scales[place])
        guard value.isFinite else { break }
        unsafe values[start + offsets[place]] = value
        place += 1
      }
      return place
    }
  }

  private mutating func encodeCell(_ place: Int, of record: Record, into inputs: Matrix, row: Int) throws(TableError) {
    let (column, field, offset) = (schema.inputs[place], fields[place], offsets[place])
    let isMissing = spellings.contain(field, of: record)
    if isMissing, column.missing == .fail || column.missing == .drop {
      throw .missing(record.position(of: field), column: column.name)
    }
    switch column.kind {
    case .numeric(let scaling):
      let number = isMissing ? column.fill : record.double(field)
      guard let number else {
        throw .notANumber(record.position(of: field), found: record.text(field), column: column.name)
      }
      let value = Float(scaling.apply(number))
      guard value.isFinite else {
        throw .tooLarge(record.position(of: field), found: record.text(field))
      }
      inputs[row, offset] = value
    case .categorical(let known):
      for category in 0..<known.count { inputs[row, offset + category] = 0 }
      guard !isMissing else { return }
      if let category = categories[place][record.text(field)] {
        inputs[row, offset + category] = 1
      } else {
        try note(unseen: record, field, column)
      }
    }
  }

  /// Begins to count what is unseen anew.
  package mutating func forgetUnseen() {
    unseen = 0
    firstUnseen = nil
  }

  private mutating func note(unseen record: Record, _ field: Int, _ column: InputColumn) throws(TableError) {
    unseen += 1
    if firstUnseen != nil && unseenRule == .zero { return }
    let error = TableError.unseenCategory(
      record.position(of: field), found: record.text(field), column: column.name)
    guard unseenRule == .zero else { throw error }
    firstUnseen = error
  }
}
