import TestSupport
import Testing

/// What goes wrong is told in one line under the tool's name, with the status of its kind, and changes no file.
@Suite struct ErrorTests {
  /// A model of the columns x and y.
  private static let model = Result {
    let work = try Workplace()
    try work.write("data.csv", good)
    try work.output("nn-train", "data.csv", "-q", "-s", "2,3,1", "-e", "5", "-o", "m.nnm", "--log", "log.csv")
    return try work.read("m.nnm")
  }

  private static let good = "x,y,class\n" + (0..<20).map { "\($0).5,\($0 * $0),\($0 % 2)\n" }.joined()

  private let work: Workplace

  init() throws {
    work = try Workplace()
    try work.write("m.nnm", Self.model.get())
    try work.write("data.csv", Self.good)
  }

  /// Runs a tool that must fail.
  private func expect(
    _ status: Int32, _ message: String, from tool: String, _ arguments: String..., input: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try work.write("old", "as it was")
    let names = work.names
    let outcome = try work.run(tool, arguments, input: Array(input.utf8))
    #expect(outcome.ending == .exit(status), sourceLocation: sourceLocation)
    #expect(outcome.text == "", sourceLocation: sourceLocation)
    #expect(outcome.complaints.count == 1, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.errors.hasPrefix("\(tool): "), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.errors.contains(message), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(work.names == names, "a file was left", sourceLocation: sourceLocation)
    #expect(try work.read("old") == Array("as it was".utf8), sourceLocation: sourceLocation)
  }

  @Test("an unknown option is named, with the nearest one there is")
  func unknownOption() throws {
    try expect(2, "unknown option '--rat'. Did you mean '--rate'?", from: "nn-train", "--rat", "1", "data.csv")
    try expect(2, "unknown option '--kep'. Did you mean '--keep'?", from: "nn-predict", "--kep", "x", "m.nnm")
    try expect(2, "unknown option '--metricz'. Did you mean '--metrics'?", from: "nn-score", "--metricz", "auc")
    try expect(2, "unknown option '--titel'. Did you mean '--title'?", from: "nn-graph", "--titel", "A")
    try expect(2, "unknown option '--nois'. Did you mean '--noise'?", from: "nn-data", "circles", "--nois", "1")
    try expect(2, "unknown option '--lyers'. Did you mean '--layers'?", from: "nn-info", "--lyers", "m.nnm")
  }

  @Test("an unknown option comes before anything that is missing", arguments: BuiltTools.names)
  func unknownOptionAlone(tool: String) throws {
    try expect(2, "no-such-option", from: tool, "--no-such-option")
    try expect(2, "-@", from: tool, "-@")
  }

  @Test("a value that an option does not take is a usage error")
  func optionValues() throws {
    try expect(2, "--rate", from: "nn-train", "data.csv", "-o", "old", "--rate", "fast")
    try expect(2, "--rate", from: "nn-train", "data.csv", "-o", "old", "--rate", "-1")
    try expect(2, "-s", from: "nn-train", "data.csv", "-o", "old", "-s", "2,x,1")
    try expect(2, "--batch", from: "nn-train", "data.csv", "-o", "old", "--batch", "0")
    try expect(2, "--threshold", from: "nn-predict", "m.nnm", "data.csv", "--threshold", "2")
    try expect(2, "--digits", from: "nn-predict", "m.nnm", "data.csv", "--digits", "0")
    try expect(2, "--delimiter", from: "nn-score", "data.csv", "--delimiter", "ab")
    try expect(2, "--calibration", from: "nn-score", "data.csv", "--calibration", "0")
    try expect(2, "--size", from: "nn-graph", "m.nnm", "--size", "big")
    try expect(2, "--test", from: "nn-data", "split", "data.csv", "--test", "1.5", "old", "new")
    try expect(2, "--fold", from: "nn-data", "split", "data.csv", "--fold", "3/2", "--part", "test")
    try expect(2, "-n", from: "nn-data", "circles", "-n", "0")
    try expect(2, "--roc and --pr exclude each other", from: "nn-score", "data.csv", "--roc", "--pr")
  }

