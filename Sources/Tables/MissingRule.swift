package import ByteStreams
package import CSV

/// What becomes of a cell that holds no value. The raw value is its code in the model file.
package enum MissingRule: UInt8, Sendable, CaseIterable {
  /// It is an error.
  case fail = 0
  /// Training leaves the row out; prediction cannot, and reports an error.
  case drop = 1
  /// A number becomes the mean of the training rows.
  case mean = 2
  /// A number becomes the median of the training rows.
  case median = 3
  /// A number becomes 0.
  case zero = 4

  /// The name on the command line.
  package var name: String {
    switch self {
    case .fail: "fail"
    case .drop: "drop"
    case .mean: "mean"
    case .median: "median"
    case .zero: "zero"
    }
  }
}

/// The spellings of a missing value.
package struct MissingSpellings: Sendable {
  private let spellings: Set<[UInt8]>
  private let longest: Int
  /// Whether a number may be one of them.
  let holdNumbers: Bool

  private static let usualTexts: [ByteString] = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "?"]

  package static let usual = MissingSpellings(usualTexts)

  /// The usual ones but for the empty text, for people.
  package static let usualNames = usualTexts.dropFirst().map(\.description).joined(separator: ", ")

  package init(_ spellings: [ByteString]) {
    self.spellings = Set(spellings.map(\.bytes))
    longest = self.spellings.reduce(0) { max($0, $1.count) }
    holdNumbers = spellings.contains { Decimal.double($0.bytes.span) != nil }
  }

  /// Whether a field of a row is one of them.
  package func contain(_ field: Int, of record: Record) -> Bool {
    let range = record.range(of: field)
    // The longest of the usual ones has 4 bytes: most cells are told apart by their length.
    return range.count <= longest && spellings.contains(Array(record.bytes[range]))
  }
}
