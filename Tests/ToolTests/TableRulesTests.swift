import Testing

/// What the pages promise of tables, held against every tool that reads them.
@Suite("Every tool reads tables by the same rules") struct TableRulesTests {
  private let work: Workplace

  /// Rows whose second feature tells the class, and a note that nobody needs.
  private static let rows =
    "x,note,y,class\n"
    + (0..<24).map { "\(Double($0 * 7 % 24) / 4),\"n, \($0)\",\($0 % 2 * 3 + $0 % 5),\($0 % 2 == 0 ? "no" : "yes")\n" }
    .joined()

  init() throws {
    work = try Workplace()
    try work.write("t.csv", Self.rows)
    try work.output(
      "nn-train", "t.csv", "-q", "-i", "note", "-e", "2", "-s", "2,3,1", "--log", "log.csv", "-o", "m.nnm")
  }

  /// A call of every tool, `t` being the table, whose standard output depends on what the table holds but not on how it
  /// is spelt.
  private static func calls(_ t: String) -> [[String]] {
    [
      ["nn-train", t, "-q", "-i", "note", "-e", "2", "-s", "2,3,1", "--log", "log.csv", "-o", "-"],
      ["nn-predict", "m.nnm", t, "--keep", "none", "--only", "label"], ["nn-score", "m.nnm", t],
      ["nn-graph", "m.nnm", t, "--size", "500x400"],
    ]
  }

  private static let cuts = [
    ["nn-data", "split", "--fold", "1/3", "--part", "train"], ["nn-data", "shuffle"],
  ]

  private func run(_ call: [String]) throws -> Outcome { try work.run(call[0], Array(call.dropFirst())) }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// The table in other spellings, each with the options that it needs.
  private static let spellings: [(name: String, bytes: [UInt8], options: [String])] = {
    // No field holds a semicolon, and the commas within quotes may stand where commas delimit nothing.
    let columns = rows.split(separator: "\n").map { row in
      row.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .map {
          $0 % 2 == 0 ? $1.split(separator: ",", omittingEmptySubsequences: false).joined(separator: ";") : "\"\($1)\""
        }
        .joined()
    }
    let semicolons = columns.joined(separator: "\n") + "\n"
    return [
      ("mark.csv", Array(("\u{FEFF}" + rows).utf8), []),
      ("crlf.csv", Array(rows.split(separator: "\n").map { $0 + "\r\n" }.joined().utf8), []),
      ("open.csv", Array(rows.dropLast().utf8), []),
      ("blank.csv", Array((rows + "\n\r\n\n").utf8), []),
      ("semicolon.csv", Array(semicolons.utf8), ["-d", ";"]),
      ("named.csv", Array(semicolons.utf8), ["-d", "semicolon"]),
      ("tab.tsv", Array(semicolons.replacing(";", with: "\t").utf8), []),
    ]
  }()

