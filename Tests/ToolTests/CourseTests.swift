import TestSupport
import Testing

/// What nn-train does beside one training of all rows.
@Suite struct CourseTests {
  private let work: Workplace

  init() throws {
    work = try Workplace()
    try work.write("data.csv", work.output("nn-data", "moons", "-n", "120", "--noise", "0.3"))
  }

  private func table(_ options: String...) throws -> Table {
    try Table(work.output("nn-train", ["data.csv", "-q", "--hidden", "3"] + options))
  }

  @Test("rows held out have columns of their own, and decide which epoch is best")
  func holdout() throws {
    let history = try table("-e", "30", "--holdout", "0.25", "-o", "m.nnm")
    #expect(history.header == ["epoch", "seconds", "rate", "loss", "auc", "val_loss", "val_auc"])
    let losses = try history.column("val_loss").map { try #require(Double($0)) }
    let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
    let summary = try Table(work.output("nn-info", "m.nnm"))
    #expect(summary.value(of: "best_epoch") == Double(best + 1))
    #expect(summary.value(of: "rows") == 90 && summary.value(of: "validation_rows") == 30)
  }

  @Test("the figures of a validation table are those that nn-score finds there")
  func validationTable() throws {
    try work.write("other.csv", work.output("nn-data", "moons", "-n", "80", "--noise", "0.3", "--seed", "9"))
    let history = try table("-e", "3", "--validate", "other.csv", "--keep", "last", "-o", "m.nnm")
    let predictions = try work.output("nn-predict", "m.nnm", "other.csv")
    let scores = try Table(work.output("nn-score", input: predictions))
    let auc = try #require(scores.value(of: "auc"))
    #expect(Double(try #require(history.column("val_auc").last)) == auc)
    let loss = try #require(scores.value(of: "log_loss"))
    let told = try #require(history.column("val_loss").last.flatMap { Double($0) })
    #expect(abs(told - loss) < 1e-6)
  }

  @Test("of a long table some rows are measured, which changes no weight; a resumed training measures the same")
  func measured() throws {
    func losses(_ epochs: String, _ options: String...) throws -> [String] {
      let common = ["data.csv", "-q", "--hidden", "3", "--keep", "last", "--keep-state", "--schedule", "constant"]
      return try Table(work.output("nn-train", common + ["-e", epochs, "-o", "m.nnm"] + options)).column("loss")
    }
    let all = try losses("4", "--measure", "0")
    let weights = try work.output("nn-info", "m.nnm", "--weights")
    #expect(try losses("4") == all && losses("4", "--measure", "120") == all)
    let some = try losses("4", "--measure", "50")
    #expect(some != all && some.count == 4)
    #expect(try work.output("nn-info", "m.nnm", "--weights") == weights)
    _ = try losses("2", "--measure", "50")
    let rest = try Table(work.output("nn-train", "data.csv", "-q", "--resume", "m.nnm", "-e", "2", "-o", "r.nnm"))
    #expect(try rest.column("loss").suffix(2) == some.suffix(2))
    let told = try work.run("nn-train", "data.csv", "-e", "1", "--measure", "50", "-o", "o.nnm").errors
    #expect(told.contains("on 50 of the 120 training rows"))
  }

  @Test("any figure of nn-score can be monitored and aimed at; errors are to fall")
  func monitors() throws {
    let history = try table("-e", "200", "--stop-at", "brier=0.2", "-o", "m.nnm")
    let brier = try history.column("brier").compactMap(Double.init)
    #expect(brier.count < 200 && (brier.last ?? 1) <= 0.2 && brier.dropLast().allSatisfy { $0 > 0.2 })
    let outcome = try work.run("nn-train", "data.csv", "-m", "r2", "-o", "m.nnm")
    #expect(outcome.ending == .exit(2) && outcome.errors.contains("r2 is no figure of this task; it has auc, "))
  }

  @Test("folds are scored in turn, with means and deviations; a model comes where one is asked for")
  func folds() throws {
    let folds = try table("-e", "5", "--folds", "3")
    #expect(folds.header == ["fold", "metric", "value"])
    let auc = folds.rows.filter { $0[1] == "auc" }
    #expect(auc.map { $0[0] } == ["1", "2", "3", "mean", "sd"])
    let values = auc.compactMap { Double($0[2]) }
    let mean = values[0..<3].reduce(0, +) / 3
    #expect(abs(values[3] - mean) < 1e-12)
    let deviation = (values[0..<3].map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 2).squareRoot()
    #expect(abs(values[4] - deviation) < 1e-12)
    #expect(work.names == ["data.csv"])
    #expect(try table("-e", "5", "--folds", "3", "-o", "m.nnm").rows == folds.rows)
    #expect(try Table(work.output("nn-info", "m.nnm")).value(of: "rows") == 120)
  }

  @Test("tuning tries what it says, the best first, and trains with the best")
  func tuning() throws {
    let tried = try Table(
      work.output("nn-train", "data.csv", "-q", "-e", "5", "--tune", "6", "--folds", "3", "-a", "tanh", "-o", "m.nnm"))
    #expect(try tried.column("rank") == (1...6).map(String.init))
    #expect(try Set(tried.column("trial")) == Set((1...6).map(String.init)))
    #expect(try tried.column("folds") == ["3", "3", "2", "1", "1", "1"], "half of them goes on")
    #expect(try Set(tried.column("activation")) == ["tanh"], "what was given is not varied")
    let sizes = try work.output("nn-info", "m.nnm")
    let hidden = try #require(tried.column("hidden").first)
    #expect(String(decoding: sizes, as: UTF8.self).contains("\"2,\(hidden),1\""))
    let deep = try Table(work.output("nn-train", "data.csv", "-q", "-e", "2", "--tune", "1", "-s", "2,4,4,4,1"))
    #expect(try deep.column("hidden") == ["4,4,4"] && deep.column("activation") == ["silu,silu,tanh"])
  }

  @Test("tuning varies nothing that cannot be had, nor what a preset says")
  func tuningWithinBounds() throws {
    let newton = try table("-e", "2", "--tune", "8", "--optimizer", "lbfgs")
    #expect(try Set(newton.column("dropout")) == ["0"])
    func tried(_ options: String...) throws -> Table {
      try Table(work.output("nn-train", ["data.csv", "-q", "-e", "2", "--tune", "8"] + options))
    }
    let two = try tried("-a", "relu,tanh")
    #expect(try two.column("hidden").allSatisfy { $0.split(separator: ",").count == 2 })
    let article = try tried("--preset", "article")
    #expect(try Set(article.column("activation")) == ["sigmoid"])
    #expect(try Set(article.column("batch")) == ["1"] && Set(article.column("l2")) == ["0"])
  }

  @Test("rows that do not count stand for nothing: neither held out alone, nor in a fold, nor measured")
  func weightless() throws {
    let rows = (0..<40).map { "\($0),\($0 < 4 ? 1 : 0),\($0).5\n" }
    try work.write("weighed.csv", "x,w,t\n" + rows.joined())
    let common = ["weighed.csv", "-w", "w", "-e", "4"]
    for (options, part) in [
      (["--holdout", "0.1"], "4 rows held out"), (["--holdout", "0.9"], "4 rows to learn from"),
      (["--folds", "8"], "rows of fold 1"),
    ] {
      // With some seeds the few that count fall into other parts.
      let outcomes = try (1...8).map {
        try work.run("nn-train", common + options + ["--seed", "\($0)", "-o", "m.nnm"])
      }
      let refused = outcomes.filter { $0.ending == .exit(3) }
      #expect(!refused.isEmpty && outcomes.allSatisfy { $0.ending == .exit(3) || $0.ending == .exit(0) })
      #expect(
        refused.contains { $0.errors.contains(part) && $0.errors.contains(" are 0; another --seed draws others") })
    }
    let measured = try Table(work.output("nn-train", common + ["--measure", "3", "-q", "-o", "m.nnm"]))
    #expect(try measured.column("loss").allSatisfy { (Double($0) ?? 0) > 0 })
  }

