import Testing

@Suite("nn-info tells what a model is") struct InfoTests {
  private static let model = Result {
    let work = try Workplace()
    let rows = (0..<30).map { "\($0),\($0 % 3 == 0 ? "red" : "blue"),\($0 % 2 == 0 ? "no" : "yes")\n" }
    try work.write("data.csv", "x,colour,class\n" + rows.joined())
    try work.output("nn-train", "data.csv", "-q", "-s", "3,4,1", "-e", "6", "-o", "m.nnm", "--log", "log.csv")
    return try work.read("m.nnm")
  }

  private let work: Workplace

  init() throws {
    work = try Workplace()
    try work.write("m.nnm", Self.model.get())
  }

  private func info(_ options: String...) throws -> Table { try Table(work.output("nn-info", options + ["m.nnm"])) }

  @Test("the summary is one row a fact")
  func summary() throws {
    let facts = Dictionary(uniqueKeysWithValues: try info().rows.map { ($0[0], $0[1]) })
    #expect(facts["task"] == "binary")
    #expect(facts["sizes"] == "3,4,1")
    #expect(facts["parameters"] == "21")
    #expect(facts["features"] == "x,colour")
    #expect(facts["target"] == "class")
    #expect(facts["labels"] == "no,yes")
    #expect(facts["positive"] == "yes")
    #expect(facts["rows"] == "30")
    #expect(facts["file_bytes"] == "\(try work.read("m.nnm").count)")
  }

  @Test("layers, schema, weights and history are tables")
  func views() throws {
    #expect(try info("--layers").column("units") == ["4", "1"])
    #expect(try info("--schema").column("column") == ["x", "colour", "colour", "class", "class"])
    #expect(try info("--weights").rows.count == 21)
    #expect(try info("--history").column("epoch") == ["1", "2", "3", "4", "5", "6"])
  }

