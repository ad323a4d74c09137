import Testing

@Suite("nn-predict adds what it is asked for") struct PredictTests {
  /// Models of the columns x, y and colour, with the labels no and yes: one, and another from another seed.
  private static let models = Result {
    let work = try Workplace()
    let rows = (0..<60).map { "\($0 % 7),\($0 % 5).5,\($0 % 3 == 0 ? "red" : "blue"),\($0 % 7 > 3 ? "yes" : "no")" }
    try work.write("data.csv", "x,y,colour,class\n" + rows.joined(separator: "\n") + "\n")
    return try ["1", "2"].map { seed in
      try work.output(
        "nn-train", "data.csv", "-q", "-s", "4,3,1", "-e", "30", "--seed", seed, "-o", "m.nnm", "--log", "log.csv")
      return try work.read("m.nnm")
    }
  }

  private static let table = "x,y,colour\n1,0.5,red\n6,4.5,blue\n3,2.5,blue\n"

  private let work: Workplace

  init() throws {
    work = try Workplace()
    try work.write("a.nnm", Self.models.get()[0])
    try work.write("b.nnm", Self.models.get()[1])
  }

  private func predict(_ options: String..., model: String = "a.nnm", table: String = table) throws -> Table {
    try Table(work.output("nn-predict", [model, "-k", "none"] + options, input: Array(table.utf8)))
  }

  private func numbers(_ table: Table, _ column: String) throws -> [Double] {
    try table.column(column).map { try #require(Double($0)) }
  }

  @Test("--raw writes logits, whose logistic function is the probability")
  func raw() throws {
    let raw = try predict("--raw")
    #expect(raw.header == ["predicted_class", "z_yes"])
    for (z, p) in zip(try numbers(raw, "z_yes"), try numbers(predict(), "p_yes")) {
      let logit = (p / (1 - p)).logarithm
      #expect(abs(z - logit) < 1e-4 * max(1, abs(logit)))
    }
  }

  @Test("--activations writes the value of every unit, the last one's being the probability")
  func activations() throws {
    let table = try predict("--activations")
    #expect(table.header == ["predicted_class", "p_no", "p_yes", "a_1_1", "a_1_2", "a_1_3", "a_2_1"])
    #expect(try table.column("a_2_1") == table.column("p_yes"))
  }

  @Test("a list of models is averaged, and said to be")
  func severalModels() throws {
    let one = try numbers(predict(), "p_yes")
    let other = try numbers(predict(model: "b.nnm"), "p_yes")
    let outcome = try work.run("nn-predict", "a.nnm,b.nnm", "-k", "none", input: Array(Self.table.utf8))
    #expect(outcome.errors == "nn-predict: predictions are the mean of 2 models\n")
    for (row, mean) in try numbers(Table(outcome.output), "p_yes").enumerated() {
      #expect(abs(mean - (one[row] + other[row]) / 2) < 1e-6)
    }
    #expect(try predict(model: "a.nnm,a.nnm").rows == predict().rows)
  }

  @Test("models that tell different things are not averaged")
  func unlikeModels() throws {
    try work.write("other.csv", "x,y,class\n1,2,no\n2,1,yes\n3,4,no\n")
    try work.output("nn-train", "other.csv", "-q", "-e", "1", "-o", "other.nnm", "--log", "log.csv")
    let outcome = try work.run("nn-predict", "a.nnm,other.nnm", input: Array(Self.table.utf8))
    #expect(outcome.ending == .exit(4))
    #expect(outcome.errors.hasPrefix("nn-predict: other.nnm: it needs other columns"))
  }

  @Test("a comma in the name of a file is no list")
  func commaInName() throws {
    try work.write("a,b.nnm", Self.models.get()[0])
    #expect(try predict(model: "a,b.nnm").rows == predict().rows)
  }

  @Test("a name that the table has already is refused, and --prefix helps")
  func clash() throws {
    let table = "x,y,colour,p_yes\n1,0.5,red,0.7\n"
    let outcome = try work.run("nn-predict", "a.nnm", input: Array(table.utf8))
    #expect(outcome.ending == .exit(2))
    #expect(outcome.errors.contains("\"p_yes\" already") && outcome.errors.contains("--prefix"))
    let added = try Table(work.output("nn-predict", "a.nnm", "--prefix", "m1_", input: Array(table.utf8)))
    #expect(added.header == ["x", "y", "colour", "p_yes", "m1_predicted_class", "m1_p_no", "m1_p_yes"])
  }

  @Test("a column that is missing is named with the nearest one there is")
  func missingColumn() throws {
    let outcome = try work.run("nn-predict", "a.nnm", input: Array("x,y,color\n1,2,red\n".utf8))
    #expect(outcome.ending == .exit(4))
    #expect(
      outcome.errors
        == "nn-predict: stdin: no column \"colour\", which the model needs; did you mean \"color\"?\n")
  }