  @Test("balanced classes count alike, whatever the weights of their rows")
  func balancedByWeight() throws {
    let pairs = (0..<30).map { row in (0..<2).map { "\(row % 2),\($0 == 0 ? 1 : 9),\($0 == 0 ? "p" : "q")\n" } }
    try work.write("pairs.csv", "x,w,class\n" + pairs.joined().joined())
    try work.output(
      "nn-train", "pairs.csv", "-q", "-w", "w", "--class-weight", "balanced", "-s", "1,1", "--optimizer", "lbfgs",
      "--l2", "0", "-e", "50", "-o", "m.nnm")
    let predictions = try Table(work.output("nn-predict", "m.nnm", "pairs.csv"))
    #expect(try predictions.column("p_p").allSatisfy { abs((Double($0) ?? 0) - 0.5) < 1e-3 })
  }

  @Test("what the last layer can be, and the loss, go by the task")
  func boundedQuantities() throws {
    try work.write("far.csv", "x,t\n" + (0..<30).map { "\($0),\($0 * 2).5\n" }.joined())
    let outcome = try work.run("nn-train", "far.csv", "--output-activation", "sigmoid", "-e", "2", "-o", "m.nnm")
    #expect(outcome.ending == .exit(0))
    #expect(outcome.errors.contains("the target is 2.5 in a row, which no output of a last layer with sigmoid can be"))
    #expect(try Table(outcome.output).column("loss").allSatisfy { (Double($0) ?? -1) > 0 })
    let text = try String(decoding: work.output("nn-info", "m.nnm"), as: UTF8.self)
    #expect(text.contains("squared-error"))
  }

