import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a tool offers to a shell; the scripts themselves are tried in `ManualTests`.
@Suite("Completion")
struct CompletionTests {
  /// Asks as a script does: for the last of the words, the cursor behind it.
  private func candidates(
    for option: String, _ words: [String], in place: Workplace, shell: String = "zsh"
  ) throws -> [String] {
    let request = ["---completion", "--", option, "\(words.count - 1)", "\(words.last?.count ?? 0)"]
    let output = try place.output(words[0], request + words, environment: ["SAP_SHELL": shell])
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    // A line of one blank is the end of the answer to zsh.
    return lines.filter { $0 != " " }
  }

  private func workplace() throws -> Workplace {
    let place = try Workplace()
    try place.write("t.csv", "size,weight,size of shoe,\"a,b\",kind\n1,2,3,4,x\n")
    return place
  }

  @Test("The columns are those of the header, as a list takes them")
  func columns() throws {
    let place = try workplace()
    let line = ["nn-train", "t.csv", "-x", ""]
    #expect(
      try candidates(for: "-x", line, in: place) == ["size", "weight", "size of shoe", "\"a,b\"", "kind"])
    #expect(try candidates(for: "-x", ["nn-train", "t.csv", "-x", "si"], in: place) == ["size", "size of shoe"])
    #expect(
      try candidates(for: "-x", ["nn-train", "t.csv", "-x", "size,w"], in: place) == ["size,weight"])
    #expect(
      try candidates(for: "-x", ["nn-train", "t.csv", "-x", "\"size of shoe,"], in: place)
        == ["size", "weight", "\"a,b\"", "kind"].map { "size of shoe,\($0)" })
    #expect(try candidates(for: "-x", ["nn-train", "t.csv", "-o", "m.nnm", "--features=we"], in: place) == ["weight"])
    #expect(try candidates(for: "--keep", ["nn-predict", "m.nnm", "t.csv", "--keep", "n"], in: place) == ["none"])
    // A name by itself is no list.
    #expect(try candidates(for: "-w", ["nn-score", "t.csv", "-w", "a"], in: place) == ["a,b"])
  }

  @Test("The table is found where it is gzipped, delimited otherwise, quoted, behind a redirection or has no header")
  func tables() throws {
    let place = try workplace()
    try place.write("t t.tsv", "one\ttwo\n1\t2\n")
    try place.write("semi.csv", "uno;due\n1;2\n")
    try place.write("bare.csv", "1,2,3\n")
    try place.write("t.csv.gz", GzipSamples.table)
    func columns(_ words: String...) throws -> [String] {
      try candidates(for: "-y", ["nn-train"] + words + ["-y", ""], in: place)
    }
    #expect(try columns("t\\ t.tsv") == ["one", "two"])
    #expect(try columns("<", "'t t.tsv'") == ["one", "two"])
    #expect(try columns("-d", "semicolon", "semi.csv") == ["uno", "due"])
    #expect(try columns("-d;", "semi.csv") == ["uno", "due"])
    #expect(try columns("t.csv.gz") == ["a", "b"])
    #expect(try columns("bare.csv") == ["c1", "c2", "c3"])
    #expect(try columns("-N", "t.csv") == ["c1", "c2", "c3", "c4", "c5"])
    #expect(try columns("-o", "t.csv") == [])
    #expect(try columns("none.csv") == [])
    #expect(try columns() == [])
  }

  @Test("A hostile table makes no candidate that a shell would run or stumble over")
  func hostileNames() throws {
    let place = try Workplace()
    try place.write("t.csv", Array("$(touch a),`touch b`,it's,\"two\nlines\",a\u{1B}[2J,tab\tbed,,x,x,".utf8) + [0xFF])
    let line = ["nn-train", "t.csv", "-y", ""]
    #expect(try candidates(for: "-y", line, in: place) == ["$(touch a)", "`touch b`", "it's"])
    // The script for Bash expands what it gets.
    #expect(
      try candidates(for: "-y", line, in: place, shell: "bash") == ["'$(touch a)'", "'`touch b`'", #"'it'\''s'"#])
  }

  @Test("What is no table offers nothing, and is not waited for")
  func noTables() throws {
    let place = try workplace()
    try place.write("noise.csv", (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 97) | 0x80 })
    try place.write("long.csv", [UInt8](repeating: 0x61, count: 1 << 20))
    try place.write("cut.csv.gz", Array(GzipSamples.table.prefix(11)))
    try place.write("empty.csv", "")
    #expect(mkfifo("\(place.path)/pipe.csv", 0o600) == 0)
    try place.write("m.csv", try Files.read(Array("\(Fixture.package)/Fixtures/golden/task-binary.nnm".utf8)))
    for name in ["noise.csv", "long.csv", "cut.csv.gz", "empty.csv", "pipe.csv", "m.csv", ".", "/dev/zero"] {
      #expect(try candidates(for: "-y", ["nn-train", name, "-y", ""], in: place) == [], "\(name)")
    }
    // The next operand may be one.
    #expect(try candidates(for: "-y", ["nn-train", "m.csv", "t.csv", "-y", "we"], in: place) == ["weight"])
  }

  @Test("Sizes begin with the number of features where all are numbers")
  func sizes() throws {
    let place = try workplace()
    func sizes(_ words: String...) throws -> [String] {
      try candidates(for: "-s", ["nn-train"] + words + ["-s", ""], in: place)
    }
    #expect(try sizes("t.csv") == ["4,"])
    #expect(try sizes("t.csv", "-i", "size,kind") == ["2,"])
    #expect(try sizes("t.csv", "-x", "weight", "-y", "size") == ["1,"])
    #expect(try sizes("t.csv", "-y", "size") == [])
    #expect(try sizes("t.csv", "-y", "none") == [])
    #expect(try candidates(for: "-s", ["nn-train", "t.csv", "-s", "4,"], in: place) == [])
  }

  @Test("Metrics are those that the tools print")
  func metrics() throws {
    let place = try Workplace()
    try place.write("p.csv", "label,predicted_label,p_0,p_1\n0,0,0.9,0.1\n1,1,0.2,0.8\n")
    let printed = try Table(place.output("nn-score", "p.csv")).rows.map { $0[0] }
    let offered = try candidates(for: "--metrics", ["nn-score", "-m", ""], in: place)
    #expect(Set(printed).isSubset(of: offered))
    #expect(Set(offered).isSuperset(of: ["auc_ovr", "f1_macro", "rmse"]))
    #expect(try candidates(for: "--metrics", ["nn-score", "-m", "auc,br"], in: place) == ["auc,brier"])
    #expect(try candidates(for: "--min", ["nn-score", "--min", "log"], in: place) == ["log_loss="])
    #expect(try candidates(for: "--stop-at", ["nn-train", "--stop-at", "r"], in: place).contains("r2="))
    #expect(try candidates(for: "--metric", ["nn-train", "-m", "rm"], in: place) == ["rmse"])
    #expect(
      try candidates(for: "--activation", ["nn-train", "-a", "relu,s"], in: place)
        == ["relu,sigmoid", "relu,selu", "relu,silu", "relu,softplus"])
  }
}
