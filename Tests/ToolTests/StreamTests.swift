import Glibc
import TestSupport
import Testing

@Suite("Every tool works with the streams that it is given") struct StreamTests {
  private let called: CalledWorkplace

  init() throws { called = try CalledWorkplace() }

  @Test("a closed standard input is an error", arguments: Call.readers)
  func closedInput(call: Call) throws {
    let outcome = try called.start(call, input: .closed).finish()
    #expect(outcome.ending == .exit(5))
    #expect(outcome.text == "")
    #expect(outcome.errors == "\(call.tool): stdin: Bad file descriptor\n")
  }

  @Test("whether anybody hears what is said changes neither the output nor the status", arguments: ["", "/dev/full"])
  func deaf(path: String) throws {
    let errors = path.isEmpty ? ToolRunner.Stream.closed : .file(path)
    for call in Call.readers {
      let usual = try called.output(of: call)
      let outcome = try called.start(call, errors: errors).finish(sending: called.input(of: call))
      #expect(outcome.ending == .exit(0), "\(call.testDescription)")
      #expect(outcome.output == usual, "\(call.testDescription)")
    }
    for tool in BuiltTools.names {
      #expect(try called.start(.ofFile("none", tool), errors: errors).finish().ending == .exit(5), "\(tool)")
      #expect(try called.start(Call(tool, "--none"), errors: errors).finish().ending == .exit(2), "\(tool)")
    }
    let shown = Call("nn-train", "data.csv", "-e", "3", "--progress", "always", "-o", "new")
    #expect(try called.start(shown, errors: errors).finish().ending == .exit(0))
  }

  @Test("a file takes no descriptor that a stream has left", arguments: Call.replacers)
  func descriptors(call: Call) throws {
    let read = called.work.names
    let before = try read.map { try called.work.read($0) }
    let closed = try called.start(call, output: .closed, errors: .closed).finish(sending: called.input(of: call))
    #expect(closed.ending == .exit(0))
    let written = try called.work.read("old")
    #expect(written != Array("as it was".utf8))
    try called.work.output(call.tool, call.arguments, input: called.input(of: call))
    #expect(try called.work.read("old") == written)
    for (name, bytes) in zip(read, before) where name != "old" { #expect(try called.work.read(name) == bytes) }
  }

  @Test("an input that comes byte by byte is the same input", arguments: Call.readers)
  func pieces(call: Call) throws {
    let tool = try called.start(call, input: .packets)
    let outcome = tool.finish(sending: try called.input(of: call), pieceSize: 1)
    #expect(outcome.ending == .exit(0), "\(outcome.errors)")
    #expect(try outcome.output == called.output(of: call))
  }

  @Test(
    "the locale changes no byte, of data or of messages", arguments: ["C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "none"])
  func locale(name: String) throws { try expectUsual(in: ["LC_ALL": name, "LANG": name, "LANGUAGE": name]) }

  /// Whether locales can be made: few machines have any but the one that is spoken there.
  private static let makesLocales = [
    "bin/locale", "bin/localedef", "share/i18n/locales/de_DE", "share/i18n/locales/tr_TR",
  ]
  .allSatisfy { access("/usr/\($0)", R_OK) == 0 }

  @Test(
    "a locale with a decimal comma, or with other capitals, changes no byte either",
    .enabled(if: makesLocales, "no locales can be made here"), arguments: ["de_DE", "tr_TR"])
  func madeLocale(language: String) throws {
    let folder = "\(called.work.path)/locales"
    let name = "\(language).UTF-8"
    let environment = ["LOCPATH": folder, "LC_ALL": name, "LANG": name, "LANGUAGE": name]
    func shell(_ words: String) throws -> Outcome {
      try called.start(Call("nn-info"), environment: environment, by: words).finish()
    }
    defer { #expect(throws: Never.self) { try shell("rm -r locales") } }
    let made = try shell("mkdir locales && localedef -i \(language) -f UTF-8 locales/\(name) && locale decimal_point")
    try #require(made.text == ",\n", "\(made.errors)")
    try expectUsual(in: environment)
  }

  private func expectUsual(in environment: [String: String]) throws {
    for call in Call.readers {
      let outcome = try called.start(call, environment: environment).finish(sending: called.input(of: call))
      #expect(try outcome.output == called.output(of: call), "\(call.testDescription)")
    }
    for tool in BuiltTools.names {
      let outcome = try called.start(.ofFile("none", tool), environment: environment).finish()
      #expect(outcome.errors == "\(tool): none: No such file or directory\n")
    }
  }

  @Test("a line of 100 MB is not taken in whole: it is refused where it begins", arguments: Call.readers)
  func longLine(call: Call) throws {
    let line = [UInt8](repeating: UInt8(ascii: "1"), count: 100_000_000)
    let isTable = call.input?.hasSuffix(".csv") == true
    let header = try called.input(of: call).prefix { $0 != UInt8(ascii: "\n") } + [UInt8(ascii: "\n")]
    let outcome = try called.start(call).finish(sending: isTable ? header + line : line)
    #expect(outcome.ending == .exit(call.tool == "nn-info" ? 4 : 3), "\(outcome.errors)")
    #expect(outcome.complaints.count == 1 && outcome.errors.count < 200)
    let complaint = "stdin:\(isTable ? 2 : 1):1: field is longer than 16777216 bytes"
    #expect(call.tool == "nn-info" || outcome.errors.hasPrefix("\(call.tool): \(complaint)"), "\(outcome.errors)")
  }
}
