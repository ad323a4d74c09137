import Glibc
import Testing

/// A training that ends and goes on comes to what one without an end comes to.
@Suite struct ResumeTests {
  private let work: Workplace

  init() throws {
    work = try Workplace()
    try work.write("data.csv", work.output("nn-data", "circles", "-n", "120", "--noise", "0.2"))
  }

  private func train(_ options: String...) throws { try work.output("nn-train", ["data.csv", "-q"] + options) }

  @Test(
    "fifty epochs and fifty more are the bytes of a hundred, with every optimiser",
    arguments: ["sgd", "momentum", "nesterov", "adam", "adamw", "rmsprop", "adagrad", "lbfgs"])
  func fiftyAndFifty(optimizer: String) throws {
    let common = [
      "--hidden", "3", "--optimizer", optimizer, "--schedule", "plateau", "--holdout", "0.25", "-r", "0.003",
    ]
    func train(_ options: String...) throws {
      try work.output("nn-train", ["data.csv", "-q", "--keep-state"] + options)
    }
    try work.output("nn-train", ["data.csv", "-q", "--keep-state", "-o", "whole.nnm", "-e", "100"] + common)
    try work.output("nn-train", ["data.csv", "-q", "--keep-state", "-o", "half.nnm", "-e", "50"] + common)
    try train("--resume", "half.nnm", "-e", "50", "-o", "both.nnm")
    #expect(try work.read("both.nnm") == work.read("whole.nnm"))
  }

  @Test("an interrupt saves, exits 130, and the planned end is reached from there to the same bytes")
  func interrupt() throws {
    // Many short epochs: however busy the machine, the signal comes before the last one.
    try work.write("few.csv", work.output("nn-data", "xor", "-n", "20"))
    let options = ["few.csv", "-q", "--hidden", "2", "-e", "10000", "--keep-state"]
    try work.output("nn-train", options + ["-o", "whole.nnm"])
    let tool = try work.start("nn-train", "few.csv", "--hidden", "2", "-e", "10000", "--keep-state", "-o", "part.nnm")
    _ = try tool.receive(lines: 2)
    tool.send(signal: SIGINT)
    let outcome = tool.finish()
    #expect(outcome.ending == .exit(130))
    #expect(outcome.errors.contains("interrupted; go on with --resume"))
    // Whole rows, fewer than all.
    #expect(outcome.output.last == UInt8(ascii: "\n"))
    #expect(try (1..<10000).contains(Table(outcome.output).rows.count))
    try work.output("nn-train", "few.csv", "-q", "--resume", "part.nnm", "--keep-state", "-o", "both.nnm")
    #expect(try work.read("both.nnm") == work.read("whole.nnm"))
  }

  @Test("the second interrupt ends at once")
  func secondInterrupt() throws {
    // One epoch that takes longer than the test, of steps that take no time: none is finished after the first signal
    // only if the second comes at once, so both are sent before the tool can act on one.
    let tool = try work.start("nn-train", "data.csv", "-e", "1000000", "-o", "m.nnm")
    _ = try tool.receive(lines: 2)
    tool.send(signal: SIGTERM)
    tool.send(signal: SIGTERM)
    let ending = tool.finish().ending
    // Where the tool was quick it had saved in between.
    #expect(ending == .signal(SIGTERM) || ending == .exit(143))
  }

  @Test("what a killed training leaves is its last checkpoint, from which the planned end is reached to the same bytes")
  func checkpoints() throws {
    try work.write("few.csv", work.output("nn-data", "xor", "-n", "20"))
    try work.output("nn-train", "few.csv", "-q", "--hidden", "2", "-e", "10000", "-o", "whole.nnm")
    let tool = try work.start(
      "nn-train", "few.csv", "--hidden", "2", "-e", "10000", "--checkpoint", "3", "-o", "part.nnm")
    _ = try tool.receive(lines: 8)
    tool.send(signal: SIGKILL)
    #expect(tool.finish().ending == .signal(SIGKILL))
    let epochs = try Table(work.output("nn-info", "--history", "part.nnm")).rows.count
    #expect(epochs.isMultiple(of: 3) && (3..<10000).contains(epochs))
    try work.output("nn-train", "few.csv", "-q", "--resume", "part.nnm", "-o", "both.nnm")
    #expect(try work.read("both.nnm") == work.read("whole.nnm"), "no state is kept at the end")
  }

  @Test("a time limit ends a training, and what it leaves can go on")
  func time() throws {
    try train("-e", "1000000", "--hidden", "3", "--max-time", "0.3", "-o", "m.nnm")
    let rows = try Table(work.output("nn-info", "--history", "m.nnm")).rows.count
    #expect((1..<1_000_000).contains(rows))
    let more = try work.output("nn-train", "data.csv", "-q", "--resume", "m.nnm", "-e", "2", "-o", "n.nnm")
    #expect(try Table(more).column("epoch") == ["\(rows + 1)", "\(rows + 2)"])
  }

