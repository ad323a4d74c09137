import Glibc
import TestSupport
import Testing

@Suite("Signals end, stop and continue every tool") struct SignalTests {
  private let called: CalledWorkplace

  init() throws { called = try CalledWorkplace() }

  /// Starts a call, sends it the first half of its input, and waits until it wants the rest.
  private func begin(
    _ call: Call, company: ToolRunner.Company = .tests
  ) throws -> (tool: ToolRunner, rest: [UInt8]) {
    let input = try called.input(of: call)
    let tool = try called.start(call, company: company)
    try tool.sendAndWait(Array(input.prefix(input.count / 2)))
    return (tool, Array(input.suffix(from: input.count / 2)))
  }

  @Test("a tool that waits for input dies of a signal, quietly", arguments: [SIGINT, SIGTERM, SIGHUP])
  func deadly(signal: Int32) throws {
    for call in Call.readers {
      let tool = try begin(call).tool
      tool.send(signal: signal)
      let outcome = tool.finish()
      #expect(outcome.ending == .signal(signal), "\(call.testDescription)")
      #expect(outcome.errors == "")
    }
  }

  @Test("a tool that dies leaves the old file, and no other", arguments: Call.replacers)
  func oldFile(call: Call) throws {
    let names = called.work.names
    let tool = try begin(call).tool
    tool.send(signal: SIGTERM)
    #expect(tool.finish().ending == .signal(SIGTERM))
    #expect(try called.work.read("old") == Array("as it was".utf8))
    #expect(called.work.names == names)
  }

  @Test("a tool that is stopped goes on as if nothing had been", arguments: Call.readers)
  func stopped(call: Call) throws {
    let (tool, rest) = try begin(call, company: .group)
    try tool.stop()
    tool.send(signal: SIGWINCH)
    tool.send(signal: SIGCONT)
    let outcome = tool.finish(sending: rest)
    #expect(outcome.ending == .exit(0), "\(outcome.errors)")
    #expect(try outcome.output == called.output(of: call))
  }

  @Test("a training that is stopped learns the same")
  func stoppedTraining() throws {
    let options = ["data.csv", "-q", "-e", "3000", "--hidden", "4", "-o"]
    try called.work.output("nn-train", options + ["whole.nnm"])
    let tool = try ToolRunner(
      "nn-train", (options + ["stopped.nnm"]).map { Array($0.utf8) }, in: called.work.path, company: .group)
    _ = try tool.receive(lines: 1)
    for _ in 0..<3 {
      try tool.stop()
      tool.send(signal: SIGCONT)
    }
    #expect(tool.finish().ending == .exit(0))
    #expect(try called.work.read("stopped.nnm") == called.work.read("whole.nnm"))
  }

  @Test(
    "a tool whose reader has gone ends quietly, whether or not its parent ignores SIGPIPE",
    arguments: Call.writers + BuiltTools.names.map { Call($0, "--help") })
  func brokenPipe(call: Call) throws {
    for limits in [":", "trap '' PIPE"] {
      let tool = try called.start(call, limits: limits)
      tool.closeOutput()
      let outcome = tool.finish()
      #expect(outcome.ending == .signal(SIGPIPE))
      #expect(outcome.errors == "")
    }
  }

  @Test("what ends a training takes the progress line away")
  func progressLine() throws {
    let table = Call("nn-train", "data.csv", "-e", "1000000", "--progress", "always", "-o", "new")
    let piped = try called.start(table)
    _ = try piped.receive(lines: 2)
    piped.closeOutput()
    let broken = piped.finish()
    #expect(broken.ending == .signal(SIGPIPE))
    #expect(broken.errors.contains("epoch 1/") && broken.errors.hasSuffix("\r\u{1B}[J"))
    let full = Call("nn-train", "data.csv", "-e", "1000000", "--progress", "always", "-o", "new", "--log", "/dev/full")
    let outcome = try called.start(full).finish()
    #expect(outcome.ending == .exit(5))
    // What was learned until then is kept, and can go on.
    #expect(outcome.errors.contains("\r\u{1B}[Jnn-train: interrupted; go on with --resume; epoch "))
    #expect(outcome.errors.hasSuffix("\nnn-train: /dev/full: No space left on device\n"))
    #expect(called.work.names.contains("new"))
  }
}
