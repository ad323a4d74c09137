import ByteStreams
import CSV
import Matrices
import ModelFile
import Networks
import Prediction
import Tables
import Testing

@Suite struct RowBatchTests {
  /// A network that tells the sum of its inputs: a number, and whether a category is the first of two.
  private func batch(thread: Int, threads: Int) throws -> (batch: RowBatch, table: TableReader) {
    let model = Model(
      schema: Schema(
        inputs: [
          InputColumn(name: "a", kind: .numeric(.identity), missing: .fail, fill: 0),
          InputColumn(name: "c", kind: .categorical(["u", "v"]), missing: .fail, fill: 0),
        ],
        targets: [TargetColumn(name: "y", kind: .quantity(.identity))]),
      network: Network(
        shape: try Shape(inputs: 3, layers: [Layer(units: 1, activation: .identity)]), parameters: [1, 1, 0, 0]))
    let text = "a,c\n1,u\n2,v\nx,v\n3,w\n4,w\n"
    let table = try TableReader(Reader(source: ByteSource(bytes: Array(text.utf8), name: "t.csv")), header: .auto)
    let encoder = try RowEncoder(schema: model.schema, columns: table.columns, hasHeader: true)
    let forward = EnsembleForward(Ensemble(model), threads: threads)
    return (RowBatch(forward, thread: thread, encoders: [encoder]), table)
  }

  @Test("rows run together in the places of their thread, and one that is wrong does not wait")
  func rows() throws {
    var (batch, table) = try batch(thread: 1, threads: 2)
    var record = Record()
    var wrong: [String] = []
    while try table.next(&record) {
      do { try batch.append(record) } catch { wrong.append("\(error)") }
    }
    #expect(wrong == ["t.csv:4:1: expected a number in column \"a\", found \"x\""])
    #expect(batch.count == 4 && !batch.isFull)
    let (places, outputs) = batch.run()
    #expect(places == 256..<260 && outputs.elements == [2, 2, 3, 4])
    #expect(batch.count == 0)
  }

  @Test("categories that no model knows are told once")
  func unseen() throws {
    var (batch, table) = try batch(thread: 0, threads: 1)
    var record = Record()
    while try table.next(&record) { try? batch.append(record) }
    let (count, first) = batch.takeUnseen()
    #expect(count == 2 && first?.description.hasPrefix("t.csv:5:2: ") == true)
    #expect(batch.takeUnseen().count == 0)
  }
}
