import Testing

@Suite("nn-graph draws what it is given") struct PictureTests {
  /// A model, the history of its training, and its predictions.
  private struct Material {
    let model: [UInt8]
    let history: [UInt8]
    let predictions: [UInt8]
    let table: [UInt8]
  }

  private static let material = Result {
    let work = try Workplace()
    let circles = try work.output("nn-data", "circles", "-n", "120", "--noise", "0.1", "--factor", "0.4")
    try work.write("data.csv", circles)
    let history = try work.output("nn-train", "data.csv", "-q", "-s", "2,5,1", "-e", "12", "-o", "m.nnm")
    return Material(
      model: try work.read("m.nnm"), history: history,
      predictions: try work.output("nn-predict", "m.nnm", input: circles), table: circles)
  }

  private let work: Workplace

  init() throws { work = try Workplace() }

  /// Draws files.
  private func drawn(_ arguments: String..., input: [UInt8] = []) throws -> (text: String, xml: WellFormedXML) {
    let text = String(decoding: try work.output("nn-graph", arguments, input: input), as: UTF8.self)
    #expect(text.utf8.count < 200_000)
    return (text, try WellFormedXML(text))
  }

  /// Draws what comes through a pipe.
  private func draw(_ input: [UInt8], _ options: String...) throws -> (text: String, xml: WellFormedXML) {
    let bytes = try work.output("nn-graph", options, input: input)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("<svg "))
    #expect(text.contains("role=\"img\""))
    #expect(try work.output("nn-graph", options, input: input) == bytes, "the same bytes every time")
    let xml = try WellFormedXML(text)
    #expect(xml.elements.contains("title") && xml.elements.contains("desc"))
    return (text, xml)
  }

  @Test("a model from a pipe or a file is drawn as a network under the names of its columns")
  func network() throws {
    let model = try Self.material.get().model
    let (text, xml) = try draw(model)
    #expect(xml.texts.contains("x1") && xml.texts.contains("x2"))
    try work.write("m.nnm", model)
    #expect(String(decoding: try work.output("nn-graph", "m.nnm"), as: UTF8.self) == text)
    #expect(try draw(model, "--no-labels").text != text)
    #expect(try draw(model, "--min-weight", "1000").text.utf8.count < text.utf8.count)
    #expect(try draw(model, "--theme", "dark").text != text)
  }

  @Test("a training's table is drawn as curves")
  func history() throws {
    let (_, xml) = try draw(Self.material.get().history)
    #expect(xml.texts.contains { $0.contains("loss") } && xml.texts.contains { $0.contains("auc") })
  }

  @Test("the history kept in a model is drawn as the same kind")
  func storedHistory() throws {
    try work.write("m.nnm", Self.material.get().model)
    _ = try draw(work.output("nn-info", "--history", "m.nnm"))
  }

  @Test("predictions are drawn as right and wrong points on two features")
  func points() throws {
    let predictions = try Self.material.get().predictions
    let (usual, xml) = try draw(predictions)
    #expect(xml.texts.contains("x1") && xml.texts.contains("x2"))
    #expect(try draw(predictions, "-x", "x1,x2").text == usual)
    #expect(try draw(predictions, "-x", "2,1").text != usual)
  }

  @Test("a row without its label, or without a prediction, is no row of a picture; but a label may be spelled so")
  func missingLabels() throws {
    func described(_ rows: String) throws -> String {
      try work.write("p.csv", "x,y,c,predicted_c\n" + rows)
      return try String(decoding: work.output("nn-graph", "p.csv"), as: UTF8.self)
    }
    let rows = "1,2,a,a\n2,1,b,b\n3,4,a,b\n"
    #expect(try described(rows).contains("3 rows"))
    let more = try described(rows + "4,4,NA,b\n5,4,,b\n6,4,a,\n")
    #expect(more.contains("3 rows") && !more.contains("blank") && !more.contains("NA"))
    let label = try described(rows + "4,4,NA,b\n5,4,NA,NA\n")
    #expect(label.contains("5 rows") && label.contains("NA"))
  }

  @Test("text columns are passed over, missing cells leave a point out, and a slip in a column of numbers is told")
  func cellsOfPoints() throws {
    let table = "id,x,y,class,predicted_class\nn1,1,2,a,a\nn2,NA,3,b,b\nn3,3,,b,a\nn4,4,5,a,a\n"
    let (_, xml) = try draw(Array(table.utf8))
    #expect(xml.texts.contains("x") && xml.texts.contains("y"))
    // What stands for a missing value is the user's to say, a number too.
    let named = table.replacing("NA", with: "-99").replacing("3,,", with: "3,-99,")
    #expect(try draw(Array(named.utf8), "--na", "-99").text == draw(Array(table.utf8)).text)
    for (input, options) in [(table.replacing("4,5", with: "4,five"), []), (table, ["-x", "id,y"])] {
      let outcome = try work.run("nn-graph", options, input: Array(input.utf8))
      #expect(outcome.ending == .exit(3))
      #expect(outcome.errors.hasPrefix(options.isEmpty ? "nn-graph: stdin:5:3: " : "nn-graph: stdin:2:1: "))
    }
  }

  @Test(
    "the views of nn-score are drawn",
    arguments: [
      ["--roc"], ["--pr"], ["--calibration", "5"], ["--confusion"], [], ["--ci", "0.9", "--resamples", "20"],
      ["--per-class"],
    ])
  func scores(view: [String]) throws {
    let table = try work.output("nn-score", view, input: Self.material.get().predictions)
    _ = try draw(table)
  }

  @Test("a comparison of two tables is drawn")
  func comparison() throws {
    try work.write("a.csv", Self.material.get().predictions)
    let (_, xml) = try draw(work.output("nn-score", "--compare", "a.csv", "a.csv"))
    #expect(xml.texts.contains("auc") && xml.texts.contains { $0.contains("b − a") })
  }

  @Test(
    "the tables that nn-train writes without a model are drawn",
    arguments: [
      (["--find-rate"], "learning rate (log scale)"), (["--folds", "3", "-e", "3"], "auc"),
      (["--tune", "3", "-e", "3"], "loss"),
    ])
  func trainingTables(arguments: [String], word: String) throws {
    try work.write("data.csv", Self.material.get().table)
    let (_, xml) = try draw(work.output("nn-train", ["-q", "data.csv"] + arguments))
    #expect(xml.texts.contains { $0 == word })
  }

  @Test("a title is text, whatever it holds, and the size is the one asked for")
  func titleAndSize() throws {
    let (text, xml) = try draw(Self.material.get().model, "--title", "a <b> & \"c\"", "--size", "640x480")
    #expect(xml.texts.contains { $0.contains("a &lt;b&gt; &amp; ") })
    #expect(text.contains("width=\"640\"") && text.contains("height=\"480\""))
  }

  @Test("a table that is no picture is refused, with the columns that would be one")
  func unknownColumns() throws {
    let outcome = try work.run("nn-graph", input: Array("height,width\n1,2\n".utf8))
    #expect(outcome.ending == .exit(3))
    #expect(outcome.output == [])
    #expect(outcome.complaints.count == 1)
    for columns in ["epoch", "predicted_X", "fpr,tpr", "recall,precision", "mean_p,fraction", "rate,loss"] {
      #expect(outcome.errors.contains(columns), "\(outcome.errors)")
    }
  }

  @Test("a model over a table is a surface, what its units see, or the network for a row")
  func modelAndTable() throws {
    let material = try Self.material.get()
    try work.write("m.nnm", material.model)
    try work.write("data.csv", material.table)
    let (surface, xml) = try drawn("m.nnm", "data.csv")
    #expect(xml.texts.contains("boundary") && xml.texts.contains("x1"))
    #expect(xml.texts.contains { $0.hasPrefix("right ") })
    #expect(try drawn("m.nnm", "data.csv", "-x", "x2,x1").text != surface)
    // Without the truth the rows are those of the predicted classes.
    let bare = String(decoding: material.table, as: UTF8.self).split(separator: "\n").map { line in
      line.split(separator: ",").dropLast().joined(separator: ",")
    }
    try work.write("bare.csv", bare.joined(separator: "\n") + "\n")
    #expect(try drawn("m.nnm", "bare.csv").xml.texts.contains("120 rows"))
    #expect(try drawn("m.nnm", "data.csv", "--kind", "units").xml.texts.contains("each unit over x1 → and x2 ↑"))
    let row = try drawn("m.nnm", "data.csv", "--row", "7")
    #expect(row.xml.texts.contains("row 7") && row.xml.texts.contains { $0.hasPrefix("x1 = ") })
    #expect(try drawn("m.nnm", "--input", "data.csv", "--row", "7").text == row.text)
  }

  @Test("the weights as CSV are those that nn-info tells, and as a graph they are edges")
  func weights() throws {
    try work.write("m.nnm", Self.material.get().model)
    let weights = try work.output("nn-info", "--weights", "m.nnm")
    #expect(try work.output("nn-graph", "m.nnm", "-f", "csv") == weights)
    try work.output("nn-graph", "m.nnm", "-o", "weights.csv")
    #expect(try work.read("weights.csv") == weights)
    let dot = String(decoding: try work.output("nn-graph", "-f", "dot", "m.nnm"), as: UTF8.self)
    #expect(dot.hasPrefix("digraph ") && dot.split(separator: "\n").count { $0.contains("penwidth") } == 21)
  }

  @Test("text is of the columns that the environment tells, and has colours where it is asked to")
  func text() throws {
    try work.write("m.nnm", Self.material.get().model)
    let plain = String(decoding: try work.output("nn-graph", "m.nnm", "-f", "text"), as: UTF8.self)
    #expect(plain.contains("x1") && plain.contains("sigmoid") && !plain.contains("\u{1B}"))
    let wide = try work.output("nn-graph", "m.nnm", "-f", "text", environment: ["COLUMNS": "130"])
    let lines = { (text: String) in text.split(separator: "\n").map(\.count).max() ?? 0 }
    #expect((60...80).contains(lines(plain)) && (81...130).contains(lines(String(decoding: wide, as: UTF8.self))))
    try work.output("nn-graph", "m.nnm", "-o", "m.txt")
    #expect(try work.read("m.txt") == Array(plain.utf8))
    for (environment, code) in [(["COLORTERM": "truecolor"], "38;2;"), (["TERM": "xterm"], "38;5;")] {
      let text = try work.output(
        "nn-graph", "m.nnm", "-f", "text", "--color", "always", environment: environment)
      #expect(String(decoding: text, as: UTF8.self).contains(code))
    }
    #expect(try work.output("nn-graph", "m.nnm", "-f", "text", environment: ["NO_COLOR": "1"]) == Array(plain.utf8))
  }

  @Test("a page holds the rows that a reader steps through, and needs nothing else")
  func page() throws {
    let material = try Self.material.get()
    try work.write("m.nnm", material.model)
    try work.write("data.csv", material.table)
    let page = String(
      decoding: try work.output("nn-graph", "m.nnm", "--input", "data.csv", "-f", "html"), as: UTF8.self)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("\"name\":\"row 120\""))
    #expect(!page.contains("https:") && !page.contains(" src=") && !page.contains("@import"))
    let bare = String(decoding: try work.output("nn-graph", "m.nnm", "-f", "html"), as: UTF8.self)
    #expect(bare.contains("\"rows\":[]"))
    let points = try work.output("nn-graph", "-f", "html", input: material.predictions)
    #expect(!String(decoding: points, as: UTF8.self).contains("<script"))
  }

  @Test("several histories and several curves are one picture, under the names of their files")
  func several() throws {
    try work.write("first.csv", Self.material.get().history)
    try work.write("second.csv", Self.material.get().history)
    let (_, xml) = try drawn("first.csv", "second.csv")
    #expect(xml.texts.contains { $0.hasPrefix("first · ") } && xml.texts.contains { $0.hasPrefix("second · ") })
    let roc = try work.output("nn-score", "--roc", input: Self.material.get().predictions)
    try work.write("a.csv", roc)
    let curves = try drawn("a.csv", "-", input: roc)
    #expect(
      curves.xml.texts.contains { $0.hasPrefix("a · ") } && curves.xml.texts.contains { $0.hasPrefix("stdin · ") })
  }

  @Test("the first of several tables may come through a pipe", arguments: ["/dev/stdin", "-"])
  func pipeFirst(name: String) throws {
    try work.write("p.csv", Self.material.get().predictions)
    let (_, xml) = try drawn(name, "p.csv", input: Self.material.get().predictions)
    #expect(xml.texts.contains { $0.hasPrefix("x1") })
    let counts = xml.texts.filter { $0.hasPrefix("right ") }.flatMap { $0.split(separator: " ").compactMap { Int($0) } }
    #expect(counts.reduce(0, +) == 240)
  }

  @Test("a class that is named by a number is no value of the output", arguments: [[], ["--raw"]])
  func numberedClasses(options: [String]) throws {
    try work.write("m.nnm", Self.material.get().model)
    let only = options.isEmpty ? ["--only", "label"] : []
    let table = try work.output(
      "nn-predict", ["m.nnm", "--explain"] + only + options, input: Self.material.get().table)
    #expect(try draw(table, "--row", "2").text.contains("<desc>What moves predicted_label away from its average"))
    let quantity = try draw(Array("x,predicted_y,why_x\n1,2,0.5\n2,3.5,2\n".utf8))
    #expect(quantity.text.contains("<desc>From the average of predicted_y, 1.5, to 2 for this row"))
  }

  @Test("predicted quantities, importance and explanations have pictures of their own")
  func others() throws {
    let regression = try draw(Array("a,y,predicted_y\n1,2.5,2.25\n2,3.5,4\n".utf8))
    #expect(regression.xml.texts.contains("true − predicted"))
    let importance = try draw(Array("feature,mean_drop,sd\nx1,0.2,0.01\nx2,0.5,0.02\n".utf8))
    #expect(importance.xml.texts.firstIndex(of: "x2") ?? 9 < importance.xml.texts.firstIndex(of: "x1") ?? 0)
    let why = "x1,k,predicted_k,p_a,p_b,why_x1,why_x2\n7,a,b,0.2,0.8,0.25,-0.05\n8,a,a,0.9,0.1,-0.4,0\n"
    let first = try draw(Array(why.utf8))
    #expect(first.xml.texts.contains("probability of b = 0.8") && first.xml.texts.contains("x1 = 7"))
    #expect(try draw(Array(why.utf8), "--row", "2").xml.texts.contains("x1 = 8"))
  }

  @Test(
    "what does not fit together is told in a line",
    arguments: [
      (["m.nnm", "--kind", "surface"], 2, "needs a table"), (["m.nnm", "--kind", "roc"], 2, "draws a table"),
      (["m.nnm", "data.csv", "--kind", "roc"], 2, "draws a table"),
      (["m.nnm", "--row", "2"], 2, "--row is of a table"),
      (["m.nnm", "data.csv", "--row", "2", "--kind", "units"], 2, "--row is for a network or an explanation"),
      (["scores.csv", "--row", "2"], 2, "not for a picture of kind scores"),
      (["m.nnm", "data.csv", "--row", "121"], 3, "there is no row 121; the last one is row 120"),
      (["m.nnm", "data.csv", "-x", "x1"], 2, "-x takes two columns"),
      (["m.nnm", "data.csv", "-x", "x1,label"], 2, "is no numeric feature"),
      (["m.nnm", "other.csv"], 4, "no column \"x1\""), (["data.csv", "--kind", "roc"], 3, "needs fpr,tpr"),
      (["data.csv", "--kind", "units"], 2, "name one before the table"),
      (["data.csv", "-f", "dot"], 2, "for networks"),
      (["m.nnm", "data.csv", "-f", "csv"], 2, "for a network alone"),
      (["data.csv", "--input", "data.csv"], 2, "--input"),
      (["m.nnm", "-f", "dot", "--row", "3"], 2, "for a network alone"),
      (["m.nnm", "-f", "csv", "--row", "3"], 2, "for a network alone"),
      (["confusion.csv", "--size", "500x300"], 2, "a height of 300 is too small"),
      (["confusion.csv", "-f", "text", "--size", "40x20"], 2, "a width of 40 is too small"),
      (["twice.csv"], 3, "two columns are named \"loss\""), (["p.csv"], 3, "two columns are named \"p_a\""),
      (
        ["m.nnm", "--input", "data.csv", "--row", "9223372036854775807", "-f", "html"], 3, "no row 9223372036854775807"
      ),
      (["m.nnm", "-f", "text", "--size", "infx30"], 2, "the columns must be 20 to 500"),
      (["m.nnm", "-f", "text", "--size", "80x1e300"], 2, "the rows 10 to 500"),
      (["m.nnm", "--row", "0"], 2, "--row takes 1 or more"), (["m.nnm", "--size", "10x10"], 2, "cannot be drawn"),
    ] as [([String], Int32, String)])
  func misuse(arguments: [String], status: Int32, words: String) throws {
    try work.write("m.nnm", Self.material.get().model)
    try work.write("data.csv", Self.material.get().table)
    try work.write("other.csv", "a,b\n1,2\n")
    try work.write("scores.csv", "metric,value\nauc,0.5\n")
    try work.write("twice.csv", "epoch,loss,loss\n1,2,3\n")
    try work.write("p.csv", "x,y,c,predicted_c,p_a,p_a\n1,2,a,a,1,0\n")
    try work.write("confusion.csv", "actual,predicted,count\n" + (0..<16).map { "c\($0),c\($0),\($0)\n" }.joined())
    let outcome = try work.run("nn-graph", arguments)
    #expect(outcome.ending == .exit(status) && outcome.output == [])
    #expect(outcome.complaints.count == 1 && outcome.errors.contains(words), "\(outcome.errors)")
  }
}