  @Test("--on-error blank keeps rows that are wrong, without a prediction, and counts them")
  func blank() throws {
    let table = "x,y,colour\n1,0.5,red\nsix,4.5,blue\n3\n3,2.5,blue\n"
    let outcome = try work.run("nn-predict", "a.nnm", "--on-error", "blank", input: Array(table.utf8))
    #expect(outcome.ending == .exit(0))
    let rows = outcome.text.split(separator: "\n")
    #expect(rows[2] == "six,4.5,blue,,," && rows[3] == "3,,,,,")
    #expect(
      outcome.errors
        == "nn-predict: 2 rows left blank; the first: stdin:3:1: expected a number in column \"x\", found \"six\"\n")
    let good = try work.output("nn-predict", "a.nnm", input: Array("x,y,colour\n1,0.5,red\n3,2.5,blue\n".utf8))
    let lines = String(decoding: good, as: UTF8.self).split(separator: "\n")
    #expect(rows[1] == lines[1] && rows[4] == lines[2])
    // What cannot be a row at all still ends the work.
    let broken = try work.run("nn-predict", "a.nnm", "--on-error", "blank", input: Array("x,y,colour\n1,\"2,3\n".utf8))
    #expect(broken.ending == .exit(3))
    let long = try work.run("nn-predict", "a.nnm", "--on-error", "blank", input: Array("x,y,colour\n1,2,a,b\n".utf8))
    #expect(long.ending == .exit(3))
  }

  @Test("--missing replaces the rule of the training")
  func missing() throws {
    let table = "x,y,colour\nNA,0.5,red\n"
    for options in [["a.nnm"], ["a.nnm", "--missing", "fail"]] {
      let outcome = try work.run("nn-predict", options, input: Array(table.utf8))
      #expect(outcome.ending == .exit(3) && outcome.errors.contains("has no value"))
    }
    let zero = try predict("--missing", "zero", table: table)
    #expect(zero.rows == (try predict(table: "x,y,colour\n0,0.5,red\n").rows))
  }

  @Test("--explain adds a share for each feature; an average row has none")
  func explain() throws {
    // Standardized inputs: their means are known to every model.
    let rows = (0..<40).map { "\($0 % 8),\($0 / 8),\($0 % 8 > 3 ? "yes" : "no")" }
    try work.write("n.csv", "x,y,class\n" + rows.joined(separator: "\n") + "\n")
    try work.output("nn-train", "n.csv", "-q", "-e", "30", "-o", "n.nnm", "--log", "log.csv")
    let table = try predict("--explain", model: "n.nnm", table: "x,y\n3.5,2\n7,0\n7,4\n")
    #expect(table.header == ["predicted_class", "p_no", "p_yes", "why_x", "why_y"])
    let p = try numbers(table, "p_yes")
    let why = zip(try numbers(table, "why_x"), try numbers(table, "why_y")).map { $0 + $1 }
    #expect(abs(why[0]) < 1e-6, "the averages of both columns are 3.5 and 2")
    for row in 1..<3 { #expect(abs(why[row] - (p[row] - p[0])) < 1e-6) }
  }

  @Test("a model that tells no averages cannot explain")
  func noMeans() throws {
    let scaled = (0..<20).map { "\($0),\($0 % 2)\n" }.joined()
    try work.write("s.csv", "x,class\n" + scaled)
    try work.output("nn-train", "s.csv", "-q", "-e", "1", "--scale", "minmax", "-o", "s.nnm", "--log", "log.csv")
    let outcome = try work.run("nn-predict", "s.nnm", "--explain", input: Array("x\n1\n".utf8))
    // A model of this version tells them; one of an older does not.
    #expect(outcome.ending == .exit(0) || (outcome.ending == .exit(4) && outcome.errors.contains("--explain")))
  }

  @Test("a model of a list is not replaced by what it tells")
  func replacedModel() throws {
    for (tool, table) in [("nn-predict", Self.table), ("nn-score", "x,y,colour,class\n1,0.5,red,no\n6,4.5,blue,yes\n")]
    {
      let outcome = try work.run(tool, "a.nnm,b.nnm", "-", "-o", "b.nnm", input: Array(table.utf8))
      #expect(outcome.ending == .exit(2) && outcome.errors.contains("would replace a file that is read"))
      #expect(try work.read("b.nnm") == Self.models.get()[1])
    }
  }

  @Test("a row whose written probability is the threshold is predicted positive")
  func boundary() throws {
    let rows = (0..<40).map { "\(Double($0) / 7),\(Double($0 % 5)),\($0 % 2 == 0 ? "red" : "blue")\n" }
    let table = "x,y,colour\n" + rows.joined()
    for (row, p) in try predict(table: table).column("p_yes").enumerated() where Double(p).map({ $0 > 0.01 }) == true {
      #expect(try predict("-t", p, table: table).column("predicted_class")[row] == "yes", "\(p)")
    }
  }

  @Test("a category is told once, whichever of several models does not know it")
  func unseenByOne() throws {
    let rows = (0..<30).map {
      "\($0 % 7),\($0 % 5).5,\(["red", "blue", "green"][$0 % 3]),\($0 % 7 > 3 ? "yes" : "no")\n"
    }
    try work.write("wide.csv", "x,y,colour,class\n" + rows.joined())
    try work.output("nn-train", "wide.csv", "-q", "-e", "2", "-o", "wide.nnm", "--log", "log.csv")
    let table = "x,y,colour\n1,0.5,green\n2,0.5,pink\n3,0.5,green\n"
    for models in ["wide.nnm,a.nnm", "a.nnm,wide.nnm"] {
      let outcome = try work.run("nn-predict", models, input: Array(table.utf8))
      #expect(outcome.ending == .exit(0))
      #expect(
        outcome.errors.contains("3 cells held categories that the model does not know; the first: stdin:2:3: "),
        "\(outcome.errors)")
    }
  }

  @Test("standard input is no two tables")
  func twice() throws {
    for call in [
      ["nn-predict", "a.nnm", "-", "-"], ["nn-graph", "a.nnm", "-", "--input", "-"], ["nn-graph", "-", "-"],
      ["nn-score", "a.nnm", "-", "-"], ["nn-score", "-", "-"],
    ] {
      let outcome = try work.run(call[0], Array(call.dropFirst()), input: Array(Self.table.utf8))
      #expect(outcome.ending == .exit(2) && outcome.output == [] && outcome.errors.contains("named twice"))
    }
  }

  @Test("a quantity has no probabilities, and a column no second name")
  func columnsThatCannotBe() throws {
    try work.write("t.csv", "b,a_b,t,t_a\n1,2,3,4\n2,3,5,5\n3,5,8,8\n")
    try work.output(
      "nn-train", "t.csv", "-q", "-y", "t,t_a", "-e", "1", "--hidden", "2", "-o", "t.nnm", "--log", "log.csv")
    let table = Array("b,a_b\n1,2\n".utf8)
    let nothing = try work.run("nn-predict", "t.nnm", "--only", "probability", input: table)
    #expect(nothing.ending == .exit(2) && nothing.errors.contains("--only probability is for classes"))
    let raw = try Table(
      work.output("nn-predict", "t.nnm", "--only", "probability", "--raw", "-k", "none", input: table))
    #expect(raw.header == ["z_t", "z_t_a"])
    let twice = try work.run("nn-predict", "t.nnm", "--explain", input: table)
    #expect(twice.ending == .exit(2) && twice.errors.contains("two of the new columns would be named \"why_t_a_b\""))
  }

  @Test("a row of which no number comes out is a wrong one")
  func noNumber() throws {
    try work.write("c.csv", work.output("nn-data", "circles", "-n", "400", "--factor", "0.3"))
    try work.output("nn-train", "c.csv", "-q", "-s", "2,9,6,1", "-e", "20", "-o", "c.nnm", "--log", "log.csv")
    let table = Array("x1,x2\n1,1\n1.5e38,1.5e38\n2,2\nz,2\n".utf8)
    for options in [[], ["--line-buffered"]] {
      let outcome = try work.run("nn-predict", ["c.nnm"] + options, input: table)
      #expect(outcome.ending == .exit(3) && outcome.text.split(separator: "\n").count == 2)
      #expect(outcome.errors.hasPrefix("nn-predict: stdin:3: no number comes out of the model"), "\(outcome.errors)")
    }
    let blank = try work.run("nn-predict", "c.nnm", "--on-error", "blank", input: table)
    let rows = blank.text.split(separator: "\n")
    #expect(rows.count == 5 && rows[2] == "1.5e38,1.5e38,,," && rows[4] == "z,2,,,")
    #expect(blank.errors.hasPrefix("nn-predict: 2 rows left blank; the first: stdin:3: "), "\(blank.errors)")
    let truths = Array("x1,x2,label\n1,1,0\n1.5e38,1.5e38,1\n2,2,1\n".utf8)
    let scored = try work.run("nn-score", "c.nnm", input: truths)
    #expect(scored.ending == .exit(3) && scored.output == [])
    #expect(scored.errors.hasPrefix("nn-score: stdin:3: no number comes out of the model"), "\(scored.errors)")
  }

  @Test("a name that is missing between the commas is told as such")
  func emptyName() throws {
    for models in ["a.nnm,", ",a.nnm"] {
      let outcome = try work.run("nn-predict", models, input: Array(Self.table.utf8))
      #expect(outcome.ending == .exit(2) && outcome.errors.contains("empty name among the models"))
    }
  }

  @Test("what is for one network is refused for several")
  func oneNetworkOnly() throws {
    for option in ["--raw", "--activations"] {
      let outcome = try work.run("nn-predict", "a.nnm,b.nnm", option, input: Array(Self.table.utf8))
      #expect(outcome.ending == .exit(2) && outcome.errors.contains(option))
    }
  }
}

extension Double {
  /// The natural logarithm, by the series of the area tangent.
  fileprivate var logarithm: Double {
    var mantissa = significand
    var power = Double(exponent)
    if mantissa > 1.4 {
      mantissa /= 2
      power += 1
    }
    let s = (mantissa - 1) / (mantissa + 1)
    let sum = stride(from: 1.0, to: 60, by: 2).reduce(0.0) { sum, k in
      sum + (0..<Int(k)).reduce(1.0) { product, _ in product * s } / k
    }
    return 2 * sum + power * 0.693_147_180_559_945_3
  }
}
