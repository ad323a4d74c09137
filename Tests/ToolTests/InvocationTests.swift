import TestSupport
import Testing

@Suite("Every tool is called alike") struct InvocationTests {
  private let work: Workplace

  init() throws {
    work = try Workplace()
    try work.write("data.csv", "x,y,class\n" + (0..<20).map { "\($0).5,\($0 * $0),\($0 % 2)\n" }.joined())
  }

  private static let subcommands = [
    "circles", "moons", "blobs", "spirals", "xor", "linear", "friedman", "split", "shuffle",
  ]
  private static let commands = BuiltTools.names.map { [$0] } + subcommands.map { ["nn-data", $0] }

  @Test("--help, or -h, goes to standard output, names the tool, and fits in 80 columns", arguments: commands)
  func help(command: [String]) throws {
    let outcome = try work.run(command[0], command.dropFirst() + ["--help"])
    #expect(outcome.ending == .exit(0))
    #expect(outcome.errors == "")
    #expect(outcome.text.contains("USAGE: \(command.joined(separator: " ")) "))
    for line in outcome.text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(try work.run(command[0], command.dropFirst() + ["-h"]).text == outcome.text)
  }

  @Test("values in a help are names, not numbers of our own", arguments: commands)
  func helpOfValues(command: [String]) throws {
    let text = try work.run(command[0], command.dropFirst() + ["--help"]).text
    #expect(!text.contains("values: 0"))
  }

  @Test("--version, or -V, is one line with the tool's name", arguments: BuiltTools.names)
  func version(tool: String) throws {
    let outcome = try work.run(tool, "--version")
    #expect(outcome.ending == .exit(0))
    #expect(outcome.errors == "")
    #expect(outcome.text.hasPrefix("\(tool) "))
    #expect(outcome.text.wholeMatch(of: /nn-[a-z]+ [0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    #expect(try work.run(tool, "-V").text == outcome.text)
  }

  @Test("help that cannot be written is an error", arguments: BuiltTools.names)
  func unwritableHelp(tool: String) throws {
    for option in ["--help", "--version"] {
      let outcome = try work.start(tool, option, output: .file("/dev/full")).finish()
      #expect(outcome.ending == .exit(5))
      #expect(outcome.complaints.count == 1)
    }
  }

