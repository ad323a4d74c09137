#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The columns and rows for text on standard output: `COLUMNS` and `LINES` where they are set, else what the terminal
/// says, else none.
package var outputSize: (columns: Int?, rows: Int?) {
  var size = winsize()
  let isKnown = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
  func told(_ name: String, _ number: UInt16) -> Int? {
    if let set = environment(name).flatMap({ Int($0) }), set > 0 { return min(set, 1000) }
    return isKnown && number > 0 ? Int(number) : nil
  }
  return (told("COLUMNS", size.ws_col), told("LINES", size.ws_row))
}

/// Whether standard output is a terminal.
package var isOutputTerminal: Bool { isTerminal(STDOUT_FILENO) }

/// How many colours text on standard output can have.
package enum ColourRule: String, CaseIterable, Sendable {
  /// As many as the terminal says, and none elsewhere.
  case auto
  case always
  case never
}

/// How colours are written on a terminal.
package enum TerminalColours: Sendable {
  case none
  /// The 256 of xterm.
  case palette
  /// 24 bits.
  case full

  /// What the rule comes to on standard output, by `NO_COLOR`, `COLORTERM` and `TERM`.
  package init(_ rule: ColourRule) {
    let isOff = environment("NO_COLOR").map { !$0.isEmpty } ?? false
    switch rule {
    case .never: self = .none
    case .auto where isOff || isDumbTerminal || !isTerminal(STDOUT_FILENO): self = .none
    case .auto, .always:
      let isFull = ["truecolor", "24bit"].contains(environment("COLORTERM") ?? "")
      self = isFull ? .full : .palette
    }
  }
}
