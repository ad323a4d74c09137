import ByteStreams
import CSV
import ToolSupport
import Training

/// Where the rows of the history go: to a file, or to standard output unless that is a terminal, where one line that
/// is redrawn takes their place.
final class HistoryLog {
  private var writer: Writer?
  private let file: AtomicFile?
  private let format: OutputTableOptions
  private let showsProgress: Bool
  private var progress: TrainingProgress?
  private var lastFlush = 0.0
  /// Why it could not be written: that ends the training, but what was learned is not lost for it.
  private(set) var failure: StreamError?

  /// A table on standard output has no place there beside a model, or another table.
  init(_ path: String?, format: OutputTableOptions, standardOutputIsTaken: Bool, showsProgress: Bool) throws {
    self.format = format
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
      // A reader of the table that goes is found out when writing fails, and the line taken away first.
      ignoreBrokenPipes()
      progress = TrainingProgress(monitor: monitor, epochs: plan.course.epochs, rows: plan.training.count)
    }
    guard !format.noOutputHeader else { return }
    for name in historyColumns(monitor, hasValidation: plan.validation != nil, hasSeconds: true) {
      writer?.field(ByteString(name))
    }
    try writer?.endRow()
  }

  func append(_ record: EpochRecord) throws(StreamError) {
    progress?.show(record)
    guard writer != nil else { return }
    do { try write(record) } catch { try note(error) }
  }

  private func write(_ record: EpochRecord) throws(StreamError) {
    // Microseconds: more digits would say nothing.
    var cells: [Report.Cell] = [
      .integer(record.epoch), .number((record.seconds * 1e6).rounded() / 1e6), .number(record.rate),
    ]
    for figures in [record.training, record.validation].compactMap(\.self) {
      cells += [.number(figures.loss), .optional(figures.metric)]
    }
    for cell in cells { writer?.field(cell, digits: format.digits) }
    try writer?.endRow()
    // A long training is followed as it goes; a short one would spend its time in the system.
    if record.seconds - lastFlush > 0.2 {
      try writer?.flush()
      lastFlush = record.seconds
    }
  }

  func end() throws(StreamError) {
    clearProgress()
    guard failure == nil else { return }
    do {
      try writer?.flush()
      try file?.commit()
    } catch {
      try note(error)
    }
  }

  /// A reader that has gone ends the tool at once, as it ends every other.
  private func note(_ error: StreamError) throws(StreamError) {
    guard !error.isBrokenPipe else { throw error }
    failure = error
  }

  /// Takes the line away, so that a message finds an empty one.
  func clearProgress() { progress?.clear() }
}

/// The names of the columns of a history, in the log and in a model, where seconds would make every file another.
func historyColumns(_ monitor: Monitor, hasValidation: Bool, hasSeconds: Bool) -> [String] {
  ["epoch"] + (hasSeconds ? ["seconds"] : []) + ["rate", "loss", monitor.name]
    + (hasValidation ? ["val_loss", "val_\(monitor.name)"] : [])
}
