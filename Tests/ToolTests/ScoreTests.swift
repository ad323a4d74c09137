import Testing

@Suite("nn-score reads what nn-predict writes") struct ScoreTests {
  private let work: Workplace

  init() throws { work = try Workplace() }

  private func score(_ options: String..., table: String) throws -> Table {
    try Table(work.output("nn-score", options, input: Array(table.utf8)))
  }

  private static let binary = """
    kind,predicted_kind,p_cat,p_dog
    cat,cat,0.9,0.1
    dog,dog,0.2,0.8
    cat,dog,0.4,0.6
    dog,dog,0.3,0.7

    """

  @Test("two labels are scored as such, the second the positive one")
  func binary() throws {
    let scores = try score(table: Self.binary)
    #expect(scores.header == ["metric", "value"])
    #expect(scores.value(of: "n") == 4)
    #expect(scores.value(of: "auc") == 1)
    #expect(scores.value(of: "accuracy") == 0.75)
    #expect(scores.value(of: "recall") == 1)
    #expect(scores.value(of: "specificity") == 0.5)
  }

  @Test("a threshold replaces the predicted labels")
  func threshold() throws {
    #expect(try score("-t", "0.65", table: Self.binary).value(of: "accuracy") == 1)
  }

  @Test("only the metrics asked for, in that order")
  func metrics() throws {
    #expect(try score("-m", "f1,n,auc", table: Self.binary).rows.map { $0[0] } == ["f1", "n", "auc"])
  }

  @Test("quantities are scored in their own unit")
  func regression() throws {
    let scores = try score(table: "y,predicted_y\n1.5,1\n2.5,3\n3.5,3.5\n")
    #expect(scores.value(of: "mae") == 1.0 / 3)
    #expect(scores.value(of: "max_error") == 0.5)
  }

  @Test("a blank among quantities is refused at its place, and makes no labels of them")
  func blankQuantity() throws {
    let rows = (0..<200).map { "\($0).5,\($0 == 7 ? "" : "\($0).25")\n" }
    func refusal(_ table: String) throws -> String {
      let outcome = try work.run("nn-score", input: Array(table.utf8))
      #expect(outcome.ending == .exit(3) && outcome.output.isEmpty)
      return outcome.errors
    }
    #expect(
      try refusal("y,predicted_y\n" + rows.joined())
        == "nn-score: stdin:9:2: expected a number in column \"predicted_y\", found \"\"\n")
    #expect(
      try refusal("y,predicted_y\n1.5,1\nNA,2\n")
        == "nn-score: stdin:3:1: expected a number in column \"y\", found \"NA\"\n")
    #expect(
      try refusal("y,z,predicted_y,predicted_z\n1,5,1.5,5.5\n2,6,,6.5\n")
        == "nn-score: stdin:3:3: expected a number in column \"predicted_y\", found \"\"\n")
    // A label that was not predicted is a wrong one.
    #expect(try score(table: "k,predicted_k\n1,1\n2,\n").value(of: "accuracy") == 0.5)
  }

  @Test("one column of probabilities needs two labels, or 0 and 1")
  func probabilitiesOfOneLabel() throws {
    func outcome(_ table: String, _ options: String...) throws -> Outcome {
      try work.run("nn-score", ["-y", "y", "-p", "p"] + options, input: Array(table.utf8))
    }
    for (rows, complaint) in [
      ("yes,0.2\nyes,0.9\n", "one column of probabilities needs two labels, or 0 and 1; column \"y\" holds 1"),
      ("a,0.2\nb,0.9\nc,0\n", "one column of probabilities needs two labels, or 0 and 1; column \"y\" holds 3"),
      ("yes,0.2\nno,1.5\n", "expected probabilities in column \"p\", found 1.5"),
    ] {
      let refused = try outcome("y,p\n" + rows)
      #expect(refused.ending == .exit(3) && refused.errors == "nn-score: stdin: \(complaint)\n")
    }
    let blank = try outcome("y,p\nyes,0.2\nno,\n")
    #expect(blank.errors == "nn-score: stdin:3:2: expected a number in column \"p\", found \"\"\n")
    #expect(try outcome("y,p\n1,0.2\n1,0.9\n", "-m", "accuracy").text == "metric,value\naccuracy,0.5\n")
    // A quantity that is the same in all rows.
    #expect(try outcome("y,p\n2,0.5\n2,0.5\n", "-m", "mae").text == "metric,value\nmae,1.5\n")
  }

  @Test(
    "rows that all weigh nothing are told as such",
    arguments: [["-t", "0.3"], ["-t", "best:f1"], ["--roc"], ["--calibration", "3"]])
  func noWeight(options: [String]) throws {
    let table = "y,predicted_y,p_a,p_b,w\na,a,0.9,0.1,0\nb,a,0.8,0.2,0\n"
    let outcome = try work.run("nn-score", ["-w", "w"] + options, input: Array(table.utf8))
    #expect(outcome.ending == .exit(3))
    #expect(outcome.errors == "nn-score: stdin: all weights are 0, or a number is not finite\n")
  }

  @Test("other columns than X and predicted_X are named")
  func namedColumns() throws {
    let table = "truth,guess\na,a\nb,b\na,b\n"
    #expect(try score("-y", "truth", "-p", "guess", table: table).value(of: "n") == 3)
    let outcome = try work.run("nn-score", input: Array(table.utf8))
    #expect(outcome.ending == .exit(3))
    #expect(outcome.complaints.count == 1 && outcome.errors.contains("-y"))
  }

  @Test("row weights count")
  func weights() throws {
    let table = "k,predicted_k,w\na,a,3\nb,a,1\n"
    #expect(try score("-w", "w", table: table).value(of: "accuracy") == 0.75)
  }

  @Test("each view has its columns")
  func views() throws {
    #expect(
      try score("--confusion", table: Self.binary).rows
        == [["cat", "cat", "1"], ["cat", "dog", "1"], ["dog", "cat", "0"], ["dog", "dog", "2"]])
    #expect(try score("--roc", table: Self.binary).header == ["threshold", "fpr", "tpr"])
    #expect(try score("--pr", table: Self.binary).header == ["threshold", "recall", "precision"])
    #expect(try score("--per-class", table: Self.binary).column("label") == ["cat", "dog"])
    #expect(try score("--calibration", "4", table: Self.binary).header == ["bin", "mean_p", "fraction", "count"])
  }

  @Test("-o writes the file, and nothing to standard output")
  func output() throws {
    try work.write("p.csv", Self.binary)
    let usual = try work.output("nn-score", "p.csv")
    #expect(try work.output("nn-score", "p.csv", "-o", "s.csv").isEmpty)
    #expect(try work.read("s.csv") == usual)
  }
}
