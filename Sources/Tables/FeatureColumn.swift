import ByteStreams
import CSV

/// A column to learn from, as it was read.
///
/// It holds numbers if its first cell with a value is one, else categories. A later cell that is no number is then an
/// error: to take it for a category would turn a slip of the pen into a new meaning of the whole column.
struct FeatureColumn: Sendable {
  let index: Int
  let name: ByteString
  /// Nil while no cell has had a value.
  private(set) var isCategorical: Bool?
  /// Per row the number, NaN where it is missing; empty for categories.
  private(set) var numbers: [Double] = []
  /// Per row the code of the category, −1 where it is missing; empty for numbers.
  private(set) var codes: [Int32] = []
  private(set) var categories = TextCodes()

  init(index: Int, name: ByteString, isCategorical: Bool?) {
    self.index = index
    self.name = name
    self.isCategorical = isCategorical
  }

  mutating func append(
    _ record: Record, reader: borrowing TableReader, missing: MissingRule, spellings: MissingSpellings
  ) throws(TableError) {
    if spellings.contain(index, of: record) {
      guard missing != .fail else {
        throw .missing(
          reader.position(of: index, in: record), column: name, remedy: "say with --missing what to take for it")
      }
      return appendMissing()
    }
    let number = isCategorical == true ? nil : record.double(index)
    if isCategorical == nil { decide(isCategorical: number == nil) }
    guard isCategorical == true else {
      guard let number else {
        throw .notANumber(reader.position(of: index, in: record), found: record.text(index), column: name)
      }
      guard number.magnitude <= Double(Float.greatestFiniteMagnitude) else {
        throw .tooLarge(reader.position(of: index, in: record), found: record.text(index))
      }
      return numbers.append(number)
    }
    guard let code = categories.code(of: record.text(index)) else {
      throw .tooManyCategories(column: name, limit: TextCodes.limit)
    }
    codes.append(code)
  }

  /// The rows of `rows` alone, in their order, with the categories that occur in them.
  func selecting(_ rows: [Int]) -> FeatureColumn {
    var selected = FeatureColumn(index: index, name: name, isCategorical: isCategorical)
    if isCategorical == true {
      selected.codes = rows.map { row in
        // A part has no more categories than the whole.
        codes[row] < 0 ? -1 : selected.categories.code(of: categories.texts[Int(codes[row])]) ?? -1
      }
    } else {
      selected.numbers = rows.map { numbers[$0] }
    }
    return selected
  }

  /// Whether a cell has had a value.
  var hasValue: Bool { isCategorical == true ? !categories.texts.isEmpty : isCategorical == false }

  private mutating func appendMissing() {
    if isCategorical == true { codes.append(-1) } else { numbers.append(.nan) }
  }

  private mutating func decide(isCategorical: Bool) {
    self.isCategorical = isCategorical
    if isCategorical {
      codes = [Int32](repeating: -1, count: numbers.count)
      numbers = []
    }
  }
}
