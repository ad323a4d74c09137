import ByteStreams
import TestSupport
import Testing

@Suite struct ScratchFileTests {
  @Test("What is written is read, at any size, and no name is ever seen")
  func writingAndReading() throws {
    let folder = try TemporaryFolder()
    let (large, small) = (
      try ScratchFile(folder: ByteString(folder.path)), try ScratchFile(folder: ByteString(folder.path))
    )
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * 31 >> 4) }
    let (largeSink, smallSink) = (large.makeSink(), small.makeSink())
    try largeSink.write(bytes[..<100])
    try largeSink.write(bytes[100...])
    try smallSink.write("few")
    try largeSink.flush()
    try smallSink.flush()
    #expect(try large.contents() == bytes)
    #expect(try small.contents() == Array("few".utf8))
    #expect(try large.bytes(70_000..<70_010) == Array(bytes[70_000..<70_010]))
    #expect(throws: StreamError.self) { try small.bytes(2..<4) }
    #expect(folder.names.isEmpty)
  }

  @Test("A folder that is not there is told by its name")
  func noFolder() throws {
    let error = #expect(throws: StreamError.self) { try ScratchFile(folder: "/nowhere") }
    #expect(error?.name == "/nowhere" && error?.operation == .create)
  }
}
