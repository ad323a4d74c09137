import ArgumentParser
import ByteStreams
import CSV
import Metrics
import ToolSupport

/// The conditions that a script sets.
struct BoundOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Exit with 1 unless the metric is at least this; repeatable.", valueName: "metric=value"),
    completion: .assignment { metricNames })
  var min: [Bound] = []

  @Option(
    help: ArgumentHelp("Exit with 1 unless the metric is at most this; repeatable.", valueName: "metric=value"),
    completion: .assignment { metricNames })
  var max: [Bound] = []

  var isEmpty: Bool { min.isEmpty && max.isEmpty }

  /// The first bound that does not hold.
  func unmet(by value: (ByteString) throws -> Double?) throws -> ToolError? {
    for (bounds, isLeast) in [(min, true), (max, false)] {
      for bound in bounds {
        let found = try value(bound.metric)
        if let found, isLeast ? found >= bound.value : found <= bound.value { continue }
        let shownValue = found.map { shown($0) } ?? "undefined"
        return ToolError(
          "\(bound.metric.escaped()) is \(shownValue), not at \(isLeast ? "least" : "most") \(shown(bound.value))",
          status: ExitStatus.unmet)
      }
    }
    return nil
  }
}

/// A metric and the value that it must reach or keep under.
struct Bound: ExpressibleByArgument {
  let metric: ByteString
  let value: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let value = Decimal.double(Array(parts[1].utf8).span) else { return nil }
    metric = ByteString(String(parts[0]))
    self.value = value
  }
}

/// Every metric that a table can have.
var metricNames: [String] {
  let tables = [
    BinaryMetrics(truth: []).table, MulticlassMetrics(truth: [], classes: 1).table,
    RegressionMetrics(truth: [], prediction: []).table,
  ]
  var names: [String] = []
  for (name, _) in tables.joined() where !names.contains(name) { names.append(name) }
  return names
}
