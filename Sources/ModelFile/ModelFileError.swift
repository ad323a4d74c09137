package import ByteStreams

/// Why a file is no model that can be used, or why a model cannot be written.
package enum ModelFileError: Error, CustomStringConvertible {
  /// It does not begin with the signature; `found` says what it is, if that is known.
  case notAModel(found: String?)
  /// A check failed, or content is wrong under a right check.
  case damaged(chunk: String, offset: Int, reason: String)
  /// It ends before its end.
  case truncated(offset: Int)
  /// A later version wrote it.
  case unsupported(chunk: String, what: String)
  /// A size over what this reader believes.
  case overLimit(chunk: String, what: String)
  /// A model that the format has no place for, found before writing.
  case notRepresentable(String)
  case stream(StreamError)

  /// What is wrong, without the name of the file.
  package var description: String {
    switch self {
    case .notAModel(let found): "not a model file" + (found.map { "; it looks like \($0)" } ?? "")
    case .damaged(let chunk, let offset, let reason): "damaged model file: \(reason) (\(chunk), byte \(offset))"
    case .truncated(let offset): "truncated model file: it ends at byte \(offset)"
    case .unsupported(let chunk, let what): "unsupported model file: \(what) (\(chunk)); it needs a later version"
    case .overLimit(let chunk, let what): "model file over a limit: \(what) (\(chunk))"
    case .notRepresentable(let reason): "cannot be stored as a model: \(reason)"
    case .stream(let error): error.description
    }
  }
}