  @Test("what is needed and missing is named")
  func missingOperands() throws {
    try expect(2, "-o", from: "nn-train", "data.csv")
    try expect(2, "model", from: "nn-predict")
    try expect(2, "model", from: "nn-info")
    try expect(2, "", from: "nn-data")
    try expect(2, "nonsense", from: "nn-data", "nonsense")
    try expect(2, "--test", from: "nn-data", "split", "data.csv")
  }

  @Test("a file that is not there is an error of input")
  func missingFile() throws {
    try expect(5, "nope.csv: No such file or directory", from: "nn-train", "nope.csv", "-o", "old")
    try expect(5, "nope.nnm: No such file or directory", from: "nn-predict", "nope.nnm")
    try expect(5, "nope.csv: No such file or directory", from: "nn-predict", "m.nnm", "nope.csv", "-o", "old")
    try expect(5, "nope.csv: No such file or directory", from: "nn-score", "nope.csv")
    try expect(5, "nope.csv: No such file or directory", from: "nn-graph", "nope.csv", "-o", "old")
    try expect(5, "nope.csv: No such file or directory", from: "nn-data", "shuffle", "nope.csv", "-o", "old")
    try expect(5, "nope.nnm: No such file or directory", from: "nn-info", "nope.nnm", "-o", "old")
  }

  @Test("a folder is no file")
  func directory() throws {
    try expect(5, ".: Is a directory", from: "nn-train", ".", "-o", "old")
    try expect(5, ".: Is a directory", from: "nn-predict", ".")
    try expect(5, ".: Is a directory", from: "nn-predict", "m.nnm", ".")
    try expect(5, ".: Is a directory", from: "nn-score", ".")
    try expect(5, ".: Is a directory", from: "nn-graph", ".")
    try expect(5, ".: Is a directory", from: "nn-data", "shuffle", ".")
    try expect(5, ".: Is a directory", from: "nn-info", ".")
    try expect(5, ".: Is a directory", from: "nn-train", "-q", "data.csv", "-o", ".")
  }

  @Test("an output that cannot be made is an error before the work")
  func outputPath() throws {
    try expect(5, "none/m.nnm: No such file", from: "nn-train", "data.csv", "-o", "none/m.nnm")
    try expect(5, "none/p.csv: No such file", from: "nn-predict", "m.nnm", "data.csv", "-o", "none/p.csv")
    try expect(5, "none/g.svg: No such file", from: "nn-graph", "m.nnm", "-o", "none/g.svg")
    try expect(
      5, "none/b.csv: No such file", from: "nn-data", "split", "data.csv", "--test", "0.5", "old", "none/b.csv")
  }

  @Test("a table without a row is bad data where there is something to learn, to score or to draw")
  func emptyInput() throws {
    for tool in ["nn-score", "nn-graph"] { try expect(3, "stdin: no rows", from: tool) }
    try expect(3, "stdin: no rows", from: "nn-train", "-o", "old")
    try work.write("header.csv", "x,y,class\n")
    try expect(3, "header.csv: no rows", from: "nn-train", "header.csv", "-o", "old")
    try work.write("scores.csv", "class,predicted_class\n")
    try expect(3, "scores.csv: no rows", from: "nn-score", "scores.csv")
    for columns in [
      "x,y,k,predicted_k", "epoch,loss", "fpr,tpr", "recall,precision", "mean_p,fraction", "actual,predicted,count",
    ] {
      try expect(3, "stdin: no rows", from: "nn-graph", "-o", "old", input: "\(columns)\n")
    }
  }

  @Test("a row of another width is told by file, line and field")
  func raggedRow() throws {
    try work.write("bad.csv", "x,y,class\n1,2,0\n3,4\n")
    try expect(3, "bad.csv:3:3: expected 3 fields, found 2", from: "nn-train", "bad.csv", "-o", "old")
    try expect(3, "bad.csv:3:3: expected 3 fields", from: "nn-data", "shuffle", "bad.csv", "-o", "old")
    try expect(3, "bad.csv:3:3: expected 3 fields", from: "nn-predict", "m.nnm", "bad.csv", "-o", "old")
  }