  @Test("a byte-order mark, CRLF, blank lines at the end, no last line end and other delimiters change nothing")
  func spellings() throws {
    for (index, call) in Self.calls("t.csv").enumerated() {
      let expected = try run(call)
      #expect(expected.ending == .exit(0), "\(call): \(expected.errors)")
      for (name, bytes, options) in Self.spellings {
        try work.write(name, bytes)
        let outcome = try run(Self.calls(name)[index] + options)
        #expect(
          outcome.ending == .exit(0) && outcome.output == expected.output, "\(call[0]) \(name): \(outcome.errors)")
      }
    }
  }

  @Test("cutting and shuffling find the same rows in every spelling")
  func cutSpellings() throws {
    for call in Self.cuts {
      let expected = try Table(run(call + ["t.csv"]).output).column("x")
      #expect(expected.count > 10)
      for (name, bytes, options) in Self.spellings where options.isEmpty && name != "tab.tsv" {
        try work.write(name, bytes)
        #expect(try Table(run(call + [name]).output).column("x") == expected, "\(call) \(name)")
      }
      try work.write("tab.tsv", Self.spellings[6].bytes)
      let tabbed = try run(call + ["tab.tsv"])
      #expect(tabbed.output.count { $0 == UInt8(ascii: "\t") } == 3 * (expected.count + 1))
    }
  }

  @Test("a row of another width is told by line and field")
  func ragged() throws {
    try work.write("bad.csv", Self.rows.replacing("\n0.25,", with: "\n0.25,more,"))
    let line = Self.rows.split(separator: "\n").firstIndex { $0.hasPrefix("0.25,") }.map { $0 + 1 }
    for call in Self.calls("bad.csv") + Self.cuts.map({ $0 + ["bad.csv"] }) {
      let outcome = try run(call)
      #expect(outcome.ending == .exit(3), "\(call)")
      #expect(outcome.errors.contains("bad.csv:\(line ?? 0):5: expected 4 fields, found 5"), "\(outcome.errors)")
    }
  }

  @Test("files whose headers differ are not one table")
  func differingHeaders() throws {
    try work.write("other.csv", "note,x,y,class\nn,1,2,no\n")
    for call in Self.calls("t.csv") + Self.cuts.map({ $0 + ["t.csv"] }) {
      let outcome = try run(call + ["other.csv"])
      #expect(outcome.ending == .exit(3), "\(call)")
      #expect(outcome.errors.contains("other.csv: its header differs from that of t.csv"), "\(outcome.errors)")
    }
  }

  @Test("two columns of one name are refused where the name is needed, and pass where it is not")
  func duplicateNames() throws {
    try work.write("pass.csv", "x,note,note,y,class\n1,a,b,2,no\n2,c,d,4,yes\n")
    for call in Self.calls("pass.csv").dropFirst() + Self.cuts.map({ $0 + ["pass.csv"] }) {
      #expect(try run(call).ending == .exit(0), "\(call)")
    }
    #expect(
      try run(["nn-train", "pass.csv", "-q", "-x", "x,y", "-e", "1", "--log", "log.csv", "-o", "-"]).ending == .exit(0))
    try work.write("twice.csv", "x,x,y,class\n1,1,2,no\n2,2,4,yes\n")
    let stratified = ["nn-data", "split", "--fold", "1/2", "--part", "test", "--stratify", "x", "twice.csv"]
    for call in Self.calls("twice.csv").map({ $0.filter { !["-i", "note"].contains($0) } }) + [stratified] {
      let outcome = try run(call)
      #expect([.exit(2), .exit(4)].contains(outcome.ending), "\(call)")
      #expect(outcome.errors.contains("twice.csv: two columns are named \"x\""), "\(outcome.errors)")
    }
  }

  @Test("names and labels are bytes: what Unicode takes for one are two, and so are 1 and 01")
  func bytesAreNames() throws {
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    try work.write("n.csv", "\(composed),\(decomposed),class\n1,9,no\n2,7,yes\n3,8,no\n4,6,yes\n")
    try work.output("nn-train", "n.csv", "-q", "-e", "1", "--log", "log.csv", "-o", "n.nnm")
    let straight = try work.output(
      "nn-predict", "n.nnm", "--keep", "none", input: bytes("\(composed),\(decomposed)\n1,9\n"))
    let swapped = try work.output(
      "nn-predict", "n.nnm", "--keep", "none", input: bytes("\(decomposed),\(composed)\n9,1\n"))
    #expect(straight == swapped)
    let one = try work.run("nn-predict", "n.nnm", input: bytes("\(composed)\n1\n"))
    #expect(one.ending == .exit(4))

    for pair in [(composed, decomposed), ("1", "01")] {
      let table = "a,class\n1,\(pair.0)\n2,\(pair.1)\n3,\(pair.0)\n4,\(pair.1)\n"
      try work.write("l.csv", table)
      try work.output("nn-train", "l.csv", "-q", "-e", "1", "--log", "log.csv", "-o", "l.nnm")
      let labels = try Table(work.output("nn-info", "--schema", "l.nnm")).column("value").suffix(2)
      #expect(Set(labels.map { Array($0.utf8) }) == [bytes(pair.0), bytes(pair.1)])
      let pairs = bytes("class,predicted_class\n\(pair.0),\(pair.1)\n\(pair.1),\(pair.1)\n")
      let confusion = try Table(work.output("nn-score", "--confusion", input: pairs))
      #expect(confusion.rows.count == 4)
      try work.output(
        "nn-data", "split", "--test", "0.5", "--stratify", "class", "a.csv", "b.csv", input: bytes(table))
      let half = try Table(work.read("b.csv")).column("class")
      #expect(Set(half.map { Array($0.utf8) }) == [bytes(pair.0), bytes(pair.1)])
    }
  }

  @Test("--unseen says what becomes of an unknown category")
  func unseen() throws {
    try work.write("c.csv", "c,y\nred,1\nblue,3\nred,2\nblue,5\n")
    try work.output("nn-train", "c.csv", "-q", "--task", "regression", "-e", "1", "--log", "log.csv", "-o", "c.nnm")
    let table = bytes("c\nred\ngreen\n")
    for options in [[], ["--unseen", "zero"]] {
      let outcome = try work.run("nn-predict", ["c.nnm"] + options, input: table)
      #expect(outcome.ending == .exit(0))
      #expect(outcome.output.count { $0 == UInt8(ascii: "\n") } == 3)
      #expect(outcome.errors.contains("stdin:3:1: column \"c\" never held \"green\" in training"))
    }
    let refused = try work.run("nn-predict", "c.nnm", "--unseen", "fail", input: table)
    #expect(refused.ending == .exit(3))
    #expect(refused.errors.contains("stdin:3:1: column \"c\" never held \"green\" in training"))
  }

  @Test("a column that never changes is said once, and does no harm")
  func constantColumn() throws {
    try work.write("k.csv", "a,k,y\n1,5,0\n2,5,1\n3,5,0\n4,5,1\n")
    let outcome = try work.run("nn-train", "k.csv", "-e", "3", "--log", "log.csv", "-o", "k.nnm")
    #expect(outcome.ending == .exit(0))
    #expect(outcome.errors.split(separator: "\n").count { $0.contains("\"k\" never changes") } == 1)
    let same = try work.output("nn-predict", "k.nnm", "--keep", "none", input: bytes("a,k\n1,5\n"))
    #expect(!String(decoding: same, as: UTF8.self).contains("nan"))
  }

  @Test("a field of 16 MiB is read, and a longer one refused where it begins")
  func longestField() throws {
    let longest = 16 << 20
    for (length, fits) in [(longest, true), (longest + 1, false)] {
      let field = [UInt8(ascii: "\"")] + [UInt8](repeating: 0x7A, count: length - 2) + [UInt8(ascii: "\"")]
      let table = bytes("x,note,y,class\n1,") + field + bytes(",2,no\n2,s,4,yes\n")
      for call in [["nn-predict", "m.nnm", "--keep", "none"], ["nn-data", "shuffle"]] {
        let outcome = try work.run(call[0], Array(call.dropFirst()), input: table)
        #expect(outcome.ending == .exit(fits ? 0 : 3), "\(call) \(length)")
        #expect(fits || outcome.errors.contains("stdin:2:2: field is longer than \(longest) bytes"))
      }
    }
  }
}
