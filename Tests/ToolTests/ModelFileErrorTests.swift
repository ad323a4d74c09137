import TestSupport
import Testing

@Suite("A stranger's model is refused by every tool alike") struct ModelFileErrorTests {
  private let work: Workplace

  init() throws {
    work = try Workplace()
    try work.write("data.csv", "x1,x2,y\n1,2,no\n")
  }

  /// Every sixth of the hostile files, beginning with one of them: which tool gets which differs.
  private static func hostile(from first: Int) throws -> [String] {
    let names = try TemporaryFolder.names(of: "\(Fixture.package)/Fixtures/hostile")
      .filter { $0.hasSuffix(".nnm") && !$0.hasPrefix("accepted") }
    return stride(from: first, to: names.count, by: 6).map { "\(Fixture.package)/Fixtures/hostile/\(names[$0])" }
  }

  @Test(
    "Status 4, one line, and nothing on standard output",
    arguments: [
      ["nn-info"], ["nn-info", "--json"], ["nn-predict", "data.csv"], ["nn-graph"],
    ])
  func hostileFiles(command: [String]) throws {
    for path in try Self.hostile(from: command.count + command[0].count % 4) {
      // A graph of what does not even begin as a model is one of a table.
      if command[0] == "nn-graph", path.contains("/signature") { continue }
      let outcome = try work.run(command[0], [path] + command.dropFirst())
      #expect(outcome.ending == .exit(4), "\(command) \(path)")
      #expect(outcome.output.isEmpty, "\(command) \(path)")
      #expect(outcome.complaints.count == 1, "\(command) \(path)")
    }
  }

  @Test("So is one through a pipe, and one that ends early")
  func pipes() throws {
    let bytes = try Fixture.bytes("golden/task-binary.nnm")
    for count in [1, 9, 100, bytes.count - 1] {
      let outcome = try work.run("nn-info", "-", input: Array(bytes[..<count]))
      #expect(outcome.ending == .exit(4))
      #expect(outcome.output.isEmpty)
      #expect(outcome.complaints.count == 1)
    }
  }

  @Test("What only looks bad is told without harm to a terminal")
  func soundStrangers() throws {
    let path = "\(Fixture.package)/Fixtures/hostile/accepted.control-characters.nnm"
    for view in [[], ["--schema"], ["--layers"], ["--weights"], ["--json"]] {
      let output = try work.output("nn-info", view + [path])
      #expect(output.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A })
    }
  }
}
