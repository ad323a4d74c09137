import ToolSupport
import Training

/// What the terminal shows while a network learns: one line, redrawn in place.
struct TrainingProgress {
  /// Epochs in the spark line.
  private static let sparks = 16

  private let monitor: Monitor
  private let epochs: Int
  /// Rows of an epoch.
  private let rows: Int
  private var line = ProgressLine()
  /// The decisive losses of the last epochs.
  private var losses: [Double] = []
  private var firstEpoch: (number: Int, seconds: Double)?

  init(monitor: Monitor, epochs: Int, rows: Int) {
    self.monitor = monitor
    self.epochs = epochs
    self.rows = rows
  }

  mutating func show(_ record: EpochRecord) {
    if losses.count == Self.sparks { losses.removeFirst() }
    losses.append(record.decisive.loss)
    defer { if firstEpoch == nil { firstEpoch = (record.epoch, record.seconds) } }
    guard line.isDue else { return }
    var text = "epoch \(record.epoch)/\(epochs)  \(sparkLine(losses))  \(figures(record.training))"
    if let validation = record.validation { text += "  validation \(figures(validation))" }
    if let first = firstEpoch, record.epoch > first.number, record.seconds > first.seconds {
      let perEpoch = (record.seconds - first.seconds) / Double(record.epoch - first.number)
      text += "  \(scaled(Double(rows) / perEpoch)) rows/s"
      text += "  \(clockTime(perEpoch * Double(epochs - record.epoch))) left"
    }
    line.show(text)
  }

  mutating func clear() { line.clear() }

  private func figures(_ figures: Figures) -> String {
    let metric = figures.metric.map { " \(monitor.name) \(shown($0, digits: 4))" } ?? ""
    return "loss \(shown(figures.loss, digits: 3))\(metric)"
  }
}

/// A count with three digits and a letter for thousands or millions: 12.3k.
private func scaled(_ count: Double) -> String {
  switch count {
  case ..<1e3: "\(shown(count, digits: 3))"
  case ..<1e6: "\(shown(count / 1e3, digits: 3))k"
  default: "\(shown(count / 1e6, digits: 3))M"
  }
}

/// Minutes and seconds, or hours, minutes and seconds.
private func clockTime(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 360_000 else { return "long" }
  let whole = Int(seconds.rounded())
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  let (hours, minutes) = (whole / 3600, whole / 60 % 60)
  return hours > 0 ? "\(hours):\(two(minutes)):\(two(whole % 60))" : "\(minutes):\(two(whole % 60))"
}