  @Test(
    "a value of the wrong kind is told with its option and with what is expected",
    arguments: [
      ("nn-train -e abc", "'abc' is invalid for '-e <epochs>': expected a whole number"),
      ("nn-train -e1.5", "'1.5' is invalid for '-e <epochs>': expected a whole number"),
      ("nn-train --epochs=10%", "'10%' is invalid for '--epochs <epochs>': expected a whole number"),
      ("nn-train -e e", "'e' is invalid for '-e <epochs>': expected a whole number"),
      ("nn-train --seed -1", "'-1' is invalid for '--seed <seed>': expected a whole number, 0 or more"),
      ("nn-train -b 99999999999999999999", "for '-b <batch>': expected a smaller whole number"),
      ("nn-train -r x", "'x' is invalid for '-r <rate>': expected a number"),
      ("nn-train -r 0,5", "'0,5' is invalid for '-r <rate>': expected a number, such as 0.5"),
      ("nn-train --holdout 10%", "'10%' is invalid for '--holdout <share>': expected a number, such as 0.1"),
      ("nn-train --keep all", "'all' is invalid for '--keep <keep>': expected best, last"),
      ("nn-train --output-activation x", "for '--output-activation <name>': expected auto, identity, sigmoid, "),
      ("nn-train --stop-at auc=x", "for '--stop-at <metric=value>': expected a metric and a number, such as auc=0.95"),
      ("nn-score --min auc", "'auc' is invalid for '--min <metric=value>': expected a metric and a number"),
      ("nn-score -t best:x", "'best:x' is invalid for '-t <threshold>': expected a probability, best:accuracy, "),
      ("nn-graph --size 3", "'3' is invalid for '--size <wxh>': expected width and height, such as 800x600"),
      ("nn-data split --fold 6/5", "'6/5' is invalid for '--fold <i/k>': expected a fold and the number of folds"),
      ("nn-data circles -n x", "'x' is invalid for '-n <rows>': expected a whole number"),
    ])
  func unfitValues(call: String, message: String) throws {
    let words = call.split(separator: " ").map(String.init)
    let outcome = try work.run(words[0], words.dropFirst() + ["data.csv"])
    #expect(outcome.ending == .exit(2) && outcome.output == [])
    #expect(outcome.complaints.count == 1 && outcome.errors.hasPrefix("\(words[0]): the value '"))
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("options stand before operands or after, with a blank or an equals sign")
  func optionStyles() throws {
    let model = { (options: [String]) in
      try work.output("nn-train", options)
      return try work.read("m.nnm")
    }
    let usual = try model(["-q", "-e", "3", "-s", "2,3,1", "--seed", "5", "-o", "m.nnm", "data.csv"])
    #expect(try model(["data.csv", "-q", "-e", "3", "-s", "2,3,1", "--seed", "5", "-o", "m.nnm"]) == usual)
    #expect(try model(["data.csv", "-e=3", "--sizes=2,3,1", "--seed=5", "--output=m.nnm", "--quiet"]) == usual)
    try work.output("nn-predict", "m.nnm", "data.csv", "-o", "a.csv")
    try work.output("nn-predict", "-o", "b.csv", "m.nnm", "-q", "data.csv")
    #expect(try work.read("a.csv") == work.read("b.csv"))
  }

  @Test("short flags can be joined")
  func joinedFlags() throws {
    try work.output("nn-train", "data.csv", "-q", "-e", "3", "-o", "m.nnm")
    let bare = Array("1,2\n3,4\n".utf8)
    let joined = try work.output("nn-predict", "-qN", "m.nnm", input: bare)
    #expect(try work.output("nn-predict", "-q", "-N", "m.nnm", input: bare) == joined)
  }

  @Test("after -- everything is an operand")
  func terminator() throws {
    try work.write("-q", try work.read("data.csv"))
    let shuffled = try work.output("nn-data", "shuffle", "data.csv")
    #expect(try work.output("nn-data", "shuffle", "--", "-q") == shuffled)
    #expect(try work.run("nn-data", "shuffle", "--", "-V").ending == .exit(5), "no such file, and no version")
  }

  @Test("a minus is standard input")
  func minus() throws {
    let input = try work.read("data.csv")
    #expect(try work.output("nn-data", "shuffle", "-", input: input) == work.output("nn-data", "shuffle", "data.csv"))
  }

  @Test("a negative number is a value, not an option")
  func negativeNumbers() throws {
    for option in ["-n", "--seed", "--noise", "--factor"] {
      let outcome = try work.run("nn-data", "circles", option, "-1")
      #expect(outcome.ending == .exit(2))
      #expect(outcome.errors.contains(option) && outcome.errors.contains("-1"), "\(outcome.errors)")
    }
    try work.write("signs.csv", "x,y,class\n" + (0..<20).map { "\($0),\($0 % 5),\($0 % 2 * 2 - 1)\n" }.joined())
    try work.output("nn-train", "signs.csv", "--positive", "-1", "-q", "-e", "3", "-o", "m.nnm")
    let facts = String(decoding: try work.output("nn-info", "m.nnm"), as: UTF8.self)
    #expect(facts.contains("positive,-1\n"))
    try work.write("codes.csv", "x,y\n-999,1\n2,2.5\n3,-.5\n4,7\n")
    let drop = ["codes.csv", "--missing", "drop", "-e", "1", "-o", "m.nnm"]
    #expect(try work.run("nn-train", drop + ["--na", "-999,-.5"]).errors.contains("2 rows left out"))
    #expect(try work.run("nn-train", drop + ["--na", "-.5"]).errors.contains("1 row left out"))
    #expect(try work.run("nn-train", drop + ["--na=-999"]).errors.contains("1 row left out"))
  }

  @Test(
    "files may have any name",
    arguments: [
      "with space.csv", "new\nline.csv", "per%scent%n.csv", "glob*[x]?.csv", "tab\t.csv", "quote'\".csv", "ü.csv",
      "no-ending", String(repeating: "l", count: 250),
    ].map { Array($0.utf8) } + [Array("bad".utf8) + [0xFF, 0xFE] + Array("utf8.csv".utf8)])
  func fileNames(name: [UInt8]) throws {
    try work.write(name, try work.read("data.csv"))
    func bytes(_ words: String...) -> [[UInt8]] { words.map { Array($0.utf8) } }
    let train = try work.run("nn-train", bytes: bytes("-q", "-e", "3", "-o", "m.nnm") + [name])
    #expect(train.ending == .exit(0), "\(train.errors)")
    let model = try work.read("m.nnm")
    // The same name takes the model, the predictions and the picture.
    #expect(try work.run("nn-train", bytes: bytes("-q", "-e", "3", "data.csv", "-o") + [name]).ending == .exit(0))
    #expect(try work.read(name) == model)
    #expect(try work.run("nn-info", bytes: bytes("--check") + [name]).ending == .exit(0))
    let output = Array("--output=".utf8) + name
    let predictions = try work.run("nn-predict", bytes: [name] + bytes("data.csv"))
    #expect(predictions.ending == .exit(0))
    #expect(try work.run("nn-predict", bytes: bytes("m.nnm", "data.csv") + [output]).ending == .exit(0))
    #expect(try work.read(name) == predictions.output)
    #expect(try work.run("nn-graph", bytes: bytes("-f", "svg", "m.nnm") + [output]).ending == .exit(0))
    #expect(try work.read(name) == work.output("nn-graph", "m.nnm"))
    #expect(try work.run("nn-data", bytes: bytes("xor", "-n5") + [Array("-o".utf8) + name]).ending == .exit(0))
    #expect(try work.read(name) == work.output("nn-data", "xor", "-n", "5"))
  }

  @Test("a file that is missing is told by its name, readable whatever its bytes")
  func missingNames() throws {
    let outcome = try work.run("nn-score", bytes: [Array("no\n".utf8) + [0xFF, 0x1B] + Array(".csv".utf8)])
    #expect(outcome.ending == .exit(5))
    #expect(outcome.complaints.count == 1)
    #expect(outcome.errors.contains(".csv: No such file or directory"))
    #expect(!outcome.errors.contains("\u{1B}"))
  }

  @Test("a table read as tabs or semicolons gives the model of its commas")
  func delimiters() throws {
    let options = ["-q", "-e", "3", "-o", "m.nnm"]
    try work.output("nn-train", ["data.csv"] + options)
    let usual = try work.read("m.nnm")
    for (name, byte, chosen) in [("data.tsv", "\t", []), ("other.csv", ";", ["-d", "semicolon"])] {
      let text = String(decoding: try work.read("data.csv"), as: UTF8.self)
      try work.write(name, text.split(separator: ",", omittingEmptySubsequences: false).joined(separator: byte))
      try work.output("nn-train", [name] + options + chosen)
      #expect(try work.read("m.nnm") == usual)
    }
  }

  @Test("the locale changes no byte", arguments: ["C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"])
  func locale(name: String) throws {
    try work.output("nn-train", "data.csv", "-q", "-e", "3", "-o", "m.nnm")
    let usual = try work.output("nn-predict", "m.nnm", "data.csv")
    let local = try work.output("nn-predict", "m.nnm", "data.csv", environment: ["LC_ALL": name, "LANG": name])
    #expect(local == usual)
  }
}
