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
}
