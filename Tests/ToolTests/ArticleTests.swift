import Testing

/// The experiments of the article that the suite began with: a network of 2-9-6-1 tells two rings apart, and one
/// without a hidden layer cannot.
@Suite struct ArticleTests {
  private let work: Workplace

  init() throws { work = try Workplace() }

  /// Two rings of 1000 rows, cut into 750 and 250.
  private func makeCircles(seed: Int) throws {
    let circles = ["circles", "-n", "1000", "--noise", "0.1", "--factor", "0.1", "--seed", "\(seed)"]
    let rings = try work.output("nn-data", circles)
    try work.output("nn-data", "split", "--test", "0.25", "--seed", "\(seed)", "train.csv", "test.csv", input: rings)
  }

  /// The area under the ROC curve that a training reaches on the rows it has not seen.
  private func areaOnTest(_ options: String...) throws -> Double {
    try work.output("nn-train", ["train.csv", "-q", "-o", "m.nnm"] + options)
    let predictions = try work.output("nn-predict", "m.nnm", input: work.read("test.csv"))
    let scores = try Table(work.output("nn-score", input: predictions))
    #expect(scores.value(of: "n") == 250)
    return try #require(scores.value(of: "auc"))
  }

  @Test("2-9-6-1 tells two rings apart, by the defaults and as the article trained it")
  func rings() throws {
    try makeCircles(seed: 7)
    #expect(try areaOnTest("-s", "2,9,6,1") >= 0.975)
    #expect(try areaOnTest("-s", "2,9,6,1", "--preset", "article") >= 0.975)
  }

  @Test("without a hidden layer two rings stay one")
  func linear() throws {
    try makeCircles(seed: 7)
    #expect(try areaOnTest("-s", "2,1") < 0.65)
  }

  @Test("2-3-1 tells two clouds apart")
  func clouds() throws {
    let blobs = try work.output("nn-data", "blobs", "--centers", "2", "--std", "3", "--seed", "7")
    try work.output("nn-data", "split", "--test", "0.25", "--seed", "7", "train.csv", "test.csv", input: blobs)
    #expect(try areaOnTest("-s", "2,3,1") >= 0.99)
  }

  @Test("the article's training takes 30 epochs at most to an area of 0.975, whatever the seed", arguments: 1...50)
  func everySeed(seed: Int) throws {
    try makeCircles(seed: seed)
    let history = try Table(
      work.output(
        "nn-train", "train.csv", "-q", "-s", "2,9,6,1", "--preset", "article", "--stop-at", "auc=0.975", "--seed",
        "\(seed)", "-o", "m.nnm"))
    #expect(history.rows.count <= 30)
    let last = try #require(history.column("auc").last.flatMap(Double.init))
    #expect(last >= 0.975)
  }
}
