/// Reads a document as strictly as XML 1.0 asks for what our pictures may hold: elements, attributes, text, entities.
struct XMLReader {
  struct Element {
    let name: String
    var attributes: [String: String] = [:]
    /// The text directly inside.
    var text = ""
  }

  enum Fault: Error, Equatable {
    case malformed(String)
  }

  private let bytes: [UInt8]
  private var position = 0
  private(set) var elements: [Element] = []

  init(_ document: String) throws {
    bytes = Array(document.utf8)
    if let bad = document.unicodeScalars.first(where: { !Self.isAllowed($0) }) {
      throw Fault.malformed("forbidden character U+\(String(bad.value, radix: 16))")
    }
    try read()
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private mutating func read() throws {
    var open: [Int] = []
    while position < bytes.count {
      if peek() != "<" {
        let text = try readText(until: "<")
        if let current = open.last {
          elements[current].text += text
        } else if text.contains(where: { !$0.isWhitespace }) {
          throw Fault.malformed("text outside the root")
        }
        continue
      }
      position += 1
      if peek() == "/" {
        position += 1
        let name = try readName()
        guard let last = open.popLast(), elements[last].name == name else {
          throw Fault.malformed("</\(name)> closes nothing")
        }
      } else {
        if open.isEmpty, !elements.isEmpty { throw Fault.malformed("a second root") }
        var element = Element(name: try readName())
        element.attributes = try readAttributes()
        elements.append(element)
        if peek() == "/" {
          position += 1
        } else {
          open.append(elements.count - 1)
        }
      }
      try expect(">")
    }
    if !open.isEmpty || elements.isEmpty { throw Fault.malformed("elements left open") }
  }

  private mutating func readAttributes() throws -> [String: String] {
    var attributes: [String: String] = [:]
    while true {
      let before = position
      while peek() == " " || peek() == "\n" { position += 1 }
      if peek() == ">" || peek() == "/" { return attributes }
      if before == position { throw Fault.malformed("no space before an attribute") }
      let name = try readName()
      try expect("=")
      try expect("\"")
      let value = try readText(until: "\"")
      try expect("\"")
      if attributes.updateValue(value, forKey: name) != nil { throw Fault.malformed("\(name) twice") }
    }
  }

  private mutating func readText(until end: Unicode.Scalar) throws -> String {
    let start = position
    while let scalar = peek(), scalar != end {
      if scalar == "<" { throw Fault.malformed("< in an attribute") }
      position += 1
    }
    let parts = bytes[start..<position].split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    var text = String(decoding: parts[0], as: UTF8.self)
    for part in parts.dropFirst() {
      let entities = ["amp;": "&", "lt;": "<", "gt;": ">", "quot;": "\""]
      guard let entity = entities.first(where: { part.starts(with: $0.key.utf8) }) else {
        throw Fault.malformed("a bare &")
      }
      text += entity.value + String(decoding: part.dropFirst(entity.key.utf8.count), as: UTF8.self)
    }
    return text
  }

  private mutating func readName() throws -> String {
    let start = position
    while let scalar = peek(), scalar == "-" || scalar.properties.isAlphabetic || "0"..."9" ~= scalar { position += 1 }
    if start == position { throw Fault.malformed("a name is missing at byte \(position)") }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws {
    guard peek() == scalar else { throw Fault.malformed("expected \(scalar) at byte \(position)") }
    position += 1
  }

  private func peek() -> Unicode.Scalar? {
    position < bytes.count ? Unicode.Scalar(bytes[position]) : nil
  }
}
