import Networks
import Testing

@Suite struct PiecesTests {
  private static let article = [2, 9, 6, 1]
  private static let wide = [28, 300, 300, 1]
  private static let large = [1024, 1024, 1000, 10]

  private func shape(_ sizes: [Int]) throws -> Shape {
    try Shape(inputs: sizes[0], layers: sizes.dropFirst().map { Layer(units: $0, activation: .tanh) })
  }

  @Test(
    "Every parameter is in one piece, whatever the network, the batch and the threads", arguments: [1, 2, 16, 1000])
  func pieces(threads: Int) throws {
    for sizes in [PiecesTests.article, PiecesTests.wide, PiecesTests.large] {
      let shape = try shape(sizes)
      for batch in [1, 256, 2048] {
        var times = [Int](repeating: 0, count: shape.parameterCount)
        for piece in shape.pieces(batch: batch, threads: threads) {
          for index in piece.weights { times[index] += 1 }
          for index in piece.biases { times[index] += 1 }
        }
        #expect(times.allSatisfy { $0 == 1 }, "\(sizes), batches of \(batch)")
      }
    }
  }

  @Test("Every thread has work, where it is worth one")
  func everyThread() throws {
    let (article, wide) = (try shape(PiecesTests.article), try shape(PiecesTests.wide))
    #expect(wide.rowsAPiece(of: 256, threads: 2) == 32)
    #expect(wide.rowsAPiece(of: 256, threads: 16) == 16)
    #expect(wide.pieces(batch: 256, threads: 16).count >= 2 * 16)
    #expect(article.rowsAPiece(of: 1000, threads: 16) >= 1000)
    #expect(article.pieces(batch: 1000, threads: 16).count == 3)
  }

  @Test("Pieces are large where each reads weights that no cache beside it holds")
  func large() throws {
    let large = try shape(PiecesTests.large)
    #expect(large.rowsAPiece == 512)
    #expect(large.rowsAPiece(of: 1024, threads: 2) == 512)
    #expect(large.rowsAPiece(of: 256, threads: 16) == 16)
    #expect(large.pieces(batch: 1024, threads: 2).allSatisfy { $0.layer == 2 || $0.weights.count >= 232 * 1024 })
  }
}
