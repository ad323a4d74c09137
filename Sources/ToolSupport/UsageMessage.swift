import ArgumentParser
import ByteStreams
import Tables

extension Tool {
  /// ArgumentParser's message in one line, with what it cannot know of our tools.
  static func usageMessage(for error: any Error) -> String {
    let lines = message(for: error).split(separator: "\n").map { $0.drop { $0 == " " } }
    var text = lines.joined(separator: " ")
    while text.last == "." { text.removeLast() }
    if let flags = text.firstMatch(of: /^Value to be set with flag '(.+)' had already been set with flag '(.+)'$/) {
      text = "\(flags.2) and \(flags.1) exclude each other"
    }
    text = unknownSubcommand ?? unknownOption(in: text) ?? unfitValue(in: text) ?? text
    let subcommand = subcommandNames.first { $0 == arguments.first }
    let command = subcommand.map { "\(toolName) \($0)" } ?? toolName
    return "\(text.prefix(1).lowercased())\(text.dropFirst()) (see \(command) --help)"
  }

  private static var subcommandNames: [String] { configuration.subcommands.map { $0._commandName } }

  /// ArgumentParser takes what is no subcommand for an operand, and finds fault with what follows.
  private static var unknownSubcommand: String? {
    guard !subcommandNames.isEmpty, let word = arguments.first, !word.hasPrefix("-"), !subcommandNames.contains(word)
    else { return nil }
    let nearest = nearest(to: ByteString(word), among: subcommandNames.map { ByteString($0) })
    let hint = nearest.map { "did you mean '\($0)'?" } ?? "there are \(subcommandNames.joined(separator: ", "))"
    return "no command '\(word)'; \(hint)"
  }

  /// An option that goes by another name elsewhere.
  private static func unknownOption(in text: String) -> String? {
    guard let option = text.firstMatch(of: /^Unknown option '--([^']+)'/)?.1 else { return nil }
    let name = option.lowercased().replacing("_", with: "-")
    return familiarNames[name].map { "unknown option '--\(option)'. Did you mean '\($0)'?" }
  }

  /// A value that is none of several words, or a number with a percent sign or a decimal comma.
  private static func unfitValue(in text: String) -> String? {
    guard let parts = text.firstMatch(of: /^(The value '(.*)' is invalid for '[^']+')(?:\. Please provide (.+))?$/)
    else { return nil }
    if let words = parts.3 {
      let names = words.replacing(/^one of( the following:)? (- )?/, with: "").replacing(" - ", with: ", ")
        .replacing("' or '", with: ", ").replacing("'", with: "")
      return "\(parts.1): expected \(names)"
    }
    let percent = parts.2.hasSuffix("%") ? Double(parts.2.dropLast()).map { shown($0 / 100) } : nil
    let point = parts.2.wholeMatch(of: /-?[0-9]+,[0-9]+/).map { String($0.0).replacing(",", with: ".") }
    return (percent ?? point).map { "\(parts.1): expected a number, such as \($0)" }
  }
}
