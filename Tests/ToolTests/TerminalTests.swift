import Glibc
import TestSupport
import Testing

/// Tools whose standard streams are a terminal.
@Suite(.enabled(if: (try? Terminal()) != nil, "a sandbox may have no terminals"))
struct TerminalTests {
  private let work: Workplace
  private let terminal: Terminal

  init() throws {
    work = try Workplace()
    terminal = try Terminal()
    try work.write("data.csv", "x,y,class\n" + (0..<20).map { "\($0).5,\($0 * $0),\($0 % 2)\n" }.joined())
  }

  @Test("a tool without an operand at a keyboard tells shortly how it is called", arguments: BuiltTools.names)
  func shortHelp(tool: String) throws {
    let outcome = try work.start(tool, input: .file(terminal.path)).finish()
    #expect(outcome.ending == .exit(2))
    #expect(outcome.text == "")
    #expect(outcome.errors.contains("\nUsage: \(tool) ") && outcome.errors.contains("\(tool) --help"))
    #expect(outcome.complaints.count <= 24, "it fits in the smallest terminal")
    #expect(outcome.complaints.allSatisfy { $0.count <= 80 })
  }

  @Test("the table of a training is no text for a terminal, and goes where --log sends it")
  func history() throws {
    let call = ["data.csv", "-e", "3", "-o", "m.nnm"]
    let silent = try ToolRunner(
      "nn-train", call.map { Array($0.utf8) }, in: work.path, output: .file(terminal.path)
    ).finish()
    #expect(silent.ending == .exit(0))
    #expect(terminal.text() == "")
    let logged = try ToolRunner(
      "nn-train", (call + ["--log", "log.csv"]).map { Array($0.utf8) }, in: work.path, output: .file(terminal.path)
    ).finish()
    #expect(logged.ending == .exit(0))
    #expect(try Table(work.read("log.csv")).rows.count == 3)
  }

  @Test("a model is no text for a terminal")
  func model() throws {
    let outcome = try work.start(
      "nn-train", "data.csv", "-e", "3", "-o", "-", "--log", "log.csv", output: .file(terminal.path)
    ).finish()
    #expect(outcome.ending == .exit(2))
    #expect(outcome.complaints.count == 1 && outcome.errors.contains("terminal"))
    #expect(terminal.text() == "")
  }

  @Test("predictions for people end every line as a terminal needs it and are all there")
  func predictions() throws {
    try work.output("nn-train", "data.csv", "-q", "-e", "3", "-o", "m.nnm", "--log", "log.csv")
    let usual = String(decoding: try work.output("nn-predict", "m.nnm", "data.csv"), as: UTF8.self)
    let outcome = try work.start("nn-predict", "m.nnm", "data.csv", output: .file(terminal.path)).finish()
    #expect(outcome.ending == .exit(0))
    #expect(terminal.text() == usual.replacing("\n", with: "\r\n"), "the terminal adds the carriage returns")
  }

  private func runner(
    _ words: String..., environment: [String: String] = ["TERM": "xterm"], by call: String = "exec \"$@\"",
    input: ToolRunner.Stream = .pipe, output: ToolRunner.Stream = .pipe, errors: ToolRunner.Stream = .pipe,
    company: ToolRunner.Company = .tests
  ) throws -> ToolRunner {
    try ToolRunner(
      words[0], words.dropFirst().map { Array($0.utf8) }, in: work.path, environment: environment, by: call,
      input: input, output: output, errors: errors, company: company)
  }

  /// What is shown of a line that is redrawn, one after the other.
  private func drawings(_ text: String) -> [Substring] {
    text.split(separator: "\r\u{1B}[J").filter { $0.hasPrefix("epoch ") }
  }

  @Test("the progress line follows the width of its terminal, and an interrupt at the keyboard takes it away")
  func resizing() throws {
    terminal.resize(columns: 70)
    let tool = try runner(
      "nn-train", "data.csv", "-e", "1000000", "--hidden", "2", "-o", "m.nnm", "--log", "log.csv",
      errors: .terminal(terminal), company: .session)
    let wide = drawings(try terminal.text(until: "\u{1B}[J", times: 4))
    #expect(wide.contains { $0.count > 40 } && wide.allSatisfy { $0.count <= 70 })
    terminal.resize(columns: 40)
    // The first one may have been drawn before.
    let narrow = drawings(try terminal.text(until: "\u{1B}[J", times: 4)).dropFirst()
    #expect(!narrow.isEmpty && narrow.allSatisfy { $0.count <= 40 && $0.hasSuffix("\r") }, "\(narrow)")
    terminal.type("\u{3}")
    #expect(tool.finish().ending == .exit(130))
    let end = terminal.text()
    #expect(end.contains("\r\u{1B}[Jnn-train: interrupted;"), "\(end)")
  }

