import ByteStreams
import CSV
import Matrices
import Sampling
import Tables
import TestSupport
import Testing

@Suite("Tables that do not fit in memory") struct StretchesTests {
  /// 500 rows under a header, of several spellings and three classes.
  private static let rows = (0..<500).map { row -> String in
    let note = ["plain", "\"a, b\"", "\"two\nlines\"", ""][row % 4]
    return "\(row),\(note),\("abc".dropFirst(row * row % 3).prefix(1))\n"
  }

  private func stretches(stratify: ByteString? = nil, bytes: Int) throws -> TableStretches {
    let text = Array(("id,note,class\n" + Self.rows.joined()).utf8)
    let reader = try TableReader(Reader(source: ByteSource(bytes: text, name: "data.csv")), header: .auto)
    return try TableStretches(reader, stratify: stratify, bytes: bytes)
  }

  private func texts(_ rows: RowStore) -> [String] {
    (0..<rows.count).map { String(decoding: rows[$0], as: UTF8.self) }
  }

  @Test("are given stretch by stretch, byte for byte", arguments: [1, 100, 4000, 1 << 20])
  func reading(bytes: Int) throws {
    var stretches = try stretches(stratify: "class", bytes: bytes)
    #expect(texts(stretches.header) == ["id,note,class\n"])
    var (rows, strata): ([String], [Int]) = ([], [])
    while try stretches.next() {
      // As many bytes as asked for, and the rest of a row.
      #expect(stretches.rows.byteCount < bytes + 30)
      #expect(stretches.strata?.count == stretches.rows.count)
      rows += texts(stretches.rows)
      strata += stretches.strata ?? []
    }
    #expect(rows == Self.rows)
    #expect(strata == rows.indices.map { min($0 * $0 % 3, 1) })
    #expect(stretches.isAtEnd)
    #expect(try !stretches.next())
  }

  @Test("are known to be in memory where they fit")
  func fitting() throws {
    var whole = try stretches(bytes: 1 << 20)
    #expect(try whole.next() && whole.isAtEnd && whole.rows.count == 500)
    var long = try stretches(bytes: 1000)
    #expect(try long.next() && !long.isAtEnd)
    #expect(long.strata == nil)
  }

  @Test("are shuffled bucket by bucket: every row once, in an order that the seed makes")
  func buckets() throws {
    let folder = try TemporaryFolder()
    func shuffled(seed: UInt64) throws -> [String] {
      var stretches = try stretches(bytes: 1000)
      var generator = Generator(seed: seed)
      let buckets = try RowBuckets(folder: ByteString(folder.path), count: 7)
      while try stretches.next() { try buckets.deal(stretches.rows, generator: &generator) }
      #expect(folder.names.isEmpty)
      let parts = try (0..<buckets.count).map { try texts(buckets.rows(of: $0)) }
      #expect(parts.allSatisfy { (30...120).contains($0.count) })
      return parts.flatMap(\.self)
    }
    let first = try shuffled(seed: 1)
    #expect(first.sorted() == Self.rows.sorted())
    #expect(try shuffled(seed: 1) == first)
    #expect(try shuffled(seed: 2) != first)
  }
}
