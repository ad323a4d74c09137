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

  /// A value that is none of several words, or no number.
  private static func unfitValue(in text: String) -> String? {
    guard
      let parts = text.firstMatch(of: /^(The value '(.*)' is invalid for '([^']+)')(?:\. Please provide (.+))?$/)
    else { return nil }
    if let words = parts.4 {
      let names = words.replacing(/^one of( the following:)? (- )?/, with: "").replacing(" - ", with: ", ")
        .replacing(/' (?:or|and) '/, with: ", ").replacing("'", with: "")
      return "\(parts.1): expected \(names)"
    }
    return number(inPlaceOf: String(parts.2), of: parts.3).map { "\(parts.1): expected \($0)" }
  }

  /// Which number an option takes whose value is none, found by trying; nil where it takes something else.
  private static func number(inPlaceOf value: String, of option: Substring) -> String? {
    func takes(_ sample: String) -> Bool {
      let tried = arguments.map { argument in
        let isValue = argument == value || argument.hasSuffix("=\(value)") || argument == argument.prefix(2) + value
        return isValue ? argument.dropLast(value.count) + sample : argument
      }
      do {
        _ = try parseAsRoot(tried)
        return true
      } catch {
        return !message(for: error).hasPrefix("The value '\(sample)' is invalid for '\(option)'")
      }
    }
    guard takes("0.5") else {
      guard takes("1") else { return nil }
      guard value.wholeMatch(of: /-?[0-9]+/) != nil else { return "a whole number" }
      return value.hasPrefix("-") ? "a whole number, 0 or more" : "a smaller whole number"
    }
    // With a percent sign or a decimal comma.
    let share = value.hasSuffix("%") ? Double(value.dropLast()).map { shown($0 / 100) } : nil
    let point = value.wholeMatch(of: /-?[0-9]+,[0-9]+/).map { String($0.0).replacing(",", with: ".") }
    return "a number" + ((share ?? point).map { ", such as \($0)" } ?? "")
  }
}
