package import ByteStreams

/// Why a file is no model that can be used, or why a model cannot be written.
package enum ModelFileError: Error, Equatable, CustomStringConvertible {
  /// The file breaks a rule of nnm(5).
  case broken(ModelRule, ModelPlace, String)
  /// A model that the format has no place for, found before writing.
  case notRepresentable(String)
  /// The file could not be read.
  case stream(StreamError)

  /// The rule that the file breaks.
  package var rule: ModelRule? {
    if case .broken(let rule, _, _) = self { rule } else { nil }
  }

  /// What is wrong, without the name of the file.
  package var description: String {
    switch self {
    case .broken(let rule, let place, let reason):
      switch rule.kind {
      case .notAModel: "not a model file\(reason)"
      case .truncated: "truncated model file: \(reason) (\(place))"
      case .damaged: "damaged model file: \(reason) (\(place))"
      case .unsupported: "unsupported model file: \(reason) (\(place)); it needs a later version"
      case .overLimit: "model file over a limit: \(reason) (\(place))"
      }
    case .notRepresentable(let reason): "cannot be stored as a model: \(reason)"
    case .stream(let error): error.description
    }
  }
}

/// A chunk of a file.
package struct ModelPlace: Sendable, Equatable, CustomStringConvertible {
  /// Its type, or its number while that is not known.
  package let chunk: String
  /// The byte where it begins.
  package let offset: Int

  package var description: String { "\(chunk), byte \(offset)" }
}
