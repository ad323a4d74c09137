import TestSupport
import Testing

/// What newcomers get wrong is told in a line that helps them on, and costs them no file.
@Suite struct NewcomerTests {
  private static let table = "x,y,class\n" + (0..<20).map { "\($0).5,\($0 * $0),\($0 % 2)\n" }.joined()
  private static let model = Result {
    let work = try Workplace()
    try work.write("data.csv", table)
    try work.output("nn-train", "data.csv", "-q", "-s", "2,3,1", "-e", "5", "-o", "m.nnm", "--log", "log.csv")
    return try work.read("m.nnm")
  }

  private let work: Workplace

  init() throws {
    work = try Workplace()
    try work.write("m.nnm", Self.model.get())
    try work.write("data.csv", Self.table)
  }

  private func expect(
    _ status: Int32, _ message: String, from tool: String, _ arguments: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(status, message, from: tool, arguments, sourceLocation: sourceLocation)
  }

  private func expect(
    _ status: Int32, _ message: String, from tool: String, _ arguments: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let names = work.names
    let outcome = try work.run(tool, arguments)
    #expect(outcome.ending == .exit(status), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.complaints.count == 1, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.errors.contains(message), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(work.names == names, sourceLocation: sourceLocation)
    #expect(try work.read("data.csv") == Array(Self.table.utf8), sourceLocation: sourceLocation)
    #expect(try work.read("m.nnm") == Self.model.get(), sourceLocation: sourceLocation)
  }

  @Test("nn-score knows others' names, and what is no table of predictions")
  func scores() throws {
    try expect(2, "'--y-true'. Did you mean '--truth'?", from: "nn-score", "--y-true", "class", "data.csv")
    try expect(2, "did you mean auc? it has n, auc,", from: "nn-score", "-m", "roc_auc", "m.nnm", "data.csv")
    try expect(2, "did you mean accuracy? it has", from: "nn-score", "-maccurcy", "m.nnm", "data.csv")
    try expect(3, "predict first, name a MODEL before the table", from: "nn-score", "data.csv")
    try expect(2, "the scores would replace a file that is read", from: "nn-score", "m.nnm", "data.csv", "-odata.csv")
    try work.write("j.json", "{\"x\": 1}")
    try expect(3, "j.json: not a table; it looks like JSON", from: "nn-score", "j.json")
    try expect(3, "m.nnm: not a table; it looks like a model", from: "nn-score", "m.nnm", "m.nnm")
  }

  @Test("an option is known by the names that others have for it")
  func familiarOptions() throws {
    try expect(2, "'--learning-rate'. Did you mean '--rate'?", from: "nn-train", "--learning-rate", "1", "data.csv")
    try expect(2, "'--lr'. Did you mean '--rate'?", from: "nn-train", "--lr=1", "data.csv")
    try expect(2, "'--hidden_layer_sizes'. Did you mean '--hidden'?", from: "nn-train", "--hidden_layer_sizes", "9")
    try expect(2, "Did you mean '--only probability'?", from: "nn-predict", "m.nnm", "--proba")
    try expect(2, "'--random-state'. Did you mean '--seed'?", from: "nn-data", "circles", "--random-state", "1")
    try expect(2, "'--type'. Did you mean '--kind'?", from: "nn-graph", "--type", "roc")
  }

  @Test("every name that is offered for another is one of the tool's options")
  func offeredOptions() throws {
    let asked = [
      ("nn-train", ["lr", "early-stopping", "layers", "alpha", "solver", "cv", "batch-size", "max-iter", "y", "tol"]),
      ("nn-predict", ["proba", "logits", "shap", "cutoff"]), ("nn-graph", ["type", "width", "cmap", "dark"]),
    ]
    for (tool, names) in asked {
      let help = String(decoding: try work.output(tool, "--help"), as: UTF8.self)
      for name in names {
        let errors = try work.run(tool, "--\(name)").errors
        let offered = try #require(errors.firstMatch(of: /Did you mean '(--?[a-z0-9-]+)/)?.1, "\(errors)")
        #expect(help.contains(" \(offered) "), "\(tool) --\(name): \(offered)")
      }
    }
  }

