import ByteStreams
import Testing

@testable import Tables

@Suite("Tables that are drawn") struct PictureTablesTests {
  private func points(_ text: String, axes: (x: Int, y: Int)? = nil) throws(TableError) -> PointsTable {
    var reader = try tableReader(text)
    guard let columns = try PredictionColumns(in: reader.columns) else { throw .target("nothing found") }
    return try PointsTable(reading: &reader, columns: columns, axes: axes)
  }

  @Test("The first two columns of numbers are the axes, and classes stand in label order")
  func points() throws {
    let table = try points("id,a,b,c,k,predicted_k,p_2,p_10\nn1,1,2,9,10,2,1,0\nn2,NA,3.5,9,2,2,1,0\n")
    #expect(table.xName == "a" && table.yName == "b")
    #expect(table.x[0] == 1 && table.x[1].isNaN && table.y == [2, 3.5])
    #expect(table.labels == ["2", "10"] && table.truth == [1, 0] && table.predicted == [0, 0])
    let chosen = try points("id,a,b,c,k,predicted_k\nn1,1,2,9,u,v\n", axes: (3, 1))
    #expect(chosen.xName == "c" && chosen.x == [9] && chosen.y == [1])
  }

  @Test("A slip in a column of numbers is told at its place, and a column of text only where it was asked for")
  func faults() throws {
    let table = "id,a,b,k,predicted_k\nn1,1,2,u,v\nn2,2,two,u,v\n"
    #expect(
      message { () throws(TableError) in _ = try points(table) }
        == "t.csv:3:3: expected a number in column \"b\", found \"two\"")
    #expect(
      message { () throws(TableError) in _ = try points(table, axes: (0, 1)) }
        == "t.csv:2:1: expected a number in column \"id\", found \"n1\"")
    #expect(
      message { () throws(TableError) in _ = try points("id,a,k,predicted_k\nn1,1,u,v\n") }
        == "t.csv: points need two numeric features beside the target")
  }

  @Test("Quantities, several targets and names by the thousand are no points")
  func refused() {
    func rows(_ count: Int, _ label: (Int) -> String) -> String {
      "a,b,k,predicted_k\n" + (0..<count).map { "1,2,\(label($0)),\(label($0))\n" }.joined()
    }
    #expect(
      message { () throws(TableError) in _ = try points(rows(31) { "\($0).5" }) }
        == "t.csv: k is a quantity; points are for classes")
    #expect(message { () throws(TableError) in _ = try points(rows(30) { "\($0)" }) } == "")
    #expect(
      message { () throws(TableError) in _ = try points(rows(1001) { "n\($0)" }) }
        == "t.csv: column \"k\" holds no classes; points need labels")
    #expect(
      message { () throws(TableError) in _ = try points("a,b,k,j,predicted_k,predicted_j\n1,2,3,4,5,6\n") }
        == "t.csv: points need one target with its predicted_ column")
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
    let values = try reader.numbers(in: [1, 0])
    #expect(values[0][0].isNaN && values[0][1] == 2 && values[1] == [1, .infinity])
    var text = try tableReader("a,b,c\n1,,x\n")
    #expect(
      message { () throws(TableError) in _ = try text.numbers(in: [2]) }
        == "t.csv:2:3: expected a number in column \"c\", found \"x\"")
  }
}
