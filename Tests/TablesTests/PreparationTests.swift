import ByteStreams
import CSV
import Matrices
import Testing

@testable import Tables

@Suite struct TaskChoiceTests {
  private func choose(_ column: String, wanted: Task? = nil, outputs: Int? = nil) throws(TableError) -> TaskChoice {
    let rows = column.split(separator: " ").map { "1,\($0)\n" }.joined()
    return try TaskChoice.choose(for: trainingTable("x,y\n" + rows), wanted: wanted, outputs: outputs)
  }

  @Test(
    "The task follows from the target's values and from the outputs",
    arguments: [
      ("a b a", nil, Task.binary, "text labels"), ("a b c", nil, .multiclass, "text labels"),
      ("0 1 0", nil, .binary, "2 values"), ("0.5 1.5", nil, .binary, "2 values"),
      ("0 1 2", nil, .multiclass, "3 whole values"), ("0 1 2", 1, .regression, "numeric target"),
      ("0 1 2", 3, .multiclass, "3 values for 3 outputs"), ("0.5 1 2", nil, .regression, "numeric target"),
      ("0.5 1 2", 3, .multiclass, "3 values for 3 outputs"), ("1 2 other", nil, .multiclass, "text labels"),
      ("NA nan NA", nil, .binary, "text labels"), ("01 1 01", nil, .binary, "2 values"),
    ])
  func rule(column: String, outputs: Int?, task: Task, reason: String) throws {
    #expect(try choose(column, outputs: outputs) == TaskChoice(task: task, reason: reason))
  }

  @Test("Over 20 whole values are a quantity")
  func manyValues() throws {
    #expect(try choose((0..<20).map { "\($0)" }.joined(separator: " ")).task == .multiclass)
    #expect(try choose((0..<21).map { "\($0)" }.joined(separator: " ")).task == .regression)
  }

  @Test("What was asked for wins, if it can be")
  func asked() throws {
    #expect(try choose("0 1", wanted: .regression).task == .regression)
    #expect(try choose("1 2 3.5", wanted: .multiclass).task == .multiclass)
    #expect(message { () throws(TableError) in _ = try choose("1 2 3", wanted: .binary) }.contains("3 labels"))
  }

  @Test("What never changes is nothing to learn", arguments: ["a a a", "7 7 7", "7", "NA NA"])
  func constant(column: String) {
    let message = message { () throws(TableError) in _ = try choose(column) }
    #expect(["in every row", "one row only", "no value in any row"].contains { message.contains($0) }, "\(message)")
  }

  @Test("A cell that is no number among many that are does not make labels of them")
  func nearlyNumbers() {
    let numbers = (0..<40).map { "\($0).5" }.joined(separator: " ")
    for column in ["0.5 -Infinity 1", numbers + " oops", "oops " + numbers] {
      let message = message { () throws(TableError) in _ = try choose(column) }
      #expect(message.contains("expected a number") && message.contains("t.csv:"), "\(message)")
    }
  }

  @Test("Nine in ten of the labels are not more than nine in ten")
  func nearlyAllNumbers() throws {
    let numbers = (1...27).map { "\($0).5" }.joined(separator: " ")
    #expect(try choose(numbers + " a b c").task == .multiclass)
    let message = message { () throws(TableError) in _ = try choose(numbers + " 28.5 a b c") }
    #expect(message.contains("expected a number"))
  }
}

@Suite struct PreparationTests {
  @Test("Numbers are scaled to mean 0 and deviation 1, and the schema tells how")
  func standard() throws {
    let table = try prepared("x,y\n1,a\n2,b\n3,a\n6,b\n")
    guard case .numeric(let scaling) = table.schema.inputs[0].kind else { throw Failure() }
    #expect(scaling == Scaling(kind: .standard, shift: 3, scale: 3.5.squareRoot()))
    let mean = table.inputs.elements.reduce(0, +)
    #expect(abs(mean) < 1e-6)
    #expect(table.targets.elements == [0, 1, 0, 1])
  }

  private struct Failure: Error {}

  @Test("Minmax brings the rows into 0 … 1")
  func minmax() throws {
    var options = PreparationOptions()
    options.scaling = .minmax
    #expect(try prepared("x,y\n1,a\n2,b\n3,a\n5,b\n", options: options).inputs.elements == [0, 0.25, 0.5, 1])
  }

