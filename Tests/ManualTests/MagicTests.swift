import TestSupport
import Testing

@Suite("The entry for file(1)")
struct MagicTests {
  @Test("What the page has is what Fixtures/magic has")
  func sameEntry() throws {
    let shown = try #require(try ManualPage("nnm.5").examples.first { $0.contains("neural network model") })
    #expect(try Fixture.text("magic/nnm.magic").trimmed == shown.trimmed)
  }

  @Test("file -m tells a model's task, sizes and parameters", .enabled(if: (try? Shell.run("file -v"))?.status == 0))
  func told() throws {
    let fixtures = "\(Fixture.package)/Fixtures"
    let outcome = try Shell.run(
      "file -b -m \(fixtures)/magic/nnm.magic \(fixtures)/golden/task-binary.nnm \(fixtures)/golden/rows.csv")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == "neural network model, version 1, two classes, 5 in, 1 out, 22 parameters")
    #expect(lines.last?.contains("model") == false)
  }
}

extension String {
  fileprivate var trimmed: Substring {
    var text = self[...]
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
