import ByteStreams
import Glibc
import Testing

@Suite struct StreamErrorTests {
  @Test("the description is the name and the system's reason")
  func description() {
    let error = StreamError(name: "data.csv", operation: .open, errno: ENOENT)
    #expect(error.description == "data.csv: No such file or directory")
  }

  @Test("a name is escaped in the description")
  func escapedName() {
    let error = StreamError(name: "new\nline\u{1B}.csv", operation: .open, errno: EACCES)
    #expect(error.description == #"new\nline\u{1b}.csv: Permission denied"#)
  }

  @Test("only a write can break a pipe")
  func brokenPipe() {
    #expect(StreamError(name: "stdout", operation: .write, errno: EPIPE).isBrokenPipe)
    #expect(!StreamError(name: "stdout", operation: .write, errno: ENOSPC).isBrokenPipe)
    #expect(!StreamError(name: "stdin", operation: .read, errno: EPIPE).isBrokenPipe)
  }
}
