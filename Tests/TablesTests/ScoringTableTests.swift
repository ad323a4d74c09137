import ByteStreams
import CSV
import TestSupport
import Testing
import Workers

@testable import Tables

@Suite struct ScoringTableTests {
  private func content(
    _ text: String, truth: ByteString? = nil, prediction: [ByteString]? = nil
  ) throws(TableError) -> ScoringTable.Content {
    var reader = try tableReader(text)
    let columns: PredictionColumns?
    if let truth, let prediction {
      columns = PredictionColumns(
        truths: [try reader.columns.index(of: truth)], predictions: try reader.columns.indices(of: prediction))
    } else {
      columns = try PredictionColumns(in: reader.columns)
    }
    guard let columns else { throw .target("nothing found") }
    return try ScoringTable(reading: &reader, columns: columns, weight: nil).content
  }

  @Test("Probabilities come with their labels in the order of the columns")
  func probabilities() throws {
    guard
      case .twoClasses(let labels, let truth, let predicted, let probability) = try content(
        "y,predicted_y,p_no,p_yes\nyes,no,0.75,0.25\nno,no,0.5,0.5\n")
    else { throw Failure() }
    #expect(labels == ["no", "yes"] && truth == [true, false] && predicted == [false, false])
    #expect(probability == [0.25, 0.5])
    guard
      case .classes(["a", "b", "c"], [2, 0], [2, 1], [0.25, 0.25, 0.5, 0, 1, 0]) = try content(
        "y,predicted_y,p_a,p_b,p_c\nc,c,0.25,0.25,0.5\na,b,0,1,0\n")
    else { throw Failure() }
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
    guard case .twoClasses(["1", "2"], _, _, nil) = try content("y,predicted_y\n1,2\n2,2\n") else { throw Failure() }
    guard case .quantities(1, [1, 2], [1.5, 2]) = try content("y,predicted_y\n1,1.5\n2,2\n") else { throw Failure() }
    guard
      case .quantities(2, [1, 5, 2, 6], [1.5, 5.5, 2.5, 6.5]) = try content(
        "y,z,predicted_y,predicted_z\n1,5,1.5,5.5\n2,6,2.5,6.5\n")
    else { throw Failure() }
  }

  @Test("A named column of numbers from 0 to 1 against two values holds probabilities of the second")
  func named() throws {
    guard
      case .twoClasses(["no", "yes"], [false, true], nil, [0.25, 0.5]) = try content(
        "t,s\nno,0.25\nyes,0.5\n", truth: "t", prediction: ["s"])
    else { throw Failure() }
    guard
      case .twoClasses(["0", "1"], [true, true], nil, [0.2, 1]) = try content(
        "t,s\n1,0.2\n1,1\n", truth: "t", prediction: ["s"])
    else { throw Failure() }
    guard case .quantities = try content("t,s\n1,0.2\n2,7\n", truth: "t", prediction: ["s"]) else { throw Failure() }
    guard case .quantities = try content("t,s\n1,0.2\n2,0.7\n3,0.1\n", truth: "t", prediction: ["s"]) else {
      throw Failure()
    }
  }

