import ByteStreams
import CSV
import TestSupport
import Testing

@Suite struct RowIndexTests {
  /// Rows, or the error in its place: what must not depend on how the input is cut.
  private func outcome(_ bytes: [UInt8], pieceSize: Int = .max) -> Result<[[ByteString]], CSVError> {
    Result { () throws(CSVError) in try scan(bytes, pieceSize: pieceSize) }
  }

  @Test("every cut of an input gives the same rows, or the same error")
  func everyCut() {
    let inputs = [
      "a,b\r\n1,2\r\n", "\u{FEFF}a,\"b\"\n\"1\"\"\",\"2\r\n3\"\n", "a\r\rb\r\n\nc", "\u{FEFF}", "\"\"\n\"\"",
      "a,\"b\n\"c", "a,b\n\"1,2\n", "x,y\"\n", "a,\0\n", "é,\u{FEFF}\n", "12345678,12345678,\"12345678\"\n12345678,,\n",
      "a long first field of many bytes,second,third\r\nx,y,z\r\n",
    ]
    for input in inputs {
      let bytes = Array(input.utf8)
      let whole = outcome(bytes)
      for size in 1...bytes.count {
        #expect(outcome(bytes, pieceSize: size) == whole, "\(input), \(size) at a time")
      }
    }
  }

  @Test("half a byte-order mark is text")
  func halfMark() throws {
    for length in 1...2 {
      let half = Array([0xEF, 0xBB, 0xBF].prefix(length)) as [UInt8]
      let field = ByteString(half)
      for size in 1...3 {
        #expect(try scan(half, pieceSize: size) == [[field]])
        #expect(try scan(half + [0x2C, 0x0A], pieceSize: size) == [[field, ""]])
      }
    }
  }

  @Test("generated texts give the rows of a naive splitter, however they are cut")
  func generated() throws {
    let seed: UInt64 = 20
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("abcdefgh,,,,\"\"\"\"\n\n\r \t".utf8) + [0, 0xEF, 0xBB, 0xBF]
    for round in 0..<20_000 {
      // The rarest bytes make most texts malformed; leave them out of most.
      let letters = round % 10 == 0 ? alphabet[...] : alphabet.dropLast(4)
      let length = Int.random(in: 0...40, using: &generator)
      var text: [UInt8] = []
      while text.count < length {
        if Int.random(in: 0..<4, using: &generator) == 0 {
          text += Array(
            ["\"a,\"\"b\"", "\"\n\"", "1234567890", "\r\n", ",\"\","].randomElement(using: &generator)?.utf8 ?? "".utf8)
        } else if let letter = letters.randomElement(using: &generator) {
          text.append(letter)
        }
      }
      let pieceSize = Int.random(in: 1...20, using: &generator)
      let naive = NaiveRows(text)
      let message: Comment = "seed \(seed), \(ByteString.escape(text))"
      switch outcome(text, pieceSize: pieceSize) {
      case .success(let rows): #expect(!naive.isMalformed && rows == naive.all, message)
      case .failure: #expect(naive.isMalformed, message)
      }
      #expect(outcome(text) == outcome(text, pieceSize: pieceSize), message)
    }
  }

  @Test("any byte can delimit", arguments: ["\t", ";", "|", " ", "x", "\u{1}"])
  func delimiters(delimiter: String) throws {
    let dialect = try #require(Dialect(named: delimiter))
    let text = "a\(delimiter)\"b\(delimiter),\"\(delimiter)c,d\n"
    let expected: [[ByteString]] = [["a", ByteString("b\(delimiter),"), "c,d"]]
    #expect(try scan(Array(text.utf8), dialect: dialect) == expected)
  }

  @Test("a tab inside a field of a comma table is text")
  func controlCharacters() throws {
    #expect(try scan(Array("a\tb,\u{1F}c\u{7F}d,eeeeeeee\t\n".utf8)) == [["a\tb", "\u{1F}c\u{7F}d", "eeeeeeee\t"]])
  }
}
