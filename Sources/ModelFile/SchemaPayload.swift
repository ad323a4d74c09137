import ByteStreams
import Tables

/// `INPT`: the columns that feed the network.
enum InputsPayload {
  /// A name of no bytes, three codes, a zero, fill, shift, scale and a count of categories.
  private static let leastBytes = 2 + 4 + 24 + 4

  static func payload(_ columns: [InputColumn]) throws(ModelFileError) -> [UInt8] {
    var writer = PayloadWriter()
    writer.integer(UInt32(truncatingIfNeeded: columns.count))
    for column in columns {
      var scaling = Scaling.identity
      var categories: [ByteString] = []
      let code: UInt8
      switch column.kind {
      case .numeric(let its):
        code = 0
        scaling = its
      case .categorical(let its):
        code = 1
        categories = its
      }
      try writer.string(column.name)
      writer.integer(code)
      writer.integer(column.missing.rawValue)
      writer.integer(scaling.kind.rawValue)
      writer.integer(UInt8(0))
      writer.double(column.fill)
      writer.double(scaling.shift)
      writer.double(scaling.scale)
      writer.integer(UInt32(truncatingIfNeeded: categories.count))
      for category in categories { try writer.string(category) }
    }
    return writer.bytes
  }

  static func parse(_ reader: inout PayloadReader) throws(ModelFileError) -> [InputColumn] {
    var columns: [InputColumn] = []
    for _ in 0..<(try reader.count(ofAtLeast: leastBytes)) {
      let name = try reader.string()
      let code: UInt8 = try reader.integer()
      let missingCode: UInt8 = try reader.integer()
      let scalerCode: UInt8 = try reader.integer()
      try reader.zero(1)
      let fill = try reader.double()
      let scaling = try reader.scaling(kind: scalerCode)
      let categories = try reader.distinctStrings(.duplicateCategory, "two categories are the same")
      guard let missing = MissingRule(rawValue: missingCode) else {
        throw reader.broken(.unsupportedMissing, "missing-value rule \(missingCode)")
      }
      let kind: InputColumn.Kind
      switch code {
      case 0:
        guard categories.isEmpty else { throw reader.broken(.numericCategories, "a numeric column has categories") }
        kind = .numeric(scaling)
      case 1:
        guard !categories.isEmpty else { throw reader.broken(.noCategories, "a categorical column has no category") }
        guard scaling == .identity, fill == 0 else {
          throw reader.broken(.categoricalNumbers, "a categorical column has a scaler or a fill")
        }
        kind = .categorical(categories)
      default: throw reader.broken(.unsupportedInput, "kind of column \(code)")
      }
      columns.append(InputColumn(name: name, kind: kind, missing: missing, fill: fill))
    }
    try reader.end()
    guard Set(columns.map(\.name)).count == columns.count else {
      throw reader.broken(.duplicateInput, "two columns have one name")
    }
    return columns
  }
}

/// `OUTP`: the columns that the network learned.
enum OutputsPayload {
  /// A name of no bytes, two codes, zeros, shift, scale, threshold, the positive class and a count of labels.
  private static let leastBytes = 2 + 4 + 24 + 8

  static func payload(_ targets: [TargetColumn]) throws(ModelFileError) -> [UInt8] {
    var writer = PayloadWriter()
    writer.integer(UInt32(truncatingIfNeeded: targets.count))
    for target in targets {
      var scaling = Scaling.identity
      var classes = Classes(labels: [], positive: 0, threshold: 0)
      let code: UInt8
      switch target.kind {
      case .classes(let its):
        code = 0
        classes = its
      case .quantity(let its):
        code = 1
        scaling = its
      }
      try writer.string(target.name)
      writer.integer(code)
      writer.integer(scaling.kind.rawValue)
      writer.integer(UInt16(0))
      writer.double(scaling.shift)
      writer.double(scaling.scale)
      writer.double(classes.threshold)
      writer.integer(UInt32(truncatingIfNeeded: classes.positive))
      writer.integer(UInt32(truncatingIfNeeded: classes.labels.count))
      for label in classes.labels { try writer.string(label) }
    }
    return writer.bytes
  }

  static func parse(_ reader: inout PayloadReader) throws(ModelFileError) -> [TargetColumn] {
    var targets: [TargetColumn] = []
    for _ in 0..<(try reader.count(ofAtLeast: leastBytes)) {
      let name = try reader.string()
      let code: UInt8 = try reader.integer()
      let scalerCode: UInt8 = try reader.integer()
      try reader.zero(2)
      let scaling = try reader.scaling(kind: scalerCode)
      let threshold = try reader.double()
      let positive = Int(try reader.integer(UInt32.self))
      let labels = try reader.distinctStrings(.duplicateLabel, "two labels are the same")
      switch code {
      case 0:
        guard labels.count >= 2 else { throw reader.broken(.fewLabels, "classes with fewer than two labels") }
        guard positive < labels.count else {
          throw reader.broken(.positiveLabel, "the positive class is none of the labels")
        }
        guard (0...1).contains(threshold) else { throw reader.broken(.threshold, "the threshold is no probability") }
        guard scaling == .identity else { throw reader.broken(.classScaler, "classes have a scaler") }
        let classes = Classes(labels: labels, positive: positive, threshold: threshold)
        targets.append(TargetColumn(name: name, kind: .classes(classes)))
      case 1:
        guard labels.isEmpty, positive == 0, threshold == 0 else {
          throw reader.broken(.quantityLabels, "a quantity has labels")
        }
        targets.append(TargetColumn(name: name, kind: .quantity(scaling)))
      default: throw reader.broken(.unsupportedTarget, "kind of target \(code)")
      }
    }
    try reader.end()
    guard Set(targets.map(\.name)).count == targets.count else {
      throw reader.broken(.duplicateTarget, "two targets have one name")
    }
    guard !targets.isEmpty else { throw reader.broken(.noTargets, "there is no target") }
    let classifications = targets.count { if case .classes = $0.kind { true } else { false } }
    guard classifications == 0 || targets.count == 1 else {
      throw reader.broken(.mixedTargets, "classes stand beside other targets")
    }
    return targets
  }
}

extension PayloadReader {
  fileprivate mutating func scaling(kind code: UInt8) throws(ModelFileError) -> Scaling {
    let shift = try double()
    let scale = try double()
    guard let kind = Scaling.Kind(rawValue: code) else { throw broken(.unsupportedScaler, "scaler \(code)") }
    guard scale > 0 else { throw broken(.scale, "a scale is not positive") }
    let scaling = Scaling(kind: kind, shift: shift, scale: scale)
    guard kind != .none || scaling == .identity else { throw broken(.scalerNone, "a scale where there is no scaler") }
    return scaling
  }

  fileprivate mutating func distinctStrings(_ rule: ModelRule, _ reason: String) throws(ModelFileError) -> [ByteString]
  {
    var strings: [ByteString] = []
    var known: Set<ByteString> = []
    for _ in 0..<(try count(ofAtLeast: 2)) {
      let string = try string()
      // At once: millions of the same are not gathered first.
      guard known.insert(string).inserted else { throw broken(rule, reason) }
      strings.append(string)
    }
    return strings
  }
}
