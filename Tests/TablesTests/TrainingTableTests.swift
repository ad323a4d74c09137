import ByteStreams
import CSV
import Matrices
import TestSupport
import Testing
import Workers

@testable import Tables

@Suite struct TrainingTableTests {
  /// A table of all kinds of columns, long enough for several blocks and chunks.
  private static func longText(rows: Int) -> String {
    let seed: UInt64 = 3
    var generator = SeededGenerator(seed: seed)
    var text = "a,time,colour,late,w,y\n"
    for row in 0..<rows {
      let a = Double.random(in: -5...5, using: &generator)
      let colour = ["red", "green", "blue", "NA"].randomElement(using: &generator) ?? ""
      let time = 1_600_000_000 + Int.random(in: 0...100, using: &generator)
      // Nothing tells for long what this column holds.
      let late = row < rows / 2 ? "" : "\(row % 7)"
      text += "\(a),\(time),\(colour),\(late),\(row % 3),\(row % 2 == 0 ? "yes" : "no")\n"
    }
    return text
  }

  private func table(_ text: String, threads: Int, blockSize: Int = 2000) throws(TableError) -> TrainingTable {
    let source = ByteSource(bytes: Array(text.utf8), name: "t.csv")
    var reader = try TableReader(Reader(sources: [source], blockSize: blockSize), header: .auto)
    var roles = RoleOptions()
    roles.weight = "w"
    return try TrainingTable(
      reading: &reader, roles: roles, missing: .mean, spellings: .usual, workers: Workers(count: threads))
  }

  private func prepared(_ table: TrainingTable, threads: Int) throws -> PreparedTable {
    var options = PreparationOptions()
    options.missing = .mean
    return try PreparedTable(
      table, task: .binary, outputs: nil, options: options, workers: Workers(count: threads))
  }

  @Test("The table and what is made of it are the same on any number of threads, however the file is cut")
  func threads() throws {
    let text = Self.longText(rows: 2000)
    let one = try prepared(table(text, threads: 1, blockSize: 1 << 20), threads: 1)
    #expect(one.inputs.rows == 2000 && one.inputs.columns == 6)
    for threads in [1, 2, 4] {
      let other = try prepared(table(text, threads: threads), threads: threads)
      #expect(other.schema == one.schema)
      #expect(other.inputs.elements == one.inputs.elements)
      #expect(other.targets.elements == one.targets.elements)
      #expect(other.weights == one.weights)
    }
  }

  @Test("The first error in the order of rows and columns is told, on any number of threads")
  func firstError() {
    var text = Self.longText(rows: 800)
    text += "1,1600000000,red,5,1,yes\n1,x,red,5,1,yes\n1,1600000000,red,x,1,yes\n\"\n"
    for threads in [1, 3] {
      #expect(
        message { () throws(TableError) in _ = try table(text, threads: threads) }
          == "t.csv:803:2: expected a number in column \"time\", found \"x\"")
    }
  }

  @Test("Numbers that stand close together and far from 0 keep their digits")
  func farFromZero() throws {
    let times = [1_600_000_000.25, 1_600_000_000.5, 1_600_000_001.0, 1_600_000_002.75]
    let text = "t,y\n" + times.map { "\($0),\($0 < 1_600_000_001 ? "a" : "b")\n" }.joined()
    let table = try TablesTests.prepared(text)
    let scaling = Scaling(fitting: .standard, to: times)
    #expect(table.schema.inputs[0].kind == .numeric(scaling))
    #expect(table.inputs.elements == times.map { Float(scaling.apply($0)) })
  }

  @Test("Selections of a table that is given up are encoded as those of one that is kept")
  func givingUp() throws {
    let text = Self.longText(rows: 2000)
    let table = try table(text, threads: 2)
    let rows = (training: (0..<2000).filter { $0 % 10 != 0 }, others: (0..<2000).filter { $0 % 10 == 0 })
    let selections = [table.selecting(rows.training), table.selecting(rows.others)]
    var options = PreparationOptions()
    options.missing = .median
    let learned = try Schema.learned(.binary, from: selections[0], options: options)
    let kept = try selections.map { try PreparedTable($0, by: learned.schema, outputs: 1) }
    let given = try PreparedTable.parts(
      selections, by: learned.schema, outputs: 1, givingUp: true, workers: Workers(count: 2))
    for (a, b) in zip(kept, given) {
      #expect(a.inputs.elements == b.inputs.elements && a.targets.elements == b.targets.elements)
      #expect(a.weights == b.weights)
    }
    #expect(table.cells.chunk(0) == nil)
  }

  @Test("A wide table, whose rows stand in several chunks, is read whole")
  func chunks() throws {
    let (rows, columns) = (520, 2048)
    var text = (0...columns).map { "x\($0)" }.joined(separator: ",") + "\n"
    for row in 0..<rows {
      text += (0..<columns).map { "\((row + $0) % 9)" }.joined(separator: ",") + ",\(row % 2)\n"
    }
    var reader = try tableReader(text)
    let table = try TrainingTable(
      reading: &reader, roles: RoleOptions(), missing: .fail, spellings: .usual, workers: Workers(count: 2))
    #expect(table.cells.rowsPerChunk < rows)
    var options = PreparationOptions()
    options.scaling = .none
    let learned = try Schema.learned(.binary, from: table, options: options)
    let inputs = try PreparedTable.parts([table], by: learned.schema, outputs: 1, givingUp: true)[0].inputs
    #expect(inputs.elements == (0..<rows).flatMap { row in (0..<columns).map { Float((row + $0) % 9) } })
  }
}

