import ByteStreams
import CSV

/// What the columns of a training table are, as far as that is needed to read its rows.
struct TrainingColumns: Sendable {
  var features: [FeatureColumn]
  let targets: [(index: Int, name: ByteString)]
  let weight: (index: Int, name: ByteString)?
  let missing: MissingRule
  let spellings: MissingSpellings

  /// Whether a row is left out since it lacks a value.
  func drop(_ record: Record) -> Bool {
    guard missing == .drop else { return false }
    return features.contains { spellings.contain($0.index, of: record) }
      || targets.contains { spellings.contain($0.index, of: record) }
  }

  /// Whether it is known of every feature what it holds.
  var areDecided: Bool { features.allSatisfy { $0.isCategorical != nil } }

  /// Learns from a row what features hold of which that is not yet known.
  mutating func decide(by record: Record) {
    for index in features.indices
    where features[index].isCategorical == nil && !spellings.contain(features[index].index, of: record) {
      features[index].decide(by: record)
    }
  }

  /// Learns from the first rows where to count numbers from.
  mutating func choosePivots(from records: [Record]) {
    for index in features.indices where features[index].isCategorical == false {
      features[index].choosePivot(from: records.compactMap { $0.double(features[index].index) })
    }
  }
}

/// Some rows of a training table, read by themselves: texts have codes of their own.
struct TrainingRows: Sendable {
  private let columns: TrainingColumns
  private(set) var rows = 0
  private(set) var dropped = 0
  /// `rows × features`; see ``TableCells``.
  private(set) var cells: [Float] = []
  /// One for each feature.
  private(set) var categories: [TextCodes]
  private(set) var targets: [TargetValues]
  private(set) var weights: [Double] = []

  /// What the columns say of each feature.
  private let fields: [Int]
  private let pivots: [Double]
  private let isCategorical: [Bool]
  private let largest = Double(Float.greatestFiniteMagnitude)
  /// How many rows of numbers are read together: some kilobytes; 0 where each row has to be looked at by itself.
  private let rowsAtOnce: Int
  /// The numbers of a row, or of several.
  private var numbers: [Double]

  /// - Parameter haveTexts: for each target, whether its texts may still be classes.
  init(_ columns: TrainingColumns, capacity: Int, haveTexts: [Bool]) {
    self.columns = columns
    categories = [TextCodes](repeating: TextCodes(), count: columns.features.count)
    targets = zip(columns.targets, haveTexts).map { TargetValues(index: $0.index, name: $0.name, hasTexts: $1) }
    cells.reserveCapacity(capacity * columns.features.count)
    fields = columns.features.map(\.index)
    pivots = columns.features.map(\.pivot)
    isCategorical = columns.features.map { $0.isCategorical == true }
    let areAllNumbers = columns.missing != .drop && !columns.spellings.holdNumbers && !isCategorical.contains(true)
    rowsAtOnce = areAllNumbers ? 1 + 2048 / (fields.count + 1) : 0
    numbers = [Double](repeating: 0, count: columns.features.count * max(rowsAtOnce, 1))
  }

  /// Adds the rows that are left of a block. `record` is there to be used again.
  ///
  /// - Throws: what is wrong with a row, or the first cell that is not what its column holds.
  mutating func append(_ block: inout TableBlock, _ record: inout Record) throws(TableError) {
    repeat {
      while try appendNumbers(of: &block, &record) {}
      guard try block.next(&record) else { return }
      try append(record)
    } while true
  }

  /// Adds the next rows of a block, as long as their features hold nothing but numbers; false where there is none.
  private mutating func appendNumbers(of block: inout TableBlock, _ record: inout Record) throws(TableError) -> Bool {
    let taken = block.nextNumbers(of: fields, atMost: rowsAtOnce, into: &numbers)
    // Not one of them is too large: they have no exponent.
    let width = fields.count
    let (numbers, pivots) = (numbers, pivots)
    cells.append(addingCapacity: taken.count * width) { cells in
      for row in 0..<taken.count {
        for column in 0..<width { cells.append(Float(numbers[row * width + column] - pivots[column])) }
      }
    }
    for row in taken {
      block.row(row, &record)
      try appendRest(of: record)
    }
    return !taken.isEmpty
  }