  @Test("the value of an option may follow its letter at once")
  func joinedValues() throws {
    try work.write("semi.csv", Self.table.replacing(",", with: ";"))
    try work.output("nn-train", "-d;", "-s2,3,1", "-e5", "-q", "semi.csv", "-ojoined.nnm", "--log", "log.csv")
    #expect(try work.output("nn-predict", "joined.nnm", "-d;", "semi.csv", "-knone").starts(with: "predicted".utf8))
    #expect(try work.output("nn-data", "xor", "-n5").count { $0 == UInt8(ascii: "\n") } == 6)
  }

  @Test("a word that is no command is told from those that are")
  func commands() throws {
    try expect(2, "no command 'circle'; did you mean 'circles'?", from: "nn-data", "circle", "-n", "5")
    try expect(2, "no command 'data.csv'; there are circles, moons", from: "nn-data", "data.csv")
  }

  @Test("what an option takes is listed, and a number shown as it is written here")
  func values() throws {
    try expect(2, ": expected sgd, momentum, nesterov, adam,", from: "nn-train", "--optimizer", "lion")
    try expect(2, ": expected auto, binary, multiclass, regression (", from: "nn-train", "--task", "classify")
    try expect(2, ": expected a number, such as 0.2", from: "nn-train", "--holdout", "20%")
    try expect(2, ": expected a number, such as 0.2", from: "nn-train", "--holdout", "0,2")
    try expect(2, "with commas between them", from: "nn-train", "-s", "2", "3", "1")
  }

  @Test("a column that is not there is answered with those that are")
  func columns() throws {
    try expect(
      2, "no column \"species\"; it has x, y, class", from: "nn-train", "data.csv", "-y", "species", "-o", "n.nnm")
  }

  @Test("models and tables in each other's places")
  func swapped() throws {
    try expect(3, "m.nnm: not a table; it looks like a model", from: "nn-train", "m.nnm", "-o", "n.nnm")
    try expect(3, "m.nnm: not a table; it looks like a model", from: "nn-graph", "data.csv", "m.nnm")
    try expect(4, "the model goes first: nn-predict m.nnm data.csv", from: "nn-predict", "data.csv", "m.nnm")
    try expect(2, "-o m.nnm", from: "nn-train", "data.csv", "m.nnm")
  }

