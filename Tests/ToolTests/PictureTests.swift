import Testing

@Suite("nn-graph draws what it is given") struct PictureTests {
  /// A model, the history of its training, and its predictions.
  private struct Material {
    let model: [UInt8]
    let history: [UInt8]
    let predictions: [UInt8]
  }

  private static let material = Result {
    let work = try Workplace()
    let circles = try work.output("nn-data", "circles", "-n", "120", "--noise", "0.1", "--factor", "0.4")
    try work.write("data.csv", circles)
    let history = try work.output("nn-train", "data.csv", "-q", "-s", "2,5,1", "-e", "12", "-o", "m.nnm")
    return Material(
      model: try work.read("m.nnm"), history: history,
      predictions: try work.output("nn-predict", "m.nnm", input: circles))
  }

  private let work: Workplace

  init() throws { work = try Workplace() }

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

  @Test("text columns are passed over, missing cells leave a point out, and a slip in a column of numbers is told")
  func cellsOfPoints() throws {
    let table = "id,x,y,class,predicted_class\nn1,1,2,a,a\nn2,NA,3,b,b\nn3,3,,b,a\nn4,4,5,a,a\n"
    let (_, xml) = try draw(Array(table.utf8))
    #expect(xml.texts.contains("x") && xml.texts.contains("y"))
    for (input, options) in [(table.replacing("4,5", with: "4,five"), []), (table, ["-x", "id,y"])] {
      let outcome = try work.run("nn-graph", options, input: Array(input.utf8))
      #expect(outcome.ending == .exit(3))
      #expect(outcome.errors.hasPrefix(options.isEmpty ? "nn-graph: stdin:5:3: " : "nn-graph: stdin:2:1: "))
    }
  }

  @Test("the views of nn-score are drawn", arguments: [["--roc"], ["--pr"], ["--calibration", "5"], ["--confusion"]])
  func scores(view: [String]) throws {
    let table = try work.output("nn-score", view, input: Self.material.get().predictions)
    _ = try draw(table)
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
    for columns in ["epoch", "predicted_X", "fpr,tpr", "recall,precision", "mean_p,fraction"] {
      #expect(outcome.errors.contains(columns), "\(outcome.errors)")
    }
  }

  @Test("a model and a table together are a usage error")
  func modelAndTable() throws {
    try work.write("m.nnm", Self.material.get().model)
    try work.write("p.csv", Self.material.get().predictions)
    let outcome = try work.run("nn-graph", "m.nnm", "p.csv")
    #expect(outcome.ending == .exit(2))
    #expect(outcome.complaints.count == 1)
  }
}
