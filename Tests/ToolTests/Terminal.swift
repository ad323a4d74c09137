import Glibc
import TestSupport

/// A terminal at which a test sits.
final class Terminal {
  let path: String
  private var ours: Int32 = -1
  private var theirs: Int32 = -1
  /// What was written to it and not yet taken.
  private var shown: [UInt8] = []

  init(columns: UInt16 = 80) throws {
    var name = [CChar](repeating: 0, count: 100)
    guard openpty(&ours, &theirs, &name, nil, nil) == 0 else { throw Files.Fault(path: "a terminal", errno: errno) }
    path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(truncatingIfNeeded:)), as: UTF8.self)
    for end in [ours, theirs] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ours, F_SETFL, O_NONBLOCK)
    resize(columns: columns)
  }

  deinit { for end in [ours, theirs] { close(end) } }

  /// Makes it wider or narrower, of which it tells those that it sends signals to.
  func resize(columns: UInt16) {
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(ours, UInt(TIOCSWINSZ), &size)
  }

  /// Types a text.
  func type(_ text: String) { _ = write(ours, text, text.utf8.count) }

  /// Takes what was written to it.
  func text() -> String {
    collect()
    defer { shown = [] }
    return String(decoding: shown, as: UTF8.self)
  }

  /// Waits until a text was written to it so many times, and takes all up to then.
  func text(until part: String, times: Int = 1) throws -> String {
    for _ in 0..<20_000 {
      collect()
      if String(decoding: shown, as: UTF8.self).split(separator: part, omittingEmptySubsequences: false).count > times {
        return text()
      }
      usleep(1000)
    }
    throw ToolRunner.Fault.silent(after: text())
  }

  private func collect() {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(ours, &piece, piece.count)
      guard count > 0 else { return }
      shown += piece[..<count]
    }
  }
}
