import Glibc
import TestSupport
import Testing

@Suite("Files and folders are what they are called and allow") struct FolderTests {
  private let called: CalledWorkplace

  init() throws { called = try CalledWorkplace() }

  /// What becomes of a tool that root starts: it is nobody's. Any other user's stays the user's.
  private static let asNobody =
    getuid() == 0 ? "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"" : "exec \"$@\""

  /// Whether nobody may start the tools where they have been built.
  private static let canBeNobody = Result {
    let called = try CalledWorkplace()
    chmod(called.work.path, 0o755)
    return try called.start(Call("nn-info", "--version"), by: asNobody).finish().ending == .exit(0)
  }

  @Test(
    "a folder that may not be written takes no file and loses none",
    .enabled(if: (try? canBeNobody.get()) == true, "nobody may start the tools here"), arguments: Call.replacers)
  func readOnlyFolder(call: Call) throws {
    chmod("\(called.work.path)/old", 0o666)
    chmod(called.work.path, 0o555)
    defer { chmod(called.work.path, 0o755) }
    let names = called.work.names
    let outcome = try called.start(call, by: Self.asNobody).finish(sending: called.input(of: call))
    #expect(outcome.ending == .exit(5))
    #expect(outcome.errors == "\(call.tool): old: Permission denied\n")
    #expect(outcome.text == "")
    #expect(try called.work.read("old") == Array("as it was".utf8))
    #expect(called.work.names == names)
  }

  @Test(
    "a file that may not be read is told by its name",
    .enabled(if: (try? canBeNobody.get()) == true, "nobody may start the tools here"),
    arguments: BuiltTools.names.map { Call.ofFile("old", $0) })
  func unreadable(call: Call) throws {
    chmod(called.work.path, 0o777)
    chmod("\(called.work.path)/old", 0)
    let outcome = try called.start(call, by: Self.asNobody).finish()
    #expect(outcome.ending == .exit(5))
    #expect(outcome.errors == "\(call.tool): old: Permission denied\n")
  }

  @Test(
    "every file may have any name",
    arguments: [Array("new\nline".utf8), Array("bad".utf8) + [0xFF, 0xFE] + Array("utf8".utf8)])
  func names(name: [UInt8]) throws {
    let work = called.work
    func bytes(_ words: String...) -> [[UInt8]] { words.map { Array($0.utf8) } }
    func run(_ tool: String, _ arguments: [[UInt8]]) throws -> [UInt8] {
      let outcome = try work.run(tool, bytes: arguments)
      #expect(outcome.ending == .exit(0), "\(tool): \(outcome.errors)")
      return outcome.output
    }
    // Each reads the name and writes what it reads from its usual one.
    try work.write(name, work.read("data.csv"))
    #expect(try run("nn-data", bytes("shuffle") + [name]) == work.output("nn-data", "shuffle", "data.csv"))
    #expect(try run("nn-score", bytes("m.nnm") + [name]) == work.output("nn-score", "m.nnm", "data.csv"))
    _ = try run("nn-train", bytes("data.csv", "-q", "-e", "2", "-o", "new", "--log", "log", "--validate") + [name])
    try work.write(name, work.read("scores.csv"))
    #expect(try run("nn-score", [name]) == work.output("nn-score", "scores.csv"))
    try work.write(name, work.read("history.csv"))
    #expect(try run("nn-graph", [name]) == work.output("nn-graph", "history.csv"))
    try work.write(name, work.read("m.nnm"))
    #expect(try run("nn-info", [name]) == work.output("nn-info", "m.nnm"))
    _ = try run("nn-train", bytes("data.csv", "-q", "-e", "2", "-o", "new", "--log", "log", "--resume") + [name])
    // Each writes the name.
    _ = try run("nn-data", bytes("shuffle", "data.csv", "-o") + [name])
    #expect(try work.read(name) == work.output("nn-data", "shuffle", "data.csv"))
    _ = try run("nn-score", bytes("scores.csv", "-o") + [name])
    #expect(try work.read(name) == work.output("nn-score", "scores.csv"))
    _ = try run("nn-data", bytes("split", "--test", "0.25", "data.csv", "train") + [name])
    let rows = { (bytes: [UInt8]) in bytes.count { $0 == UInt8(ascii: "\n") } - 1 }
    #expect(try rows(work.read(name)) + rows(work.read("train")) == 40)
    _ = try run("nn-train", bytes("data.csv", "-q", "-e", "2", "-o", "new", "--log") + [name])
    #expect(try Table(work.read(name)).rows.count == 2)
  }
}
