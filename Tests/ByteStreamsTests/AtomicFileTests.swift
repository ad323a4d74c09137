import ByteStreams
import Glibc
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  private let folder: TemporaryFolder

  init() throws {
    signal(SIGPIPE, SIG_IGN)
    folder = try TemporaryFolder()
  }

  private func contents(_ name: String) throws -> String {
    let source = try ByteSource(path: folder.file(name))
    var buffer = [UInt8](repeating: 0, count: 1000)
    let count = try source.read(into: &buffer, at: 0, count: 1000)
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  private func replace(_ name: String, with text: String) throws(StreamError) {
    try AtomicFile.replace(path: folder.file(name), with: Array(text.utf8))
  }

  @Test("a new file holds the bytes, with the mode that any new file has")
  func newFile() throws {
    try replace("new", with: "bytes")
    #expect(try contents("new") == "bytes")
    close(open(folder.file("plain"), O_CREAT | O_WRONLY, 0o666))
    #expect(folder.mode("new") == folder.mode("plain"))
    #expect(folder.names == ["new", "plain"])
  }

  @Test("a replaced file keeps its mode", arguments: [0o600, 0o640, 0o755] as [mode_t])
  func mode(mode: mode_t) throws {
    try replace("m.nnm", with: "old")
    #expect(chmod(folder.file("m.nnm"), mode) == 0)
    try replace("m.nnm", with: "new")
    #expect(folder.mode("m.nnm") == mode)
    #expect(try contents("m.nnm") == "new")
  }

  @Test("bytes that are written out are not in their place before the commit")
  func writingOut() throws {
    try replace("m.nnm", with: "old")
    let file = try AtomicFile(path: folder.file("m.nnm"))
    try file.sink.write("newer")
    try file.writeOut()
    #expect(try contents("m.nnm") == "old")
    try file.commit()
    #expect(try contents("m.nnm") == "newer")
  }

  @Test("who has the old file open still reads the old file")
  func openReaders() throws {
    try replace("m.nnm", with: "old")
    let source = try ByteSource(path: folder.file("m.nnm"))
    try replace("m.nnm", with: "newer")
    var buffer = [UInt8](repeating: 0, count: 10)
    #expect(try source.read(into: &buffer, at: 0, count: 10) == 3)
  }

  @Test("symbolic links stay, and the file at their end is replaced")
  func links() throws {
    try replace("target", with: "old")
    #expect(symlink("target", folder.file("relative")) == 0)
    #expect(symlink(folder.file("relative"), folder.file("absolute")) == 0)
    try replace("absolute", with: "new")
    #expect(try contents("target") == "new")
    var status = stat()
    #expect(lstat(folder.file("absolute"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(folder.names == ["absolute", "relative", "target"])
  }

  @Test("a link to no file yet makes that file")
  func danglingLink() throws {
    #expect(symlink("target", folder.file("link")) == 0)
    try replace("link", with: "new")
    #expect(try contents("target") == "new")
    #expect(folder.names == ["link", "target"])
  }

  @Test("two paths of one file are known, whether it is there or not; a device takes what both write")
  func samePaths() throws {
    try replace("there", with: "bytes")
    symlink("there", folder.file("link"))
    symlink("new", folder.file("dangling"))
    func areSame(_ first: String, _ second: String) -> Bool {
      AtomicFile.areSame(ByteString(folder.file(first)), ByteString(folder.file(second)))
    }
    for (first, second) in [("there", "./there"), ("there", "link"), ("new", "./new"), ("dangling", "new")] {
      #expect(areSame(first, second) && areSame(second, first), "\(first) \(second)")
    }
    for (first, second) in [("there", "new"), ("new", "newer"), ("none/new", "new"), ("link", "dangling")] {
      #expect(!areSame(first, second) && !areSame(second, first), "\(first) \(second)")
    }
    #expect(AtomicFile.areSame("-", "-") && !AtomicFile.areSame("-", "a"))
    #expect(!AtomicFile.areSame("/dev/null", "/dev/null"))
  }

  @Test("a file given up, or forgotten, leaves the old one and nothing else")
  func discarding() throws {
    try replace("m.nnm", with: "old")
    do {
      let file = try AtomicFile(path: folder.file("m.nnm"))
      try file.sink.write("new")
      try file.sink.flush()
      // The new file may have a name of its own until then.
      #expect(folder.names.count <= 2)
      file.discard()
      #expect(folder.names == ["m.nnm"])
      let forgotten = try AtomicFile(path: folder.file("m.nnm"))
      try forgotten.sink.write("new")
    }
    #expect(folder.names == ["m.nnm"])
    #expect(try contents("m.nnm") == "old")
  }

  @Test("the old file stands until the new one is committed; a second commit does nothing")
  func committing() throws {
    try replace("m.nnm", with: "old")
    let file = try AtomicFile(path: folder.file("m.nnm"))
    try file.sink.write("new")
    #expect(try contents("m.nnm") == "old")
    try file.commit()
    try file.commit()
    #expect(try contents("m.nnm") == "new")
    #expect(folder.names == ["m.nnm"])
  }

  @Test("a file that came into the place of the new one while that was written is replaced too")
  func lateOldFile() throws {
    let file = try AtomicFile(path: folder.file("m.nnm"))
    try file.sink.write("new")
    close(open(folder.file("m.nnm"), O_CREAT | O_WRONLY, 0o600))
    try file.commit()
    #expect(try contents("m.nnm") == "new")
    #expect(folder.names == ["m.nnm"])
  }

  @Test("a failed commit leaves the old file and no temporary")
  func failedCommit() throws {
    try replace("m.nnm", with: "old")
    let file = try AtomicFile(path: folder.file("m.nnm"))
    try file.sink.write("new")
    // A folder in the place of the file makes the renaming fail.
    #expect(unlink(folder.file("m.nnm")) == 0)
    #expect(mkdir(folder.file("m.nnm"), 0o700) == 0)
    let error = #expect(throws: StreamError.self) { try file.commit() }
    #expect(error?.operation == .rename)
    #expect(error?.name == folder.file("m.nnm"))
    #expect(folder.names == ["m.nnm"])
    #expect(rmdir(folder.file("m.nnm")) == 0)
  }

  @Test("what cannot become a file is refused at once, by the name that was given")
  func refusals() throws {
    func refusal(_ path: String) -> StreamError? {
      do throws(StreamError) {
        _ = try AtomicFile(path: path)
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal(folder.path)?.errno == EISDIR)
    #expect(refusal(folder.file("none/m.nnm"))?.errno == ENOENT)
    #expect(refusal(folder.file("none/m.nnm"))?.name == folder.file("none/m.nnm"))
    #expect(refusal("")?.errno == ENOENT)
    #expect(refusal(folder.file("new/"))?.errno == EISDIR)
    #expect(refusal(folder.file(String(repeating: "n", count: 300)))?.errno == ENAMETOOLONG)
    #expect(symlink("loop", folder.file("loop")) == 0)
    #expect(refusal(folder.file("loop"))?.errno == ELOOP)
    #expect(folder.names == ["loop"])
  }

  @Test("where a file can do without a name, nothing stands beside the old one while the new one is written")
  func unnamed() throws {
    let probe = open(folder.file("."), O_WRONLY | 0o20_000_000 | O_DIRECTORY, 0o600)
    guard probe >= 0 else { return }
    close(probe)
    try replace("m.nnm", with: "old")
    let file = try AtomicFile(path: folder.file("m.nnm"))
    try file.sink.write("new")
    try file.sink.flush()
    #expect(folder.names == ["m.nnm"])
    try file.commit()
    #expect(folder.names == ["m.nnm"])
    #expect(try contents("m.nnm") == "new")
  }

  @Test("a path can be tried before there is anything to write, and nothing is left or changed")
  func check() throws {
    try replace("m.nnm", with: "old")
    for name in ["m.nnm", "new"] { try AtomicFile.check(path: ByteString(folder.file(name))) }
    #expect(folder.names == ["m.nnm"])
    #expect(try contents("m.nnm") == "old")
    for path: ByteString in ["-", "/dev/null"] { try AtomicFile.check(path: path) }
    #expect(throws: StreamError.self) { try AtomicFile.check(path: ByteString(folder.file("missing/m.nnm"))) }
    #expect(throws: StreamError.self) { try AtomicFile.check(path: ByteString(folder.file("."))) }
  }

  @Test("a device is written directly, and its error is the writer's")
  func device() throws {
    try AtomicFile.replace(path: "/dev/null", with: [1, 2, 3])
    #expect(throws: StreamError(name: "/dev/full", operation: .write, errno: ENOSPC)) {
      try AtomicFile.replace(path: "/dev/full", with: [1])
    }
  }

  @Test("a pipe is written directly and stays")
  func namedPipe() throws {
    #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
    let reader = open(folder.file("pipe"), O_RDONLY | O_NONBLOCK)
    try replace("pipe", with: "abc")
    var buffer = [UInt8](repeating: 0, count: 10)
    #expect(read(reader, &buffer, 10) == 3)
    close(reader)
    #expect(folder.names == ["pipe"])
  }

  @Test("a minus is standard output, which stays open")
  func standardOutput() throws {
    let file = try AtomicFile(path: "-")
    #expect(file.sink.name == "stdout")
    try file.commit()
    #expect(fcntl(STDOUT_FILENO, F_GETFD) >= 0)
  }

  @Test("a file with a name as long as can be is replaced")
  func longName() throws {
    let name = String(repeating: "n", count: 255)
    try replace(name, with: "old")
    try replace(name, with: "new")
    #expect(try contents(name) == "new")
  }
}
