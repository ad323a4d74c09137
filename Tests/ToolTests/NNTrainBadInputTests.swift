import Glibc
import TestSupport
import Testing

/// A call of nn-train that must fail, on files of its own.
struct BadTraining: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The table to learn from, `bad.csv`; nil for one in which nothing is wrong.
  let table: String?
  /// The options, beside the table and `-o old`.
  let options: [String]
  let status: Int32
  /// The line on standard error, after the name of the tool.
  let message: String

  init(_ name: String, _ table: String?, _ options: String..., status: Int32, _ message: String) {
    testDescription = name
    self.table = table
    self.options = options
    self.status = status
    self.message = message
  }

  /// One that fails for its data, and says so with the last of `words`; those before it are the options.
  init(_ name: String, _ table: String?, _ words: String...) {
    testDescription = name
    self.table = table
    options = words.dropLast()
    status = 3
    message = words.last ?? ""
  }

  static let good = "x,y,class\n" + (0..<20).map { "\($0).5,\($0 * $0),\($0 % 2)\n" }.joined()
  private static let weighed = "x,w,class\n" + (0..<9).map { "\($0),\($0 == 3 ? "W" : "1"),\($0 % 2)\n" }.joined()
  /// Forty prices, one of which a program could not compute.
  private static let prices = "x,price\n" + (0..<40).map { "\($0),\($0 == 7 ? "-" : "\($0).25")\n" }.joined()

  static let rows = [
    BadTraining("an empty file", "", "bad.csv: no rows"),
    BadTraining("a header only", "x,y,class\n", "bad.csv: no rows"),
    BadTraining("one row of labels", "x,y,class\n1,2,a\n", "bad.csv: one row only; a training needs two or more"),
    BadTraining("one row of numbers", "1,2,0.5\n", "bad.csv: one row only; a training needs two or more"),
    BadTraining(
      "one class", "x,class\n1,a\n2,a\n3,a\n",
      "bad.csv: column \"class\" is \"a\" in every row; a classification needs two classes or more"),
    BadTraining(
      "one class where two are asked for", "x,class\n1,1\n2,1\n", "--task", "binary",
      "bad.csv: column \"class\" is \"1\" in every row; a classification needs two classes or more"),
    BadTraining(
      "three classes where two are asked for", "x,class\n1,a\n2,b\n3,c\n", "--task", "binary",
      "bad.csv: column \"class\" has 3 labels; a binary task needs 2"),
    BadTraining(
      "a quantity that never changes", "x,t\n1,2.5\n2,2.5\n3,2.5\n",
      "bad.csv: column \"t\" is 2.5 in every row: there is nothing to learn"),
    BadTraining(
      "a row without its label", "x,class\n1,a\n2,\n3,b\n",
      "bad.csv:3:2: column \"class\" has no value; --missing drop leaves its row out"),
    BadTraining(
      "a row without its quantity", "x,t\n1,1.5\n2,NA\n3,2.5\n",
      "bad.csv:3:2: column \"t\" has no value; --missing drop leaves its row out"),
    BadTraining("no row with a target", "x,t\n1,\n2,\n3,\n", "bad.csv: column \"t\" has no value in any row"),
    BadTraining(
      "no row left", "x,t\n1,\n2,\n3,\n", "--missing", "drop", "bad.csv: no rows but those left out for a missing value"
    ),
  ]

  static let cells = [
    BadTraining(
      "a feature that is no number", "x,y,class\n1,2,0\n3,oops,1\n",
      "bad.csv:3:2: expected a number in column \"y\", found \"oops\""),
    BadTraining(
      "a quantity that is no number", "x,t\n1,2.5\n2,oops\n", "--task", "regression",
      "bad.csv:3:2: expected a number in column \"t\", found \"oops\""),
    BadTraining(
      "a quantity that is no number, among many that are", prices,
      "bad.csv:9:2: expected a number, as nearly all rows of column \"price\" hold (or say --task multiclass), found \"-\""
    ),
    BadTraining(
      "a feature without a value", "x,y,class\n1,2,0\n3,nan,1\n",
      "bad.csv:3:2: column \"y\" has no value; say with --missing what to take for it"),
    BadTraining(
      "a feature that is not a number by another spelling", "x,y,class\n1,2,0\n3,NAN,1\n",
      "bad.csv:3:2: expected a number in column \"y\", found \"NAN\""),
    BadTraining(
      "an infinite feature", "x,y,class\n1,2,0\n3,inf,1\n",
      "bad.csv:3:2: expected a number in column \"y\", found \"inf\""),
    BadTraining(
      "an infinite quantity", "x,t\n1,0.5\n2,-Infinity\n3,1\n",
      "bad.csv:3:2: expected a number in column \"t\", found \"-Infinity\""),
    BadTraining(
      "a feature over what a Float holds", "x,y,class\n1,2,0\n3,1e300,1\n",
      "bad.csv:3:2: expected a number that 32 bits can hold, found \"1e300\""),
    BadTraining(
      "a quantity over what a Float holds", "x,t\n1,0.5\n2,1e300\n3,1\n", "--output-activation", "relu",
      "bad.csv: column \"t\" holds a number that is too large: 1e+300"),
    BadTraining(
      "a negative weight", weighed.replacing("W", with: "-1"), "-w", "w",
      "bad.csv:5:2: expected a weight that is not negative, found \"-1\""),
    BadTraining(
      "a weight that is no number", weighed.replacing("W", with: "heavy"), "-w", "w",
      "bad.csv:5:2: expected a number in column \"w\", found \"heavy\""),
    BadTraining(
      "weights of nothing", "x,w,class\n1,0,0\n2,0,1\n", "-w", "w", "bad.csv: all weights in column \"w\" are 0"),
  ]

  static let calls = [
    BadTraining(
      "sizes that begin with other inputs", nil, "-s", "3,4,1", status: 2,
      "good.csv has 2 feature columns, but -s starts with 3"),
    BadTraining(
      "sizes that end with other outputs", nil, "-s", "2,4,5", status: 2,
      "the target has 2 classes, which need 1 output, or 2, but -s ends with 5"),
    BadTraining("a layer of no units", nil, "-s", "2,0,1", status: 2, "the value '2,0,1' is invalid for '-s <sizes>'"),
    BadTraining(
      "a billion units", nil, "--hidden", "1000000000", status: 2,
      "the value '1000000000' is invalid for '--hidden <sizes>': expected whole numbers from 1 to 16777216"),
    BadTraining(
      "more weights than a model can have", nil, "--hidden", "16777216,16", status: 2,
      "more than 134217728 weights and biases"),
    BadTraining(
      "an unknown column", nil, "-y", "clas", status: 2, "good.csv: no column \"clas\"; did you mean \"class\"?"),
    BadTraining("a column number that is none", nil, "-x", "1,9", status: 2, "good.csv: no column \"9\""),
    BadTraining(
      "a column named twice", nil, "-x", "x,x", status: 2, "column \"x\" is named twice, or for two uses"),
    BadTraining(
      "a target that is a feature too", nil, "-x", "x", "-y", "x", status: 2,
      "column \"x\" is named twice, or for two uses"),
    BadTraining("no feature left", nil, "-i", "x,y", "good.csv: no column is left as a feature"),
    BadTraining("more folds than rows", nil, "--folds", "21", "good.csv: 20 rows are too few for 21 folds"),
    BadTraining("one fold", nil, "--folds", "1", status: 2, "--folds takes 2 to 1000, not 1"),
    BadTraining(
      "too few rows to hold any out", nil, "--holdout", "0.001",
      "good.csv: 20 rows are too few to hold out 0.001 of them"),
    BadTraining(
      "a loss over classes with one output", nil, "--loss", "cce", status: 2,
      "--loss categorical-cross-entropy takes an output for each class, and there is one; see --sizes"),
    BadTraining(
      "a loss of probabilities for a quantity", nil, "-y", "y", "--task", "regression", "--output-activation",
      "sigmoid", "--loss", "bce",
      status: 2, "--loss binary-cross-entropy is of probabilities, and the target is 4 in a row"),
    BadTraining(
      "smoothed quantities", nil, "-y", "y", "--task", "regression", "--label-smoothing", "0.1", "--loss", "mse",
      status: 2, "label smoothing needs a cross-entropy for its loss"),
    BadTraining(
      "a loss of one output each for classes that add up to 1", nil, "-s", "2,3,2", "--loss", "bce", status: 2,
      "--loss binary-cross-entropy is not for a last layer that is softmax"),
    BadTraining(
      "a weight beyond all numbers", nil, "--class-weight", "0=1e308,1=1", status: 2,
      "--class-weight takes balanced, or a list of label=weight, not '0=1e308,1=1'"),
    BadTraining("an output without a name", nil, "-o", "", status: 2, "-o needs the name of a file"),
  ]
}