  @Test("Named columns of probabilities stand for the labels in their order, or for those in their names")
  func namedProbabilities() throws {
    let order: [ByteString] = ["a", "b", "c"]
    guard
      case .classes(["u", "v", "w"], [1, 0, 2], nil, .some) = try content(
        "t,a,b,c\nv,0,1,0\nu,1,0,0\nw,0,0,1\n", truth: "t", prediction: order)
    else { throw Failure() }
    guard
      case .classes(["0", "1", "2"], [2, 0], nil, [0, 0, 1, 1, 0, 0]) = try content(
        "t,a,b,c\n2,0,0,1\n0,1,0,0\n", truth: "t", prediction: order)
    else { throw Failure() }
    guard
      case .classes(["w", "v", "u"], [0, 1], nil, .some) = try content(
        "t,p_w,p_v,p_u\nw,1,0,0\nv,0,1,0\n", truth: "t", prediction: ["p_w", "p_v", "p_u"])
    else { throw Failure() }
    guard
      case .twoClasses(["u", "v"], [true, false], nil, [0.75, 0.25]) = try content(
        "t,a,b\nv,0.25,0.75\nu,0.75,0.25\n", truth: "t", prediction: ["a", "b"])
    else { throw Failure() }
    #expect(
      message { () throws(TableError) in
        _ = try content("t,a,b,c\nv,0,1,0\nu,1,0,0\n", truth: "t", prediction: order)
      } == "t.csv: 3 columns of probabilities for 2 labels; name one for each label")
    #expect(
      message { () throws(TableError) in
        _ = try content("t,a,b\nv,0,1.5\nu,1,0\n", truth: "t", prediction: ["a", "b"])
      } == "t.csv:2:3: expected a probability, found \"1.5\"")
  }

  @Test("More different probabilities than there can be labels are numbers, whatever the threads")
  func manyNumbers() throws {
    let rows = (0..<150_000).map { "\($0 % 3 == 0 ? 1 : 0),0.\($0 + 1_000_000)" }
    let text = "t,s\n" + rows.joined(separator: "\n") + "\n"
    let inWords =
      "t,s\n" + rows.map { ($0.first == "1" ? "yes" : "no") + $0.dropFirst() }.joined(separator: "\n") + "\n"
    for (text, labels) in [(text, ["0", "1"]), (inWords, ["no", "yes"])] as [(String, [ByteString])] {
      for threads in [1, 3] {
        var reader = try tableReader(text)
        let table = try ScoringTable(
          reading: &reader, columns: PredictionColumns(truths: [0], predictions: [1]), weight: nil,
          workers: Workers(count: threads))
        guard case .twoClasses(labels, let truth, nil, let probability?) = table.content else { throw Failure() }
        #expect(truth.count == 150_000 && truth.count { $0 } == 50_000)
        #expect(probability[0] == 0.1 && probability[149_999] == 0.1149999)
      }
    }
    // A word far down is refused at its line.
    for (threads, text) in [(1, text), (3, text), (1, inWords), (3, inWords)] {
      var reader = try tableReader(text + "\(text == inWords ? "yes" : "1"),word\n")
      #expect(
        message { () throws(TableError) in
          _ = try ScoringTable(
            reading: &reader, columns: PredictionColumns(truths: [0], predictions: [1]), weight: nil,
            workers: Workers(count: threads))
        } == "t.csv:150002:2: expected a number in column \"s\", found \"word\"")
    }
  }

  @Test("A cell that is no number among quantities is refused at its place")
  func refused() {
    #expect(
      message { () throws(TableError) in _ = try content("y,predicted_y,p_a,p_b\na,a,x,0\n") }.contains("t.csv:2:3"))
    #expect(message { () throws(TableError) in _ = try content("y,predicted_y\n") } == "t.csv: no rows")
  }

  @Test("Rows that are read together come to what rows come to that are read one by one")
  func together() throws {
    let seed: UInt64 = 7
    var generator = SeededGenerator(seed: seed)
    let odd = ["1e-1", "0.250", "\"0.5\"", " 0.75", "0"]
    for labels in [["no", "yes"], ["a", "b", "c"], (0..<10).map { "class \($0)" }, (0..<10).map { "\($0)" }] {
      var names = ["y", "predicted_y"] + labels.map { "p_" + $0 }
      var rows = (0..<2000).map { _ in
        (0..<2).map { _ in labels.randomElement(using: &generator) ?? "" }
          + labels.map { _ in
            Int.random(in: 0..<50, using: &generator) == 0
              ? odd.randomElement(using: &generator) ?? "" : "0.\(Int.random(in: 0..<1000, using: &generator))"
          }
      }
      func content(weight: Int?) throws -> ScoringTable.Content {
        var reader = try tableReader(([names] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n"))
        guard let columns = try PredictionColumns(in: reader.columns) else { throw Failure() }
        return try ScoringTable(reading: &reader, columns: columns, weight: weight).content
      }
      let together = "\(try content(weight: nil))"
      // With weights each row is looked at by itself.
      names.append("w")
      rows = rows.map { $0 + ["1"] }
      #expect(try "\(content(weight: labels.count + 2))" == together, "seed \(seed)")
    }
  }
}
