import ByteStreams
import CSV

/// The cells of some rows of a table of predictions, while it is not yet known whether they are classes.
struct ScoringCells: Sendable {
  enum Kind {
    /// Probabilities of labels that are known from the names of their columns.
    case labelled
    /// Labels or values against as many predicted ones, or one column of probabilities of the positive class.
    case paired
    /// One column of labels against several of probabilities, in the order of the labels.
    case ordered
  }

  let columns: PredictionColumns
  private let weight: Int?
  let names: [ByteString]
  let kind: Kind
  /// The rows that are here.
  private(set) var rows = 0
  /// The labels of rows that were handed over, the positive one second.
  private var handedOver: [ByteString]?
  /// How many rows there shall be before they are handed over, where fewer could not be.
  private var rowsToWaitFor = 0
  private(set) var weights: [Double] = []
  /// The true and the predicted labels under codes, where it is known that they are labels.
  private(set) var labels: TextCodes
  private(set) var truthCodes: [Int32] = []
  private(set) var predictedCodes: [Int32] = []
  /// `rows × labels`; of two labels whose columns bear their names the second one's only.
  private(set) var probabilities: [Double] = []

  /// How many rows are read together, and their numbers.
  private var rowsAtOnce = 16
  private var numbers: [Double] = []

  /// `rows × targets` each, where it is not known.
  private(set) var truths = CellColumn()
  private(set) var predictions: CellColumn

  /// No row yet.
  ///
  /// - Parameters:
  ///   - names: those of the table's columns.
  ///   - hasManyPredictions: whether other rows have shown that there are too many predictions for classes.
  init(_ columns: PredictionColumns, weight: Int?, names: [ByteString], hasManyPredictions: Bool = false) {
    self.columns = columns
    self.weight = weight
    self.names = names
    kind =
      if !columns.probabilities.isEmpty {
        .labelled
      } else if columns.truths.count == columns.predictions.count {
        .paired
      } else {
        .ordered
      }
    labels = TextCodes(columns.labels)
    predictions = CellColumn(holdsNumbers: hasManyPredictions)
  }

  /// Adds the rows that are left of a block, unless it turns out that they fit nothing. `record` is there to be used again.
  mutating func append(_ block: inout TableBlock, _ record: inout Record) throws(TableError) {
    repeat {
      while appendQuickly(&block) {}
      guard !fitNothing, try block.next(&record) else { return }
      try append(record)
    } while true
  }

  /// The fields that hold numbers in every row, where rows can be read together.
  private var numberFields: [Int] {
    switch kind {
    case .labelled where weight == nil && columns.predictions.count <= 1: columns.probabilities
    case .paired where weight == nil && columns.truths.count == 1 && predictions.hasNumbersOnly: columns.predictions
    default: []
    }
  }

  /// Adds the next rows of a block, as long as they hold numbers and labels that came before; false where there is none.
  private mutating func appendQuickly(_ block: inout TableBlock) -> Bool {
    let fields = numberFields
    guard !fields.isEmpty else { return false }
    if numbers.count < rowsAtOnce * fields.count { numbers = [Double](repeating: 0, count: rowsAtOnce * fields.count) }
    let taken = block.nextNumbers(of: fields, atMost: rowsAtOnce, into: &numbers)
    let added: Int
    if kind == .paired {
      added = truths.append(columns.truths[0], rows: taken, of: block)
      predictions.append(numbers[..<(added * fields.count)])
    } else {
      added = appendLabelled(taken, of: block)
    }
    // Numbers that are given back have been read in vain.
    block.giveBack(taken.count - added)
    rowsAtOnce = added == taken.count ? min(2 * rowsAtOnce, 256) : added + 1
    rows += added
    return added > 0
  }

  /// Adds rows with the probabilities that were read, up to the first row of another label or of no probability; returns
  /// how many.
  private mutating func appendLabelled(_ taken: Range<Int>, of block: TableBlock) -> Int {
    let width = columns.probabilities.count
    let wrong = numbers[..<(taken.count * width)].firstIndex { !($0 >= 0 && $0 <= 1) }
    let sound = taken.prefix(wrong.map { $0 / width } ?? taken.count)
    let found = labels.appendCodes(of: columns.truths[0], rows: sound, of: block, to: &truthCodes)
    var added = found
    for field in columns.predictions {
      added = labels.appendCodes(of: field, rows: sound.prefix(found), of: block, to: &predictedCodes)
    }
    truthCodes.removeLast(found - added)
    for place in (0..<added * width) where width != 2 || place % 2 == 1 { probabilities.append(numbers[place]) }
    return added
  }

