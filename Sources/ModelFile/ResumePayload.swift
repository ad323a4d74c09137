import ByteStreams

/// `oPTS`: the state of a training, in sections of one type each.
enum ResumePayload {
  /// A name of no bytes, a code and a count.
  private static let leastBytes = 2 + 1 + 8

  private static let mostSections = 4096

  private enum Code: UInt8 {
    case integers = 1
    case floats = 2
    case doubles = 3
    case text = 4
  }

  static func payload(_ state: ResumeState) throws(ModelFileError) -> [UInt8] {
    guard Set(state.sections.map(\.name)).count == state.sections.count, state.sections.count <= mostSections else {
      throw .notRepresentable("two sections of the training's state have one name, or there are too many")
    }
    var writer = PayloadWriter()
    func begin(_ code: Code, count: Int) {
      writer.integer(code.rawValue)
      writer.integer(UInt64(count))
    }
    writer.integer(UInt32(truncatingIfNeeded: state.sections.count))
    for section in state.sections {
      try writer.string(section.name)
      switch section.value {
      case .integers(let values):
        begin(.integers, count: values.count)
        for value in values { writer.integer(value) }
      case .floats(let values):
        begin(.floats, count: values.count)
        writer.floats(values[...])
      case .doubles(let values):
        begin(.doubles, count: values.count)
        for value in values { writer.double(value) }
      case .text(let text):
        begin(.text, count: text.bytes.count)
        try writer.text(text)
      }
    }
    return writer.bytes
  }

  static func parse(_ reader: inout PayloadReader) throws(ModelFileError) -> ResumeState {
    var state = ResumeState()
    let count = try reader.count(ofAtLeast: leastBytes)
    guard count <= mostSections else {
      throw reader.broken(.limitState, "\(count) sections; the limit is \(mostSections)")
    }
    for _ in 0..<count {
      let name = try reader.string()
      let code: UInt8 = try reader.integer()
      guard let code = Code(rawValue: code) else {
        throw reader.broken(.unsupportedSection, "kind of section \(code)")
      }
      switch code {
      case .integers:
        var values: [UInt64] = []
        for _ in 0..<(try reader.longCount(of: 8)) { values.append(try reader.integer()) }
        state.append(name, .integers(values))
      case .floats:
        state.append(name, .floats(try reader.floats(try reader.longCount(of: 4))))
      case .doubles:
        var values: [Double] = []
        for _ in 0..<(try reader.longCount(of: 8)) { values.append(try reader.anyDouble()) }
        state.append(name, .doubles(values))
      case .text:
        state.append(name, .text(try reader.text(try reader.longCount(of: 1))))
      }
    }
    try reader.end()
    guard Set(state.sections.map(\.name)).count == state.sections.count else {
      throw reader.broken(.duplicateSection, "two sections have one name")
    }
    return state
  }
}
