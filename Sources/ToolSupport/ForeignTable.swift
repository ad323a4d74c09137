package import ByteStreams
import ModelFile

/// Refuses a file that is written to while it is read, or that is known by its first bytes to be no table, and says what
/// can be done about it.
///
/// What comes through a pipe is left alone: its first bytes may be long in coming.
package func refuseUnlessTable(_ source: ByteSource) throws {
  guard !source.isStandardOutput else {
    throw ToolError.usage("\(shown(path: source.name)): it is standard output too; write to another file, or with -o")
  }
  guard source.isRegularFile, let kind = try source.foreignKind else { return }
  let remedy =
    switch kind.nature {
    case .packed(let unpacker): "; unpack it: \(unpacker) -dc FILE | …"
    case .data: "; save it as CSV first"
    case .encoded(let encoding): ", not UTF-8; convert it: iconv -f \(encoding) -t UTF-8 FILE | …"
    case .other: ""
    }
  throw ToolError.badData("\(shown(path: source.name)): not a table; it looks like \(kind.name)\(remedy)")
}

/// Text that is no table. A quote inside a field is no CSV, so that JSON can be told from it.
private let foreignTexts = [
  ForeignFile(Array("{\"".utf8), "JSON", .data), ForeignFile(Array("[{\"".utf8), "JSON", .data),
  ForeignFile(Array("<!DOCTYPE".utf8), "a web page"), ForeignFile(Array("<!doctype".utf8), "a web page"),
  ForeignFile(Array("<html".utf8), "a web page"), ForeignFile(Array("<?xml".utf8), "XML", .data),
]

extension ByteSource {
  /// The kind of file that it is known to be; nil for what may be a table. Its bytes stay to be read.
  fileprivate var foreignKind: ForeignFile? {
    get throws(StreamError) {
      let ahead = try peek(ForeignFile.bytesNeeded)
      if Model.begins(ahead) { return ForeignFile([], "a model; models are named before tables") }
      if let text = foreignTexts.first(where: { ahead.starts(with: $0.signature) }) { return text }
      guard let kind = ForeignFile.known.first(where: { ahead.starts(with: $0.signature) }) else { return nil }
      if case .packed("gzip") = kind.nature { return nil }
      // A column may be named PAR1 as well.
      return ForeignFile.isText(ahead) ? nil : kind
    }
  }
}
