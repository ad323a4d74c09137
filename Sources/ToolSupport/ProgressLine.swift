import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// When a tool tells on the terminal how far it is.
package enum ProgressRule: String, ExpressibleByArgument, CaseIterable {
  /// Where standard error is a terminal that can redraw a line.
  case auto
  case always
  case never
}

/// The option of the tools that work long enough to be watched.
package struct ProgressOption: ParsableArguments {
  @Option(help: "Whether a line on standard error tells how far the work is; auto: on a terminal.")
  package var progress = ProgressRule.auto

  package init() {}

  /// Whether the line is shown.
  package func isShown(isQuiet: Bool) -> Bool {
    switch progress {
    case .always: true
    case .never: false
    case .auto: !isQuiet && isTerminal(STDERR_FILENO) && !isDumbTerminal
    }
  }
}

/// One line on standard error that is redrawn in place, four times a second at most: as fast as one reads.
///
/// The cursor waits at its beginning. A terminal that is made narrower breaks the line, and then the cursor is above all
/// of it: what is erased from there on is the whole line, however many rows it takes now.
package struct ProgressLine {
  private static let erase = "\r\u{1B}[J"

  private let clock = ContinuousClock()
  private var lastShown: ContinuousClock.Instant?

  package init() {}

  /// Whether it is time to redraw.
  package var isDue: Bool { lastShown.map { clock.now - $0 >= .milliseconds(250) } ?? true }

  /// Shows a line of printable characters, one column each, cut to the terminal as it is now.
  package mutating func show(_ text: String) {
    lastShown = clock.now
    standardError("\(Self.erase)\(text.prefix(terminalWidth - 1))\r")
  }

  /// Takes the line away, for what is to stand in its place.
  package mutating func clear() {
    guard lastShown != nil else { return }
    lastShown = nil
    standardError(Self.erase)
  }
}
