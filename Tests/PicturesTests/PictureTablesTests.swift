import ByteStreams
import CSV
import Tables
import TestSupport
import Testing

@testable import Pictures

@Suite("Tables that are drawn") struct PictureTablesTests {
  /// What the rows of a table are drawn as, and what is passed on.
  private struct Taken {
    var content: PredictedRows.Content
    var xName: ByteString = ""
    var yName: ByteString = ""
    var x: [Double] = []
    var y: [Double] = []
    var truth: [ByteString] = []
    var predicted: [ByteString] = []
  }

  private func rows(
    _ text: String, axes: (x: Int, y: Int)? = nil, wish: PredictedRows.Wish? = nil
  ) throws(TableError) -> Taken {
    var reader = try tableReader(text)
    guard let columns = try PredictionColumns(in: reader.columns) else { throw .target("nothing found") }
    var rows = try PredictedRows(reading: &reader, columns: columns, wish: wish, axes: axes)
    var taken = Taken(content: rows.content)
    guard case .classes(let x, let y) = rows.content else {
      try rows.forEachRow(of: &reader) { truth, predicted in
        taken.x.append(truth)
        taken.y.append(predicted)
      }
      return taken
    }
    (taken.xName, taken.yName) = (reader.columns.names[x], reader.columns.names[y])
    var codes: [(Int, Int)] = []
    try rows.forEachRow(of: &reader, x: x, y: y) { x, y, truth, predicted in
      taken.x.append(x)
      taken.y.append(y)
      codes.append((truth, predicted))
    }
    taken.truth = codes.map { rows.labels[$0.0] }
    taken.predicted = codes.map { rows.labels[$0.1] }
    return taken
  }

  @Test("Columns that begin with numbers may be axes, and missing cells are NaN")
  func points() throws {
    let taken = try rows("id,a,b,k,predicted_k,p_2,p_10\nn1,1,2,10,2,1,0\nn2,NA,3.5,2,2,1,0\n")
    #expect(taken.xName == "a" && taken.yName == "b")
    #expect(taken.x[0] == 1 && taken.x[1].isNaN && taken.y == [2, 3.5])
    #expect(taken.truth == ["10", "2"] && taken.predicted == ["2", "2"])
    let chosen = try rows("id,a,b,c,k,predicted_k\nn1,1,2,9,u,v\n", axes: (3, 1))
    #expect(chosen.xName == "c" && chosen.x == [9] && chosen.y == [1])
  }

  @Test("Without being told, the two columns that tell most of the classes are the axes, together if not alone")
  func telling() throws {
    // Neither u nor v alone tells the class, both together do; a and b tell nothing, and w a little.
    var generator = SeededGenerator(seed: 4)
    var text = "a,u,b,w,v,k,predicted_k\n"
    for _ in 0..<400 {
      let (u, v) = (Double.random(in: -1...1, using: &generator), Double.random(in: -1...1, using: &generator))
      let isOne = (u > 0) == (v > 0)
      let w = Double.random(in: 0...1, using: &generator) + (isOne ? 0.2 : 0)
      let noise = [Double.random(in: 0...1, using: &generator), Double.random(in: 0...1, using: &generator)]
      text += "\(noise[0]),\(u),\(noise[1]),\(w),\(v),\(isOne ? 1 : 0),1\n"
    }
    let taken = try rows(text)
    #expect(Set([taken.xName, taken.yName]) == ["u", "v"])
    // Of two copies of one column the second tells nothing more.
    let classes = (0..<300).map { $0 % 3 }
    let first = classes.map { Double($0 == 0 ? 0 : 1) }
    let second = classes.map { Double($0 == 1 ? 0 : 1) }
    let pair = TellingPair.best(of: [first, first, second, classes.map { _ in 5 }], classes: classes)
    #expect(pair == (0, 2))
    #expect(TellingPair.best(of: [[.nan], [.nan], [1]], classes: [0]) == (0, 1))
  }