/// What is wrong with a table, with options or with the disk is told in one line, with the status of its kind, and no
/// model is left of it.
@Suite struct NNTrainBadInputTests {
  private let work: Workplace

  init() throws {
    work = try Workplace()
    try work.write("good.csv", BadTraining.good)
    try work.write("old", "as it was")
  }

  /// Holds the outcome of a call that must fail against what it must say.
  private func expect(
    _ outcome: Outcome, _ status: Int32, _ message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(outcome.ending == .exit(status), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.text == "", sourceLocation: sourceLocation)
    #expect(outcome.complaints.count == 1, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.errors.hasPrefix("nn-train: \(message)"), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(try work.read("old") == Array("as it was".utf8), sourceLocation: sourceLocation)
  }

  /// Trains on a good table, within limits of the shell.
  private func run(_ options: [String], limits: String) throws -> Outcome {
    let arguments = (["good.csv"] + options).map { Array($0.utf8) }
    return try ToolRunner(
      "nn-train", arguments, in: work.path, environment: ["TMPDIR": work.path], limits: limits
    ).finish()
  }

  @Test("is told, and changes no file", arguments: BadTraining.rows + BadTraining.cells + BadTraining.calls)
  func isTold(call: BadTraining) throws {
    if let table = call.table { try work.write("bad.csv", table) }
    let names = work.names
    let output = call.options.contains("-o") ? [] : ["-o", "old"]
    let outcome = try work.run("nn-train", [call.table == nil ? "good.csv" : "bad.csv"] + call.options + output)
    try expect(outcome, call.status, call.message)
    #expect(work.names == names, "a file was left")
  }