  @Test("what is no number is told by file, line and field")
  func notANumber() throws {
    try work.write("bad.csv", "x,y,class\n1,2,0\n3,oops,1\n")
    try expect(3, "bad.csv:3:2: expected a number", from: "nn-train", "bad.csv", "-o", "old")
    try expect(3, "found \"oops\"", from: "nn-predict", "m.nnm", "bad.csv", "-o", "old")
    try work.write("curve.csv", "fpr,tpr\n0,0\n1,high\n")
    try expect(3, "curve.csv:3:2: expected a number", from: "nn-graph", "curve.csv", "-o", "old")
  }

  @Test("what is wrong in a table from a pipe is told as of stdin")
  func standardInput() throws {
    try expect(3, "stdin:2:1: expected a number", from: "nn-predict", "m.nnm", "-o", "old", input: "x,y\nz,1\n")
  }

  @Test("control characters of the data do not reach the terminal")
  func terminalEscapes() throws {
    try work.write("bad.csv", "x,y,class\n1,\u{1B}[31m\u{7},0\n")
    let outcome = try work.run("nn-predict", "m.nnm", "bad.csv")
    #expect(outcome.ending == .exit(3))
    #expect(!outcome.errors.dropLast().unicodeScalars.contains { $0.value < 32 })
  }

  @Test("a column that is not there is named, with the nearest one there is")
  func unknownColumn() throws {
    try expect(
      2, "no column \"clas\"; did you mean \"class\"?", from: "nn-train", "data.csv", "-y", "clas", "-o", "old")
    try expect(2, "no column \"nope\"", from: "nn-predict", "m.nnm", "data.csv", "--keep", "nope")
    try expect(2, "no column \"nope\"", from: "nn-score", "data.csv", "-y", "nope", "-p", "x")
    try expect(
      2, "no column \"nope\"", from: "nn-data", "split", "--test", "0.5", "--stratify", "nope", "data.csv", "a", "b")
    try expect(4, "no column \"x\", which the model needs", from: "nn-predict", "m.nnm", input: "u,v\n1,2\n")
    try expect(4, "4 columns", from: "nn-predict", "-N", "m.nnm", input: "1,2,3,4\n")
  }

  @Test("a table of another delimiter is told from a table of one column")
  func delimiters() throws {
    for (delimiter, name) in [(";", "semicolon"), ("\t", "tab"), ("|", "pipe")] {
      try work.write("other.csv", Self.good.replacing(",", with: delimiter))
      try expect(3, ": try -d \(name)", from: "nn-train", "other.csv", "-o", "old")
      try expect(4, ": try -d \(name)", from: "nn-predict", "m.nnm", "other.csv")
      try expect(3, ": try -d \(name)", from: "nn-score", "other.csv")
      try expect(3, ": try -d \(name)", from: "nn-graph", "other.csv", "-o", "old")
    }
    try expect(3, ": try -d comma", from: "nn-train", "-d", "semicolon", "data.csv", "-o", "old")
  }

  @Test("sizes that do not fit the table are a usage error")
  func sizes() throws {
    try expect(
      2, "data.csv has 2 feature columns, but -s starts with 3", from: "nn-train", "data.csv", "-s", "3,4,1", "-o",
      "old")
    try expect(2, "but -s ends with 5", from: "nn-train", "data.csv", "-s", "2,4,5", "-o", "old")
    try expect(2, "activations", from: "nn-train", "data.csv", "-s", "2,4,1", "-a", "tanh,relu", "-o", "old")
  }

  @Test("what is no model is told by what it looks like")
  func noModel() throws {
    try expect(4, "data.csv: not a model file; it looks like a text file", from: "nn-predict", "data.csv", "data.csv")
    try expect(4, "stdin: not a model file; it looks like an empty file", from: "nn-info", "-")
    try work.write("m.nnm.gz", [0x1F, 0x8B, 8, 0] + [UInt8](repeating: 7, count: 100))
    try expect(4, "m.nnm.gz: not a model file; it looks like a gzip file", from: "nn-predict", "m.nnm.gz", "data.csv")
    try expect(4, "gzip", from: "nn-info", "m.nnm.gz")
  }

