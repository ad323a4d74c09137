/// What a tool left behind when it ended.
struct Outcome {
  enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  let output: [UInt8]
  let errors: String
  let ending: Ending

  /// Standard output as text.
  var text: String { String(decoding: output, as: UTF8.self) }

  /// The lines of standard error.
  var complaints: [Substring] { errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }
}
