import ArgumentParser
import ByteStreams
import CSV
import Metrics
import ToolSupport

/// From which probability on the positive one of two classes is counted as predicted.
enum ThresholdChoice {
  case value(Double)
  case best(ThresholdCriterion)

  private static let prefix = "best:"

  /// Those that are found, by their names.
  static var bestOnes: [String] { ThresholdCriterion.allCases.map { prefix + $0.rawValue } }

  /// The one that was given as a number; nil for one that is to be found.
  var fixed: Double? { if case .value(let value) = self { value } else { nil } }

  init(parsing argument: String) throws {
    if argument.hasPrefix(Self.prefix),
      let criterion = ThresholdCriterion(rawValue: String(argument.dropFirst(Self.prefix.count)))
    {
      self = .best(criterion)
    } else if let value = Decimal.double(Array(argument.utf8).span) {
      self = .value(value)
    } else {
      throw ValidationError("expected a probability, \(Self.bestOnes.joined(separator: ", "))")
    }
  }
}
