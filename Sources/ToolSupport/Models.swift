package import ByteStreams
import ModelFile
package import Prediction
package import Tables

/// An operand that may be a model, or several with commas between them, or a table. It is opened once, since a pipe
/// cannot be read twice.
package struct ModelOrTable {
  package let path: String
  /// Nothing of it has been read; nil for several models.
  package let source: ByteSource?
  package let isModel: Bool

  package init(_ path: String) throws {
    self.path = path
    let source = try Self.open(path)
    self.source = source
    isModel = try source.map { Model.begins(try $0.peek(4)) } ?? true
  }

  /// The file; nil where there is none of the name, but commas in it.
  private static func open(_ path: String) throws(StreamError) -> ByteSource? {
    do {
      return try openInput(path)
    } catch {
      guard error.isMissingFile, path.contains(",") else { throw error }
      return nil
    }
  }

  /// The files that an operand names: those between its commas, where there is none of its own name.
  package static func paths(_ operand: String) throws(StreamError) -> [String] {
    guard operand.contains(","), try open(operand) == nil else { return [operand] }
    return list(operand).map(\.description)
  }

  /// Reads the model, or those whose names stand between the commas, which `note` is told of.
  package func readEnsemble(note: (String) -> Void) throws -> Ensemble {
    if let source { return Ensemble(try readModel(path, from: source).model) }
    let paths = list(path).map(\.description)
    guard !paths.contains("") else { throw ToolError.usage("there is an empty name among the models \(path)") }
    do {
      let ensemble = try Ensemble(paths.map { try readModel($0).model })
      note("predictions are the mean of \(paths.count) models")
      return ensemble
    } catch let error as EnsembleError {
      throw ToolError.badModel("\(shown(path: paths[error.model])): \(error.reason)")
    }
  }
}

/// An encoder for each model of the rows of a table, which is sound: where a column is missing, it is not the one that the
/// model was made for.
package func encoders(
  of schemas: [Schema], for reader: borrowing TableReader, spellings: MissingSpellings, unseen: UnseenRule = .zero
) throws(ToolError) -> [RowEncoder] {
  var encoders: [RowEncoder] = []
  for schema in schemas {
    do {
      encoders.append(
        try RowEncoder(
          schema: schema, columns: reader.columns, hasHeader: reader.hasHeader, spellings: spellings, unseen: unseen))
    } catch {
      throw .badModel("\(error)")
    }
  }
  return encoders
}
