import ByteStreams
import CSV
import Matrices
import Tables
import ToolSupport

/// What the rows of each class count.
enum ClassWeights: Sendable, Equatable {
  /// Every class as much as every other, whatever its rows.
  case balanced
  /// By label; those that are not named count 1.
  case named([ByteString: Double])

  /// `balanced`, or a list of `label=weight`.
  init?(_ text: String) {
    if text == "balanced" {
      self = .balanced
      return
    }
    var weights: [ByteString: Double] = [:]
    for pair in list(text) {
      guard let equals = pair.bytes.lastIndex(of: UInt8(ascii: "=")) else { return nil }
      let number = Array(pair.bytes[(equals + 1)...])
      guard let weight = Decimal.double(number.span), (0...Double(Float.greatestFiniteMagnitude)).contains(weight)
      else { return nil }
      weights[ByteString(Array(pair.bytes[..<equals]))] = weight
    }
    self = .named(weights)
  }

  /// The weight of each row.
  ///
  /// - Parameters:
  ///   - targets: `rows × outputs`, as the network learns them.
  ///   - own: how much each row counts besides; nil where all count alike.
  /// - Throws: a usage error for a label that is none of the classes, or where no row counts.
  func rows(of targets: Matrix, weighing own: [Double]?, classes: Classes) throws -> [Double] {
    let labels = (0..<targets.rows).map { row in
      if targets.columns == 1 { return targets[row, 0] > 0.5 ? 1 : 0 }
      return (0..<targets.columns).first { targets[row, $0] > 0.5 } ?? 0
    }
    var weights = [Double](repeating: 1, count: classes.labels.count)
    switch self {
    case .balanced:
      var sums = [Double](repeating: 0, count: weights.count)
      for (row, label) in labels.enumerated() { sums[label] += own?[row] ?? 1 }
      let all = sums.reduce(0, +)
      for (label, sum) in sums.enumerated() where sum > 0 { weights[label] = all / (Double(weights.count) * sum) }
    case .named(let named):
      for (label, weight) in named {
        guard let index = classes.labels.firstIndex(of: label) else {
          throw ToolError.usage("--class-weight names \"\(label.escaped())\", which is no label of the target")
        }
        weights[index] = weight
      }
    }
    let rows = labels.map { weights[$0] }
    guard rows.contains(where: { $0 > 0 }) else { throw ToolError.usage("--class-weight leaves no row that counts") }
    return rows
  }
}
