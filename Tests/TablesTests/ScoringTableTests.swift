import ByteStreams
import CSV
import Testing

@testable import Tables

@Suite struct ScoringTableTests {
  private func content(
    _ text: String, truth: ByteString? = nil, prediction: ByteString? = nil
  ) throws(TableError) -> ScoringTable.Content {
    var reader = try tableReader(text)
    let columns: PredictionColumns?
    if let truth, let prediction {
      columns = PredictionColumns(
        truth: try reader.columns.index(of: truth), prediction: try reader.columns.index(of: prediction))
    } else {
      columns = try PredictionColumns(in: reader.columns)
    }
    guard let columns else { throw .target("nothing found") }
    return try ScoringTable(reading: &reader, columns: columns, weight: nil).content
  }

  @Test("Probabilities come with their labels in the order of the columns")
  func probabilities() throws {
    guard
      case .classes(let labels, let truth, let predicted, let probabilities) = try content(
        "y,predicted_y,p_no,p_yes\nyes,no,0.75,0.25\nno,no,0.5,0.5\n")
    else { throw Failure() }
    #expect(labels == ["no", "yes"] && truth == [1, 0] && predicted == [0, 0])
    #expect(probabilities == [0.75, 0.25, 0.5, 0.5])
    #expect(
      message { () throws(TableError) in _ = try content("y,predicted_y,p_a,p_b\nc,a,1,0\n") }
        == "t.csv:2:1: expected one of the labels a, b, found \"c\"")
  }

  private struct Failure: Error {}

  @Test("Labels alone are classes, numbers that differ freely are quantities")
  func guessed() throws {
    guard case .classes(let labels, let truth, let predicted, nil) = try content("y,predicted_y\nb,a\na,c\n") else {
      throw Failure()
    }
    #expect(labels == ["a", "b", "c"] && truth == [1, 0] && predicted == [0, 2])
    guard case .classes(["1", "2"], _, _, nil) = try content("y,predicted_y\n1,2\n2,2\n") else { throw Failure() }
    guard case .quantities(1, [1, 2], [1.5, 2]) = try content("y,predicted_y\n1,1.5\n2,2\n") else { throw Failure() }
    guard
      case .quantities(2, [1, 5, 2, 6], [1.5, 5.5, 2.5, 6.5]) = try content(
        "y,z,predicted_y,predicted_z\n1,5,1.5,5.5\n2,6,2.5,6.5\n")
    else { throw Failure() }
  }

  @Test("A named column of numbers from 0 to 1 against two values holds probabilities of the second")
  func named() throws {
    guard
      case .classes(let labels, let truth, nil, let probabilities) = try content(
        "t,s\nno,0.25\nyes,0.5\n", truth: "t", prediction: "s")
    else { throw Failure() }
    #expect(labels == ["no", "yes"] && truth == [0, 1] && probabilities == [0.75, 0.25, 0.5, 0.5])
    guard
      case .classes(["0", "1"], [1, 1], nil, .some) = try content("t,s\n1,0.2\n1,1\n", truth: "t", prediction: "s")
    else { throw Failure() }
    guard case .quantities = try content("t,s\n1,0.2\n2,7\n", truth: "t", prediction: "s") else { throw Failure() }
    guard case .quantities = try content("t,s\n1,0.2\n2,0.7\n3,0.1\n", truth: "t", prediction: "s") else {
      throw Failure()
    }
  }

  @Test("A cell that is no number among quantities is refused at its place")
  func refused() {
    #expect(
      message { () throws(TableError) in _ = try content("y,predicted_y,p_a,p_b\na,a,x,0\n") }.contains("t.csv:2:3"))
    #expect(message { () throws(TableError) in _ = try content("y,predicted_y\n") } == "t.csv: no rows")
  }
}
