import Testing

@Suite("The pages of the manual")
struct ManualPagesTests {
  static let tools = ["nn-data", "nn-train", "nn-predict", "nn-score", "nn-graph", "nn-info"]
  static let pages = tools.map { "\($0).1" } + ["nnm.5"]

  @Test("A page has its sections in the usual order", arguments: pages)
  func sections(of page: String) throws {
    let order = [
      "NAME", "SYNOPSIS", "DESCRIPTION", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO", "STANDARDS",
      "SECURITY CONSIDERATIONS",
    ]
    let required =
      page.hasSuffix(".1")
      ? ["NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "EXAMPLES", "SEE ALSO", "STANDARDS"]
      : ["NAME", "DESCRIPTION", "EXAMPLES", "SEE ALSO", "STANDARDS"]
    let sections = try ManualPage(page).sections
    #expect(sections == order.filter(sections.contains))
    #expect(Set(required).isSubset(of: sections))
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
}