  /// Adds a row, but one that is left out.
  ///
  /// - Throws: the first cell that is not what its column holds.
  mutating func append(_ record: Record) throws(TableError) {
    if columns.drop(record) {
      dropped += 1
      return
    }
    try appendCells(of: record)
    try appendRest(of: record)
  }

  /// Adds all but the cells of the features.
  private mutating func appendRest(of record: Record) throws(TableError) {
    for place in targets.indices {
      targets[place].append(record, isMissing: columns.spellings.contain(targets[place].index, of: record))
    }
    if let weight = columns.weight { weights.append(try self.weight(in: weight, of: record)) }
    rows += 1
  }

  /// Adds the cells of the features: numbers as many at a time as follow each other, all else one by one.
  private mutating func appendCells(of record: Record) throws(TableError) {
    var (place, end) = (0, 0)
    while place < fields.count {
      if place >= end, !columns.spellings.holdNumbers { end = record.read(fields, from: place, into: &numbers) }
      place = appendNumbers(from: place, to: end)
      if place == fields.count { return }
      cells.append(try cell(of: columns.features[place], at: place, in: record))
      place += 1
    }
  }

  /// Adds the numbers that were read; returns the first place that does not hold a number to learn from.
  private mutating func appendNumbers(from first: Int, to end: Int) -> Int {
    guard first < end else { return first }
    var place = first
    let (numbers, pivots, isCategorical, largest) = (numbers, pivots, isCategorical, largest)
    cells.append(addingCapacity: end - first) { cells in
      while place < end, !isCategorical[place], numbers[place].magnitude <= largest {
        cells.append(Float(numbers[place] - pivots[place]))
        place += 1
      }
    }
    return place
  }

  private mutating func cell(
    of feature: FeatureColumn, at place: Int, in record: Record
  ) throws(TableError) -> Float {
    let index = feature.index
    if columns.spellings.contain(index, of: record) {
      guard columns.missing != .fail else {
        throw .missing(
          record.position(of: index), column: feature.name, remedy: "say with --missing what to take for it")
      }
      return .nan
    }
    if feature.isCategorical == true {
      guard let code = categories[place].code(of: index, in: record) else {
        throw .tooManyCategories(column: feature.name, limit: TextCodes.limit)
      }
      return Float(code)
    }
    guard let number = record.double(index) else {
      throw .notANumber(record.position(of: index), found: record.text(index), column: feature.name)
    }
    guard number.magnitude <= Double(Float.greatestFiniteMagnitude) else {
      throw .tooLarge(record.position(of: index), found: record.text(index))
    }
    return feature.stored(number)
  }

  private func weight(in column: (index: Int, name: ByteString), of record: Record) throws(TableError) -> Double {
    guard let weight = record.double(column.index) else {
      throw .notANumber(record.position(of: column.index), found: record.text(column.index), column: column.name)
    }
    guard weight >= 0 else {
      throw .unexpected(
        record.position(of: column.index), expected: "a weight that is not negative",
        found: record.text(column.index))
    }
    guard weight <= Double(Float.greatestFiniteMagnitude) else {
      throw .tooLarge(record.position(of: column.index), found: record.text(column.index))
    }
    return weight
  }

  /// The cells under the codes of the whole table: `codes` has them for each feature of categories.
  func cells(recoded codes: [[Int32]?]) -> [Float] {
    var cells = cells
    for (place, codes) in codes.enumerated() {
      guard let codes else { continue }
      for index in stride(from: place, to: cells.count, by: columns.features.count) where !cells[index].isNaN {
        cells[index] = Float(codes[Int(cells[index])])
      }
    }
    return cells
  }
}
