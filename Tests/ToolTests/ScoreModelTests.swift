import TestSupport
import Testing

@Suite("nn-score runs a model, compares, and tells how sure it is") struct ScoreModelTests {
  private let work: Workplace

  init() throws { work = try Workplace() }

  /// Trains on a fixture.
  private func train(_ fixture: String, seed: String = "1", model: String = "m.nnm") throws {
    try work.write("data.csv", Fixture.bytes(fixture))
    try work.output("nn-train", "data.csv", "-q", "-e", "5", "--seed", seed, "-o", model, "--log", "log.csv")
  }

  @Test(
    "scoring a model is scoring its predictions, digit for digit",
    arguments: ["circles.csv", "iris.csv", "friedman.csv", "breast_cancer.csv"])
  func modelAndPredictions(fixture: String) throws {
    try train(fixture)
    let predictions = try work.output("nn-predict", "m.nnm", "data.csv")
    let scores = try work.output("nn-score", input: predictions)
    #expect(try work.output("nn-score", "m.nnm", "data.csv") == scores)
    #expect(try work.output("nn-score", "m.nnm", input: try work.read("data.csv")) == scores)
    for threads in ["1", "3"] {
      #expect(try work.output("nn-score", "m.nnm", "data.csv", "--threads", threads) == scores)
      #expect(try work.output("nn-score", "--threads", threads, input: predictions) == scores)
    }
    let averaged = try work.output("nn-predict", "m.nnm,m.nnm", "data.csv", "-q")
    #expect(
      try work.output("nn-score", "m.nnm,m.nnm", "data.csv", "-q") == work.output("nn-score", input: averaged))
  }

  @Test("the order of the rows changes no digit of two-class scores")
  func rowOrder() throws {
    try train("circles.csv")
    let lines = String(decoding: try work.output("nn-predict", "m.nnm", "data.csv"), as: UTF8.self)
      .split(separator: "\n")
    var generator = SeededGenerator(seed: 1)
    let shuffled = [lines[0]] + lines.dropFirst().shuffled(using: &generator)
    func score(_ lines: [Substring]) throws -> [UInt8] {
      try work.output("nn-score", input: Array((lines.joined(separator: "\n") + "\n").utf8))
    }
    #expect(try score(shuffled) == score(lines))
  }

  @Test("a table is read once, so that it may be a pipe")
  func pipes() throws {
    try work.write("p.csv", "k,predicted_k\na,a\nb,a\n")
    let usual = try work.output("nn-score", "p.csv")
    #expect(try work.output("nn-score", "/dev/stdin", input: work.read("p.csv")) == usual)
  }

  @Test("a view of a model is that of its predictions")
  func views() throws {
    try train("iris.csv")
    let predictions = try work.output("nn-predict", "m.nnm", "data.csv")
    for view in ["--confusion", "--per-class"] {
      let usual = try work.output("nn-score", view, input: predictions)
      #expect(try work.output("nn-score", "m.nnm", "data.csv", view) == usual)
    }
  }

  @Test("the truth may have another name; without one it is asked for")
  func truth() throws {
    try train("circles.csv")
    let usual = try work.output("nn-score", "m.nnm", "data.csv")
    let renamed = String(decoding: try work.read("data.csv"), as: UTF8.self).replacingFirst("class", with: "kind")
    try work.write("renamed.csv", renamed)
    #expect(try work.output("nn-score", "m.nnm", "renamed.csv", "-y", "kind") == usual)
    let outcome = try work.run("nn-score", "m.nnm", "renamed.csv")
    #expect(outcome.ending == .exit(4) && outcome.errors.contains("no column \"class\""))
  }

  @Test("--ci adds an interval around each value, the same for any number of threads")
  func intervals() throws {
    try train("circles.csv")
    let options = ["m.nnm", "data.csv", "--ci", "0.9", "--resamples", "20"]
    let output = try work.output("nn-score", options + ["--threads", "1"])
    #expect(try work.output("nn-score", options + ["--threads", "4"]) == output)
    #expect(try work.output("nn-score", options + ["--seed", "2"]) != output)
    let table = try Table(output)
    try #require(table.header == ["metric", "value", "low", "high"])
    #expect(table.rows.first == ["n", "1000", "", ""])
    #expect(table.rows.contains { $0[2] != $0[3] })
    for row in table.rows.dropFirst() {
      let numbers = row.dropFirst().compactMap { Double($0) }
      try #require(numbers.count == 3)
      #expect(numbers[1] <= numbers[0] && numbers[0] <= numbers[2], "\(row)")
    }
  }

  @Test("--compare holds two tables, or two models, side by side")
  func compare() throws {
    try train("circles.csv", model: "a.nnm")
    try train("circles.csv", seed: "2", model: "b.nnm")
    for name in ["a", "b"] {
      try work.write("\(name).csv", work.output("nn-predict", "\(name).nnm", "data.csv"))
    }
    let tables = try work.output("nn-score", "--compare", "a.csv", "b.csv", "--resamples", "50")
    let models = try work.output("nn-score", "--compare", "a.nnm", "b.nnm", "data.csv", "--resamples", "50")
    #expect(tables == models)
    let table = try Table(tables)
    #expect(table.header == ["metric", "a", "b", "difference", "low", "high", "p", "test"])
    #expect(try table.column("test").filter { !$0.isEmpty } == ["delong", "mcnemar"])
    let scores = try ["a.csv", "b.csv"].map { try Table(work.output("nn-score", $0)) }
    for row in table.rows {
      #expect(row[1] == scores[0].rows.first { $0[0] == row[0] }?[1])
      #expect(row[2] == scores[1].rows.first { $0[0] == row[0] }?[1])
    }
    let outcome = try work.run("nn-score", "--compare", "a.csv")
    #expect(outcome.ending == .exit(2))
    try work.write("short.csv", "class,predicted_class,p_0,p_1\n1,1,0,1\n0,0,1,0\n")
    let unlike = try work.run("nn-score", "--compare", "a.csv", "short.csv")
    #expect(unlike.ending == .exit(3) && unlike.errors.contains("1000 rows against 2"))
  }

  @Test("--compare holds labels alone over those of both tables, for one may never name what the other does")
  func compareLabels() throws {
    func differences(_ first: String, _ second: String) throws -> Table {
      try work.write("a.csv", "k,predicted_k\n" + first)
      try work.write("b.csv", "k,predicted_k\n" + second)
      return try Table(work.output("nn-score", "--compare", "a.csv", "b.csv", "--resamples", "20"))
    }
    let three = try differences("a,a\nb,b\na,b\n", "a,a\nb,c\na,b\n")
    #expect(
      three.rows.first { $0[0] == "accuracy" }?[1...3].joined(separator: " ") == "\(2.0 / 3) \(1.0 / 3) \(-1.0 / 3)")
    #expect(three.rows.first { $0[0] == "precision_macro" }?[1] == "0.5", "the mean over a, b and c")
    // Of two labels in all there are the metrics of two classes.
    let two = try differences("a,a\na,a\n", "a,a\na,b\n")
    #expect(two.rows.first { $0[0] == "specificity" }?[1...3].joined(separator: " ") == "1 0.5 -0.5")
    try work.write("b.csv", "k,predicted_k\nx,a\na,a\n")
    let unlike = try work.run("nn-score", "--compare", "a.csv", "b.csv")
    #expect(unlike.ending == .exit(3) && unlike.errors.contains("b.csv: the truth of row 1 differs"))
  }

  @Test("rows that all weigh nothing are neither compared nor shuffled")
  func noWeight() throws {
    try work.write("data.csv", "x,k,w\n" + (0..<20).map { "\($0),\($0 < 10 ? "a" : "b"),0\n" }.joined())
    try work.output("nn-train", "data.csv", "-q", "-i", "w", "-y", "k", "-e", "2", "-o", "m.nnm", "--log", "log.csv")
    try work.write("p.csv", work.output("nn-predict", "m.nnm", "data.csv"))
    for call in [["--compare", "p.csv", "p.csv"], ["--importance", "m.nnm", "data.csv"]] {
      let outcome = try work.run("nn-score", call + ["-w", "w"])
      #expect(outcome.ending == .exit(3))
      #expect(outcome.errors.hasSuffix(".csv: all weights are 0, or a number is not finite\n"), "\(outcome.errors)")
    }
  }

  @Test("--importance tells a feature that matters from one that does not")
  func importance() throws {
    // The fifth column is noise; see Friedman's benchmark.
    try train("friedman.csv")
    try work.output("nn-train", "data.csv", "-q", "-e", "40", "-o", "m.nnm", "--log", "log.csv")
    let output = try work.output("nn-score", "m.nnm", "data.csv", "--importance", "--threads", "1")
    #expect(try work.output("nn-score", "m.nnm", "data.csv", "--importance", "--threads", "3") == output)
    #expect(try work.output("nn-score", "m.nnm", "data.csv", "--importance", "--seed", "7") != output)
    let table = try Table(output)
    #expect(table.header == ["feature", "mean_drop", "sd"])
    let drops = Dictionary(uniqueKeysWithValues: table.rows.map { ($0[0], Double($0[1]) ?? .nan) })
    #expect((drops["x4"] ?? 0) > 0.2, "x4 has the largest share")
    #expect((drops["x4"] ?? 0) > 10 * (drops["x8"] ?? 0), "x8 has none")
    let losses = try Table(work.output("nn-score", "m.nnm", "data.csv", "--importance", "-m", "rmse"))
    #expect((losses.value(of: "x4") ?? 0) > 1, "a loss that grows is a drop too")
    let outcome = try work.run("nn-score", "data.csv", "--importance")
    #expect(outcome.ending == .exit(2) && outcome.errors.contains("MODEL"))
  }

  @Test("--importance heeds a threshold, and conditions on the rows as they are")
  func importanceUnderConditions() throws {
    let rows = (0..<40).map { "\($0),\($0 * 7 % 5),\($0 < 20 ? "a" : "b")\n" }
    try work.write("data.csv", "x1,x2,kind\n" + rows.joined())
    try work.output("nn-train", "data.csv", "-q", "-e", "30", "-o", "m.nnm", "--log", "log.csv")
    let common = ["m.nnm", "data.csv", "--importance", "-m", "accuracy"]
    let usual = try work.output("nn-score", common)
    // From a probability of 0 on all rows are of one class, whatever their features are.
    let all = try Table(work.output("nn-score", common + ["-t", "0"]))
    #expect(all.rows.allSatisfy { $0[1] == "0" })
    #expect(try Table(usual).value(of: "x1") ?? 0 > 0.1)
    for (options, status) in [(["--min", "accuracy=0.9"], 0), (["--max", "accuracy=0.9"], 1)] as [([String], Int32)] {
      let outcome = try work.run("nn-score", common + options)
      #expect(outcome.ending == .exit(status) && outcome.output == usual, "\(outcome.errors)")
    }
    let best = try work.run("nn-score", common + ["-t", "best:f1"])
    #expect(best.ending == .exit(2) && best.errors.contains("--importance takes --threshold as a probability"))
  }

  @Test("--threshold best:f1 finds the threshold, tells it, and applies it")
  func bestThreshold() throws {
    let table = "kind,predicted_kind,p_no,p_yes\nyes,no,0.6,0.4\nno,no,0.7,0.3\nyes,yes,0.2,0.8\nno,no,0.65,0.35\n"
    let scores = try Table(work.output("nn-score", "-t", "best:f1", input: Array(table.utf8)))
    #expect(scores.value(of: "threshold") == 0.4 && scores.value(of: "f1") == 1)
    let same = try Table(work.output("nn-score", "-t", "0.4", input: Array(table.utf8)))
    #expect(same.value(of: "f1") == 1 && same.value(of: "threshold") == nil)
    let outcome = try work.run("nn-score", "-t", "best:auc", input: Array(table.utf8))
    #expect(outcome.ending == .exit(2))
  }

  @Test("columns of probabilities are named for several classes, and pairs of columns for several quantities")
  func namedColumns() throws {
    let classes = "t,a,b,c\n0,0.7,0.2,0.1\n2,0.1,0.1,0.8\n1,0.5,0.4,0.1\n"
    let scores = try Table(work.output("nn-score", "-y", "t", "-p", "a,b,c", input: Array(classes.utf8)))
    #expect(scores.value(of: "n") == 3 && scores.value(of: "accuracy") == 2.0 / 3)
    let quantities = "u,v,pu,pv\n1,10,1.5,10\n2,20,2,21\n"
    let errors = try Table(work.output("nn-score", "-y", "u,v", "-p", "pu,pv", input: Array(quantities.utf8)))
    #expect(errors.value(of: "mae") == (0.25 + 0.5) / 2)
    let outcome = try work.run("nn-score", "-y", "u,v", "-p", "pu", input: Array(quantities.utf8))
    #expect(outcome.ending == .exit(2))
  }

  @Test("what is undefined is empty, with one warning; what a table cannot have is empty without")
  func undefined() throws {
    let oneClass = "k,predicted_k,p_a,p_b\na,a,0.9,0.1\na,b,0.4,0.6\n"
    let outcome = try work.run("nn-score", input: Array(oneClass.utf8))
    #expect(outcome.ending == .exit(0))
    #expect(outcome.errors == "nn-score: undefined here, and left empty: auc\n")
    #expect(outcome.text.contains("\nauc,\n"))
    let labels = try work.run("nn-score", input: Array("k,predicted_k\na,a\nb,a\n".utf8))
    #expect(labels.errors == "" && labels.text.contains("\nauc,\n"))
    let asked = try work.run("nn-score", "-m", "auc", input: Array("k,predicted_k\na,a\nb,a\n".utf8))
    #expect(asked.errors == "nn-score: undefined here, and left empty: auc\n")
  }

  @Test("--digits rounds what is written")
  func digits() throws {
    let table = "y,predicted_y\n1,1.2345\n2,2\n3,3\n"
    let scores = try Table(work.output("nn-score", "--digits", "2", "-m", "mae", input: Array(table.utf8)))
    #expect(scores.rows == [["mae", "0.078"]])
  }
}

extension String {
  fileprivate func replacingFirst(_ word: String, with other: String) -> String {
    guard let range = firstRange(of: word) else { return self }
    return String(self[..<range.lowerBound]) + other + self[range.upperBound...]
  }
}