@Suite struct WeightColumnTests {
  private func weights(_ text: String, _ change: (inout RoleOptions) -> Void = { _ in }) throws(TableError) -> [Double]?
  {
    var roles = RoleOptions()
    roles.weight = "w"
    change(&roles)
    return try prepared(text, roles: roles).weights
  }

  @Test("A column of weights is no feature, and is there for the rows that are left")
  func weights() throws {
    let text = "x,w,y\n1,0.5,a\n2,0,b\n3,2,a\n"
    #expect(try weights(text) == [0.5, 0, 2])
    #expect(try prepared(text).weights == nil)
    var roles = RoleOptions()
    roles.weight = "2"
    let table = try trainingTable(text, roles: roles)
    #expect(table.featureNames == ["x"] && table.targetNames == ["y"])
    let part = try PreparedTable(table.selecting([2, 0]), task: .binary, outputs: nil, options: PreparationOptions())
    #expect(part.weights == [2, 0.5])
    #expect(try weights("x,y,w\n1,a,1\n2,b,1\n") == [1, 1], "the last column is the target only where it is no weight")
  }

  @Test(
    "A weight is a number that is not negative, and not all are 0",
    arguments: [
      ("x,w,y\n1,-1,a\n2,1,b\n", "t.csv:2:2: expected a weight that is not negative, found \"-1\""),
      ("x,w,y\n1,1,a\n2,,b\n", "t.csv:3:2: expected a number in column \"w\", found \"\""),
      ("x,w,y\n1,1,a\n2,1e99,b\n", "t.csv:3:2: expected a number that 32 bits can hold, found \"1e99\""),
      ("x,w,y\n1,0,a\n2,0.0,b\n", "t.csv: all weights in column \"w\" are 0"),
      ("x,v,y\n1,0,a\n2,0.0,b\n", "t.csv: no column \"w\"; it has x, v, y"),
    ])
  func refused(text: String, expected: String) {
    #expect(message { () throws(TableError) in _ = try weights(text) } == expected)
  }

  @Test("No column has two uses")
  func twice() {
    let text = "x,w,y\n1,1,a\n2,1,b\n"
    let expected = "column \"w\" is named twice, or for two uses"
    #expect(message { () throws(TableError) in _ = try weights(text) { $0.targets = ["w"] } } == expected)
    #expect(message { () throws(TableError) in _ = try weights(text) { $0.features = ["w"] } } == expected)
    #expect(message { () throws(TableError) in _ = try weights(text) { $0.ignored = ["w"] } } == expected)
  }

  @Test("Rows of numbers that are read together come to what rows come to that are read one by one")
  func together() throws {
    let seed: UInt64 = 9
    var generator = SeededGenerator(seed: seed)
    let odd = ["1e3", "-2.5e-3", "12345678901234567890", "\"4\"", " 5"]
    let rows = (0..<3000).map { row in
      (0..<5).map { _ in
        Int.random(in: 0..<100, using: &generator) == 0
          ? odd.randomElement(using: &generator) ?? ""
          : "\(Double(Int.random(in: -100_000...100_000, using: &generator)) / 1000)"
      } + ["\(row % 3)"]
    }
    let text = "a,b,c,d,e,y\n" + rows.map { $0.joined(separator: ",") + "\n" }.joined()
    let together = try TablesTests.prepared(text)
    // Where rows may be left out each one is looked at by itself.
    var options = PreparationOptions()
    options.missing = .drop
    let single = try TablesTests.prepared(text, options: options)
    #expect(together.inputs.rows == 3000 && together.inputs.elements == single.inputs.elements, "seed \(seed)")
    #expect(together.targets.elements == single.targets.elements)
    #expect(
      message { () throws(TableError) in _ = try TablesTests.prepared(text + "1,2,word,4,5,0\n") }
        == "t.csv:3002:3: expected a number in column \"c\", found \"word\"")
  }
}
