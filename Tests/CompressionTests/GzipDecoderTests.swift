import Compression
import TestSupport
import Testing

@Suite struct GzipDecoderTests {
  /// What a file holds that comes in pieces, and is given out in pieces.
  private func contents(_ file: [UInt8], piece: Int = .max, room: Int = 1000) throws(GzipError) -> [UInt8] {
    let decoder = GzipDecoder()
    var output = [UInt8](repeating: 0, count: room + 2)
    var contents: [UInt8] = []
    var rest = file[...]
    while !rest.isEmpty || decoder.holdsOutput {
      let part = rest.prefix(piece)
      let (taken, given) = try decoder.decode(part, into: &output, at: 1, count: room)
      rest = rest.dropFirst(taken)
      contents += output[1..<1 + given]
    }
    try decoder.finish()
    return contents
  }

  private let text = Array("a,b\n1,2\n".utf8)

  @Test("What gzip packed comes out again, whatever pieces it comes in", arguments: [1, 2, 7, .max])
  func pieces(piece: Int) throws {
    #expect(try contents(GzipSamples.table, piece: piece) == text)
    #expect(try contents(GzipSamples.table, piece: piece, room: 1) == text)
    #expect(try contents(GzipSamples.nothing, piece: piece) == [])
    #expect(
      try contents(GzipSamples.long, piece: piece) == [UInt8](repeating: UInt8(ascii: "x"), count: 300_000))
  }

  @Test("Members follow each other, and zeros may follow them", arguments: [1, 5, .max])
  func members(piece: Int) throws {
    let file = GzipSamples.table + GzipSamples.nothing + GzipSamples.row
    #expect(try contents(file, piece: piece) == text + Array("3,4\n".utf8))
    #expect(try contents(file + [0, 0, 0], piece: piece) == text + Array("3,4\n".utf8))
  }

  @Test("A file that is cut off anywhere is truncated")
  func truncated() {
    for count in 0..<GzipSamples.table.count {
      #expect(throws: GzipError.truncated, "\(count) bytes") { try contents(Array(GzipSamples.table.prefix(count))) }
    }
    let second = GzipSamples.table + GzipSamples.row.dropLast()
    #expect(throws: GzipError.truncated) { try contents(second) }
  }

  @Test("A changed byte is told, but in what does not belong to the contents")
  func damaged() throws {
    // The time, the compressor's level, the system, and the bits that fill up the last byte of the contents.
    let free = Array(4..<10) + [19]
    for index in GzipSamples.table.indices {
      var file = GzipSamples.table
      file[index] ^= 0x40
      guard !free.contains(index) else { continue }
      #expect(throws: GzipError.self, "byte \(index)") { try contents(file) }
    }
    #expect(throws: GzipError.damaged) { try contents(GzipSamples.table + [1, 2, 3]) }
    #expect(throws: GzipError.damaged) { try contents(GzipSamples.table + [0, 0, 3]) }
    #expect(throws: GzipError.damaged) { try contents(text) }
  }
}
