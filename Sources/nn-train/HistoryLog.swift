import ByteStreams
import CSV
import ToolSupport
import Training

/// Where the rows of the history go: to a file, or to standard output unless that is a terminal, where one line that
/// is redrawn takes their place.
final class HistoryLog {
  private var writer: Writer?
  private let file: AtomicFile?
  private var progress: ProgressLine?

  /// A table on standard output has no place there beside a model.
  init(_ path: String?, modelOnStandardOutput: Bool, isQuiet: Bool) throws {
    if let path, path != "-" {
      let file = try AtomicFile(path: argumentBytes(of: path))
      self.file = file
      writer = Writer(sink: file.sink)
    } else {
      file = nil
      if path == "-" && modelOnStandardOutput {
        throw ToolError.usage("-o - and --log - cannot both have standard output")
      }
      if path == "-" || !(modelOnStandardOutput || isTerminal(1)) { writer = Writer(sink: .standardOutput) }
    }
    if !isQuiet, isTerminal(2), file != nil || writer == nil { progress = ProgressLine() }
  }

  func begin(monitor: Monitor, epochs: Int) throws(StreamError) {
    progress?.begin(monitor: monitor.rawValue, epochs: epochs)
    for name in ["epoch", "seconds", "rate", "loss", monitor.rawValue] { writer?.field(ByteString(name)) }
    try writer?.endRow()
  }

  func append(_ record: EpochRecord) throws(StreamError) {
    progress?.show(record)
    guard writer != nil else { return }
    writer?.field(record.epoch)
    // Microseconds: more digits would say nothing.
    writer?.field((record.seconds * 1e6).rounded() / 1e6)
    writer?.field(record.rate)
    writer?.field(record.loss)
    if let metric = record.metric { writer?.field(metric) } else { writer?.field("" as ByteString) }
    try writer?.endRow()
    // A long training is followed as it goes; a short one would spend its time in the system.
    if record.seconds - lastFlush > 0.2 {
      try writer?.flush()
      lastFlush = record.seconds
    }
  }

  func end() throws {
    progress?.end()
    try writer?.flush()
    try file?.commit()
  }

  private var lastFlush = 0.0
}

/// One line on the terminal that tells how far the training is.
struct ProgressLine {
  private var monitor = ""
  private var epochs = 0
  private var lastShown = -1.0

  mutating func begin(monitor: String, epochs: Int) {
    self.monitor = monitor
    self.epochs = epochs
  }

  mutating func show(_ record: EpochRecord) {
    // Four times a second is as fast as one reads.
    guard record.seconds - lastShown >= 0.25 || record.epoch == epochs else { return }
    lastShown = record.seconds
    let metric = record.metric.map { "  \(monitor) \(shown($0, digits: 4))" } ?? ""
    standardError("\r\u{1B}[Kepoch \(record.epoch)/\(epochs)  loss \(shown(record.loss, digits: 4))\(metric)")
  }

  /// Clears the line: the summary stands in its place.
  func end() {
    if lastShown >= 0 { standardError("\r\u{1B}[K") }
  }
}
