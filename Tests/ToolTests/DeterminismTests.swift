import Testing

@Suite struct DeterminismTests {
  private let work: Workplace

  init() throws {
    work = try Workplace()
    let circles = try work.output("nn-data", "circles", "-n", "200", "--noise", "0.1", "--factor", "0.3")
    try work.write("data.csv", circles)
  }

  private func train(_ model: String, environment: [String: String] = [:]) throws -> [UInt8] {
    let options = ["data.csv", "-q", "-e", "20", "-b", "16", "-o", model]
    try work.output("nn-train", options, environment: environment)
    return try work.read(model)
  }

  @Test("the same seed gives the same model and the same predictions, and another seed others")
  func seeds() throws {
    let first = try train("first.nnm")
    #expect(try train("second.nnm") == first)
    let predictions = try work.output("nn-predict", "first.nnm", "data.csv")
    #expect(try work.output("nn-predict", "second.nnm", "data.csv") == predictions)
    try work.output("nn-train", "data.csv", "-q", "-e", "20", "-b", "16", "--seed", "2", "-o", "other.nnm")
    #expect(try work.read("other.nnm") != first)
  }

  // Where a machine lacks an instruction set its best one is taken, and the bytes are the same all the more.
  @Test("every instruction set gives the same model and the same predictions", arguments: ["avx2", "avx512"])
  func kernels(name: String) throws {
    let usual = try train("usual.nnm")
    #expect(try train("chosen.nnm", environment: ["NN_KERNELS": name]) == usual)
    let predictions = try work.output("nn-predict", "usual.nnm", "data.csv")
    let chosen = try work.output("nn-predict", "usual.nnm", "data.csv", environment: ["NN_KERNELS": name])
    #expect(chosen == predictions)
  }

  @Test("any number of threads gives the same model, of a network that they share too", arguments: [2, 3, 8])
  func threads(count: Int) throws {
    // Wide enough that a step and a pass are cut into several pieces.
    let options = [
      "data.csv", "-q", "-e", "3", "-b", "100", "--hidden", "200,200", "--holdout", "0.3", "--dropout", "0.2",
      "--clip-norm", "1", "--keep-state",
    ]
    try work.output("nn-train", options + ["--threads", "1", "-o", "one.nnm"])
    try work.output("nn-train", options + ["--threads", "\(count)", "-o", "many.nnm"])
    #expect(try work.read("one.nnm") == work.read("many.nnm"))
  }

  @Test("any number of threads cross-validates and tunes alike")
  func threadsOverFolds() throws {
    let options = ["data.csv", "-q", "-e", "3", "--hidden", "4"]
    for way in [["--folds", "4"], ["--tune", "4"]] {
      let one = try work.output("nn-train", options + way + ["--threads", "1"])
      #expect(try work.output("nn-train", options + way + ["--threads", "3"]) == one)
    }
  }

  @Test("a model does not tell when, where and by whom it was trained")
  func provenance() throws {
    let elsewhere = try Workplace()
    try elsewhere.write("another name.csv", try work.read("data.csv"))
    let environment = ["TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "USER": "somebody", "HOME": "/nowhere"]
    let options = ["\(elsewhere.path)/another name.csv", "-q", "-e", "20", "-b", "16", "-o", "other.nnm"]
    try elsewhere.output("nn-train", options, environment: environment)
    #expect(try elsewhere.read("other.nnm") == train("m.nnm"))
  }

  @Test("the seconds of the history do not reach the model")
  func seconds() throws {
    _ = try train("m.nnm")
    let history = try Table(work.output("nn-info", "--history", "m.nnm"))
    #expect(history.header == ["epoch", "rate", "loss", "auc"])
  }
}