  /// Adds a row.
  private mutating func append(_ record: Record) throws(TableError) {
    rows += 1
    if let weight { weights.append(try record.weight(weight, names: names)) }
    switch kind {
    case .labelled:
      truthCodes.append(try labels.knownCode(of: columns.truths[0], in: record))
      for field in columns.predictions { predictedCodes.append(try labels.knownCode(of: field, in: record)) }
      let isPair = columns.probabilities.count == 2
      for (place, field) in columns.probabilities.enumerated() {
        let probability = try record.probability(field, names: names)
        if place == 1 || !isPair { probabilities.append(probability) }
      }
    case .ordered:
      guard let code = labels.code(of: columns.truths[0], in: record) else { throw tooManyLabels }
      truthCodes.append(code)
      for field in columns.predictions { probabilities.append(try record.probability(field, names: names)) }
    case .paired:
      for field in columns.truths { truths.append(record, field, names: names) }
      for field in columns.predictions { predictions.append(record, field, names: names) }
    }
  }

  /// Whether the rows can be neither labels nor numbers.
  var fitNothing: Bool {
    let areLabels = truths.hasCodes && predictions.hasCodes
    let areProbabilities = columns.areNamed && truths.hasCodes && predictions.mayBeNumbers
    return !areLabels && !areProbabilities && !(truths.mayBeNumbers && predictions.mayBeNumbers)
  }

  /// What makes the rows neither labels nor numbers: a text in a column of too many for labels, or beside one.
  var misfit: TableError {
    let suspects = [truths, predictions].filter { !$0.hasCodes } + [truths, predictions]
    return suspects.compactMap(\.firstText).first ?? tooManyLabels
  }

  /// Whether there are too many different predictions for classes.
  var hasManyPredictions: Bool { !predictions.hasCodes }

  /// Adds the rows that follow.
  ///
  /// - Throws: what makes the table neither one of labels nor one of numbers.
  mutating func append(_ later: ScoringCells) throws(TableError) {
    rows += later.rows
    weights += later.weights
    probabilities += later.probabilities
    // A label may have another code there.
    guard let codes = labels.codes(of: later.labels) else { throw tooManyLabels }
    for code in later.truthCodes { truthCodes.append(codes[Int(code)]) }
    for code in later.predictedCodes { predictedCodes.append(codes[Int(code)]) }
    truths.append(later.truths)
    predictions.append(later.predictions)
    if fitNothing { throw misfit }
  }

  var tooManyLabels: TableError {
    .tooManyCategories(column: names[columns.truths[0]], limit: TextCodes.limit)
  }
}

// MARK: - Handing over

extension ScoringCells {
  /// Whether there was a row.
  var hasSeenRows: Bool { rows > 0 || handedOver != nil }

  /// Hands the rows over once they are many, where they are of two classes as far as can be told by now.
  mutating func handOver(to overflow: inout some TwoClassOverflow) throws(TableError) {
    guard rows >= max(overflow.rowsAtOnce, rowsToWaitFor) else { return }
    guard let (labels, twoClassRows) = twoClassRows, handedOver == nil || handedOver == labels else {
      rowsToWaitFor = 2 * rows
      return
    }
    // They are not held here while they are taken.
    handedOver = labels
    rows = 0
    (truthCodes, predictedCodes, probabilities) = ([], [], [])
    truths.removeAll()
    predictions.removeAll()
    do { try overflow.take(twoClassRows) } catch { throw .csv(.stream(error)) }
  }

  /// Takes all rows back that were handed over, where others have shown that there are other than two classes.
  mutating func takeBackUnfit(from overflow: inout some TwoClassOverflow) throws(TableError) {
    guard let labels = handedOver, kind == .paired, probabilitiesOfPair?.labels != labels else { return }
    let back: TwoClassRows
    do { back = try overflow.giveBack() } catch { throw .csv(.stream(error)) }
    handedOver = nil
    rows += back.truth.count
    truths.append(removed: back.truth, negative: labels[0], positive: labels[1])
    predictions.append(removed: back.probability)
  }

  /// The rows as those of two classes; nil where they may be something else.
  private var twoClassRows: (labels: [ByteString], TwoClassRows)? {
    guard weight == nil else { return nil }
    switch kind {
    case .labelled where columns.labels.count == 2:
      let predicted = columns.predictions.isEmpty ? nil : predictedCodes.map { $0 == 1 }
      return (
        columns.labels,
        TwoClassRows(truth: truthCodes.map { $0 == 1 }, predicted: predicted, probability: probabilities)
      )
    case .paired where predictions.numbersTellLabels: return probabilitiesOfPair
    default: return nil
    }
  }

  /// The rows where a user named one column of truths and one of probabilities; nil where they may hold something else.
  var probabilitiesOfPair: (labels: [ByteString], TwoClassRows)? {
    guard columns.areNamed, columns.truths.count == 1, let truth = truths.codes, let probability = predictions.numbers,
      let pair = positiveAndNegative(truth.labels), probability.allSatisfy({ $0 >= 0 && $0 <= 1 })
    else { return nil }
    let positive = truth.labels.firstIndex(of: pair[1]).map { Int32(truncatingIfNeeded: $0) }
    return (
      pair, TwoClassRows(truth: truth.codes.map { $0 == positive }, predicted: nil, probability: probability)
    )
  }
}
