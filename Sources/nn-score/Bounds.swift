import ArgumentParser
import ByteStreams
import Metrics
import ToolSupport

/// The conditions that a script sets.
struct BoundOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Exit with 1 unless the metric is at least this; repeatable.", valueName: "metric=value"),
    completion: .assignment { metricNames }, transform: MetricValue.init(parsing:))
  var min: [MetricValue] = []

  @Option(
    help: ArgumentHelp("Exit with 1 unless the metric is at most this; repeatable.", valueName: "metric=value"),
    completion: .assignment { metricNames }, transform: MetricValue.init(parsing:))
  var max: [MetricValue] = []

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
