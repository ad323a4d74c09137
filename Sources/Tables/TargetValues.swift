import ByteStreams
import CSV

/// A column to learn, as it was read: as text, and as numbers where all that is no missing value is one.
struct TargetValues: Sendable {
  let index: Int
  let name: ByteString
  /// Per row the code of the text; nil once there are too many texts for classes.
  private(set) var codes: [Int32]? = []
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

  init(index: Int, name: ByteString) {
    self.index = index
    self.name = name
  }

  /// Whether every cell is a number or missing, and one is a number.
  var isNumeric: Bool { numbers != nil && hasNumber }

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

  mutating func append(_ record: Record, reader: borrowing TableReader, spellings: MissingSpellings) throws(TableError)
  {
    let isMissing = spellings.contain(index, of: record)
    if isMissing {
      missingTexts.insert(record.text(index))
      if firstMissing == nil { firstMissing = reader.position(of: index, in: record) }
    }
    if codes != nil {
      if let code = texts.code(of: record.text(index)) { codes?.append(code) } else { codes = nil }
    }
    if numbers != nil {
      if isMissing {
        numbers?.append(.nan)
      } else if let number = record.double(index) {
        hasNumber = true
        numbers?.append(number)
      } else {
        numbers = nil
        firstText = (reader.position(of: index, in: record), record.text(index))
      }
    }
    guard codes != nil || numbers != nil else {
      throw .tooManyCategories(column: name, limit: TextCodes.limit)
    }
  }
}
