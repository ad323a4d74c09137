import ByteStreams
import CSV

extension Record {
  /// The texts of the fields.
  var texts: [ByteString] { (0..<count).map { text($0) } }
}

/// Rows of whatever widths, where the bytes arrive `pieceSize` at a time.
func scan(
  _ bytes: [UInt8], pieceSize: Int = .max, dialect: Dialect = Dialect()
) throws(CSVError) -> [[ByteString]] {
  let source = ByteSource(bytes: bytes, name: "data.csv", pieceSize: pieceSize)
  let reader = Reader(source: source, dialect: dialect)
  var record = Record()
  var rows: [[ByteString]] = []
  while true {
    do throws(CSVError) {
      guard try reader.next(&record) else { return rows }
    } catch {
      guard case .raggedRow = error else { throw error }
    }
    rows.append(record.texts)
  }
}

/// Rows as the reader gives them.
func read(_ reader: Reader) throws(CSVError) -> [[ByteString]] {
  var record = Record()
  var rows: [[ByteString]] = []
  while try reader.next(&record) { rows.append(record.texts) }
  return rows
}

/// A reader of a text in memory, named data.csv.
func reader(_ text: String, dialect: Dialect = Dialect(), limits: Limits = Limits(), pieceSize: Int = .max) -> Reader {
  let source = ByteSource(bytes: Array(text.utf8), name: "data.csv", pieceSize: pieceSize)
  return Reader(source: source, dialect: dialect, limits: limits)
}

/// The error that reading a text ends in.
func failure(_ text: String, limits: Limits = Limits()) -> CSVError? {
  do throws(CSVError) {
    _ = try read(reader(text, limits: limits))
    return nil
  } catch {
    return error
  }
}