  @Test("a step of a method that takes all rows is told as one, and a limit of time may be beyond all time")
  func told() throws {
    let outcome = try work.run(
      "nn-train", "data.csv", "--optimizer", "lbfgs", "-e", "1", "--max-time", "1e300", "-o", "m.nnm")
    #expect(outcome.ending == .exit(0) && outcome.errors.contains("120 rows a step"))
  }

  @Test("few rows of many columns are learned with a larger penalty, unless one is given")
  func penalty() throws {
    func l2(_ arguments: String...) throws -> Double? {
      try work.output("nn-train", ["data.csv", "-q", "-e", "1", "-o", "m.nnm"] + arguments)
      let options = try #require(Table(work.output("nn-info", "m.nnm")).rows.first { $0[0] == "options" })
      let setting = options[1].split(separator: " ").first { $0.hasPrefix("l2=") }
      return setting.flatMap { Double($0.dropFirst(3)) }
    }
    #expect(try l2() == 0.0015, "two columns")
    try work.write("data.csv", Fixture.bytes("friedman.csv"))
    #expect(try l2() == 0.0079, "0.0015 + 0.4 · (10 - 2) / 500")
    #expect(try l2("--holdout", "0.5") == 0.014, "of the rows to learn from")
    #expect(try l2("--holdout", "0.9") == 0.022, "no more than 0.02 are added")
    #expect(try l2("--l2", "0") == 0)
    #expect(try l2("--preset", "article") == 0)
    let tried = try Table(work.output("nn-train", "data.csv", "-q", "-e", "1", "--tune", "1"))
    #expect(try tried.column("l2") == ["0.0095"], "of the rows of four folds in five")
  }

  @Test("a range of rates ends where the loss leaves all bounds")
  func rates() throws {
    let rates = try table("--find-rate")
    #expect(rates.header == ["rate", "loss"])
    let values = try rates.column("rate").compactMap(Double.init)
    #expect(values.count > 20 && values.first == 1e-6 && zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    #expect(try rates.column("loss").allSatisfy { Double($0)?.isFinite == true })
  }

  @Test("a method without a rate has no range of them")
  func noRates() throws {
    let outcome = try work.run("nn-train", "data.csv", "--find-rate", "--optimizer", "lbfgs")
    #expect(outcome.ending == .exit(2) && outcome.errors.contains("lbfgs finds the length of its steps itself"))
  }

  @Test("a dry run prints the plan and leaves no file")
  func dryRun() throws {
    let plan = try table("--dry-run", "--holdout", "0.1")
    #expect(plan.value(of: "rows") == 108 && plan.value(of: "validation_rows") == 12)
    #expect(plan.value(of: "parameters") == 13)
    #expect(work.names == ["data.csv"])
    try work.write("comma.csv", "x,y\n1,\"a,b\"\n2,c\n3,\"a,b\"\n")
    let other = try Table(work.output("nn-train", "comma.csv", "--dry-run"))
    #expect(other.rows.contains(["labels", "\"a,b\",c"]), "a list is a row of CSV")
  }

  @Test("rows and classes count by their weights: a weight of 2 is a row that stands there twice")
  func weights() throws {
    let rows = (0..<40).map { "\($0 % 7),\($0 % 5),\($0 % 3 == 0 ? "a" : "b")" }
    let heavy = rows.map { $0 + ($0.hasSuffix("a") ? ",2" : ",1") + "\n" }
    let twice = rows.flatMap { $0.hasSuffix("a") ? [$0 + "\n", $0 + "\n"] : [$0 + "\n"] }
    try work.write("heavy.csv", "x,y,class,w\n" + heavy.joined())
    try work.write("twice.csv", "x,y,class\n" + twice.joined())
    let common = ["-q", "--optimizer", "lbfgs", "--scale", "none", "--hidden", "2", "-e", "4", "--l2", "0"]
    func losses(_ options: String...) throws -> [Double] {
      try Table(work.output("nn-train", common + options + ["-o", "m.nnm"])).column("loss").compactMap(Double.init)
    }
    let copied = try losses("twice.csv")
    let weighed = try losses("heavy.csv", "-y", "class", "-w", "w")
    let byClass = try losses("heavy.csv", "-y", "class", "-i", "w", "--class-weight", "a=2")
    // The name is that of one column, whatever it holds, beside further tables too.
    try work.write("named.csv", "x,y,class,\"w,1\"\n" + heavy.joined())
    let named = try losses("named.csv", "-y", "class", "-w", "w,1", "--validate", "named.csv")
    for other in [weighed, byClass, named] {
      #expect(zip(copied, other).allSatisfy { abs($0 - $1) < 1e-4 * $0 } && other.count == copied.count)
    }
  }