  @Test("A slip in a column of numbers is told at its place, and a column of text only where it was asked for")
  func faults() throws {
    let table = "id,a,b,k,predicted_k\nn1,1,2,u,v\nn2,2,two,u,v\n"
    #expect(
      message { () throws(TableError) in _ = try rows(table) }
        == "t.csv:3:3: expected a number in column \"b\", found \"two\"")
    #expect(
      message { () throws(TableError) in _ = try rows(table, axes: (0, 1)) }
        == "t.csv:2:1: expected a number in column \"id\", found \"n1\"")
    #expect(
      message { () throws(TableError) in _ = try rows("id,a,k,predicted_k\nn1,1,u,v\n") }
        == "t.csv: points need two numeric features beside the target")
  }

  @Test("Numbers that are no labels are quantities")
  func quantities() throws {
    let text = "a,b,k,predicted_k\n1,2,0.5,0.75\n3,4,,1e3\n"
    let taken = try rows(text)
    #expect(taken.content == .quantities && taken.x[0] == 0.5 && taken.x[1].isNaN && taken.y == [0.75, 1000])
    #expect(
      message { () throws(TableError) in _ = try rows(text, axes: (0, 1)) }
        == "t.csv: k is a quantity; columns to draw over are for classes")
    #expect(try rows(text, wish: .classes).content == .classes(x: 0, y: 1))
    let labels = "a,b,k,predicted_k\n1,2,3,4\n3,4,4,4\n"
    #expect(try rows(labels).content == .classes(x: 0, y: 1))
    #expect(try rows(labels, wish: .quantities).x == [3, 4])
    #expect(
      message { () throws(TableError) in _ = try rows(labels + "5,6,x,4\n", wish: .quantities) }
        == "t.csv:4:3: expected a number in column \"k\", found \"x\"")
  }

  @Test("Several targets and names by the thousand are no points")
  func refused() throws {
    func table(_ count: Int, _ label: (Int) -> String) -> String {
      "a,b,k,predicted_k\n" + (0..<count).map { "1,2,\(label($0)),\(label($0))\n" }.joined()
    }
    #expect(try rows(table(31) { "\($0)" }).content == .quantities)
    #expect(try rows(table(30) { "\($0)" }).content == .classes(x: 0, y: 1))
    #expect(
      message { () throws(TableError) in _ = try rows(table(1001) { "n\($0)" }) }
        == "t.csv: column \"k\" holds no classes; points need labels")
    #expect(
      message { () throws(TableError) in _ = try rows("a,b,k,j,predicted_k,predicted_j\n1,2,3,4,5,6\n") }
        == "t.csv: a picture is of one prediction, and the table has 2")
  }

  @Test("Rows after the first ones that were looked at are passed on too")
  func long() throws {
    let text = "a,b,k,predicted_k\n" + (0..<5_500).map { "\($0),\(-$0),u,v\n" }.joined()
    let taken = try rows(text)
    #expect(taken.x == (0..<5_500).map(Double.init) && taken.predicted.last == "v")
  }

  private func confusion(_ text: String) throws(TableError) -> ConfusionTable {
    var reader = try tableReader(text)
    return try ConfusionTable(reading: &reader, actual: 0, predicted: 1, count: 2)
  }

  @Test("Cells add up to a matrix, true labels down, in the order in which they came")
  func confusion() throws {
    let table = try confusion("actual,predicted,count\nb,b,3\nb,a,1\na,a,5\nb,b,4\n")
    #expect(table.labels == ["b", "a"] && table.counts == [7, 1, 0, 5])
    #expect(
      message { () throws(TableError) in _ = try confusion("actual,predicted,count\na,a,1.5\n") }
        == "t.csv:2:3: expected a whole number of rows, found \"1.5\"")
    let largest = "4611686018427387904"
    #expect(
      message { () throws(TableError) in _ = try confusion("actual,predicted,count\na,a,\(largest)\na,a,\(largest)\n") }
        == "t.csv: the counts are too large to add up")
  }

  @Test("Undefined figures are NaN, and infinite ones are read")
  func numbers() throws {
    var reader = try tableReader("a,b,c\n1,,x\ninf,2,y\n")
    var values: [[Double]] = []
    try reader.forEachRow(of: [1, 0]) { values.append($1) }
    #expect(values[0][0].isNaN && values[0][1] == 1 && values[1] == [2, .infinity])
    var text = try tableReader("a,b,c\n1,,x\n")
    #expect(
      message { () throws(TableError) in try text.forEachRow(of: [2]) { _, _ in } }
        == "t.csv:2:3: expected a number in column \"c\", found \"x\"")
  }
}

private func tableReader(_ text: String) throws(TableError) -> TableReader {
  try TableReader(Reader(source: ByteSource(bytes: Array(text.utf8), name: "t.csv")), header: .auto)
}

/// What an expression throws, as the user would read it; empty if it throws nothing.
private func message(_ body: () throws(TableError) -> Void) -> String {
  do {
    try body()
    return ""
  } catch {
    return error.description
  }
}
