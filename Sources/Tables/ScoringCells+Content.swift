import ByteStreams
import CSV

extension ScoringCells {
  /// What the cells of all rows come to. `file` is the name of the table.
  consuming func content(of file: String) throws(TableError) -> ScoringTable.Content {
    switch kind {
    case .labelled:
      return .init(
        labels: columns.labels, truth: truthCodes, predicted: predictedCodes.isEmpty ? nil : predictedCodes,
        probabilities: probabilities)
    case .ordered:
      let order = try labelOrder(of: file)
      let places = places(of: labels.texts, in: order).map { Int32(truncatingIfNeeded: $0) }
      let second = order.count == 2
      return .init(
        labels: order, truth: truthCodes.map { places[Int($0)] }, predicted: nil,
        probabilities: second
          ? stride(from: 1, to: probabilities.count, by: 2).map { probabilities[$0] } : probabilities)
    case .paired: return try pairedContent(of: file)
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

  private consuming func pairedContent(of file: String) throws(TableError) -> ScoringTable.Content {
    if let (labels, rows) = probabilitiesOfPair {
      return .twoClasses(labels: labels, truth: rows.truth, predicted: nil, probability: rows.probability)
    }
    // A blank tells nothing of the task, and must not make a label of every quantity.
    if let truthNumbers = truths.numbersButForBlanks, let predictedNumbers = predictions.numbersButForBlanks,
      !areClasses(truthNumbers, predictedNumbers)
    {
      if let blank = truths.firstText ?? predictions.firstText { throw blank }
      return .quantities(targets: columns.truths.count, truth: truthNumbers, predicted: predictedNumbers)
    }
    if let trouble = troubleOfProbabilities(of: file) { throw trouble }
    guard columns.truths.count == 1, let truth = truths.codes, let predicted = predictions.codes else { throw misfit }
    let order = ordered(Array(Set(truth.labels + predicted.labels)))
    func codes(_ column: (labels: [ByteString], codes: [Int32])) -> [Int32] {
      let places = places(of: column.labels, in: order).map { Int32(truncatingIfNeeded: $0) }
      return column.codes.map { places[Int($0)] }
    }
    return .init(labels: order, truth: codes(truth), predicted: codes(predicted))
  }

  /// What keeps a column of numbers that the user named from being probabilities of two labels, where the truth holds
  /// words alone and they can be nothing else.
  private func troubleOfProbabilities(of file: String) -> TableError? {
    guard columns.areNamed, columns.truths.count == 1, let truth = truths.codes,
      truth.labels.allSatisfy({ Decimal.double($0.bytes.span) == nil }),
      let numbers = predictions.numbersButForBlanks, !numbers.isEmpty
    else { return nil }
    if let blank = predictions.firstText { return blank }
    let (label, number) = (names[columns.truths[0]].escaped(), names[columns.predictions[0]].escaped())
    if truth.labels.count == 2, let wrong = numbers.first(where: { !($0 >= 0 && $0 <= 1) }) {
      return .unfit(file: file, "expected probabilities in column \"\(number)\", found \(wrong)")
    }
    return .unfit(
      file: file,
      "one column of probabilities needs two labels, or 0 and 1; column \"\(label)\" holds \(truth.labels.count)")
  }

  /// The two labels of the truth, the positive one second. Of 0 and 1 one alone will do.
  func positiveAndNegative(_ truths: [ByteString]) -> [ByteString]? {
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