  @Test("what is not there to be learned is told, and what would be told outright")
  func advice() throws {
    try work.write(
      "copy.csv", "x,again,class\n" + (0..<40).map { "\($0 % 7),\($0 % 2 * 3),\($0 % 2)\n" }.joined())
    let outcome = try work.run("nn-train", "copy.csv", "-e", "2", "--hidden", "50", "-o", "m.nnm")
    #expect(outcome.ending == .exit(0))
    #expect(outcome.errors.contains("input \"again\" tells the target outright"))
    #expect(outcome.errors.contains("201 parameters for 40 rows"))
  }

  @Test("digits and header of the table are as asked for, whatever the table")
  func tables() throws {
    let common = ["data.csv", "-q", "-e", "2", "--hidden", "3"]
    for mode in [["-o", "m.nnm"], ["--folds", "3"], ["--find-rate"]] {
      let usual = try work.output("nn-train", common + mode)
      let headless = try work.output("nn-train", common + mode + ["--no-output-header"])
      let lines = usual.split(separator: 10)
      #expect(headless.split(separator: 10).count == lines.count - 1 && headless.first != lines[0].first)
      let rounded = try Table(work.output("nn-train", common + mode + ["--digits", "2"]))
      let column = mode[0] == "--folds" ? "value" : "loss"
      let pairs = try zip(Table(usual).column(column), rounded.column(column))
      for (exact, short) in pairs {
        let (exact, short) = (try #require(Double(exact)), try #require(Double(short)))
        #expect(abs(exact - short) <= 0.05 * abs(exact))
      }
      #expect(try rounded.column(column).allSatisfy { $0.filter(\.isNumber).count <= 6 })
    }
    #expect(try work.run("nn-train", common + ["-o", "m.nnm", "--digits", "18"]).ending == .exit(2))
  }

  @Test("a column that never changes is told, and one that only names the rows")
  func uselessColumns() throws {
    try work.write(
      "useless.csv", "id,x,same,class\n" + (0..<60).map { "r\($0),\($0 * $0 % 11),4.5,\($0 % 2)\n" }.joined())
    let outcome = try work.run("nn-train", "useless.csv", "-e", "1", "-o", "m.nnm")
    #expect(outcome.ending == .exit(0))
    #expect(outcome.errors.contains("column \"same\" never changes"))
    #expect(outcome.errors.contains("column \"id\" differs from row to row"))
  }

  @Test("rows learned by heart are told by those held out")
  func learnedByHeart() throws {
    // Labels that follow from nothing.
    let rows = (0..<60).map { "\($0 * 7919 % 101),\($0 * 104_729 % 97),\($0 * $0 % 61 % 2)\n" }
    try work.write("noise.csv", "x,y,class\n" + rows.joined())
    let outcome = try work.run(
      "nn-train", "noise.csv", "--holdout", "0.3", "-e", "300", "--l2", "0", "--keep", "last", "-o", "m.nnm")
    #expect(outcome.ending == .exit(0))
    #expect(outcome.errors.contains("the network has learned them by heart"))
    let blind = try work.run("nn-train", "noise.csv", "-e", "2", "-o", "m.nnm")
    #expect(!blind.errors.contains("by heart"))
  }

  @Test("progress is a line that is redrawn, where it is asked for, and nothing of it goes elsewhere")
  func progress() throws {
    let outcome = try work.run("nn-train", "data.csv", "-e", "2", "--progress", "always", "-o", "m.nnm")
    #expect(outcome.errors.contains("\r\u{1B}[Jepoch 1/2"))
    #expect(try Table(outcome.output).rows.count == 2)
    #expect(try !work.run("nn-train", "data.csv", "-e", "2", "-o", "m.nnm").errors.contains("\u{1B}"))
  }
}
