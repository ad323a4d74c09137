import ByteStreams
import ToolSupport

/// Where the model goes.
struct ModelOutput {
  /// A path, or `-`.
  let path: String

  var isStandardOutput: Bool { path == "-" }
  /// For people.
  var name: String { isStandardOutput ? "stdout" : shown(path: path) }

  /// Says before the work what cannot be written after it.
  func check() throws {
    guard isStandardOutput else { return try AtomicFile.check(path: argumentBytes(of: path)) }
    guard isTerminal(1) else { return }
    throw ToolError.usage("a model is no text for a terminal; give -o a file, or a pipe behind -o -")
  }

  /// Writes the model. Where that fails after all, as on a full disk, what the training came to is offered in the folder
  /// for temporary files, and the error says so.
  func save(_ bytes: [UInt8]) throws {
    do {
      try withOutput(path) { try $0.write(bytes) }
    } catch let error as StreamError where !isStandardOutput {
      // A name that nobody can have put a link under: others may write to the folder too.
      let rescue = "\(temporaryFolder)/nn-train-\(String(UInt64.random(in: .min ... .max), radix: 36)).nnm"
      let isSafe = (try? withOutput(rescue) { try $0.write(bytes) }) != nil
      throw ToolError(
        "\(error.description); " + (isSafe ? "the model is in \(shown(path: rescue)) instead" : "the model is lost"),
        status: ExitStatus.inputOutput)
    }
  }
}