  @Test("A large offset and a huge unit cost no digits, and a constant gets scale 1")
  func extremes() {
    let near = Scaling(fitting: .standard, to: [1e12 + 1, 1e12 + 2, 1e12 + 3])
    #expect(abs(near.scale - (2.0 / 3).squareRoot()) < 1e-3)
    let huge = Scaling(fitting: .standard, to: [1e300, -1e300])
    #expect(huge.scale == 1e300 && huge.shift == 0)
    #expect(Scaling(fitting: .standard, to: [4, 4]) == Scaling(kind: .standard, shift: 4, scale: 1))
    #expect(Scaling(fitting: .standard, to: [.nan]) == Scaling(kind: .standard, shift: 0, scale: 1))
    #expect(Scaling(fitting: .minmax, to: [-1.7e308, 1.7e308]).scale == 1)
  }

  @Test("Text columns become one input a category, in order")
  func categories() throws {
    let table = try prepared("colour,n,y\nred,1,0\nblue,2,1\nred,3,0\n")
    #expect(table.schema.inputs[0].kind == .categorical(["blue", "red"]))
    #expect(table.schema.width == 3)
    #expect(table.schema.inputNames == ["colour=blue", "colour=red", "n"])
    #expect(Array(table.inputs.elements[0..<2]) == [0, 1])
    #expect(Array(table.inputs.elements[3..<5]) == [1, 0])
  }

  @Test("Numbers become categories when asked, in numeric order")
  func categorical() throws {
    var roles = RoleOptions()
    roles.categorical = ["x"]
    let table = try prepared("x,y\n10,a\n9,b\n10,a\n", roles: roles)
    #expect(table.schema.inputs[0].kind == .categorical(["9", "10"]))
  }

  @Test("A column of numbers with a word in it is refused at the word")
  func mixed() {
    #expect(
      message { () throws(TableError) in _ = try prepared("x,y\n1,a\n2,b\nabc,a\n") }
        == "t.csv:4:1: expected a number in column \"x\", found \"abc\"")
    #expect(
      message { () throws(TableError) in _ = try prepared("x,y\n1,a\n1e300,b\n") }
        == "t.csv:3:1: expected a number that 32 bits can hold, found \"1e300\"")
  }

  @Test("Labels stand in numeric order if all are numbers, else by bytes; the positive one second")
  func labels() throws {
    func labels(_ column: String, positive: ByteString? = nil) throws(TableError) -> [ByteString]? {
      var options = PreparationOptions()
      options.positive = positive
      let rows = column.split(separator: " ").map { "1,\($0)\n" }.joined()
      return try prepared("x,y\n" + rows, options: options).schema.classes?.labels
    }
    #expect(try labels("10 9 10") == ["9", "10"])
    #expect(try labels("b B a") == ["B", "a", "b"])
    #expect(try labels("yes no") == ["no", "yes"])
    #expect(try labels("yes no", positive: "no") == ["yes", "no"])
    #expect(try labels("1 01") == ["01", "1"])
    #expect(message { () throws(TableError) in _ = try labels("yes no", positive: "maybe") }.contains("\"maybe\""))
  }

  @Test("Two classes have one output, or two if asked")
  func outputs() throws {
    #expect(try prepared("x,y\n1,a\n2,b\n").targets.columns == 1)
    let two = try prepared("x,y\n1,a\n2,b\n", outputs: 2).targets
    #expect(two.elements == [1, 0, 0, 1])
  }

  @Test("Several targets are one regression, each in its own scale")
  func regression() throws {
    var roles = RoleOptions()
    roles.targets = ["y", "z"]
    let table = try prepared("x,y,z\n1,10,0.1\n2,20,0.3\n", roles: roles)
    #expect(table.schema.task == .regression && table.schema.inputs.count == 1)
    #expect(table.targets.elements == [-1, -1, 1, 1])
  }

  @Test("Roles: names win, ignored columns vanish, nothing serves twice")
  func roles() throws {
    var roles = RoleOptions()
    roles.ignored = ["id"]
    roles.targets = ["y"]
    let table = try prepared("id,y,a,b\n7,p,1,2\n8,q,3,4\n", roles: roles)
    #expect(table.schema.inputs.map(\.name) == ["a", "b"])
    roles.features = ["b", "y"]
    #expect(
      message { () throws(TableError) in _ = try prepared("id,y,a,b\n7,p,1,2\n", roles: roles) }.contains("\"y\""))
    roles.features = ["id"]
    #expect(
      message { () throws(TableError) in _ = try prepared("id,y,a,b\n7,p,1,2\n", roles: roles) }.contains("\"id\""))
  }

  @Test("Columns that name their rows are told, and those of categories are not")
  func identifiers() throws {
    func table(_ rows: Int, names: Int) -> String {
      "id,n,y\n" + (0..<rows).map { "n\($0 % names),\($0),\($0 % 2)\n" }.joined()
    }
    #expect(try prepared(table(60, names: 60)).identifiers == ["id"])
    #expect(try prepared(table(60, names: 31)).identifiers == ["id"])
    #expect(try prepared(table(60, names: 30)).identifiers == [])
    #expect(try prepared(table(20, names: 20)).identifiers == [], "too few to tell")
  }

  @Test("Constant columns are told")
  func constants() throws {
    #expect(try prepared("a,b,c,y\n1,2,u,0\n1,3,u,1\n").constantColumns == ["a", "c"])
  }

  @Test("No rows, one column, and a header alone are refused")
  func nothing() {
    #expect(message { () throws(TableError) in _ = try prepared("") } == "t.csv: no rows")
    #expect(message { () throws(TableError) in _ = try prepared("x,y\n") } == "t.csv: no rows")
    #expect(message { () throws(TableError) in _ = try prepared("y\n1\n2\n") }.contains("no column is left"))
  }
}

