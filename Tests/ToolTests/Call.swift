import Testing

/// A call of a tool on the files of a ``CalledWorkplace``.
struct Call: Sendable, CustomTestStringConvertible {
  let tool: String
  let arguments: [String]
  /// The file that it reads from standard input.
  let input: String?

  init(_ words: String..., reading input: String? = nil) {
    self.init(words[0], Array(words.dropFirst()), reading: input)
  }

  init(_ tool: String, _ arguments: [String], reading input: String? = nil) {
    self.tool = tool
    self.arguments = arguments
    self.input = input
  }

  var testDescription: String {
    ([tool] + arguments).joined(separator: " ") + (input.map { " < \($0)" } ?? "")
  }

  /// A call of a tool that reads a file.
  static func ofFile(_ name: String, _ tool: String) -> Call {
    switch tool {
    case "nn-data": Call(tool, "shuffle", name)
    case "nn-train": Call(tool, name, "-o", "new")
    default: Call(tool, name)
    }
  }

  /// One for each tool and kind of input at least, all of which write the same bytes every time.
  static let readers = [
    Call("nn-data", "shuffle", reading: "data.csv"),
    Call("nn-data", "split", "--fold", "1/5", "--part", "train", reading: "data.csv"),
    Call("nn-train", "-q", "-e", "3", "-o", "-", "--log", "log.csv", reading: "data.csv"),
    Call("nn-predict", "m.nnm", reading: "data.csv"),
    Call("nn-score", reading: "scores.csv"),
    Call("nn-score", "m.nnm", reading: "data.csv"),
    Call("nn-graph", reading: "m.nnm"),
    Call("nn-graph", reading: "history.csv"),
    Call("nn-info", "-", reading: "m.nnm"),
  ]

  /// One for each tool at least, without input.
  static let writers = [
    Call("nn-data", "circles", "-n", "10"), Call("nn-data", "shuffle", "data.csv"),
    Call("nn-train", "data.csv", "-q", "-e", "3", "-o", "-"),
    Call("nn-train", "data.csv", "-q", "-e", "3", "-o", "new"),
    Call("nn-predict", "m.nnm", "data.csv"), Call("nn-score", "scores.csv"), Call("nn-graph", "m.nnm"),
    Call("nn-info", "m.nnm"),
  ]

  /// One for each tool that writes a file named by `-o`, from standard input where it can.
  static let replacers = [
    Call("nn-data", "shuffle", "-o", "old", reading: "data.csv"),
    Call("nn-train", "-q", "-e", "3", "-o", "old", "--log", "/dev/null", reading: "data.csv"),
    Call("nn-predict", "m.nnm", "-o", "old", reading: "data.csv"),
    Call("nn-score", "-o", "old", reading: "scores.csv"),
    Call("nn-graph", "-f", "svg", "-o", "old", reading: "history.csv"),
  ]
}

/// A folder in which every ``Call`` has what it reads: a table, a model of it, its history, and predictions.
struct CalledWorkplace {
  let work: Workplace

  private static let files = Result {
    let work = try Workplace()
    let rows = (0..<40).map { "\($0 % 7),\($0 % 5).5,\($0 % 3 == 0 ? "red" : "blue"),\($0 % 7 > 3 ? "yes" : "no")\n" }
    try work.write("data.csv", "x,y,colour,class\n" + rows.joined())
    try work.output("nn-train", "data.csv", "-q", "-e", "5", "--hidden", "4", "-o", "m.nnm", "--log", "history.csv")
    try work.output("nn-predict", "m.nnm", "data.csv", "-o", "scores.csv")
    return try work.names.map { ($0, try work.read($0)) }
  }

  init() throws {
    work = try Workplace()
    for (name, bytes) in try Self.files.get() { try work.write(name, bytes) }
    try work.write("old", "as it was")
  }

  /// What a call reads from standard input.
  func input(of call: Call) throws -> [UInt8] { try call.input.map { try work.read($0) } ?? [] }

  /// What a call writes.
  func output(of call: Call) throws -> [UInt8] {
    try work.output(call.tool, call.arguments, input: input(of: call))
  }

  /// Starts a call.
  func start(
    _ call: Call, environment: [String: String] = [:], limits: String = ":", by words: String = "exec \"$@\"",
    input: ToolRunner.Stream = .pipe, output: ToolRunner.Stream = .pipe, errors: ToolRunner.Stream = .pipe,
    company: ToolRunner.Company = .tests
  ) throws -> ToolRunner {
    try ToolRunner(
      call.tool, call.arguments.map { Array($0.utf8) }, in: work.path, environment: environment, limits: limits,
      by: words, input: input, output: output, errors: errors, company: company)
  }
}
