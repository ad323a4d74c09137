import Testing

@Suite("nn-predict passes its input through") struct PassThroughTests {
  /// A model of the columns x, y and colour, with the labels no and yes.
  private static let model = Result {
    let work = try Workplace()
    let rows = (0..<40).map { "\($0 % 7),\($0 % 5).5,\($0 % 3 == 0 ? "red" : "blue"),\($0 % 7 > 3 ? "yes" : "no")" }
    try work.write("data.csv", "x,y,colour,class\n" + rows.joined(separator: "\n") + "\n")
    try work.output("nn-train", "data.csv", "-q", "-e", "50", "-o", "m.nnm", "--log", "log.csv")
    return try work.read("m.nnm")
  }

  private let work: Workplace

  init() throws {
    work = try Workplace()
    try work.write("m.nnm", Self.model.get())
  }

  private func predict(_ options: String..., table: String) throws -> String {
    String(decoding: try work.output("nn-predict", ["m.nnm"] + options, input: Array(table.utf8)), as: UTF8.self)
  }

  private func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  private static let table = "x,y,colour\n1,0.5,red\n6,4.5,blue\n3,2.5,blue\n"

  @Test("every row begins with the exact row of the input", arguments: ["\n", "\r\n"])
  func exactRows(lineEnd: String) throws {
    let input = [
      "x,y,colour", "1.0,0.50,red", "+1e0 ,5e-1,\"red\"", "6,4.5,\"bl\"\"ue\"", "  6,\"4.5\",\"a,b\"",
    ]
    let output = try predict(table: input.joined(separator: lineEnd) + lineEnd)
    let rows = lines(output).map { $0.hasSuffix("\r") ? $0.dropLast() : $0 }
    #expect(rows.count == input.count)
    for (row, original) in zip(rows, input) { #expect(row.hasPrefix(original + ",")) }
    #expect(rows.first == "x,y,colour,predicted_class,p_no,p_yes")
  }

  @Test("the same row gets the same answer however it is spelt")
  func spellings() throws {
    let answers = try ["6,4.5,blue", "\"6\",4.50,\"blue\"", "6e0,45e-1,blue"].map { row in
      lines(try predict("-k", "none", table: "x,y,colour\n\(row)\n")).last
    }
    #expect(Set(answers).count == 1)
  }

  @Test("a line break within quotes stays within its row")
  func quotedLineBreak() throws {
    let output = try predict(table: "x,note,y,colour\n1,\"two\nlines\",0.5,red\n")
    #expect(output.hasPrefix("x,note,y,colour,predicted_class,p_no,p_yes\n1,\"two\nlines\",0.5,red,"))
  }

  @Test("columns are found by name in any order, and others pass by")
  func order() throws {
    let usual = lines(try predict("-k", "none", table: Self.table))
    let permuted = "id,colour,note,y,x\n7,red,a,0.5,1\n8,blue,\"b, c\",4.5,6\n9,blue,,2.5,3\n"
    #expect(lines(try predict("-k", "none", table: permuted)) == usual)
    let passed = lines(try predict(table: permuted))
    for (row, original) in zip(passed, lines(permuted)) { #expect(row.hasPrefix(original + ",")) }
  }

  @Test("the target column is not needed, and passes through where it is there")
  func target() throws {
    let usual = lines(try predict("-k", "none", table: Self.table))
    let labelled = "x,y,colour,class\n1,0.5,red,no\n6,4.5,blue,yes\n3,2.5,blue,no\n"
    #expect(lines(try predict("-k", "none", table: labelled)) == usual)
  }

  @Test("without a header columns are found by position, with the target or without", arguments: ["", ",no"])
  func noHeader(target: String) throws {
    let usual = lines(try predict("-k", "none", table: Self.table))
    let bare = "1,0.5,red\(target)\n6,4.5,blue\(target)\n3,2.5,blue\(target)\n"
    #expect(lines(try predict("-N", "-k", "none", table: bare)) == Array(usual.dropFirst()))
    #expect(lines(try predict("-k", "none", table: bare)) == Array(usual.dropFirst()), "numbers are no header")
    for (row, original) in zip(lines(try predict("-N", table: bare)), lines(bare)) {
      #expect(row.hasPrefix(original + ","))
    }
  }

  @Test("--keep chooses the columns that pass, by name and by number, in the order given")
  func keep() throws {
    let all = lines(try predict(table: Self.table))
    let added = all.map { $0.split(separator: ",")[3...].joined(separator: ",") }
    #expect(lines(try predict("--keep", "none", table: Self.table)).map(String.init) == added)
    let chosen = lines(try predict("--keep", "colour,1", table: Self.table)).map(String.init)
    #expect(chosen == zip(["colour,x", "red,1", "blue,6", "blue,3"], added).map { "\($0),\($1)" })
  }

  @Test("--only leaves the label, or the probabilities")
  func only() throws {
    let label = try predict("-k", "none", "--only", "label", table: Self.table)
    let probability = try predict("-k", "none", "--only", "probability", table: Self.table)
    #expect(lines(label).first == "predicted_class")
    #expect(lines(probability).first == "p_no,p_yes")
    let both = zip(lines(label), lines(probability)).map { "\($0),\($1)" }
    #expect(lines(try predict("-k", "none", table: Self.table)).map(String.init) == both)
  }

  @Test("--threshold moves the line between two labels and leaves the probabilities")
  func threshold() throws {
    let low = try Table(Array(predict("-t", "0", table: Self.table).utf8))
    let high = try Table(Array(predict("--threshold=1", table: Self.table).utf8))
    #expect(Set(try low.column("predicted_class")) == ["yes"])
    #expect(Set(try high.column("predicted_class")) == ["no"])
    #expect(try low.column("p_yes") == high.column("p_yes"))
  }

  @Test("--digits rounds what is added and nothing else")
  func digits() throws {
    let table = try Table(Array(predict("--digits", "2", table: "x,y,colour\n1.23456,0.5,red\n").utf8))
    #expect(try table.column("x") == ["1.23456"])
    let probability = try #require(table.column("p_yes").first)
    #expect(probability.drop { $0 == "0" || $0 == "." }.prefix { $0 != "e" }.count <= 3)
  }

  @Test("--no-output-header leaves the rows alone")
  func noOutputHeader() throws {
    let rows = lines(try predict(table: Self.table)).dropFirst()
    #expect(lines(try predict("--no-output-header", table: Self.table)) == Array(rows))
  }

  @Test("nothing in, nothing out")
  func nothing() throws {
    #expect(try predict(table: "") == "")
    #expect(try predict("-N", table: "") == "")
  }

  @Test("a header alone comes back as a header")
  func headerOnly() throws {
    #expect(try predict(table: "x,y,colour\n") == "x,y,colour,predicted_class,p_no,p_yes\n")
    #expect(try predict(table: "x,y,colour") == "x,y,colour,predicted_class,p_no,p_yes\n")
  }

  @Test("several files are one table with one header")
  func severalFiles() throws {
    try work.write("a.csv", "x,y,colour\n1,0.5,red\n")
    try work.write("b.csv", "x,y,colour\n6,4.5,blue\n3,2.5,blue\n")
    let output = try work.output("nn-predict", "m.nnm", "a.csv", "b.csv")
    #expect(String(decoding: output, as: UTF8.self) == (try predict(table: Self.table)))
  }

  @Test("a row is answered before the next one comes")
  func pausingPipe() throws {
    let tool = try work.start("nn-predict", "m.nnm")
    tool.send("x,y,colour\n1,0.5,red\n")
    #expect(lines(try tool.receive(lines: 2)).last?.hasPrefix("1,0.5,red,") == true)
    tool.send("6,4.5,blue\n")
    #expect(lines(try tool.receive(lines: 3)).last?.hasPrefix("6,4.5,blue,") == true)
    let outcome = tool.finish(sending: Array("3,2.5,blue\n".utf8))
    #expect(outcome.ending == .exit(0))
    #expect(outcome.text == (try predict(table: Self.table)))
  }

  @Test("rows before a wrong one are answered")
  func rowsBeforeAnError() throws {
    let outcome = try work.run("nn-predict", "m.nnm", input: Array("x,y,colour\n1,0.5,red\n6,oops,blue\n".utf8))
    #expect(outcome.ending == .exit(3))
    #expect(lines(outcome.text).count == 2)
  }

  @Test("a reader that has seen enough ends it quietly")
  func closedPipe() throws {
    let rows = String(repeating: "1,0.5,red\n", count: 50_000)
    let tool = try work.start("nn-predict", "m.nnm")
    tool.send("x,y,colour\n1,0.5,red\n")
    _ = try tool.receive(lines: 1)
    tool.closeOutput()
    let outcome = tool.finish(sending: Array(rows.utf8))
    #expect(outcome.ending == .signal(13))
    #expect(outcome.errors == "")
  }
}