@Suite struct MissingRuleTests {
  private func inputs(_ rule: MissingRule) throws(TableError) -> [Float] {
    var options = PreparationOptions()
    options.missing = rule
    options.scaling = .none
    return try prepared("x,y\n1,a\nNA,b\n4,a\n,b\n10,a\n", options: options).inputs.elements
  }

  @Test("Each rule does what it says")
  func rules() throws {
    #expect(
      message { () throws(TableError) in _ = try inputs(.fail) }
        == "t.csv:3:1: column \"x\" has no value; say with --missing what to take for it")
    #expect(try inputs(.zero) == [1, 0, 4, 0, 10])
    #expect(try inputs(.mean) == [1, 5, 4, 5, 10])
    #expect(try inputs(.median) == [1, 4, 4, 4, 10])
  }

  @Test("Dropped rows are counted")
  func drop() throws {
    let table = try trainingTable("x,y\n1,a\nNA,b\n4,b\n", missing: .drop)
    #expect(table.rows == 2 && table.dropped == 1)
  }

  @Test("A quantity that is missing is an error whatever the rule")
  func target() {
    var options = PreparationOptions()
    options.missing = .zero
    #expect(
      message { () throws(TableError) in _ = try prepared("x,y\n1,1.5\n2,\n3,2.5\n4,0.1\n", options: options) }
        == "t.csv:3:2: column \"y\" has no value; --missing drop leaves its row out")
  }
}

@Suite struct SizeTests {
  @Test("A column of identifiers is refused before it asks for its rows squared")
  func identifiers() {
    let rows = (0..<50_000).map { "id\($0),\($0 % 2)\n" }.joined()
    #expect(
      message { () throws(TableError) in _ = try prepared("name,y\n" + rows) }
        == "50000 rows would feed 50000 inputs each; leave out columns of identifiers with -i")
    let more = (0..<70_000).map { "id\($0),\($0 % 2)\n" }.joined()
    #expect(
      message { () throws(TableError) in _ = try prepared("name,y\n" + more) }
        == "column \"name\" has more than 65536 categories; leave it out with -i")
  }
}

@Suite struct MissingLabelTests {
  @Test("A missing value among labels enough is an error, or its row is dropped; else it is a label")
  func labels() throws {
    let text = "x,y\n1,u\n2,v\n3,NA\n4,u\n"
    #expect(
      message { () throws(TableError) in _ = try prepared(text) }
        == "t.csv:4:2: column \"y\" has no value; --missing drop leaves its row out")
    var options = PreparationOptions()
    options.missing = .drop
    #expect(try prepared(text, options: options).schema.classes?.labels == ["u", "v"])
    #expect(try prepared("x,y\n1,u\n2,\n").schema.classes?.labels == ["", "u"])
    #expect(try prepared("x,y\n1,NA\n2,nan\n").schema.classes?.labels == ["NA", "nan"])
  }

  @Test("A feature without one value is refused")
  func empty() {
    var options = PreparationOptions()
    options.missing = .zero
    let text = "a,b,y\n1,,u\n2,NA,v\n"
    let expected = "column \"b\" has no value at all; leave it out with -i"
    #expect(message { () throws(TableError) in _ = try prepared(text, options: options) } == expected)
    var roles = RoleOptions()
    roles.categorical = ["b"]
    #expect(message { () throws(TableError) in _ = try prepared(text, roles: roles, options: options) } == expected)
    roles.categorical = ["y"]
    #expect(
      message { () throws(TableError) in _ = try prepared(text, roles: roles, options: options) }
        == "column \"y\" is no feature, so it has no categories")
  }
}
