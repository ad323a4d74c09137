import ByteStreams
import CSV
import Glibc
import Synchronization
import TestSupport
import Testing
import Workers

@Suite struct BlocksTests {
  private func sources(_ files: [[UInt8]], pieceSize: Int = .max) -> [ByteSource] {
    files.enumerated().map { ByteSource(bytes: $1, name: "\($0).csv", pieceSize: pieceSize) }
  }

  @Test("rows, places and the first error are the same on any number of threads, however the bytes are cut")
  func agreement() {
    let seed: UInt64 = 11
    var generator = SeededGenerator(seed: seed)
    let parts = ["a", "bc", ",", ",", "\n", "\r\n", "\r", "\"x\n,\"", "\"\"\"\"", "a,b\n", "\"1\",2\n", "\n\n"]
    let rare = ["\"", "\0", "\u{FEFF}", "x\"", "\"y\"z"]
    for round in 0..<3000 {
      var files: [[UInt8]] = []
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        var text = Bool.random(using: &generator) ? "\u{FEFF}" : ""
        for _ in 0..<Int.random(in: 0...40, using: &generator) {
          let isRare = round % 4 == 0 && Int.random(in: 0..<40, using: &generator) == 0
          text += (isRare ? rare : parts).randomElement(using: &generator) ?? ""
        }
        files.append(Array(text.utf8))
      }
      let expected = RowsRead(Reader(sources: sources(files)))
      let blockSize = Int.random(in: 1...60, using: &generator)
      let pieceSize = Bool.random(using: &generator) ? .max : Int.random(in: 1...20, using: &generator)
      for threads in [1, 3] {
        let reader = Reader(sources: sources(files, pieceSize: pieceSize), blockSize: blockSize)
        #expect(
          RowsRead(reader, threads: threads) == expected,
          "seed \(seed), blocks of \(blockSize), \(threads) threads: \(files.map { ByteString.escape($0, limit: 500) })"
        )
      }
    }
  }

  @Test("a long table comes in order, the memory for it bounded")
  func longTable() {
    let text = (0..<40_000).map { "\($0),\"\($0 % 7 == 0 ? "\n" : "x")\"\n" }.joined()
    let expected = RowsRead(Reader(sources: sources([Array(text.utf8)])))
    #expect(expected.rows.count == 40_000)
    #expect(RowsRead(Reader(sources: sources([Array(text.utf8)])), threads: 4) == expected)
  }

  @Test("rows longer than a block come in order beside short ones, and one of them at a time", .timeLimit(.minutes(1)))
  func longRows() throws {
    // A row of 3 MB counts as all the blocks that may be in flight for two threads.
    let lengths = (0..<24).map { $0 % 3 == 0 ? 3_000_000 : $0 % 3 == 1 ? 400_000 : 10 }
    let text = lengths.enumerated().map { "\($0),\(String(repeating: "x", count: $1))\n" }.joined()
    for threads in [1, 2, 4] {
      let long = Atomic(0)
      let most = Atomic(0)
      func found(by reader: Reader, atMost limit: Int) throws -> [Int] {
        var found: [Int] = []
        try reader.forEachBlock(on: Workers(count: threads)) {
          Record()
        } work: { (record, block) -> [Int] in
          let isLong = block.byteCount > threads << 20
          if isLong {
            most.max(long.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
            // Time for another one to come.
            for _ in 0..<50 where long.load(ordering: .relaxed) == 1 { usleep(1000) }
          }
          defer { if isLong { long.subtract(1, ordering: .relaxed) } }
          var part: [Int] = []
          while (try? block.next(&record)) == true { part.append(record.rawRange(of: 1).count) }
          return part
        } deliver: { (part) throws(CSVError) in
          found += part
          if found.count >= limit { throw .bareQuote(Position(file: "", line: 1)) }
        }
        return found
      }
      #expect(try found(by: reader(text), atMost: .max) == lengths)
      #expect(most.load(ordering: .relaxed) <= 1)
      #expect(throws: CSVError.self) { try found(by: reader(text), atMost: 5) }
    }
  }

  @Test("reading on in blocks begins after the last row that was given")
  func afterRows() throws {
    for threads in [1, 2] {
      let reader = reader("a\n1\n2\n3\n")
      var record = Record()
      for _ in 0..<2 { #expect(try reader.next(&record)) }
      #expect(RowsRead(reader, threads: threads).rows == [["2"], ["3"]])
      let again = CSVTests.reader("a\n1\n")
      #expect(try again.next(&record))
      again.giveBack()
      #expect(RowsRead(again, threads: threads).rows == [["a"], ["1"]])
    }
  }

  @Test("a pipe that pauses gets its answers, and its error, at once", .timeLimit(.minutes(1)))
  func pausingPipe() throws {
    for threads in [1, 2, 4] {
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      var lines = ["9\n", "5,6\n7,8\n", "1,2\n3,4\n", "a,b\n"]
      func send() {
        guard let line = lines.popLast() else { return }
        #expect(write(ends[1], line, line.utf8.count) == line.utf8.count)
      }
      send()
      var counts: [Int] = []
      let reader = Reader(source: ByteSource(descriptor: ends[0], name: "pipe"))
      // The pipe stays open: nothing but an answer makes the next line come, and nothing but the error ends it.
      let error = #expect(throws: CSVError.self) {
        try reader.forEachBlock(on: Workers(count: threads)) {
          Record()
        } work: { (record, block) -> Result<Int, CSVError> in
          var count = 0
          do throws(CSVError) {
            while try block.next(&record) { count += 1 }
            return .success(count)
          } catch {
            return .failure(error)
          }
        } deliver: { (count) throws(CSVError) in
          counts.append(try count.get())
          send()
        }
      }
      #expect(counts == [1, 2, 2])
      #expect(error == .raggedRow(Position(file: "pipe", line: 6, field: 2), expected: 2, found: 1))
      close(ends[0])
      close(ends[1])
    }
  }

  @Test("numbers are taken row after row up to the first row that holds something else")
  func numbers() throws {
    let seed: UInt64 = 11
    var generator = SeededGenerator(seed: seed)
    let plain = ["0", "-0", "7", "-1.5", "0.1234567890123", "123456789012345", "-.25", "9007199254740992", "00.5"]
    let odd = [
      "", "x", "1e5", "5.", ".", "-", "--1", "1.2.3", "12345678901234567890", "9007199254740993", "\"5\"", "+1", " 1",
    ]
    for _ in 0..<300 {
      let columns = Int.random(in: 2...9, using: &generator)
      let rows = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
        (0..<columns).map { _ in
          ((Int.random(in: 0..<80, using: &generator) == 0 ? odd : plain).randomElement(using: &generator)) ?? ""
        }
      }
      let text = rows.map { $0.joined(separator: ",") + "\n" }.joined()
      let fields = (0..<Int.random(in: 1...columns, using: &generator)).map { _ in
        Int.random(in: 0..<columns, using: &generator)
      }
      var found: [[UInt64?]] = []
      try reader(text).forEachBlock(on: .one) {
      } work: { (_: inout Void, block: inout RowBlock) -> [[UInt64?]] in
        var found: [[UInt64?]] = []
        var record = Record()
        var numbers = [Double](repeating: .nan, count: 5 * fields.count)
        while true {
          let taken = block.nextNumbers(of: fields, atMost: 5, into: &numbers)
          for (place, row) in taken.enumerated() {
            #expect(row == found.count)
            found.append(numbers[place * fields.count..<(place + 1) * fields.count].map(\.bitPattern))
          }
          if taken.isEmpty {
            guard (try? block.next(&record)) == true else { return found }
            found.append(fields.map { record.double($0)?.bitPattern })
          }
        }
      } deliver: { (part: [[UInt64?]]) throws(CSVError) in
        found += part
      }
      let expected = rows.map { row in
        fields.map { field in Decimal.double(Array(row[field].filter { $0 != "\"" }.utf8).span)?.bitPattern }
      }
      #expect(found == expected, "seed \(seed)")
    }
  }

  @Test("rows of another width are not taken for their numbers, nor fields that are not there")
  func widths() throws {
    try reader("1,2\n3,4,5\n6,7\n").forEachBlock(on: .one) {
    } work: { (_: inout Void, block: inout RowBlock) -> Bool in
      var record = Record()
      var numbers = [Double](repeating: 0, count: 10)
      #expect(block.nextNumbers(of: [7], atMost: 3, into: &numbers).isEmpty)
      // The first row has too few bytes before it for the quick loop, or is taken by it.
      if block.nextNumbers(of: [1], atMost: 3, into: &numbers).isEmpty { #expect((try? block.next(&record)) == true) }
      #expect(block.nextNumbers(of: [1], atMost: 3, into: &numbers).isEmpty)
      #expect(throws: CSVError.self) { try block.next(&record) }
      #expect(block.nextNumbers(of: [], atMost: 3, into: &numbers).isEmpty)
      return true
    } deliver: { (_: Bool) throws(CSVError) in
    }
  }
}
