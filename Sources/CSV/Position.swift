import ByteStreams

/// A place in a file of rows, as an editor shows it.
package struct Position: Hashable, Sendable {
  /// The name of the file, as the user wrote it.
  package let file: String
  /// The line from 1; LF, CRLF and a lone CR each end one, in quoted text too.
  package let line: Int
  /// The field in its row from 1, where one is meant.
  package let field: Int?

  /// A place in a file.
  package init(file: String, line: Int, field: Int? = nil) {
    self.file = file
    self.line = line
    self.field = field
  }
}

extension Position: CustomStringConvertible {
  /// `data.csv:17:3`, the name escaped.
  package var description: String {
    let place = "\(ByteString.escape(file.utf8, limit: 1000)):\(line)"
    return field.map { "\(place):\($0)" } ?? place
  }
}
