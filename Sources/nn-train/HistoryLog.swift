import ByteStreams
import CSV
import ToolSupport
import Training

/// Where the rows of the history go: to a file, or to standard output unless that is a terminal, where one line that
/// is redrawn takes their place.
final class HistoryLog {
  private var writer: Writer?
  private let file: AtomicFile?
  private let showsProgress: Bool
  private var progress: TrainingProgress?
  private var lastFlush = 0.0

  /// A table on standard output has no place there beside a model, or another table.
  init(_ path: String?, standardOutputIsTaken: Bool, showsProgress: Bool) throws {
    if let path, path != "-" {
      let file = try AtomicFile(path: argumentBytes(of: path))
      self.file = file
      writer = Writer(sink: file.sink)
    } else {
      file = nil
      if path == "-" && standardOutputIsTaken {
        throw ToolError.usage("-o - and --log - cannot both have standard output")
      }
      if path == "-" || !(standardOutputIsTaken || isTerminal(1)) { writer = Writer(sink: .standardOutput) }
    }
    // A line that is redrawn and a table that scrolls cannot share a terminal.
    self.showsProgress = showsProgress && !(file == nil && writer != nil && isTerminal(1))
  }

  func begin(_ plan: Plan) throws(StreamError) {
    let monitor = plan.course.monitor
    if showsProgress {
      progress = TrainingProgress(monitor: monitor, epochs: plan.course.epochs, rows: plan.training.count)
    }
    for name in historyColumns(monitor, hasValidation: plan.validation != nil, hasSeconds: true) {
      writer?.field(ByteString(name))
    }
    try writer?.endRow()
  }

  func append(_ record: EpochRecord) throws(StreamError) {
    progress?.show(record)
    guard writer != nil else { return }
    writer?.field(record.epoch)
    // Microseconds: more digits would say nothing.
    writer?.field((record.seconds * 1e6).rounded() / 1e6)
    writer?.field(record.rate)
    for figures in [record.training, record.validation].compactMap(\.self) {
      writer?.field(figures.loss)
      if let metric = figures.metric { writer?.field(metric) } else { writer?.field("" as ByteString) }
    }
    try writer?.endRow()
    // A long training is followed as it goes; a short one would spend its time in the system.
    if record.seconds - lastFlush > 0.2 {
      try writer?.flush()
      lastFlush = record.seconds
    }
  }

  func end() throws {
    progress?.clear()
    try writer?.flush()
    try file?.commit()
  }
}

/// The names of the columns of a history, in the log and in a model, where seconds would make every file another.
func historyColumns(_ monitor: Monitor, hasValidation: Bool, hasSeconds: Bool) -> [String] {
  ["epoch"] + (hasSeconds ? ["seconds"] : []) + ["rate", "loss", monitor.name]
    + (hasValidation ? ["val_loss", "val_\(monitor.name)"] : [])
}
