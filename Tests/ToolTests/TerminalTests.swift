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

  @Test(
    "nobody types a table that is cut or shuffled",
    arguments: ["shuffle", "split --test 0.5 data.csv rest.csv", "split --fold 1/2 --part test"])
  func commands(call: String) throws {
    try work.write("data.csv", "x,y\n1,2\n")
    let words = call.split(separator: " ").map { Array($0.utf8) }
    let outcome = try ToolRunner("nn-data", words, in: work.path, input: .file(terminal.path)).finish()
    #expect(outcome.ending == .exit(2))
    #expect(outcome.errors.contains("Usage: nn-data"), "\(outcome.errors)")
    #expect(try work.read("data.csv") == Array("x,y\n1,2\n".utf8))
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
}

/// A terminal that nobody sits at. What is written to it stays in it.
private final class Terminal {
  let path: String
  private var ours: Int32 = -1
  private var theirs: Int32 = -1

  init() throws {
    var name = [CChar](repeating: 0, count: 100)
    guard openpty(&ours, &theirs, &name, nil, nil) == 0 else { throw Files.Fault(path: "a terminal", errno: errno) }
    path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(truncatingIfNeeded:)), as: UTF8.self)
    for end in [ours, theirs] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ours, F_SETFL, O_NONBLOCK)
  }

  deinit { for end in [ours, theirs] { close(end) } }

  /// What was written to it.
  func text() -> String {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(ours, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }
}
