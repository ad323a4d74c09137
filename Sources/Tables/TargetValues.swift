import ByteStreams
import CSV

/// A column to learn, as it was read: as text, and as numbers where all that is no missing value is one.
struct TargetValues: Sendable {
  let index: Int
  let name: ByteString
  /// Per row the code of the text; nil once there are too many texts for classes.
  private(set) var codes: [Int32]?
  private(set) var texts = TextCodes()
  /// Per row the number, NaN where it is missing; nil once a cell is no number.
  private(set) var numbers: [Double]? = []
  /// The first cell that is spelt as a missing value.
  private(set) var firstMissing: Position?
  /// The texts so far that are spellings of a missing value.
  private var missingTexts: Set<ByteString> = []
  /// The first cell that is neither a number nor missing.
  private(set) var firstText: (position: Position, text: ByteString)?
  private var hasNumber = false

  /// - Parameter hasTexts: false where it is known that there are too many texts for classes.
  init(index: Int, name: ByteString, hasTexts: Bool = true) {
    self.index = index
    self.name = name
    codes = hasTexts ? [] : nil
  }

  /// Whether every cell is a number or missing, and one is a number.
  var isNumeric: Bool { numbers != nil && hasNumber }

  /// Whether not one cell has a value.
  var isEmpty: Bool { texts.texts.count == 1 && missingTexts.count == 1 }

  /// Where the column of labels has no value, if it has labels enough without: a column of `NA` and `nan` only, or of
  /// the empty text and one more, has those for labels.
  var firstMissingLabel: Position? { texts.texts.count - missingTexts.count >= 2 ? firstMissing : nil }

  /// The rows of `rows` alone, in their order, with the texts of all.
  func selecting(_ rows: [Int]) -> TargetValues {
    var selected = self
    selected.codes = codes.map { codes in rows.map { codes[$0] } }
    selected.numbers = numbers.map { numbers in rows.map { numbers[$0] } }
    return selected
  }

  /// Adds the cell of a row.
  mutating func append(_ record: Record, isMissing: Bool) {
    if isMissing {
      missingTexts.insert(record.text(index))
      if firstMissing == nil { firstMissing = record.position(of: index) }
    }
    if codes != nil {
      if let code = texts.code(of: index, in: record) { codes?.append(code) } else { codes = nil }
    }
    if numbers != nil {
      if isMissing {
        numbers?.append(.nan)
      } else if let number = record.double(index) {
        hasNumber = true
        numbers?.append(number)
      } else {
        numbers = nil
        firstText = (record.position(of: index), record.text(index))
      }
    }
  }

  /// Adds the rows of another part of the column.
  mutating func append(_ other: TargetValues) throws(TableError) {
    missingTexts.formUnion(other.missingTexts)
    firstMissing = firstMissing ?? other.firstMissing
    if let otherCodes = other.codes, codes != nil {
      if let merged = texts.codes(of: other.texts) {
        for code in otherCodes { codes?.append(merged[Int(code)]) }
      } else {
        codes = nil
      }
    } else {
      codes = nil
    }
    if let otherNumbers = other.numbers { numbers?.append(contentsOf: otherNumbers) } else { numbers = nil }
    hasNumber = hasNumber || other.hasNumber
    firstText = firstText ?? other.firstText
    guard codes != nil || numbers != nil else {
      // Too many texts for labels: it is to hold numbers, and one cell does not.
      if let firstText { throw .notANumber(firstText.position, found: firstText.text, column: name) }
      throw .tooManyCategories(column: name, limit: TextCodes.limit)
    }
  }
}
