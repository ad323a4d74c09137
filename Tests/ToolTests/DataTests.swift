import Testing

@Suite("nn-data makes tables and cuts them") struct DataTests {
  private let work: Workplace

  init() throws { work = try Workplace() }

  /// A header and 97 rows, spelt in many ways, of the classes a, b and c: 40, 37 and 20.
  private static func rows(_ lineEnd: String) -> [[UInt8]] {
    let notes = ["1.50", "+2e0", "\"a, b\"", "\"say \"\"no\"\"\"", "", " x ", "\"two\(lineEnd)lines\""]
    let rows = (0..<97).map { "n\($0),\(notes[$0 % notes.count]),\($0 < 40 ? "a" : $0 < 77 ? "b" : "c")" }
    return (["id,note,class"] + rows).map { Array("\($0)\(lineEnd)".utf8) }
  }

  private static let lineEnds = ["\n", "\r\n"]

  /// The places in `rows` of the rows that a table consists of, byte for byte; the header is place 0.
  private func places(of table: [UInt8], in rows: [[UInt8]]) throws -> [Int] {
    var rest = table[...]
    var places: [Int] = []
    while !rest.isEmpty {
      let place = try #require(rows.firstIndex { rest.starts(with: $0) }, "rows that were not there")
      places.append(place)
      rest = rest.dropFirst(rows[place].count)
    }
    return places
  }

  @Test("a split is the rows byte for byte, each in one part, in their order", arguments: lineEnds)
  func split(lineEnd: String) throws {
    let rows = Self.rows(lineEnd)
    try work.output("nn-data", "split", "--test", "0.25", "train.csv", "test.csv", input: rows.flatMap(\.self))
    let train = try places(of: work.read("train.csv"), in: rows)
    let test = try places(of: work.read("test.csv"), in: rows)
    #expect(test.count == 1 + 24)
    #expect(train[0] == 0 && test[0] == 0, "each begins with the header")
    #expect(train == train.sorted() && test == test.sorted())
    #expect((train.dropFirst() + test.dropFirst()).sorted() == Array(1...97))
  }

  @Test("a split of a file is the split of a pipe")
  func splitOfFile() throws {
    let table = Self.rows("\n").flatMap(\.self)
    try work.output("nn-data", "split", "--test", "0.25", "train.csv", "test.csv", input: table)
    try work.write("all.csv", table)
    try work.output("nn-data", "split", "--test", "0.25", "all.csv", "most.csv", "rest.csv")
    #expect(try work.read("most.csv") == work.read("train.csv"))
    #expect(try work.read("rest.csv") == work.read("test.csv"))
  }

  @Test("two parts cannot have one file")
  func oneFileForBoth() throws {
    try work.write("all.csv", Self.rows("\n").flatMap(\.self))
    let outcome = try work.run("nn-data", "split", "--test", "0.25", "all.csv", "part.csv", "part.csv")
    #expect(outcome.ending == .exit(2))
    #expect(work.names == ["all.csv"])
  }

  @Test("folds are disjoint, complete and of one size, and each leaves the others for training", arguments: lineEnds)
  func folds(lineEnd: String) throws {
    let rows = Self.rows(lineEnd)
    var all: [Int] = []
    for fold in 1...5 {
      let parts = try ["train", "test"].map { part in
        let options = ["split", "--fold", "\(fold)/5", "--part", part]
        let places = try places(of: work.output("nn-data", options, input: rows.flatMap(\.self)), in: rows)
        #expect(places.first == 0)
        return Array(places.dropFirst())
      }
      #expect((parts[0] + parts[1]).sorted() == Array(1...97))
      #expect([19, 20].contains(parts[1].count))
      all += parts[1]
    }
    #expect(all.sorted() == Array(1...97))
  }

  @Test("a fold may be written to a file, and the two parts of a split have theirs already")
  func foldToFile() throws {
    let input = Self.rows("\n").flatMap(\.self)
    let call = ["split", "--fold", "2/3", "--part", "test"]
    let expected = try work.output("nn-data", call, input: input)
    #expect(try work.output("nn-data", call + ["-o", "fold.csv"], input: input).isEmpty)
    #expect(try work.read("fold.csv") == expected)
    let refused = try work.run("nn-data", "split", "--test", "0.5", "-o", "fold.csv", "a.csv", "b.csv", input: input)
    #expect(refused.ending == .exit(2))
  }