  @Test("a model that is cut short is refused, wherever it is cut")
  func truncatedModel() throws {
    let model = try Self.model.get()
    for length in stride(from: 8, to: model.count, by: model.count / 7) {
      try work.write("cut.nnm", Array(model.prefix(length)))
      try expect(4, "cut.nnm: ", from: "nn-predict", "cut.nnm", "data.csv", "-o", "old")
    }
    try work.write("cut.nnm", Array(model.dropLast()))
    for tool in ["nn-info", "nn-graph"] { try expect(4, "cut.nnm: truncated", from: tool, "cut.nnm", "-o", "old") }
    try expect(4, "cut.nnm: truncated", from: "nn-info", "--check", "cut.nnm")
  }

  @Test("a model with a flipped bit is refused, wherever it is")
  func flippedBit() throws {
    let model = try Self.model.get()
    for place in stride(from: 5, to: model.count, by: model.count / 11) {
      var flipped = model
      flipped[place] ^= 0x10
      try work.write("flipped.nnm", flipped)
      try expect(4, "flipped.nnm: ", from: "nn-predict", "flipped.nnm", "data.csv", "-o", "old")
      try expect(4, "flipped.nnm: ", from: "nn-info", "--check", "flipped.nnm")
    }
  }

  @Test("a rate that leads nowhere ends the training and leaves the old model")
  func divergence() throws {
    let options = ["data.csv", "-q", "-r", "1e38", "--optimizer", "sgd", "--scale", "none", "--log", "log.csv"]
    try work.write("old", "as it was")
    let outcome = try work.run("nn-train", options + ["-a", "identity", "-o", "old"])
    #expect(outcome.ending == .exit(6))
    #expect(outcome.complaints.count == 1)
    #expect(outcome.errors.hasPrefix("nn-train: training diverged in epoch "))
    #expect(try work.read("old") == Array("as it was".utf8))
  }

  @Test(
    "a training that diverges later leaves its best epoch, whatever it was to keep",
    arguments: [["--keep", "last"], ["--keep-state"]])
  func lateDivergence(keeping options: [String]) throws {
    try work.write("squares.csv", work.output("nn-data", "friedman", "-n", "100"))
    let outcome = try work.run(
      "nn-train",
      ["squares.csv", "-q", "-e", "30", "-r", "3", "--optimizer", "sgd", "--schedule", "constant", "-o", "d.nnm"]
        + options)
    #expect(outcome.ending == .exit(6))
    let best = try #require(Table(work.output("nn-info", "d.nnm")).value(of: "best_epoch"))
    #expect(outcome.errors.contains("d.nnm holds the last good network, of epoch \(Int(best)); "))
    // It has no state, for there is nothing to go on from but its weights.
    let more = try work.run("nn-train", "squares.csv", "--resume", "d.nnm", "-e", "1", "-r", "1e-9", "-o", "e.nnm")
    #expect(more.ending == .exit(0) && more.errors.contains("keeps no state"))
  }

  @Test("folds and settings that all diverge are told, after the table")
  func divergenceThroughout() throws {
    try work.write("squares.csv", work.output("nn-data", "friedman", "-n", "100"))
    for options in [["--folds", "2"], ["--tune", "2"]] {
      let outcome = try work.run(
        "nn-train", ["squares.csv", "-e", "2", "-r", "1e30", "--optimizer", "sgd", "-a", "relu"] + options)
      #expect(outcome.ending == .exit(6))
      #expect(outcome.errors == "nn-train: all trainings diverged; try a lower --rate\n")
      #expect(try Table(outcome.output).rows.count >= 2)
    }
  }

