/// Text as the content of an XML element.
enum XMLText {
  /// The text, cleaned, with the characters that XML reserves written as entities. Text that would take more than
  /// `limit` bytes is cut and ends with an ellipsis.
  static func escaped(_ text: String, atMost limit: Int = .max) -> String {
    var result = ""
    for character in DisplayText.clean(text) {
      let escaped =
        switch character {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        default: String(character)
        }
      if result.utf8.count + escaped.utf8.count + 3 > limit { return result + "…" }
      result += escaped
    }
    return result
  }
}
