import TestSupport
import Testing

@Suite("The pages of the manual")
struct ManualPagesTests {
  static let tools = ["nn-data", "nn-train", "nn-predict", "nn-score", "nn-graph", "nn-info"]
  static let pages = tools.map { "\($0).1" } + ["nnm.5", "nn.7"]

  @Test("A page has its sections in the usual order", arguments: pages)
  func sections(of page: String) throws {
    let order = [
      "NAME", "SYNOPSIS", "DESCRIPTION", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO", "STANDARDS",
      "SECURITY CONSIDERATIONS",
    ]
    var required = ["NAME", "DESCRIPTION", "EXAMPLES", "SEE ALSO"]
    if page.hasSuffix(".1") { required += ["SYNOPSIS", "ENVIRONMENT", "FILES", "EXIT STATUS", "STANDARDS"] }
    let sections = try ManualPage(page).sections
    #expect(sections == order.filter(sections.contains))
    #expect(Set(required).isSubset(of: sections))
  }

  @Test("Every page leads to the tutorial, and it to every page", arguments: pages.filter { $0 != "nn.7" })
  func tutorialIsNamed(in page: String) throws {
    if page.hasSuffix(".1") { #expect(try ManualPage(page).references.contains("nn.7")) }
    #expect(try ManualPage("nn.7").references.contains(page))
  }

  @Test("No line is longer than 80 columns", arguments: pages)
  func widths(of page: String) throws {
    let text = String(decoding: try Files.read(Array("\(ManualPage.folder)/\(page)".utf8)), as: UTF8.self)
    let shown = text.replacing(#"\(dq"#, with: "\"")
    #expect(shown.split(separator: "\n").filter { $0.count > 80 } == [])
  }

  @Test("A page of the suite that another one names is there", arguments: pages)
  func references(of page: String) throws {
    let references = try ManualPage(page).references.filter { $0.hasPrefix("nn") }
    #expect(!references.isEmpty)
    #expect(references.isSubset(of: Self.pages))
  }

  @Test("mandoc finds nothing to say", .enabled(if: Shell.has("mandoc")), arguments: pages)
  func lint(_ page: String) throws {
    let outcome = try Shell.run("mandoc -Tlint -Wstyle '\(ManualPage.folder)/\(page)' || true")
    // The pages are not where mandoc looks for those that they name.
    let complaints = outcome.output.split(separator: "\n").filter {
      !$0.contains("referenced manual not found") && !$0.contains("outdated mandoc.db")
    }
    #expect(complaints.isEmpty)
  }

  @Test("The examples work as written, one page after the other")
  func examples() throws {
    let displays = try Self.tools.map { try ManualPage("\($0).1").examples }
    #expect(displays.allSatisfy { !$0.isEmpty })
    let outcome = try Shell.run(displays.joined().joined(separator: "\n"))
    #expect(outcome.status == 0, "\(outcome.output)")
    // A tool that fails within a pipe does not end the script.
    #expect(!outcome.output.contains("--help)"), "\(outcome.output)")
  }

  @Test("What is typed in the tutorial gives what stands behind it, from beginning to end")
  func tutorial() throws {
    let steps = try ManualPage("nn.7").examples.flatMap(Self.steps)
    #expect(steps.count > 40)
    // A control character stands between the outputs, which hold none.
    let script = steps.map { "printf '\\001'\n\($0.command)" }.joined(separator: "\n")
    let outcome = try Shell.run(script)
    #expect(outcome.status == 0, "\(outcome.output)")
    let outputs = outcome.output.split(separator: "\u{1}", omittingEmptySubsequences: false).dropFirst()
    #expect(outputs.count == steps.count)
    for (step, output) in zip(steps, outputs) { #expect(output == step.output, "\(step.command)") }
  }

  /// What is typed, `$ …` and the lines `> …` that go on with it, and what comes back.
  private static func steps(of display: String) -> [(command: String, output: String)] {
    var steps: [(command: String, output: String)] = []
    for line in display.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("$ ") {
        steps.append(("\(line.dropFirst(2))", ""))
      } else if steps.isEmpty {
        Issue.record("an output without a command: \(line)")
      } else if line.hasPrefix("> ") {
        steps[steps.count - 1].command += "\n\(line.dropFirst(2))"
      } else {
        steps[steps.count - 1].output += "\(line)\n"
      }
    }
    return steps
  }
}
