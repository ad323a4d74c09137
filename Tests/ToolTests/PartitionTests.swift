import Testing

/// The same rows give the same bytes, however they are cut up, ordered, spelt or shared among threads.
@Suite struct PartitionTests {
  private static let circles = Result {
    try Workplace().output("nn-data", "circles", "-n", "3000", "--noise", "0.1", "--factor", "0.3", "--seed", "5")
  }

  private static let model = Result {
    let work = try Workplace()
    try work.write("data.csv", circles.get())
    try work.output("nn-train", "data.csv", "-q", "-s", "2,5,1", "-e", "3", "-o", "m.nnm", "--log", "log.csv")
    return try work.read("m.nnm")
  }

  private let work: Workplace
  private let rows: [Substring]

  init() throws {
    work = try Workplace()
    try work.write("m.nnm", Self.model.get())
    rows = String(decoding: try Self.circles.get(), as: UTF8.self).split(separator: "\n")
  }

  private func predict(_ options: String..., input: [UInt8]) throws -> [UInt8] {
    try work.output("nn-predict", ["m.nnm"] + options, input: input)
  }

  /// Many more rows than go through a network together.
  private var table: [UInt8] {
    get throws { Array((rows + rows.dropFirst() + rows.dropFirst()).joined(separator: "\n").utf8) + [10] }
  }

  @Test("any number of threads gives the same bytes")
  func threads() throws {
    let usual = try predict("--threads", "1", input: table)
    #expect(usual.count(where: { $0 == 10 }) == 9001)
    for threads in ["2", "8"] {
      #expect(try predict("--threads", threads, input: table) == usual)
      #expect(try predict("--threads", threads, "--line-buffered", input: table) == usual)
    }
  }

  @Test("headerless parts, one after the other, give the rows of the whole", arguments: [1, 7, 1000])
  func parts(size: Int) throws {
    let whole = try predict(input: Self.circles.get())
    var joined: [UInt8] = []
    let data = Array(rows.dropFirst().prefix(size == 1 ? 20 : .max))
    for start in stride(from: 0, to: data.count, by: size) {
      let part = data[start..<min(start + size, data.count)].joined(separator: "\n") + "\n"
      joined += try predict("-N", "--no-output-header", input: Array(part.utf8))
      if joined.count > 60_000 { break }
    }
    joined += try predict("-N", "--no-output-header", input: [])
    let body = whole.drop { $0 != 10 }.dropFirst()
    #expect(body.starts(with: joined) && !joined.isEmpty)
    if size == 1000 { #expect(joined == Array(body.prefix(joined.count))) }
  }

  @Test("columns in another order give the same predictions, on several threads too")
  func permuted() throws {
    let usual = try predict("-k", "none", input: Self.circles.get())
    let permuted = rows.map { row in
      let cells = row.split(separator: ",")
      return [cells[2], "note", cells[1], cells[0]].joined(separator: ",")
    }
    let table = Array((permuted.joined(separator: "\n") + "\n").utf8)
    for threads in ["1", "4"] { #expect(try predict("-k", "none", "--threads", threads, input: table) == usual) }
  }

  @Test("a row that is there is answered while the input pauses, whatever is at work", arguments: ["1", "4"])
  func slowWriter(threads: String) throws {
    let tool = try work.start("nn-predict", "m.nnm", "-N", "--threads", threads)
    for row in 1...5 {
      tool.send("0.\(row),0.5\n")
      let lines = try tool.receive(lines: row).split(separator: "\n")
      #expect(lines.last?.hasPrefix("0.\(row),0.5,") == true)
    }
    // A part of a row is no row yet.
    tool.send("0.6,0")
    let outcome = tool.finish(sending: Array(".5\n".utf8))
    #expect(outcome.ending == .exit(0))
    #expect(outcome.text.split(separator: "\n").count == 6)
  }

  @Test("a wrong row is told when it comes, after the answers before it, on several threads too")
  func errorWhilePaused() throws {
    let tool = try work.start("nn-predict", "m.nnm", "-N", "--threads", "4")
    tool.send("0.1,0.5\n0.2,oops\n0.3,0.5\n")
    _ = try tool.receive(lines: 1)
    let outcome = tool.finish()
    #expect(outcome.ending == .exit(3))
    #expect(outcome.text.split(separator: "\n").count == 1)
    #expect(outcome.errors.contains("stdin:2:2: expected a number"))
  }

  @Test("a wrong row far down is told at its line, after all answers before it, on any number of threads")
  func lateError() throws {
    var lines = rows.map(String.init)
    lines[2500] = "0.5,,1"
    let table = Array((lines.joined(separator: "\n") + "\n").utf8)
    for threads in ["1", "3"] {
      let outcome = try work.run("nn-predict", "m.nnm", "--threads", threads, input: table)
      #expect(outcome.ending == .exit(3))
      #expect(outcome.errors.hasPrefix("nn-predict: stdin:2501:2: "), "\(outcome.errors)")
      #expect(outcome.text.split(separator: "\n").count == 2500)
    }
  }
}
