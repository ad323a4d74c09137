/// A value of a JSON text, read as strictly as RFC 8259 has it; numbers keep their spelling.
indirect enum JSONValue: Equatable {
  case null, yes, no
  case number(String)
  case text(String)
  case array([JSONValue])
  case object([Member])

  struct Member: Equatable {
    let name: String
    let value: JSONValue
  }

  struct Fault: Error {
    let offset: Int
  }

  init(parsing bytes: [UInt8]) throws {
    var reader = JSONReader(bytes)
    self = try reader.value()
    try reader.end()
  }

  /// The first member of a name.
  subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// An element of an array.
  subscript(_ index: Int) -> JSONValue? {
    guard case .array(let values) = self, values.indices.contains(index) else { return nil }
    return values[index]
  }
}

private struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var next: Character? { position < bytes.count ? Character(UnicodeScalar(bytes[position])) : nil }

  private func fault() -> JSONValue.Fault { JSONValue.Fault(offset: position) }

  private mutating func skipSpace() {
    while let next, " \n\r\t".contains(next) { position += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[position...].starts(with: text.utf8) else { return false }
    position += text.utf8.count
    return true
  }

  private mutating func expect(_ text: String) throws { if !take(text) { throw fault() } }

  mutating func end() throws {
    skipSpace()
    if position < bytes.count { throw fault() }
  }

  mutating func value() throws -> JSONValue {
    skipSpace()
    if take("null") { return .null }
    if take("true") { return .yes }
    if take("false") { return .no }
    switch next {
    case "\"": return .text(try text())
    case "[":
      return .array(try elements("[", "]") { try $0.value() })
    case "{":
      return .object(
        try elements("{", "}") { reader in
          reader.skipSpace()
          let name = try reader.text()
          reader.skipSpace()
          try reader.expect(":")
          return JSONValue.Member(name: name, value: try reader.value())
        })
    default: return .number(try number())
    }
  }

  private mutating func elements<Element>(
    _ open: String, _ close: String, _ element: (inout JSONReader) throws -> Element
  ) throws -> [Element] {
    try expect(open)
    skipSpace()
    if take(close) { return [] }
    var elements: [Element] = []
    repeat {
      elements.append(try element(&self))
      skipSpace()
    } while take(",")
    try expect(close)
    return elements
  }

  private mutating func number() throws -> String {
    let rest = String(decoding: bytes[position...], as: UTF8.self)
    guard let match = rest.prefixMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/) else { throw fault() }
    position += match.0.utf8.count
    return String(match.0)
  }

  private mutating func text() throws -> String {
    try expect("\"")
    var units: [UInt16] = []
    while !take("\"") {
      if take("\\") {
        units.append(try escaped())
        continue
      }
      var parser = Unicode.UTF8.ForwardParser()
      var iterator = bytes[position...].makeIterator()
      guard case .valid(let encoded) = parser.parseScalar(from: &iterator) else { throw fault() }
      let scalar = Unicode.UTF8.decode(encoded)
      guard scalar.value >= 0x20 else { throw fault() }
      position += encoded.count
      units += Array(String(scalar).utf16)
    }
    guard let text = String(validating: units, as: UTF16.self) else { throw fault() }
    return text
  }

  private mutating func escaped() throws -> UInt16 {
    let simple: [Character: UInt16] = [
      "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
    ]
    guard let next else { throw fault() }
    position += 1
    if let unit = simple[next] { return unit }
    let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard next == "u", digits.count == 4, digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16) else {
      throw fault()
    }
    position += 4
    return unit
  }
}