  @Test("the best figures are those of the history, spelt alike")
  func best() throws {
    let facts = Dictionary(uniqueKeysWithValues: try info().rows.map { ($0[0], $0[1]) })
    let history = try info("--history")
    let row = try #require(history.column("epoch").firstIndex { $0 == facts["best_epoch"] })
    for figure in ["loss", "auc"] { #expect(try history.column(figure)[row] == facts["best_\(figure)"]) }
  }

  @Test("--check says nothing of a sound model")
  func check() throws {
    let outcome = try work.run("nn-info", "--check", "m.nnm")
    #expect(outcome.ending == .exit(0))
    #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
  }

  @Test("two views at once are a usage error")
  func twoViews() throws {
    let outcome = try work.run("nn-info", "--layers", "--schema", "m.nnm")
    #expect(outcome.ending == .exit(2))
    #expect(outcome.complaints.count == 1)
  }

  @Test("a model comes through a pipe too")
  func pipe() throws {
    #expect(try work.output("nn-info", "-", input: Self.model.get()) == work.output("nn-info", "m.nnm"))
    let data = Array("x,colour\n1,red\n".utf8)
    try work.write("t.csv", data)
    let piped = try work.output("nn-predict", "-", "t.csv", input: Self.model.get())
    #expect(try piped == work.output("nn-predict", "m.nnm", "t.csv"))
    let both = try work.run("nn-predict", "-", input: Self.model.get())
    #expect(both.ending == .exit(2))
  }

  @Test("--json is JSON with all texts to the letter, and the other views escape what acts on a terminal")
  func strangersTexts() throws {
    let names = ["a\u{1B}[2J\u{7}", "q\"\\/", "\u{202E}line\u{2028}", "\u{1F600}e\u{301}\u{7F}\u{9B}31m"]
    let labels = ["\u{8}yes", "n\no\t"]
    func quoted(_ text: String) -> String { "\"\(text.split(separator: "\"").joined(separator: "\"\""))\"" }
    // A quotation mark within a name is doubled.
    let header = (names + ["class"]).map { quoted($0) }.joined(separator: ",")
    let rows = (0..<8).map { "\($0),1,\($0 % 3),2,\(quoted(labels[$0 % 2]))\n" }
    try work.write("data.csv", header + "\n" + rows.joined())
    try work.output("nn-train", "data.csv", "-q", "-e", "1", "-o", "m.nnm", "--log", "log.csv")
    let document = try JSONValue(parsing: work.output("nn-info", "--json", "m.nnm"))
    for (index, name) in names.enumerated() {
      guard case .text(let told) = document["inputs"]?[index]?["name"] else { throw JSONValue.Fault(offset: index) }
      #expect(told.unicodeScalars.elementsEqual(name.unicodeScalars))
    }
    #expect(document["targets"]?[0]?["labels"] == .array(labels.sorted().map { .text($0) }))
    #expect(document["notes"]?["rows"] == .text("8"))
    #expect(document["history"]?["columns"]?[0] == .text("epoch"))
    #expect(document["training_state"] == .null)
    for view in ["--schema", "--weights", "--history"] {
      let output = try work.output("nn-info", view, "m.nnm")
      #expect(output.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A }, "\(view)")
    }
    let summary = try work.output("nn-info", "m.nnm")
    #expect(summary.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A })
    #expect(String(decoding: summary, as: UTF8.self).contains(#"a\u{1b}[2J\u{7}"#))
  }

  @Test("what differs between two models is told, and by the exit status")
  func compare() throws {
    try work.output("nn-info", "--recode", "f32", "--store", "-o", "same.nnm", "m.nnm")
    let same = try work.run("nn-info", "--compare", "same.nnm", "m.nnm")
    #expect(same.ending == .exit(0))
    #expect(try Table(same.output).rows.isEmpty)
    try work.output("nn-info", "--recode", "i8", "-o", "other.nnm", "m.nnm")
    let other = try work.run("nn-info", "--compare", "other.nnm", "m.nnm")
    #expect(other.ending == .exit(1))
    #expect(other.complaints == ["nn-info: m.nnm and other.nnm differ"])
    let rows = try Table(other.output).rows
    #expect(rows.map { $0[0] } == ["model_id", "stored_as", "weights_that_differ", "weights_greatest_difference"])
    #expect(rows[1] == ["stored_as", "f32", "i8"])
    #expect(try work.run("nn-info", "--compare", "-", "-").ending == .exit(2))
    let model = try work.read("other.nnm")
    #expect(try work.run("nn-info", "--compare", "other.nnm", "m.nnm", "-o", "other.nnm").ending == .exit(2))
    #expect(try work.read("other.nnm") == model)
  }

  @Test("a model is stored again in fewer bytes, and predicts much the same", arguments: ["f64", "f16", "bf16", "i8"])
  func recode(type: String) throws {
    try work.output("nn-info", "--recode", type, "-o", "other.nnm", "m.nnm")
    let facts = try Dictionary(
      uniqueKeysWithValues: Table(work.output("nn-info", "other.nnm")).rows.map { ($0[0], $0[1]) })
    #expect(facts["stored_as"] == type)
    try work.write("data.csv", "x,colour\n1,red\n20,blue\n")
    func probabilities(_ model: String) throws -> [Double] {
      try Table(work.output("nn-predict", model, "data.csv")).column("p_yes").compactMap { Double($0) }
    }
    let (exact, rounded) = (try probabilities("m.nnm"), try probabilities("other.nnm"))
    #expect(exact.count == 2)
    // Of 8 significant bits, and through two layers.
    for (a, b) in zip(exact, rounded) { #expect((a - b).magnitude < (type == "f64" ? 1e-300 : 0.02)) }
    // Stored once more it stays what it is.
    try work.output("nn-info", "--recode", type, "-o", "again.nnm", "other.nnm")
    #expect(try work.read("again.nnm") == work.read("other.nnm"))
  }

  @Test("what does not go together is a usage error")
  func options() throws {
    for options in [
      ["--json", "--recode", "f32"], ["--compare", "m.nnm", "--recode", "f32"], ["--store"], ["--check", "-o", "x"],
    ] {
      #expect(try work.run("nn-info", options + ["m.nnm"]).ending == .exit(2))
    }
  }
}