  @Test(
    "A table that a model does not fit cannot go on with it",
    arguments: [
      ("a,b,class\n1,2,0\n2,3,1\n", "bad.csv: no column \"x\", which the model needs"),
      ("x,y,class\n1,2,0\n2,3,7\n", "bad.csv: column \"class\" has a label that the model does not know: \"7\""),
      ("x,y,class\n1,2,0\n2,red,1\n", "bad.csv:3:2: expected a number in column \"y\", found \"red\""),
    ])
  func resume(table: String, message: String) throws {
    try work.output("nn-train", "good.csv", "-q", "--hidden", "3", "-e", "2", "--keep-state", "-o", "m.nnm")
    try work.write("bad.csv", table)
    try expect(work.run("nn-train", "bad.csv", "--resume", "m.nnm", "-e", "2", "-o", "old"), 3, message)
  }

  @Test("A quantity without a value cannot go on with a model, nor tell how good it is")
  func resumeWithoutTarget() throws {
    try work.write("numbers.csv", "x,t\n1,1.5\n2,2.5\n3,7\n")
    try work.write("bad.csv", "x,t\n1,1.5\n2,\n")
    let message = "bad.csv:3:2: column \"t\" has no value"
    try work.output("nn-train", "numbers.csv", "-q", "--hidden", "3", "-e", "2", "--keep-state", "-o", "m.nnm")
    try expect(work.run("nn-train", "bad.csv", "--resume", "m.nnm", "-e", "2", "-o", "old"), 3, message)
    try expect(work.run("nn-train", "numbers.csv", "--validate", "bad.csv", "-o", "old"), 3, message)
  }

  @Test("A network that there is no memory for is refused before the work")
  func memory() throws {
    // A GiB is allowed, 33 million parameters and what L-BFGS remembers of them are four.
    try expect(
      run(["--hidden", "1000000,30", "--optimizer", "lbfgs", "-o", "old"], limits: "ulimit -v 1048576"), 2,
      "a network of 33000061 parameters needs 3.6 GiB to learn by lbfgs, and there are 1 GiB; take smaller layers")
  }

  @Test("A log is of a training that leaves a model")
  func logOfNone() throws {
    let outcome = try work.run("nn-train", "good.csv", "--folds", "2", "--log", "log.csv")
    try expect(outcome, 2, "--log is of the training that -o asks for")
    #expect(!work.names.contains("log.csv"))
  }

  @Test("A step of more rows than there are is one of all rows, whatever the network")
  func largeBatch() throws {
    try work.output(
      "nn-train", "good.csv", "-q", "-b", "9223372036854775807", "--hidden", "200000", "-e", "1", "-o", "m.nnm")
  }

  @Test("A folder that is not there, or takes no file, is told before the work")
  func folders() throws {
    try expect(work.run("nn-train", "good.csv", "-o", "none/m.nnm"), 5, "none/m.nnm: No such file or directory")
    try expect(work.run("nn-train", "good.csv", "-o", "good.csv/m.nnm"), 5, "good.csv/m.nnm: Not a directory")
    try expect(
      work.run("nn-train", "good.csv", "-o", "old", "--log", "none/log.csv"), 5,
      "none/log.csv: No such file or directory")
    // Where not even root may make a file.
    try expect(work.run("nn-train", "good.csv", "-o", "/proc/m.nnm"), 5, "/proc/m.nnm: ")
  }

  @Test(
    "A folder that may not be written is told before the work", .enabled(if: getuid() != 0, "root may write anywhere"))
  func readOnlyFolder() throws {
    chmod(work.path, 0o555)
    defer { chmod(work.path, 0o755) }
    try expect(work.run("nn-train", "good.csv", "-o", "m.nnm"), 5, "m.nnm: Permission denied")
  }

  @Test("Where there is no space for the model it is offered in another folder")
  func fullDisk() throws {
    let environment = ["TMPDIR": work.path]
    let outcome = try work.run(
      "nn-train", "good.csv", "-q", "-e", "2", "--log", "log.csv", "-o", "/dev/full", environment: environment)
    let prefix = "/dev/full: No space left on device; the model is in \(work.path)/nn-train-"
    try expect(outcome, 5, prefix)
    let rescued = try #require(work.names.first { $0.hasPrefix("nn-train-") })
    #expect(outcome.errors.contains("\(work.path)/\(rescued) instead"))
    try work.output("nn-info", "--check", rescued)
  }

  @Test("Where there is no space for the model anywhere it is told that it is lost, and the old one stays")
  func nowhereToSave() throws {
    // No file may have more than 4 KiB.
    let options = ["-q", "-e", "2", "--log", "/dev/null", "-o", "old"]
    try expect(run(options, limits: "ulimit -f 8"), 5, "old: File too large; the model is lost")
    #expect(work.names == ["good.csv", "old"])
  }
}
