package import ByteStreams
package import CSV

/// Cells that must hold something, by the names of their table's columns for messages.
extension Record {
  /// The number in a field.
  package func number(_ field: Int, names: [ByteString]) throws(TableError) -> Double {
    guard let number = double(field) else { throw notANumber(field, names: names) }
    return number
  }

  /// The weight of a row.
  package func weight(_ field: Int, names: [ByteString]) throws(TableError) -> Double {
    let number = try number(field, names: names)
    guard number >= 0 else {
      throw .unexpected(position(of: field), expected: "a number that is not negative", found: text(field))
    }
    return number
  }

  /// The probability in a field.
  func probability(_ field: Int, names: [ByteString]) throws(TableError) -> Double {
    let number = try number(field, names: names)
    guard number >= 0, number <= 1 else {
      throw .unexpected(position(of: field), expected: "a probability", found: text(field))
    }
    return number
  }

  func notANumber(_ field: Int, names: [ByteString]) -> TableError {
    .notANumber(position(of: field), found: text(field), column: names[field])
  }
}
