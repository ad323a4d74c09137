package import ByteStreams
package import CSV

/// A small table that a tool prints: a header and rows of cells.
package struct Report {
  package enum Cell: ExpressibleByStringLiteral {
    case text(ByteString)
    case integer(Int)
    case float(Float)
    /// Not a number is an empty field: a value that is undefined, never a number that looks like one.
    case number(Double)

    package init(stringLiteral text: String) { self = .text(ByteString(text)) }

    package static func string(_ text: String) -> Cell { .text(ByteString(text)) }

    package static func optional(_ value: Double?) -> Cell { .number(value ?? .nan) }
  }

  package let header: [ByteString]
  package private(set) var rows: [[Cell]] = []

  package init(_ header: [ByteString]) { self.header = header }

  package mutating func append(_ cells: Cell...) { rows.append(cells) }

  package mutating func append(contentsOf cells: [Cell]) { rows.append(cells) }

  /// Writes the table and flushes. `digits` is the number of significant ones; nil for the shortest text that reads back.
  package func write(
    to writer: inout Writer, digits: Int? = nil, hasHeader: Bool = true
  ) throws(StreamError) {
    if hasHeader {
      for name in header { writer.field(name) }
      try writer.endRow()
    }
    for row in rows {
      for cell in row { writer.field(cell, digits: digits) }
      try writer.endRow()
    }
    try writer.flush()
  }
}

extension Writer {
  /// Adds a cell, a number of it with at most so many significant digits.
  package mutating func field(_ cell: Report.Cell, digits: Int? = nil) {
    switch cell {
    case .text(let text): field(text)
    case .integer(let value): field(value)
    case .float(let value): if let digits { field(value, digits: digits) } else { field(value) }
    case .number(let value):
      if value.isNaN {
        field("" as ByteString)
      } else if let digits {
        field(value, digits: digits)
      } else {
        field(value)
      }
    }
  }
}
