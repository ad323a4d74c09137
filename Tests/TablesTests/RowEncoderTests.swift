import ByteStreams
import CSV
import Matrices
import Testing
import Workers

@testable import Tables

@Suite struct RowEncoderTests {
  private let training = "a,colour,b,y\n1,red,10,p\n3,blue,30,q\n5,red,50,p\n"

  private func schema(_ missing: MissingRule = .fail) throws(TableError) -> Schema {
    var options = PreparationOptions()
    options.missing = missing
    return try prepared(training, options: options).schema
  }

  @Test("A row is encoded as it was in training")
  func sameAsTraining() throws {
    let table = try prepared(training)
    #expect(try Array(encoded(training, by: table.schema).joined()) == table.inputs.elements)
  }

  @Test("Features are found by name in any order, among other columns, or without a header by position")
  func found() throws {
    let schema = try schema()
    let expected = try encoded(training, by: schema)
    #expect(try encoded("b,extra,y,colour,a\n10,?,p,red,1\n30,?,q,blue,3\n50,?,p,red,5\n", by: schema) == expected)
    #expect(try encoded("1,red,10\n3,blue,30\n5,red,50\n", by: schema) == expected)
    #expect(try encoded("1,red,10,p\n3,blue,30,q\n5,red,50,p\n", by: schema) == expected)
  }

  @Test("A feature that is not there is named, with the nearest name")
  func absent() throws {
    let schema = try schema()
    #expect(
      message { () throws(TableError) in _ = try encoded("a,color,b\n1,red,10\n", by: schema) }
        == "t.csv: no column \"colour\", which the model needs; did you mean \"color\"?")
    #expect(
      message { () throws(TableError) in _ = try encoded("1,2\n", by: schema) }.contains("2 columns without a header"))
  }

  @Test("Unseen categories are none of the known ones, or an error if asked")
  func unseen() throws {
    let schema = try schema()
    #expect(try Array(encoded("a,colour,b\n1,green,10\n", by: schema)[0][1...2]) == [0, 0])
    #expect(
      message { () throws(TableError) in _ = try encoded("a,colour,b\n1,green,10\n", by: schema, unseen: .fail) }
        == "t.csv:2:2: column \"colour\" never held \"green\" in training")
  }

  @Test("Missing cells follow the rule of the training")
  func missing() throws {
    let strict = try schema()
    #expect(
      message { () throws(TableError) in _ = try encoded("a,colour,b\n,red,10\n", by: strict) }.contains("t.csv:2:1"))
    let filled = try schema(.mean)
    #expect(try encoded("a,colour,b\n,red,10\n", by: filled) == encoded("a,colour,b\n3,red,10\n", by: filled))
    #expect(try Array(encoded("a,colour,b\n1,NA,10\n", by: filled)[0][1...2]) == [0, 0])
  }

  @Test("Words and numbers that are too large are refused at their place")
  func refused() throws {
    let schema = try schema()
    #expect(
      message { () throws(TableError) in _ = try encoded("a,colour,b\n1,red,10\nx,red,10\n", by: schema) }
        == "t.csv:3:1: expected a number in column \"a\", found \"x\"")
    #expect(
      message { () throws(TableError) in _ = try encoded("a,colour,b\n1e300,red,1\n", by: schema) }.contains(
        "t.csv:2:1"))
  }
}

@Suite struct PredictionColumnsTests {
  private func find(_ header: String, truth: Int? = nil) throws(TableError) -> PredictionColumns? {
    try PredictionColumns(
      in: Columns(names: header.split(separator: ",").map { ByteString(String($0)) }, file: "p.csv"), truth: truth)
  }

  @Test("Truths, predictions and probabilities are found by name")
  func found() throws {
    let binary = try #require(try find("x1,label,predicted_label,p_0,p_1"))
    #expect(binary.truths == [1] && binary.predictions == [2] && binary.probabilities == [3, 4])
    #expect(binary.labels == ["0", "1"])
    let two = try #require(try find("y,z,predicted_y,predicted_z"))
    #expect(two.truths == [0, 1] && two.predictions == [2, 3] && two.probabilities == [])
    #expect(try find("a,b") == nil)
    #expect(try find("predicted_y,a") == nil)
  }

  @Test("A feature named p_ something is no probability")
  func feature() throws {
    let found = try #require(try find("p_1,y,predicted_y,p_a,p_b"))
    #expect(found.probabilities == [3, 4])
    let regression = try #require(try find("p_1,y,predicted_y"))
    #expect(regression.probabilities == [])
  }

  @Test("The truth can be named where only probabilities were written")
  func named() throws {
    let found = try #require(try find("y,p_a,p_b", truth: 0))
    #expect(found.truths == [0] && found.predictions == [] && found.labels == ["a", "b"])
  }

  @Test("Rows of numbers that are encoded together come to what rows come to that are encoded one by one")
  func together() throws {
    let schema = try prepared("a,b,y\n1,10,p\n3,30,q\n5,50,p\n").schema
    let rows = (0..<300).map { "\($0).5,p,\($0 % 50 == 49 ? "1e2" : "-\($0)")\n" }
    let text = "b,y,a\n" + rows.joined()
    var reader = try tableReader(text)
    let encoder = try RowEncoder(schema: schema, columns: reader.columns, hasHeader: true)
    let inputs = Matrix(rows: 7, columns: schema.width)
    var found: [[Float]] = []
    try reader.forEachBlock(on: .one) {
    } work: { (_: inout Void, block: inout TableBlock) -> [[Float]] in
      var encoder = encoder
      var record = Record()
      var found: [[Float]] = []
      while true {
        let taken = encoder.encode(next: &block, into: inputs, rows: 2..<7)
        for place in 0..<taken.count { found.append((0..<2).map { inputs[2 + place, $0] }) }
        if !taken.isEmpty { continue }
        guard (try? block.next(&record)) == true, (try? encoder.encode(record, into: inputs, row: 0)) != nil else {
          return found
        }
        found.append((0..<2).map { inputs[0, $0] })
      }
    } deliver: { (part: [[Float]]) throws(TableError) in
      found += part
    }
    #expect(try found == encoded(text, by: schema))
  }
}
