import ByteStreams
import CSV

/// `1 row`, `2 rows`.
package func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
  "\(number) \(number == 1 ? one : many ?? one + "s")"
}

/// A number with at most so many significant digits, or with all that it needs.
package func shown(_ value: Double, digits: Int? = nil) -> String {
  var bytes: [UInt8] = []
  if let digits { Decimal.append(value, digits: digits, to: &bytes) } else { Decimal.append(value, to: &bytes) }
  return String(decoding: bytes, as: UTF8.self)
}

/// A path as messages show it.
package func shown(path: String) -> String { path == "-" ? "stdin" : ByteString.escape(path.utf8, limit: 200) }
