package import ByteStreams
package import ModelFile

/// Opens an operand for reading; `-` is standard input.
///
/// Swift repairs arguments that are not UTF-8; the file is opened by the bytes that the user gave.
package func openInput(_ path: String) throws(StreamError) -> ByteSource {
  try ByteSource(path: argumentBytes(of: path))
}

/// Opens a table for reading, unpacked where it is a gzip file; `-` is standard input.
///
/// - Throws: the system's reason, or what the file is where it is known to be no table.
package func openTable(_ path: String) throws -> ByteSource {
  let source = try openInput(path)
  try refuseUnlessTable(source)
  return source.unpacked()
}

/// Refuses standard input where it is named twice: its table would be cut in two.
package func refuseSecondInput(_ paths: [String]) throws(ToolError) {
  guard paths.count(where: { $0 == "-" }) < 2 else { throw .usage("standard input, -, is named twice") }
}

/// Refuses to write to `output` where that would replace a file that is read; `what` is to go there.
package func refuseToReplace(_ inputs: [String], by what: String, at output: String?) throws {
  guard let output else { return }
  for input in inputs where AtomicFile.wouldReplace(argumentBytes(of: input), at: argumentBytes(of: output)) {
    throw ToolError.usage("\(shown(path: output)): \(what) would replace a file that is read; name another")
  }
}

/// The bytes of the argument, or of the end of the argument, that Swift shows as `text`.
package func argumentBytes(of text: String) -> ByteString {
  guard text.unicodeScalars.contains("\u{FFFD}") else { return ByteString(text) }
  for index in 0..<Int(CommandLine.argc) {
    guard let argument = unsafe CommandLine.unsafeArgv[index] else { continue }
    let bytes = unsafe Array(UnsafeBufferPointer(start: argument, count: strlen(argument))).map(
      UInt8.init(truncatingIfNeeded:))
    if String(decoding: bytes, as: UTF8.self) == text { return ByteString(bytes) }
    // `--output=FILE`, and `-oFILE`.
    let starts = [bytes.firstIndex(of: UInt8(ascii: "=")).map { $0 + 1 }, bytes.count > 2 ? 2 : nil].compactMap(\.self)
    if let start = starts.first(where: { String(decoding: bytes[$0...], as: UTF8.self) == text }) {
      return ByteString(bytes[start...])
    }
  }
  return ByteString(text)
}

private func strlen(_ text: UnsafePointer<CChar>) -> Int {
  var length = 0
  while unsafe text[length] != 0 { length += 1 }
  return length
}

/// Reads the model `path`; an error names the file.
///
/// - Parameter source: the file, where it is open already.
package func readModel(
  _ path: String, from source: ByteSource? = nil
) throws -> (model: Model, facts: ModelFileFacts) {
  do {
    return try Model.read(from: try source ?? openInput(path))
  } catch let error as ModelFileError {
    if case .stream = error { throw error }
    throw ToolError.badModel("\(shown(path: path)): \(error)")
  }
}

/// The folder for what a tool cannot keep elsewhere: `TMPDIR`, or `/tmp`.
package var temporaryFolder: String { environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp" }

/// Writes to the file `path`, whole or not at all; nil, or `-`, is standard output.
package func withOutput(_ path: String?, _ body: (ByteSink) throws -> Void) throws {
  try withOutputs([path ?? "-"]) { sinks in try body(sinks[0]) }
}

/// Writes to several files, all of them or none; `-` is standard output.
///
/// What is not committed is given up with its `AtomicFile`. All bytes are on the disk before the first file has its
/// name: only where the naming of a later one fails does it stay alone.
package func withOutputs(_ paths: [String], _ body: ([ByteSink]) throws -> Void) throws {
  let files = try paths.map { try AtomicFile(path: argumentBytes(of: $0)) }
  try body(files.map(\.sink))
  // The first is written out by its own commit, before any has its place.
  for file in files.dropFirst() { try file.writeOut() }
  for file in files { try file.commit() }
}
