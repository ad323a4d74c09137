import ByteStreams
import Matrices
import Testing

@testable import Tables

@Suite struct RowSubsetTests {
  private static let text = "x,colour,y\n1,red,a\n2,blue,b\n3,red,a\n100,green,c\n"

  private func split() throws -> (learned: PreparedTable, others: PreparedTable) {
    let table = try trainingTable(Self.text)
    let learned = try PreparedTable(
      table.selecting([0, 1, 2]), task: .multiclass, outputs: nil, options: PreparationOptions())
    return (learned, try PreparedTable(table.selecting([3, 0]), by: learned.schema, outputs: nil))
  }

  @Test("Scales and categories are those of the rows learned from, labels those of all")
  func schema() throws {
    let schema = try split().learned.schema
    guard case .numeric(let scaling) = schema.inputs[0].kind, case .categorical(let colours) = schema.inputs[1].kind
    else {
      Issue.record("\(schema.inputs)")
      return
    }
    #expect(scaling.shift == 2 && colours == ["blue", "red"])
    #expect(schema.classes?.labels == ["a", "b", "c"])
  }

  @Test("Other rows are encoded by the same scales; an unseen category is none of those known")
  func others() throws {
    let (learned, others) = try split()
    #expect(others.inputs.columns == 3)
    #expect(others.inputs[0, 1] == 0 && others.inputs[0, 2] == 0)
    #expect(others.inputs[1, 0] == learned.inputs[0, 0] && others.inputs[1, 2] == 1)
    #expect(others.targets.elements == [0, 0, 1, 1, 0, 0])
  }

  @Test("Labels have codes, quantities of more kinds than labels have none to stratify by")
  func codes() throws {
    #expect(try trainingTable(Self.text).labelCodes == [0, 1, 0, 2])
    #expect(try trainingTable(Self.text).selecting([3, 1]).labelCodes == [2, 1])
  }

  @Test("A label or a text that the schema does not know is told")
  func unknown() throws {
    let schema = try split().learned.schema
    let label = try trainingTable("x,colour,y\n1,red,z\n2,red,a\n")
    #expect(
      message { () throws(TableError) in _ = try PreparedTable(label, by: schema, outputs: nil) }.contains("\"z\""))
    let text = try trainingTable("x,colour,y\nlow,red,a\nhigh,red,b\n")
    #expect(
      message { () throws(TableError) in _ = try PreparedTable(text, by: schema, outputs: nil) }.contains("holds text"))
  }
}