  @Test("a bound that is not met is status 1, after the scores")
  func unmetBound() throws {
    let scores = "class,predicted_class,p_0,p_1\n0,0,0.9,0.1\n1,1,0.2,0.8\n0,1,0.4,0.6\n1,1,0.3,0.7\n"
    let failed = try work.run("nn-score", "-m", "accuracy", "--min", "accuracy=0.8", input: Array(scores.utf8))
    #expect(failed.ending == .exit(1))
    #expect(failed.text == "metric,value\naccuracy,0.75\n")
    #expect(failed.errors == "nn-score: accuracy is 0.75, not at least 0.8\n")
    let most = try work.run("nn-score", "--max", "log_loss=0.1", input: Array(scores.utf8))
    #expect(most.ending == .exit(1))
    let met = try work.run("nn-score", "--min", "accuracy=0.75", "--max", "brier=0.5", input: Array(scores.utf8))
    #expect(met.ending == .exit(0))
    try expect(2, "no metric \"speed\"", from: "nn-score", "--min", "speed=1", input: scores)
    try expect(2, "no metric \"speed\"", from: "nn-score", "-m", "speed", input: scores)
  }

  /// A call of each tool that writes to standard output.
  private static let writers = [
    ["nn-data", "circles", "-n", "10"], ["nn-data", "shuffle", "data.csv"],
    ["nn-train", "data.csv", "-q", "-e", "3", "-o", "-"], ["nn-predict", "m.nnm", "data.csv"], ["nn-info", "m.nnm"],
    ["nn-graph", "m.nnm"], ["nn-score", "scores.csv"],
  ]

  private func failure(of call: [String], output: ToolRunner.Stream) throws -> Outcome {
    try work.write("scores.csv", "class,predicted_class\n0,0\n1,1\n")
    let arguments = call.dropFirst().map { Array($0.utf8) }
    return try ToolRunner(call[0], arguments, in: work.path, output: output).finish()
  }

  @Test("a full disk behind standard output is an error, however short the output", arguments: writers)
  func fullDisk(call: [String]) throws {
    let outcome = try failure(of: call, output: .file("/dev/full"))
    #expect(outcome.ending == .exit(5))
    #expect(outcome.errors == "\(call[0]): stdout: No space left on device\n")
  }

  @Test("a closed standard output is an error", arguments: writers)
  func closedOutput(call: [String]) throws {
    let outcome = try failure(of: call, output: .closed)
    #expect(outcome.ending == .exit(5))
    #expect(outcome.errors == "\(call[0]): stdout: Bad file descriptor\n")
  }

  @Test("a history that cannot be written ends the training, and loses nothing that was learned")
  func fullDiskUnderHistory() throws {
    let printed = try work.start("nn-train", "data.csv", "-q", "-e", "3", "-o", "a.nnm", output: .file("/dev/full"))
    let logged = try work.run("nn-train", "data.csv", "-q", "-e", "3", "-o", "b.nnm", "--log", "/dev/full")
    for (outcome, place, model) in [(printed.finish(), "stdout", "a.nnm"), (logged, "/dev/full", "b.nnm")] {
      #expect(outcome.ending == .exit(5))
      #expect(outcome.errors == "nn-train: \(place): No space left on device\n")
      #expect(try Table(work.output("nn-info", "--history", model)).rows.count == 3)
    }
  }

  @Test("a device that takes nothing is an error under its own name")
  func fullDevice() throws {
    try expect(5, "/dev/full: No space left", from: "nn-predict", "m.nnm", "data.csv", "-o", "/dev/full")
    try expect(5, "/dev/full: No space left", from: "nn-data", "moons", "-o", "/dev/full")
  }

  @Test(
    "of two parts, none is left where the other cannot be written",
    arguments: [["/dev/full", "old"], ["old", "/dev/full"]])
  func fullPart(parts: [String]) throws {
    try expect(
      5, "/dev/full: No space left", from: "nn-data", "split", "--test", "0.5", "data.csv", parts[0], parts[1])
  }

  @Test("a closed standard input is an error", arguments: ["nn-train", "nn-predict", "nn-score", "nn-graph"])
  func closedInput(tool: String) throws {
    let arguments = ["nn-train": ["-o", "m"], "nn-predict": ["m.nnm"]][tool] ?? []
    let outcome = try ToolRunner(tool, arguments.map { Array($0.utf8) }, in: work.path, input: .closed).finish()
    #expect(outcome.ending == .exit(5))
    #expect(outcome.text == "")
    #expect(outcome.errors == "\(tool): stdin: Bad file descriptor\n")
  }
}
