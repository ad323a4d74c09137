import ByteStreams
import Dispatch
import Glibc
import TestSupport
import Testing

@Suite struct ByteSourceTests {
  private func readAll(_ source: ByteSource) throws -> [UInt8] {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1000)
    while case let count = try source.read(into: &piece, at: 0, count: piece.count), count > 0 {
      all += piece[..<count]
    }
    return all
  }

  @Test("a file is read to its end, whatever bytes its name holds")
  func file() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try AtomicFile.replace(path: folder.file("with space\n.csv"), with: bytes)
    #expect(try readAll(ByteSource(path: folder.file("with space\n.csv"))) == bytes)

    let path = ByteString(Array(folder.file("bad").utf8) + [0xFF, 0xFE])
    let file = try AtomicFile(path: path)
    try file.sink.write("x")
    try file.commit()
    #expect(try readAll(ByteSource(path: path)) == [0x78])
    #expect(unlink(Files.cString(path.bytes)) == 0)
  }

  @Test("a file that is not there, or no file, is refused when opened, by its name")
  func refusals() throws {
    let folder = try TemporaryFolder()
    func message(_ path: String) -> String {
      do throws(StreamError) {
        _ = try ByteSource(path: path)
        return "opened"
      } catch {
        return error.description
      }
    }
    #expect(message("nope.csv") == "nope.csv: No such file or directory")
    #expect(message("") == ": No such file or directory")
    #expect(message(folder.path) == "\(folder.path): Is a directory")
    #expect(message("/dev/null/x") == "/dev/null/x: Not a directory")
    #expect(message("data.csv\0.txt") == #"data.csv\u{0}.txt: No such file or directory"#)
  }

  @Test("a descriptor that cannot be read is refused when read")
  func readError() throws {
    let folder = open("/", O_RDONLY)
    defer { close(folder) }
    let source = ByteSource(descriptor: folder, name: "stdin")
    #expect(throws: StreamError(name: "stdin", operation: .read, errno: EISDIR)) { try readAll(source) }
  }

  @Test("a minus is standard input")
  func standardInput() throws {
    #expect(try ByteSource(path: "-").name == "stdin")
  }

  @Test("what a pipe holds is given at once, at the offset asked for")
  func pipe() throws {
    let pipe = Pipe()
    let source = ByteSource(descriptor: pipe.output, name: "pipe")
    var buffer = [UInt8](repeating: 0x2E, count: 8)
    #expect(write(pipe.input, "abc", 3) == 3)
    #expect(try source.read(into: &buffer, at: 2, count: 6) == 3)
    #expect(buffer == Array("..abc...".utf8))
    close(pipe.input)
    #expect(try source.read(into: &buffer, at: 0, count: 8) == 0)
  }

  @Test("a non-blocking descriptor without data is waited for")
  func nonBlocking() throws {
    let pipe = Pipe()
    #expect(fcntl(pipe.output, F_SETFL, O_NONBLOCK) == 0)
    let source = ByteSource(descriptor: pipe.output, name: "pipe")
    let input = pipe.input
    DispatchQueue.global().async {
      usleep(20_000)
      write(input, "x", 1)
      close(input)
    }
    var buffer: [UInt8] = [0]
    #expect(try source.read(into: &buffer, at: 0, count: 1) == 1)
  }

  @Test("memory is given in pieces of the size asked for")
  func memory() throws {
    let source = ByteSource(bytes: [1, 2, 3, 4, 5], name: "memory", pieceSize: 2)
    var buffer = [UInt8](repeating: 0, count: 4)
    #expect(try source.read(into: &buffer, at: 1, count: 3) == 2)
    #expect(buffer == [0, 1, 2, 0])
    #expect(try readAll(source) == [3, 4, 5])
  }

  @Test("what is peeked at is still read, in any pieces", arguments: [1, 2, 100])
  func peek(pieceSize: Int) throws {
    let source = ByteSource(bytes: Array("abcdef".utf8), name: "six", pieceSize: pieceSize)
    #expect(try source.peek(4) == Array("abcd".utf8))
    #expect(try source.peek(2) == Array("ab".utf8))
    #expect(try source.peek(100) == Array("abcdef".utf8))
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 10)
    while case let count = try source.read(into: &buffer, at: 3, count: 5), count > 0 { bytes += buffer[3..<3 + count] }
    #expect(bytes == Array("abcdef".utf8))
    #expect(try source.peek(1) == [])
  }

  @Test("a gzip file is unpacked where that is wanted, whatever its name, and other files are as they are")
  func gzip() throws {
    let contents = Array("a,b\n1,2\n".utf8)
    for size in [1, 3, .max] {
      let packed = ByteSource(bytes: GzipSamples.table, name: "t.csv", pieceSize: size).unpacked()
      #expect(try readAll(packed) == contents)
      #expect(try readAll(ByteSource(bytes: GzipSamples.table, name: "t.csv")) == GzipSamples.table)
      for text: [UInt8] in [contents, [], [0x1F], [0x1F, 0x8C, 0]] {
        #expect(try readAll(ByteSource(bytes: text, name: "t.csv.gz", pieceSize: size).unpacked()) == text)
      }
    }
    let peeked = ByteSource(bytes: GzipSamples.table, name: "t.csv")
    #expect(try peeked.peek(4) == Array(GzipSamples.table.prefix(4)))
    #expect(try readAll(peeked.unpacked()) == contents)
    let long = ByteSource(bytes: GzipSamples.long, name: "t.csv").unpacked()
    #expect(try readAll(long) == [UInt8](repeating: UInt8(ascii: "x"), count: 300_000))
  }

  @Test("a gzip file that is cut off or damaged is wrong, not unreadable")
  func damagedGzip() {
    func error(_ bytes: [UInt8]) -> StreamError? {
      do throws(StreamError) {
        var piece = [UInt8](repeating: 0, count: 1000)
        let source = ByteSource(bytes: bytes, name: "t.csv.gz").unpacked()
        while try source.read(into: &piece, at: 0, count: piece.count) > 0 {}
        return nil
      } catch {
        return error
      }
    }
    let cut = error(GzipSamples.table.dropLast(3))
    #expect(cut?.description == "t.csv.gz: the compressed data ends too early")
    #expect(cut?.isBadData == true)
    #expect(error(GzipSamples.table + [7])?.description == "t.csv.gz: the compressed data is damaged")
  }
}
