import Testing

@Suite("The manual and the help tell the same options")
struct ManualOptionsTests {
  /// A tool, or a subcommand of one, and the place of its options in the page.
  struct Command: CustomTestStringConvertible {
    let tool: String
    var subcommand: String?
    /// The subsections that hold its options; nil for all.
    var subsections: Set<String>?
    /// What stands for the subcommand in SYNOPSIS.
    var usage: String?

    var call: String { ([tool] + (subcommand.map { [$0] } ?? [])).joined(separator: " ") }
    var testDescription: String { call }

    func owns(_ item: ManualPage.Item) -> Bool {
      (subsections?.contains(item.subsection) ?? true) && (item.command == nil || item.command == subcommand)
    }
  }

  static let commands =
    ["nn-train", "nn-predict", "nn-score", "nn-graph", "nn-info"].map { Command(tool: $0) }
    + [Command(tool: "nn-data", subsections: ["Every subcommand"])]
    + ["circles", "moons", "blobs", "spirals", "xor", "linear", "friedman"].map {
      Command(
        tool: "nn-data", subcommand: $0, subsections: ["Generators", "Every subcommand"], usage: "generator")
    }
    + ["split", "shuffle"].map {
      Command(tool: "nn-data", subcommand: $0, subsections: [$0, "Tables", "Every subcommand"], usage: $0)
    }

  @Test("Every option of the help is in the page, and no other, each under all its names", arguments: commands)
  func sameOptions(of command: Command) throws {
    let help = try HelpText(of: command.call).options
    let page = try ManualPage("\(command.tool).1").items.filter(command.owns).map(\.option)
    #expect(help.count > 1)
    #expect(Set(page.map(\.spellings)) == Set(help.map(\.spellings)))
    #expect(page.count == help.count, "an option is told twice")
  }

  @Test("A default in the help is in the page, and one in the page is in the help", arguments: commands)
  func sameDefaults(of command: Command) throws {
    let page = try ManualPage("\(command.tool).1").items.filter(command.owns).map(\.option)
    for option in try HelpText(of: command.call).options {
      guard let told = page.first(where: { $0.spellings == option.spellings }) else { continue }
      let name = option.spellings.sorted().joined(separator: ", ")
      #expect(told.defaultWords.isEmpty == option.defaultWords.isEmpty, "\(name)")
      #expect(Set(option.defaultWords).isSubset(of: told.defaultWords), "\(name)")
    }
  }

  @Test("The synopsis names every option once, and no other", arguments: commands)
  func synopsis(of command: Command) throws {
    let options = try HelpText(of: command.call).options.map(\.spellings)
    let page = try ManualPage("\(command.tool).1")
    let usages = page.usages.filter { $0.command == command.usage }
    #expect(!usages.isEmpty)
    for spelling in usages.flatMap(\.spellings) {
      #expect(options.contains { $0.contains(spelling) }, "\(spelling) is no option")
    }
    // Generators share one line of synopsis, which leaves their own options out.
    guard command.usage != "generator" else { return }
    let common = page.usages.filter { $0.command == nil }
    for option in options {
      #expect((usages + common).contains { !option.isDisjoint(with: $0.spellings) }, "\(option.sorted()) is missing")
    }
    for usage in usages {
      #expect(Set(usage.spellings).count == usage.spellings.count, "an option stands twice")
    }
  }

  @Test("Every option in the page of nn-data belongs to a subcommand")
  func noStrayOption() throws {
    let commands = Self.commands.filter { $0.tool == "nn-data" }
    for item in try ManualPage("nn-data.1").items {
      #expect(commands.contains { $0.owns(item) }, "\(item.option.spellings.sorted()) in \(item.subsection)")
    }
  }

  @Test("Every subcommand of nn-data is tested here")
  func allSubcommands() throws {
    let lines = try Shell.run("nn-data --help").output.split(separator: "\n")
    let told = lines.drop { $0 != "SUBCOMMANDS:" }.dropFirst().prefix { $0.hasPrefix("  ") }
      .compactMap { words($0).first }.filter { $0 != "See" }
    #expect(Set(told) == Set(Self.commands.compactMap(\.subcommand)))
  }
}
