import ArgumentParser
import ByteStreams
import ToolSupport
import Training

struct StoppingOptions: ParsableArguments {
  @Option(
    name: .customLong("validate"),
    help: ArgumentHelp("Table to validate on: rows that are not learned from.", valueName: "csv"),
    completion: .tables)
  var validationTable: String?

  @Option(
    help: ArgumentHelp(
      "Share of the rows to hold out and validate on, of each class alike. (default: 0)", valueName: "share"))
  var holdout: Double?

  @Option(
    name: .letter("m"),
    help: ArgumentHelp(
      "Figure to monitor, as nn-score names it; also decides which epoch is best. (default: auc, accuracy or r2)",
      valueName: "metric"), completion: .one(of: { Monitor.names }))
  var metric: String?

  @Option(
    help: ArgumentHelp(
      "Rows to learn from that the figures of an epoch are of, drawn once where there are more; 0 for all. (default: 131072)",
      valueName: "rows"))
  var measure: Int?

  @Option(
    help: ArgumentHelp(
      "End when the monitored figure reaches a value: auc=0.975, accuracy=…, r2=….", valueName: "metric=value"),
    completion: .assignment { Monitor.names }, transform: MetricValue.init(parsing:))
  var stopAt: MetricValue?

  @Option(help: ArgumentHelp("End after n epochs without a better one.", valueName: "n"))
  var patience: Int?

  @Option(
    help: ArgumentHelp("By how much an epoch must be better to count for --patience. (default: 0)", valueName: "x"))
  var minDelta: Double?

  @Option(help: "The network to write: that of the best epoch, or of the last. (default: best)")
  var keep: Keep?

  @Option(help: ArgumentHelp("End after so many seconds of training.", valueName: "seconds"))
  var maxTime: Double?

  mutating func validate() throws {
    if validationTable != nil, holdout != nil { throw ValidationError("--validate and --holdout exclude each other") }
    if let holdout, !(holdout >= 0 && holdout < 1) {
      throw ValidationError("--holdout takes a share from 0 to below 1, not \(shown(holdout))")
    }
    if let measure, measure < 0 { throw ValidationError("--measure takes 0 or more rows, not \(measure)") }
    if let patience, patience < 1 { throw ValidationError("--patience takes 1 or more, not \(patience)") }
    if let minDelta, !(minDelta.isFinite && minDelta >= 0) {
      throw ValidationError("--min-delta takes 0 or more, not \(shown(minDelta))")
    }
    if let maxTime, !(maxTime.isFinite && maxTime > 0) {
      throw ValidationError("--max-time takes a positive number of seconds, not \(shown(maxTime))")
    }
    if let stopAt, let metric, stopAt.metric.description != metric {
      throw ValidationError("--stop-at names \(stopAt.metric), and --metric \(metric)")
    }
  }
}

extension Keep: ExpressibleByArgument {}

extension Monitor {
  /// Every figure that a network can be watched by.
  fileprivate static var names: [String] {
    var names: [String] = []
    for answer in [Answer.twoClasses, .classes, .quantities([])] {
      for choice in choices(for: answer) where !names.contains(choice.name) { names.append(choice.name) }
    }
    return names
  }
}
