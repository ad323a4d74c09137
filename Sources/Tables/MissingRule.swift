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
  private let short: [ShortText]
  private let long: Set<ByteString>
  /// Whether a number may be one of them.
  let holdNumbers: Bool

  private static let usualTexts: [ByteString] = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "?"]

  package static let usual = MissingSpellings(usualTexts)

  /// The usual ones but for the empty text, for people.
  package static let usualNames = usualTexts.dropFirst().map(\.description).joined(separator: ", ")

  package init(_ spellings: [ByteString]) {
    short = spellings.compactMap { ShortText($0) }
    long = Set(spellings.filter { ShortText($0) == nil })
    holdNumbers = spellings.contains { Decimal.double($0.bytes.span) != nil }
  }

  /// Whether a text is one of them.
  func contain(_ text: ByteString) -> Bool {
    ShortText(text).map { $0.firstIndex(in: short) != nil } ?? long.contains(text)
  }

  /// Whether a field of a row is one of them.
  package func contain(_ field: Int, of record: Record) -> Bool {
    if let text = record.shortText(field) { return text.firstIndex(in: short) != nil }
    return !long.isEmpty && long.contains(record.text(field))
  }
}