  @Test("a model without a state is a network to begin with, and says so")
  func withoutState() throws {
    try train("-e", "3", "--hidden", "3", "-o", "m.nnm")
    let outcome = try work.run("nn-train", "data.csv", "--resume", "m.nnm", "-e", "2", "-o", "n.nnm")
    #expect(outcome.ending == .exit(0) && outcome.errors.contains("keeps no state"))
    #expect(try Table(outcome.output).column("epoch") == ["1", "2"])
  }

  @Test("on other rows, or by another loss, the best epoch is one of those to come")
  func otherRows() throws {
    let rings = try work.output("nn-data", "circles", "-n", "120", "--noise", "0.1", "--factor", "0.3")
    try work.write("rings.csv", rings)
    try work.output(
      "nn-train", "rings.csv", "-q", "-e", "30", "--hidden", "8", "--keep-state", "-r", "0.05", "-o", "m.nnm")
    let lines = String(decoding: rings, as: UTF8.self).split(separator: "\n")
    let flipped = lines.map { $0.hasSuffix(",0") ? $0.dropLast() + "1" : $0.hasSuffix(",1") ? $0.dropLast() + "0" : $0 }
    try work.write("flipped.csv", flipped.joined(separator: "\n") + "\n")
    for (table, options) in [
      ("flipped.csv", []), ("rings.csv", ["--loss", "mae"]), ("rings.csv", ["--holdout", "0.3"]),
    ] {
      let call = [table, "--resume", "m.nnm", "-e", "30", "-o", "n.nnm", "--log", "log.csv"]
      let outcome = try work.run("nn-train", call + options)
      #expect(outcome.ending == .exit(0), "\(outcome.errors)")
      #expect(outcome.errors.contains("m.nnm was trained on other rows, or by another loss"))
      let model = try Table(work.output("nn-info", "n.nnm"))
      let best = try #require(model.value(of: "best_epoch"))
      #expect((31...60).contains(best))
      let scores = try Table(work.output("nn-score", "n.nnm", table, "-m", "auc"))
      // That of the old network is near 0 on flipped rows.
      #expect(try #require(scores.value(of: "auc")) > 0.5)
    }
    // Against the same rows and loss the old epochs have their say.
    let same = try work.run("nn-train", "rings.csv", "--resume", "m.nnm", "-e", "1", "-r", "1e-9", "-o", "n.nnm")
    #expect(!same.errors.contains("other rows"))
  }