  @Test(
    "files that are no tables are named, with the way to make them one",
    arguments: [
      ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x06], "zip file (.npz, .keras, PyTorch, .xlsx); save it as CSV first"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0x00], "an xz file; unpack it: xz -dc"),
      ([0xFF, 0xFE, 0x78, 0x00, 0x2C, 0x00], "text in UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8"),
      (Array("PAR1".utf8) + [0x15, 0x04], "a Parquet file; save it as CSV first"),
      (Array(#"[{"x": 1, "y": 2}]"#.utf8), "JSON; save it as CSV first"),
      (Array("<!DOCTYPE html>\n<html>".utf8), "a web page"),
    ] as [([UInt8], String)])
  func foreignTables(bytes: [UInt8], message: String) throws {
    try work.write("other", bytes)
    for (tool, arguments) in [
      ("nn-train", ["other", "-o", "n.nnm"]), ("nn-predict", ["m.nnm", "other"]), ("nn-graph", ["other"]),
    ] {
      let outcome = try work.run(tool, arguments)
      #expect(outcome.ending == .exit(3))
      #expect(outcome.complaints.count == 1)
      #expect(outcome.errors.hasPrefix("\(tool): other: not a table; it looks like"), "\(outcome.errors)")
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
  }

  @Test("a column may be named as such a file begins")
  func innocentNames() throws {
    try work.write(
      "named.csv", "PAR1,PAR2,class\n" + Self.table.split(separator: "\n").dropFirst().joined(separator: "\n"))
    #expect(try work.run("nn-train", "named.csv", "--dry-run").ending == .exit(0))
  }

  @Test("no tool replaces what it reads, or one of its own files by the other")
  func replacements() throws {
    try expect(2, "-o and --log need two files", from: "nn-train", "data.csv", "-o", "n.nnm", "--log", "./n.nnm")
    for parts in [["a.csv", "./a.csv"], ["a.csv", "a.csv"], ["-", "-"]] {
      try expect(
        2, "the two parts need two files", from: "nn-data", "split", "--test", "0.5", "data.csv", parts[0], parts[1])
    }
    try expect(2, "data.csv: the model would replace", from: "nn-train", "data.csv", "-o", "./data.csv")
    try expect(2, "data.csv: the log would replace", from: "nn-train", "data.csv", "-o", "n.nnm", "--log", "data.csv")
    try expect(2, "m.nnm: the predictions would replace", from: "nn-predict", "m.nnm", "data.csv", "-o", "m.nnm")
    try expect(2, "m.nnm: the picture would replace", from: "nn-graph", "m.nnm", "-f", "svg", "-o", "m.nnm")
    try expect(2, "m.nnm: the table would replace", from: "nn-info", "m.nnm", "-o", "m.nnm")
    let split = ["split", "--test", "0.5", "data.csv"]
    try expect(2, "./data.csv: the training part would replace", from: "nn-data", split + ["./data.csv", "a.csv"])
    try expect(2, "data.csv: the test part would replace", from: "nn-data", split + ["a.csv", "data.csv"])
    for part in ["train", "test"] {
      let fold = ["split", "--fold", "1/3", "--part", part, "data.csv", "-o", "data.csv"]
      try expect(2, "data.csv: the \(part == "test" ? part : "training") part would replace", from: "nn-data", fold)
    }
    try expect(2, "data.csv: the rows would replace", from: "nn-data", "shuffle", "data.csv", "-o", "data.csv")
  }

  @Test("a table that is standard output too is refused, and predictions may take its place with -o")
  func tableAsOutput() throws {
    let runner = try work.start("nn-predict", "m.nnm", "data.csv", output: .file("\(work.path)/data.csv"))
    let outcome = runner.finish()
    #expect(outcome.ending == .exit(2))
    #expect(outcome.errors.contains("data.csv: it is standard output too"), "\(outcome.errors)")
    #expect(try work.read("data.csv") == Array(Self.table.utf8))
    try work.output("nn-predict", "m.nnm", "data.csv", "-o", "data.csv")
    #expect(try work.read("data.csv").starts(with: "x,y,class,predicted_class,".utf8))
  }

  @Test("a table that is taken for a part is not lost")
  func tableAsPart() throws {
    try expect(
      3, "a table is named before the two parts", from: "nn-data", "split", "--test", "0.5", "data.csv", "a.csv")
    try work.write("empty.csv", "")
    try work.output("nn-data", "split", "--test", "0.5", "empty.csv", "a.csv", "b.csv")
    #expect(try work.read("a.csv").isEmpty && work.read("b.csv").isEmpty)
  }

  @Test("a picture is not written under the name of another format")
  func pictureFormats() throws {
    try expect(2, "there is no format png; write svg", from: "nn-graph", "m.nnm", "-o", "m.png")
    try work.output("nn-graph", "m.nnm", "-f", "svg", "-o", "picture.png")
  }

  @Test("the numbers of rows that another program has saved are told from features")
  func rowNumbers() throws {
    let rows = Self.table.split(separator: "\n")
    let numbered = rows.enumerated().map { $0 == 0 ? ",\($1)\n" : "\($0 - 1),\($1)\n" }.joined()
    try work.write("numbered.csv", numbered)
    let errors = try work.run("nn-train", "numbered.csv", "-e", "1", "-o", "n.nnm").errors
    #expect(errors.contains(#"column "" numbers the rows"#), "\(errors)")
    let shuffled = [rows[0]] + rows.dropFirst().reversed()
    try work.write("id.csv", shuffled.enumerated().map { $0 == 0 ? "id,\($1)\n" : "\(-$0),\($1)\n" }.joined())
    #expect(try !work.run("nn-train", "id.csv", "-e", "1", "-o", "n.nnm").errors.contains("numbers the rows"))
  }

  @Test("numbers in a spelling of their own are taken as text aloud")
  func dressedNumbers() throws {
    let rows = (0..<20).map { "\"1,\(100 + $0)\",\($0 * 7 % 10)%,\($0 % 2)\n" }
    try work.write("dressed.csv", "x,y,class\n" + rows.joined())
    let dressed = try work.run("nn-train", "dressed.csv", "-e", "1", "-o", "n.nnm").errors
    #expect(
      dressed.contains(#"column "x" is taken as text: "1,100" is not read as a number; write 1100"#), "\(dressed)")
    #expect(dressed.contains(#"column "y" is taken as text: "0%" is not read as a number; write 0"#), "\(dressed)")
    let named = try work.run("nn-train", "data.csv", "-N", "-e", "1", "-o", "n.nnm").errors
    #expect(named.contains(#"numbers but for "x"; if that is the header, leave out -N"#), "\(named)")
    let sound = try work.run("nn-train", "data.csv", "-e", "1", "-o", "n.nnm").errors
    #expect(!sound.contains("is taken as"), "\(sound)")
  }
}
