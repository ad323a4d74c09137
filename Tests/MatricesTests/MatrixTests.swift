import Matrices
import Testing

@Suite struct MatrixTests {
  @Test("Views share their elements, copies do not")
  func sharing() {
    let matrix = Matrix(rows: 3, columns: 2, elements: [1, 2, 3, 4, 5, 6])
    let middle = matrix.rows(1..<2)
    middle[0, 1] = 9
    #expect(matrix.elements == [1, 2, 3, 9, 5, 6])
    let copy = Matrix(rows: 3, columns: 2)
    copy.assign(matrix)
    copy[0, 0] = 0
    #expect(matrix[0, 0] == 1)
  }

  @Test("Gathering takes rows by index, also twice")
  func gathers() {
    let source = Matrix(rows: 3, columns: 2, elements: [1, 2, 3, 4, 5, 6])
    let batch = Matrix(rows: 4, columns: 2)
    batch.gather([9, 2, 0, 2, 1], from: 1, of: source)
    #expect(batch.elements == [5, 6, 1, 2, 5, 6, 3, 4])
  }

  @Test("One infinite or undefined element is noticed", arguments: [Float.infinity, -.infinity, .nan])
  func finiteness(value: Float) {
    var elements = [Float](repeating: 1e38, count: 1000)
    #expect(Matrix(rows: 10, columns: 100, elements: elements).isFinite)
    elements[567] = value
    #expect(!Matrix(rows: 10, columns: 100, elements: elements).isFinite)
  }

  @Test("Descending steps against the gradient")
  func descends() {
    let parameters = Matrix(rows: 1, columns: 3, elements: [1, 2, 3])
    parameters.step(
      .descent, StepNumbers(rate: 0.5), gradient: Matrix(rows: 1, columns: 3, elements: [1, -1, 0.5]), moments: nil,
      nil,
      nil)
    #expect(parameters.elements == [0.5, 2.5, 2.75])
  }
}