  @Test("the epoch that is told is that of the network, by whatever figure it goes on")
  func otherCriterion() throws {
    try work.write("moons.csv", work.output("nn-data", "moons", "-n", "60", "--noise", "0.4"))
    let common = ["moons.csv", "-q", "-b", "5", "--schedule", "constant"]
    try work.output("nn-train", common + ["--hidden", "8", "-e", "60", "-r", "0.2", "--keep-state", "-o", "m.nnm"])
    for options in [["-m", "auc"], ["--stop-at", "auc=0.9"]] {
      try work.output("nn-train", common + ["--resume", "m.nnm", "-e", "1", "-r", "1e-9", "-o", "n.nnm"] + options)
      let told = try Table(work.output("nn-info", "n.nnm"))
      let scores = try Table(work.output("nn-score", "n.nnm", "moons.csv"))
      let (auc, loss) = try (#require(told.value(of: "best_auc")), #require(told.value(of: "best_loss")))
      #expect(try abs(auc - #require(scores.value(of: "auc"))) < 1e-6)
      #expect(try abs(loss - #require(scores.value(of: "log_loss"))) < 1e-4)
    }
  }

  @Test("what one optimiser remembers is nothing to another, though it be as much")
  func otherOptimizer() throws {
    func resumed(_ first: String, _ options: String..., then second: String) throws -> Outcome {
      try work.output(
        "nn-train",
        ["data.csv", "-q", "--hidden", "3", "-e", "2", "--keep-state", "--optimizer", first, "-o", "m.nnm"]
          + options)
      return try work.run(
        "nn-train", "data.csv", "-q", "--resume", "m.nnm", "-e", "2", "--optimizer", second, "-o", "n.nnm")
    }
    for (first, second) in [("momentum", "adagrad"), ("rmsprop", "momentum"), ("adam", "lbfgs")] {
      let outcome = try resumed(first, then: second)
      #expect(outcome.ending == .exit(4) && outcome.errors.contains("remembers of each parameter"), "\(outcome.errors)")
    }
    #expect(try resumed("adam", then: "adamw").ending == .exit(0))
    #expect(try resumed("momentum", "--momentum", "0.5", then: "nesterov").ending == .exit(0))
    // A momentum that the other has no use for is not in its way, but its memory is.
    #expect(try resumed("momentum", "--momentum", "0.5", then: "adam").ending == .exit(4))
  }

  @Test("an epoch that was cut short begins anew where its steps are to take other rows")
  func otherBatch() throws {
    try work.write("many.csv", work.output("nn-data", "moons", "-n", "50000", "--noise", "0.3"))
    try work.output(
      "nn-train", "many.csv", "-q", "-b", "8", "-e", "50", "--measure", "10", "--max-time", "0.01", "-o", "m.nnm")
    for batch in ["16", "256"] {
      let more = try work.output(
        "nn-train", "many.csv", "-q", "--resume", "m.nnm", "-b", batch, "-e", "1", "-o", "n.nnm")
      #expect(try Table(more).rows.count >= 1)
    }
  }

  @Test("what was aimed at is aimed at again")
  func goal() throws {
    try work.write("rings.csv", work.output("nn-data", "circles", "-n", "120", "--noise", "0.1", "--factor", "0.3"))
    let options = ["rings.csv", "-q", "--hidden", "8", "-e", "500", "--stop-at", "auc=0.99"]
    let whole = try Table(work.output("nn-train", options + ["-o", "whole.nnm"]))
    #expect((3..<500).contains(whole.rows.count))
    try work.output("nn-train", options + ["--max-time", "0.000001", "-o", "part.nnm"])
    try work.output("nn-train", "rings.csv", "-q", "--resume", "part.nnm", "-o", "both.nnm")
    #expect(try work.read("both.nnm") == work.read("whole.nnm"))
    // Who asks for more epochs wants them.
    try work.output("nn-train", options + ["--keep-state", "-o", "reached.nnm"])
    let more = try work.output("nn-train", "rings.csv", "-q", "--resume", "reached.nnm", "-e", "5", "-o", "more.nnm")
    #expect(try Table(more).rows.count == 5)
  }

  @Test("rows to validate on may come and go: the epochs without them have none of their figures")
  func validationComesAndGoes() throws {
    let common = ["data.csv", "-q", "--keep-state", "--schedule", "constant", "-e", "2"]
    try work.output("nn-train", common + ["--hidden", "3", "-o", "a.nnm"])
    try work.output("nn-train", common + ["--resume", "a.nnm", "--holdout", "0.25", "-o", "b.nnm"])
    try work.output("nn-train", common + ["--resume", "b.nnm", "--holdout", "0", "-o", "c.nnm"])
    let history = try Table(work.output("nn-info", "--history", "c.nnm"))
    #expect(history.header == ["epoch", "rate", "loss", "auc", "val_loss", "val_auc"])
    #expect(try history.column("epoch") == (1...6).map(String.init))
    #expect(try history.column("val_loss").map(\.isEmpty) == [true, true, false, false, true, true])
    #expect(try history.column("loss").allSatisfy { Double($0) != nil })
  }

  @Test("settings that no option would take change nothing where a model tells them")
  func impossibleSettings() throws {
    try train("-e", "3", "--hidden", "3", "--warmup", "2", "--keep-state", "--store", "-o", "m.nnm")
    var bytes = try work.read("m.nnm")
    // A warm-up that no count of steps can hold, in the place of what follows it too; then the check of the notes.
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("warmup=2".utf8)) })
    let text = Array("warmup=9223372036854775807 ".utf8)
    bytes.replaceSubrange(place..<place + text.count, with: text)
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("tEXt".utf8)) }) - 4
    let length = bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    let check = crc32(bytes[start + 16..<start + 16 + length], after: crc32(bytes[start..<start + 12]))
    for byte in 0..<4 { bytes[start + 16 + length + byte] = UInt8(truncatingIfNeeded: check >> (8 * UInt32(byte))) }
    try work.write("wild.nnm", bytes)
    try work.output("nn-train", "data.csv", "-q", "--resume", "wild.nnm", "-e", "2", "-o", "n.nnm")
  }

  @Test("what the model decides is no option beside it, and other rows are another training")
  func refusals() throws {
    try train("-e", "3", "--hidden", "3", "--keep-state", "-o", "m.nnm")
    func refused(_ status: Int32, _ message: String, _ options: String..., table: String = "data.csv") throws {
      let outcome = try work.run("nn-train", [table, "--resume", "m.nnm", "-o", "n.nnm"] + options)
      #expect(outcome.ending == .exit(status), "\(outcome.errors)")
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(!work.names.contains("n.nnm"))
    }
    try refused(2, "--hidden is decided by the model", "--hidden", "4")
    try refused(2, "say with -e how many more")
    try refused(4, "state does not fit", "-e", "2", "--optimizer", "rmsprop")
    try work.write("other.csv", "a,b,label\n1,2,0\n2,3,1\n")
    try refused(3, "no column \"x1\"", "-e", "2", table: "other.csv")
    try work.write("unknown.csv", "x1,x2,label\n1,2,0\n2,3,seven\n")
    try refused(3, "a label that the model does not know: \"seven\"", "-e", "2", table: "unknown.csv")
  }
}

/// The CRC-32 of bytes, bit by bit.
private func crc32(_ bytes: ArraySlice<UInt8>, after checksum: UInt32 = 0) -> UInt32 {
  ~bytes.reduce(~checksum) { state, byte in
    (0..<8).reduce(state ^ UInt32(byte)) { state, _ in state >> 1 ^ (state & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}
