import ByteStreams
import CSV

extension Record {
  /// The texts of the fields.
  var texts: [ByteString] { (0..<count).map { text($0) } }
}

/// Rows as the scanner gives them for an input cut into pieces, whatever their widths.
func scan(
  _ pieces: [[UInt8]], dialect: Dialect = Dialect(), limits: Limits = Limits()
) throws(CSVError) -> [[ByteString]] {
  var scanner = Scanner(file: "data.csv", dialect: dialect, limits: limits)
  var record = Record()
  var rows: [[ByteString]] = []
  for piece in pieces {
    var position = 0
    while position < piece.count {
      if try scanner.scan(piece.span, at: &position, into: &record) { rows.append(record.texts) }
    }
  }
  if try scanner.finish(into: &record) { rows.append(record.texts) }
  return rows
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
