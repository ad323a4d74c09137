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
  /// The first cell that is missing, if the column holds numbers.
  private(set) var firstMissing: Position?
  /// The first cell that is neither a number nor missing.
  private(set) var firstText: (position: Position, text: ByteString)?
  private var hasNumber = false

  init(index: Int, name: ByteString) {
    self.index = index
    self.name = name
  }

  /// Whether every cell is a number or missing, and one is a number. A column of `NA` and `nan` only holds labels.
  var isNumeric: Bool { numbers != nil && hasNumber }

  mutating func append(_ record: Record, reader: borrowing TableReader, spellings: MissingSpellings) throws(TableError)
  {
    if codes != nil {
      if let code = texts.code(of: record.text(index)) { codes?.append(code) } else { codes = nil }
    }
    if numbers != nil {
      if spellings.contain(index, of: record) {
        numbers?.append(.nan)
        if firstMissing == nil { firstMissing = reader.position(of: index, in: record) }
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
