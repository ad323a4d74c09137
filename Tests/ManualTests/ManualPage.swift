import TestSupport

/// A page of the manual, as far as the tests ask: its sections, its options and its examples. It reads the mdoc(7)
/// that our pages are written in, not all there is.
struct ManualPage {
  /// An item of a list that begins with an option.
  struct Item {
    let option: DocumentedOption
    /// The subsection that it stands in.
    let subsection: String
    /// The subcommand whose list it stands in, if that has one.
    let command: String?
  }

  /// One way to call the tool.
  struct Usage {
    /// The subcommand, or what stands for one, if the call begins with it.
    let command: String?
    var spellings: [String] = []
  }

  static let folder = "\(Fixture.package)/man"

  /// The titles of the sections, in their order.
  private(set) var sections: [String] = []
  private(set) var items: [Item] = []
  private(set) var usages: [Usage] = []
  /// The literal displays in EXAMPLES.
  private(set) var examples: [String] = []
  /// The pages that this one names: `nn-train.1`.
  private(set) var references: Set<String> = []

  private var subsection = ""
  /// The open items of the open lists, from outside to inside; each list has one or none.
  private var open: [OpenItem?] = []
  private var isLiteral = false

  private struct OpenItem {
    var spellings: [String] = []
    var command: String?
    var lines: [String] = []
  }

  /// Reads a page by its file's name.
  init(_ name: String) throws {
    let text = String(decoding: try Files.read(Array("\(ManualPage.folder)/\(name)".utf8)), as: UTF8.self)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if isLiteral, !line.hasPrefix(".Ed") {
        if sections.last == "EXAMPLES" { examples[examples.count - 1] += unescaped(line) + "\n" }
      } else if line.hasPrefix(".") {
        take(line.dropFirst().split(separator: " ").map(String.init))
      } else {
        add(String(line))
      }
    }
  }

  private mutating func take(_ tokens: [String]) {
    guard let macro = tokens.first else { return }
    let arguments = Array(tokens.dropFirst())
    if sections.last == "SYNOPSIS" { takeUsage(macro, arguments) }
    switch macro {
    case "Sh":
      sections.append(arguments.joined(separator: " "))
      subsection = ""
    case "Ss": subsection = arguments.joined(separator: " ")
    case "Bl": open.append(nil)
    case "El":
      closeItem()
      open.removeLast()
    case "It":
      closeItem()
      let command = arguments.first == "Cm" ? arguments.last : nil
      open[open.count - 1] = OpenItem(spellings: flags(in: arguments), command: command)
    case "Bd":
      isLiteral = arguments.contains("-literal")
      if sections.last == "EXAMPLES" { examples.append("") }
    case "Ed": isLiteral = false
    case "Xr" where arguments.count > 1: references.insert("\(arguments[0]).\(arguments[1])")
    default: break
    }
    add(text(of: tokens))
  }

  /// `.Nm`, then a subcommand or what stands for one, then options.
  private mutating func takeUsage(_ macro: String, _ arguments: [String]) {
    if macro == "Nm" {
      usages.append(Usage(command: nil))
    } else if let last = usages.last, last.command == nil, last.spellings.isEmpty, ["Cm", "Ar"].contains(macro) {
      usages[usages.count - 1] = Usage(command: arguments.first)
    } else if !usages.isEmpty {
      usages[usages.count - 1].spellings += flags(in: [macro] + arguments)
    }
  }

  private mutating func add(_ line: String) {
    for index in open.indices { open[index]?.lines.append(line) }
  }

  private mutating func closeItem() {
    guard let item = open.last ?? nil, !item.spellings.isEmpty else { return }
    let sentence = item.lines.drop { !$0.contains("The default is") }
    let end = sentence.firstIndex { $0.hasSuffix(".") } ?? sentence.endIndex
    let told = words(sentence[..<min(end + 1, sentence.endIndex)].joined(separator: " ")).dropFirst(3)
    items.append(
      Item(
        option: DocumentedOption(spellings: Set(item.spellings), defaultWords: Array(told)), subsection: subsection,
        command: open.compactMap { $0?.command }.last))
    open[open.count - 1] = nil
  }
}

/// Two letters, a capital and a small one: NA is none.
private func isMacro(_ token: String) -> Bool {
  token.count == 2 && token.first?.isUppercase == true && token.last?.isLowercase == true
}

/// The options that the arguments of a line name: what follows `Fl`, up to the next macro.
private func flags(in tokens: [String]) -> [String] {
  var flags: [String] = []
  var isFlag = false
  for token in tokens {
    if isMacro(token) {
      isFlag = token == "Fl"
    } else if isFlag, !["|", ","].contains(token) {
      flags.append("-\(token)")
    }
  }
  return flags
}

/// A line of macros as a reader sees it, with blanks where none may be.
private func text(of tokens: [String]) -> String {
  var isFlag = false
  let words = tokens.compactMap { token -> String? in
    if isMacro(token) {
      isFlag = token == "Fl"
      return nil
    }
    return isFlag && token.count > 1 ? "-\(token)" : token
  }
  return unescaped(words.joined(separator: " ")[...])
}

/// A line without what keeps mandoc from taking a character for more than itself.
private func unescaped(_ line: Substring) -> String {
  String(line.replacing("\\e", with: "\\").replacing("\\&", with: ""))
}