  @Test("--stratify keeps every class's share in split and folds")
  func stratify() throws {
    let rows = Self.rows("\n")
    let input = rows.flatMap(\.self)
    func shares(_ table: [UInt8]) throws -> [Int] {
      let classes = try Table(table).column("class")
      return ["a", "b", "c"].map { label in classes.count { $0 == label } }
    }
    try work.output(
      "nn-data", "split", "--test", "0.25", "--stratify", "class", "train.csv", "test.csv", input: input)
    #expect(try shares(work.read("test.csv")) == [10, 9, 5])
    #expect(try shares(work.read("train.csv")) == [30, 28, 15])
    for fold in 1...5 {
      let options = ["split", "--fold", "\(fold)/5", "--part", "test", "--stratify", "3"]
      let found = try shares(work.output("nn-data", options, input: input))
      #expect(found[0] == 8 && [7, 8].contains(found[1]) && found[2] == 4)
    }
  }

  @Test("a shuffle is the rows byte for byte in another order, the header first", arguments: lineEnds)
  func shuffle(lineEnd: String) throws {
    let rows = Self.rows(lineEnd)
    let places = try places(of: work.output("nn-data", "shuffle", input: rows.flatMap(\.self)), in: rows)
    #expect(places.first == 0)
    #expect(places.sorted() == Array(0...97))
    #expect(places != places.sorted())
  }

  @Test("a table without a header has all its rows shuffled, and one without a last line end loses none")
  func bareRows() throws {
    let rows = (0..<20).map { Array("\($0),\($0 * 3)\n".utf8) }
    let whole = try work.output("nn-data", "shuffle", "--seed", "3", input: rows.flatMap(\.self))
    #expect(try places(of: whole, in: rows).sorted() == Array(0..<20))
    let cut = try work.output("nn-data", "shuffle", "--seed", "3", input: Array(rows.joined().dropLast()))
    #expect(cut == whole)
  }

  @Test("several files are one table")
  func severalFiles() throws {
    let rows = Self.rows("\n")
    try work.write("a.csv", rows[0...50].flatMap(\.self))
    try work.write("b.csv", rows[0] + rows[51...].flatMap(\.self))
    let whole = try work.output("nn-data", "shuffle", input: rows.flatMap(\.self))
    #expect(try work.output("nn-data", "shuffle", "a.csv", "b.csv") == whole)
  }

  private static let generators = [
    ["circles", "--noise", "0.1"], ["moons", "--noise", "0.1"], ["blobs"], ["spirals", "--noise", "0.1"], ["xor"],
    ["linear", "--noise", "0.1"], ["friedman", "--noise", "1"],
  ]

  @Test("the same seed gives the same bytes, and another seed others", arguments: generators)
  func seeds(call: [String]) throws {
    let first = try work.output("nn-data", call + ["-n", "50", "--seed", "9"])
    #expect(try work.output("nn-data", call + ["-n", "50", "--seed", "9", "-o", "t.csv"]).isEmpty)
    #expect(try work.read("t.csv") == first)
    #expect(try work.output("nn-data", call + ["-n", "50", "--seed", "10"]) != first)
    let table = try Table(first)
    #expect(table.rows.count == 50)
    #expect(table.header.dropLast() == (1..<table.header.count).map { "x\($0)" }[...])
    #expect(["label", "y"].contains(table.header.last))
  }

  @Test("the same seed cuts and shuffles alike, and another seed otherwise")
  func seedsOfCuts() throws {
    let input = Self.rows("\n").flatMap(\.self)
    for call in [["shuffle"], ["split", "--fold", "1/3", "--part", "test"]] {
      let first = try work.output("nn-data", call + ["--seed", "4"], input: input)
      #expect(try work.output("nn-data", call + ["--seed", "4"], input: input) == first)
      #expect(try work.output("nn-data", call + ["--seed", "5"], input: input) != first)
    }
  }

  @Test("a table too large for any memory is a usage error", arguments: ["linear", "friedman", "blobs"])
  func tooLarge(generator: String) throws {
    let outcome = try work.run("nn-data", generator, "-n", "100000000", "--features", "10000")
    #expect(outcome.ending == .exit(2))
    #expect(outcome.errors.contains("100000000 rows of 10000 features"))
    #expect(outcome.output.isEmpty)
  }

  @Test("nothing in, nothing out; a header in, a header out")
  func nothing() throws {
    #expect(try work.output("nn-data", "shuffle").isEmpty)
    #expect(try work.output("nn-data", "shuffle", input: Array("a,b\n".utf8)) == Array("a,b\n".utf8))
  }
}
