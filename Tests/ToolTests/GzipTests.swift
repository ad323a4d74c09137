import TestSupport
import Testing

/// Tables that are gzip files.
@Suite struct GzipTests {
  private let work: Workplace

  init() throws { work = try Workplace() }

  @Test("A table is read packed as it is read plain, from a file or a pipe")
  func plainAndPacked() throws {
    let plain = try work.output("nn-data", "shuffle", input: Array("a,b\n1,2\n".utf8))
    #expect(try work.output("nn-data", "shuffle", input: GzipSamples.table) == plain)
    try work.write("t.csv", GzipSamples.table)
    #expect(try work.output("nn-data", "shuffle", "t.csv") == plain)
    try work.write("u.csv", GzipSamples.table + GzipSamples.row)
    #expect(try work.output("nn-data", "shuffle", "--seed", "1", "u.csv").count == plain.count + 4)
  }

  @Test("Predictions and scores of a packed table are those of the plain one")
  func predictionsAndScores() throws {
    try work.write("plain.csv", "a,b\n1,2\n")
    try work.write("packed.csv", GzipSamples.table)
    try work.write("train.csv", "a,b\n" + (0..<20).map { "\($0),\($0).5\n" }.joined())
    try work.output("nn-train", "train.csv", "-q", "-e", "2", "-o", "m.nnm", "--log", "log.csv")
    let predictions = try work.output("nn-predict", "m.nnm", "plain.csv")
    #expect(try work.output("nn-predict", "m.nnm", "packed.csv") == predictions)
    let options = ["-y", "a", "-p", "b", "-m", "mae"]
    #expect(try work.output("nn-score", ["packed.csv"] + options) == work.output("nn-score", ["plain.csv"] + options))
    let model = ["m.nnm", "-m", "mae"]
    #expect(
      try work.output("nn-score", model + ["packed.csv"]) == work.output("nn-score", model + ["plain.csv"]))
  }

  @Test("What was cut off or damaged is wrong data, told in a line")
  func damaged() throws {
    try work.write("cut.csv", Array(GzipSamples.table.dropLast(2)))
    let outcome = try work.run("nn-data", "shuffle", "cut.csv")
    #expect(outcome.ending == .exit(3))
    #expect(outcome.errors == "nn-data: cut.csv: the compressed data ends too early\n")
    #expect(outcome.output == [])
  }
}
