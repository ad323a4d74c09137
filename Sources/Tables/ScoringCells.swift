import ByteStreams
import CSV

/// The cells of some rows of a table of predictions, while it is not yet known whether they are classes.
struct ScoringCells: Sendable {
  private enum Kind {
    /// Probabilities of labels that are known from the names of their columns.
    case labelled
    /// Labels or values against as many predicted ones, or one column of probabilities of the positive class.
    case paired
    /// One column of labels against several of probabilities, in the order of the labels.
    case ordered
  }

  private let columns: PredictionColumns
  private let weight: Int?
  private let names: [ByteString]
  private let kind: Kind
  private(set) var rows = 0
  private(set) var weights: [Double] = []
  /// The true and the predicted labels under codes, where it is known that they are labels.
  private var labels: TextCodes
  private var truthCodes: [Int32] = []
  private var predictedCodes: [Int32] = []
  /// `rows × labels`; of two labels whose columns bear their names the second one's only.
  private var probabilities: [Double] = []

  /// How many rows are read together, and their numbers.
  private var rowsAtOnce = 16
  private var numbers: [Double] = []

  /// `rows × targets` each, where it is not known.
  private var truths = CellColumn()
  private var predictions: CellColumn

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
    return !areLabels && !(truths.mayBeNumbers && predictions.mayBeNumbers)
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
    if fitNothing { throw truths.firstText ?? predictions.firstText ?? tooManyLabels }
  }

  private var tooManyLabels: TableError {
    .tooManyCategories(column: names[columns.truths[0]], limit: TextCodes.limit)
  }
}

extension ScoringCells {
  /// What the cells of all rows come to. `file` is the name of the table.
  consuming func content(of file: String) throws(TableError) -> ScoringTable.Content {
    switch kind {
    case .labelled: return classes(columns.labels, truthCodes, predictedCodes, probabilities)
    case .ordered:
      let order = try labelOrder(of: file)
      let places = places(of: labels.texts, in: order).map { Int32(truncatingIfNeeded: $0) }
      let second = order.count == 2
      return classes(
        order, truthCodes.map { places[Int($0)] }, [],
        second ? stride(from: 1, to: probabilities.count, by: 2).map { probabilities[$0] } : probabilities)
    case .paired: return try pairedContent()
    }
  }

  /// The labels for which a user named columns of probabilities.
  private func labelOrder(of file: String) throws(TableError) -> [ByteString] {
    let truths = labels.texts
    let named = columns.predictions.compactMap { PredictionColumns.label(ofProbabilities: names[$0]) }
    let known = Set(named)
    if known.count == columns.predictions.count, known.isSuperset(of: truths) { return named }
    let numbers = columns.predictions.indices.map { ByteString("\($0)") }
    if Set(numbers).isSuperset(of: truths) { return numbers }
    guard truths.count == columns.predictions.count else {
      throw .unfit(
        file: file,
        "\(columns.predictions.count) columns of probabilities for \(truths.count) labels; name one for each label")
    }
    return ordered(truths)
  }

  private consuming func pairedContent() throws(TableError) -> ScoringTable.Content {
    let predictedNumbers = predictions.numbers
    if columns.areNamed, columns.truths.count == 1, let truth = truths.codes, let predictedNumbers,
      let pair = positiveAndNegative(truth.labels), predictedNumbers.allSatisfy({ $0 >= 0 && $0 <= 1 })
    {
      let positive = truth.labels.firstIndex(of: pair[1]).map { Int32(truncatingIfNeeded: $0) }
      return .twoClasses(
        labels: pair, truth: truth.codes.map { $0 == positive }, predicted: nil, probability: predictedNumbers)
    }
    if let truthNumbers = truths.numbers, let predictedNumbers,
      !areClasses(truthNumbers, predictedNumbers)
    {
      return .quantities(targets: columns.truths.count, truth: truthNumbers, predicted: predictedNumbers)
    }
    guard columns.truths.count == 1, let truth = truths.codes, let predicted = predictions.codes else {
      throw .target("the columns are neither numbers nor the labels of one target")
    }
    let order = ordered(Array(Set(truth.labels + predicted.labels)))
    func codes(_ column: (labels: [ByteString], codes: [Int32])) -> [Int32] {
      let places = places(of: column.labels, in: order).map { Int32(truncatingIfNeeded: $0) }
      return column.codes.map { places[Int($0)] }
    }
    return classes(order, codes(truth), codes(predicted), nil)
  }

  private func classes(
    _ labels: [ByteString], _ truth: [Int32], _ predicted: [Int32], _ probabilities: [Double]?
  ) -> ScoringTable.Content {
    let predicted = predicted.isEmpty ? nil : predicted
    guard labels.count == 2 else {
      return .classes(
        labels: labels, truth: truth.map(Int.init), predicted: predicted?.map(Int.init),
        probabilities: probabilities)
    }
    return .twoClasses(
      labels: labels, truth: truth.map { $0 == 1 }, predicted: predicted?.map { $0 == 1 }, probability: probabilities)
  }

  /// The two labels of the truth, the positive one second. Of 0 and 1 one alone will do.
  private func positiveAndNegative(_ truths: [ByteString]) -> [ByteString]? {
    if Set(truths).isSubset(of: ["0", "1"]) { return ["0", "1"] }
    return truths.count == 2 ? ordered(truths) : nil
  }

  private func areClasses(_ truth: [Double], _ predicted: [Double]) -> Bool {
    guard columns.truths.count == 1, truths.hasCodes, predictions.hasCodes else { return false }
    var values: Set<Double> = []
    for value in truth {
      guard value == value.rounded(), values.count <= 20 else { return false }
      values.insert(value)
    }
    return values.count <= 20 && predicted.allSatisfy(values.contains)
  }
}
