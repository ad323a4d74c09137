package import ByteStreams

/// A table that cannot be read, and where.
package enum CSVError: Error, Hashable, Sendable {
  /// A row has more or fewer fields than the first one. The position is that of the first field too many or missing.
  case raggedRow(Position, expected: Int, found: Int)
  /// The file ends inside a quoted field. The position is that of the opening quote.
  case unclosedQuote(Position)
  /// Something other than a delimiter or a line end follows the closing quote of a field.
  case textAfterQuote(Position)
  /// A quote stands inside a field that does not begin with one.
  case bareQuote(Position)
  /// A NUL byte, which no text holds: a compressed file, or UTF-16.
  case nulByte(Position)
  /// A field is longer than the limit, in bytes. The position is that of its beginning.
  case fieldTooLong(Position, limit: Int)
  /// A row is longer than the limit, in bytes. The position is that of its beginning.
  case recordTooLong(Position, limit: Int)
  /// A row has more fields than the limit.
  case tooManyFields(Position, limit: Int)
  /// The file could not be read.
  case stream(StreamError)

  /// Where the table is wrong; nil where the file could not be read.
  package var position: Position? {
    switch self {
    case .raggedRow(let position, _, _), .unclosedQuote(let position), .textAfterQuote(let position),
      .bareQuote(let position), .nulByte(let position), .fieldTooLong(let position, _),
      .recordTooLong(let position, _), .tooManyFields(let position, _):
      position
    case .stream: nil
    }
  }
}

extension CSVError: CustomStringConvertible {
  /// `data.csv:17:5: expected 5 fields, found 4`, without a control character whatever the file holds.
  package var description: String {
    switch self {
    case .raggedRow(let position, let expected, let found):
      "\(position): expected \(expected) \(expected == 1 ? "field" : "fields"), found \(found)"
    case .unclosedQuote(let position): "\(position): quote is never closed"
    case .textAfterQuote(let position): "\(position): text after the closing quote"
    case .bareQuote(let position): "\(position): quote inside an unquoted field"
    case .nulByte(let position): "\(position): NUL byte (not a text file, or not UTF-8)"
    case .fieldTooLong(let position, let limit):
      "\(position): field is longer than \(limit) bytes (is a quote left open?)"
    case .recordTooLong(let position, let limit): "\(position): row is longer than \(limit) bytes"
    case .tooManyFields(let position, let limit): "\(position): row has more than \(limit) fields"
    case .stream(let error): error.description
    }
  }
}
