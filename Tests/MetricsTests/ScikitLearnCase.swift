import FoundationEssentials
import TestSupport
import Testing

/// One table of truth and prediction with scikit-learn's answers, from Fixtures/metrics.
struct ScikitLearnCase: Decodable, Sendable, CustomTestStringConvertible {
  /// A number, a list or a matrix of them.
  enum Answer: Decodable, Sendable {
    case number(Double)
    case list([Double])
    case matrix([[Double]])
    case none

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = Double(text).map(Answer.number) ?? .none
      } else if let matrix = try? container.decode([[Double]].self) {
        self = .matrix(matrix)
      } else if let list = try? container.decode([Answer].self) {
        self = .list(list.compactMap(\.number))
      } else {
        self = .none
      }
    }

    var number: Double? {
      if case .number(let number) = self { number } else { nil }
    }
  }

  let file: String
  let kind: String
  let name: String
  let n: Int
  let expected: [String: Answer]
  let undefined: [String: String]

  var testDescription: String { "\(kind) \(name)" }

  func number(_ name: String) -> Double? { expected[name]?.number }

  func list(_ name: String) -> [Double]? {
    if case .list(let list) = expected[name] { list } else { nil }
  }

  func matrix(_ name: String) -> [[Double]]? {
    if case .matrix(let matrix) = expected[name] { matrix } else { nil }
  }

  /// Every case of a kind: binary, multi or regr.
  static func all(_ kind: String) throws -> [ScikitLearnCase] {
    struct Answers: Decodable { let cases: [ScikitLearnCase] }
    let answers = try JSONDecoder().decode(
      Answers.self, from: Data(Fixture.bytes("metrics/expected.json")))
    return answers.cases.filter { $0.kind == kind }
  }

  /// The case of this name.
  static func named(_ name: String, kind: String) throws -> ScikitLearnCase? {
    try all(kind).first { $0.name == name }
  }

  /// The numbers of the table, by column.
  func table() throws -> NumberTable {
    NumberTable(try Fixture.text("metrics/\(file)"))
  }
}

/// A plain CSV of numbers under a header.
struct NumberTable {
  let columns: [(name: String, values: [Double])]

  init(_ text: String) {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
    let rows = lines.dropFirst().map { $0.map { Double($0) ?? .nan } }
    columns = (lines.first ?? []).enumerated().map { index, name in (String(name), rows.map { $0[index] }) }
  }

  /// The columns whose name starts with `prefix`.
  func columns(_ prefix: String) -> [[Double]] {
    columns.filter { $0.name.hasPrefix(prefix) }.map(\.values)
  }

  var weights: [Double]? { columns("weight").first }

  /// The columns whose name starts with `prefix`, joined row by row: rows × columns, row-major.
  func rowMajor(_ prefix: String) -> [Double] {
    let chosen = columns(prefix)
    return (chosen.first ?? []).indices.flatMap { row in chosen.map { $0[row] } }
  }

  var binary: (truth: [Bool], score: [Double]) {
    (columns("y_true").first?.map { $0 == 1 } ?? [], columns("y_score").first ?? [])
  }

  var multiclass: (truth: [Int], probabilities: [Double], classes: Int) {
    (columns("y_true").first?.map { Int($0) } ?? [], rowMajor("p"), columns("p").count)
  }

  var regression: (truth: [Double], prediction: [Double], targets: Int) {
    (rowMajor("y_true"), rowMajor("y_pred"), columns("y_true").count)
  }
}
