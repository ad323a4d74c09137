import ByteStreams
import CSV

/// A column of labels or of numbers, while it is not yet known which: texts under codes, or once they are too many for
/// labels, numbers alone.
struct CellColumn: Sendable {
  /// What the cells are kept as.
  private enum Kind {
    case codes, numbers
    /// There were too many texts for labels, and one is no number.
    case neither
  }

  private var kind: Kind
  private var labels = TextCodes()
  private var labelCodes: [Int32] = []
  private var values: [Double] = []
  /// The first cell that is no number.
  private(set) var firstText: TableError?

  /// Without labels from the beginning, where it is known that there are too many.
  init(holdsNumbers: Bool = false) { kind = holdsNumbers ? .numbers : .codes }

  /// The labels and their codes, one a row; nil where there are too many.
  var codes: (labels: [ByteString], codes: [Int32])? { kind == .codes ? (labels.texts, labelCodes) : nil }

  /// The numbers; nil where a cell holds none.
  var numbers: [Double]? { firstText == nil ? numbersButForBlanks : nil }

  /// The numbers of the cells that have a value; nil where one is no number.
  var numbersButForBlanks: [Double]? {
    switch kind {
    case .codes:
      let numbers = labels.texts.map { Decimal.double($0.bytes.span) }
      for (label, number) in zip(labels.texts, numbers) where number == nil {
        guard MissingSpellings.usual.contain(label) else { return nil }
      }
      return labelCodes.compactMap { numbers[Int($0)] }
    case .numbers: return values
    case .neither: return nil
    }
  }

  var hasCodes: Bool { kind == .codes }

  /// Whether no cell so far keeps the column from being one of numbers.
  var mayBeNumbers: Bool { kind != .neither && firstText == nil }

  /// Adds the cell of a row.
  mutating func append(_ record: Record, _ field: Int, names: [ByteString]) {
    if kind == .codes {
      let known = labels.texts.count
      if let code = labels.code(of: field, in: record) {
        labelCodes.append(code)
        if code >= known, firstText == nil, record.double(field) == nil { note(record, field, names) }
        return
      }
      giveUpLabels()
    }
    guard kind == .numbers else { return }
    guard let number = record.double(field) else {
      kind = .neither
      return note(record, field, names)
    }
    values.append(number)
  }

  /// Adds the cells of some rows of a block, up to the first that is not one of the first labels; returns how many.
  mutating func append(_ field: Int, rows: Range<Int>, of block: TableBlock) -> Int {
    kind == .codes ? labels.appendCodes(of: field, rows: rows, of: block, to: &labelCodes) : 0
  }

  /// Whether it keeps numbers, and labels no more.
  var hasNumbersOnly: Bool { kind == .numbers }

  /// Adds numbers, where numbers only are kept.
  mutating func append(_ numbers: ArraySlice<Double>) { values += numbers }

  /// Forgets the cells, but for their labels.
  mutating func removeAll() {
    labelCodes = []
    values = []
  }

  /// Whether a cell's number tells its text.
  var numbersTellLabels: Bool { kind != .codes || codesOfNumbers.count == labels.texts.count }

  /// The labels by the numbers that they spell, the first of those that spell the same.
  private var codesOfNumbers: [Double: Int32] {
    var codes: [Double: Int32] = [:]
    for (code, label) in labels.texts.enumerated() {
      guard let number = Decimal.double(label.bytes.span), codes[number] == nil else { continue }
      codes[number] = Int32(truncatingIfNeeded: code)
    }
    return codes
  }

  /// Adds cells that were there, and told their labels by their numbers, before they were removed.
  mutating func append(removed numbers: [Double]) {
    guard kind == .codes else { return append(numbers[...]) }
    let codes = codesOfNumbers
    labelCodes += numbers.compactMap { codes[$0] }
  }

  /// Adds cells of the labels `negative` and `positive` that were there before they were removed.
  mutating func append(removed positives: [Bool], negative: ByteString, positive: ByteString) {
    let codes = [negative, positive].map { label in
      labels.texts.firstIndex(of: label).map { Int32(truncatingIfNeeded: $0) } ?? 0
    }
    labelCodes += positives.map { codes[$0 ? 1 : 0] }
  }

  /// Keeps numbers from here on.
  private mutating func giveUpLabels() {
    guard kind == .codes else { return }
    let numbers = numbers
    kind = numbers == nil ? .neither : .numbers
    values = numbers ?? []
    labelCodes = []
    labels = TextCodes()
  }

  private mutating func note(_ record: Record, _ field: Int, _ names: [ByteString]) {
    if firstText == nil { firstText = record.notANumber(field, names: names) }
  }

  /// Adds the cells of later rows.
  mutating func append(_ later: CellColumn) {
    if kind == .codes, later.kind == .codes, let translated = labels.codes(of: later.labels) {
      for code in later.labelCodes { labelCodes.append(translated[Int(code)]) }
    } else {
      giveUpLabels()
      if kind == .numbers, let more = later.numbers { values.append(contentsOf: more) } else { kind = .neither }
    }
    if firstText == nil { firstText = later.firstText }
  }
}