  @Test("a training is suspended at the keyboard, and goes on in the foreground")
  func suspension() throws {
    let tool = try runner(
      "nn-train", "data.csv", "-e", "1000000", "--hidden", "2", "-o", "m.nnm", "--log", "log.csv",
      by: "set -m && \"$@\"; echo suspended; read line; fg; echo ended $?", input: .terminal(terminal),
      errors: .terminal(terminal), company: .session)
    _ = try terminal.text(until: "epoch ")
    terminal.type("\u{1A}")
    _ = try tool.receive(lines: 1)
    terminal.type("on\n")
    _ = try terminal.text(until: "\u{1B}[Jepoch ", times: 3)
    terminal.type("\u{3}")
    let outcome = tool.finish()
    #expect(outcome.text.hasPrefix("suspended\n") && outcome.text.hasSuffix("\nended 130\n"), "\(outcome.text)")
    try work.output("nn-info", "--check", "m.nnm")
  }

  @Test("the table of a training goes to its pipe while the progress line stands on the terminal")
  func tableBesideProgress() throws {
    let outcome = try runner("nn-train", "data.csv", "-e", "3", "-o", "m.nnm", errors: .terminal(terminal)).finish()
    #expect(try Table(outcome.output).rows.count == 3)
    #expect(terminal.text().contains("\r\u{1B}[Jepoch 1/3"))
  }

  @Test("a terminal that can move no cursor gets no progress line", arguments: [["TERM": "dumb"], ["TERM": ""], [:]])
  func dumbProgress(environment: [String: String]) throws {
    let outcome = try runner(
      "nn-train", "data.csv", "-e", "3", "-o", "m.nnm", environment: environment, errors: .terminal(terminal)
    ).finish()
    #expect(outcome.ending == .exit(0))
    let text = terminal.text()
    #expect(text.contains("nn-train: ") && !text.contains("\u{1B}"))
  }

  @Test("a picture has colours on a terminal that shows them to somebody who wants them")
  func colours() throws {
    try work.output("nn-train", "data.csv", "-q", "-e", "3", "--hidden", "3", "-o", "m.nnm", "--log", "log.csv")
    func picture(_ environment: [String: String], _ options: String...) throws -> String {
      let call = ["m.nnm"] + options
      let outcome = try ToolRunner(
        "nn-graph", call.map { Array($0.utf8) }, in: work.path, environment: environment, output: .terminal(terminal)
      ).finish()
      #expect(outcome.ending == .exit(0))
      return terminal.text()
    }
    #expect(try picture(["TERM": "xterm"]).contains("\u{1B}[38;5;"))
    #expect(try picture(["TERM": "xterm", "COLORTERM": "truecolor"]).contains("\u{1B}[38;2;"))
    #expect(try picture(["TERM": "xterm", "NO_COLOR": ""]).contains("\u{1B}[38;5;"), "an empty variable is none")
    for environment in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb"], ["TERM": ""], [:]] {
      let text = try picture(environment)
      #expect(!text.isEmpty && !text.contains("\u{1B}"), "\(environment)")
    }
    #expect(try !picture(["TERM": "xterm"], "--color", "never").contains("\u{1B}"))
    #expect(try picture(["TERM": "xterm", "NO_COLOR": "1"], "--color", "always").contains("\u{1B}[38;5;"))
  }

  @Test("what the other tools write for people is what they write for programs", arguments: Call.readers)
  func text(call: Call) throws {
    let called = try CalledWorkplace()
    // A model and a picture are written otherwise.
    guard !call.arguments.contains("-o"), call.tool != "nn-graph" else { return }
    let tool = try called.start(call, environment: ["TERM": "xterm"], output: .terminal(terminal))
    #expect(tool.finish(sending: try called.input(of: call)).ending == .exit(0))
    let usual = String(decoding: try called.output(of: call), as: UTF8.self)
    #expect(terminal.text() == usual.replacing("\n", with: "\r\n"))
  }

  @Test("a table can be typed", arguments: Call.readers.filter { $0.input?.hasSuffix(".csv") == true })
  func typing(call: Call) throws {
    let called = try CalledWorkplace()
    let typed = Call(call.tool, call.arguments + ["-"], reading: call.input)
    let tool = try called.start(typed, input: .terminal(terminal))
    terminal.type(String(decoding: try called.input(of: call), as: UTF8.self) + "\u{4}")
    let outcome = tool.finish()
    #expect(outcome.ending == .exit(0), "\(outcome.errors)")
    #expect(try outcome.output == called.output(of: call))
  }
}
