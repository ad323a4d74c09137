import ArgumentParser
import ModelFile
import Prediction
import Tables
import ToolSupport

/// The options for rows that are not as the training's were.
struct RowRules: ParsableArguments {
  /// What a missing value is taken for.
  enum Missing: String, ExpressibleByArgument, CaseIterable {
    /// What the training chose.
    case model
    case fail
    case mean
    case zero
  }

  @Option(help: "What becomes of a missing value; model: as the model was told in its training.")
  var missing = Missing.model

  @Option(help: "What becomes of a category that the training never saw; zero: it is none of the known ones.")
  var unseen = UnseenRule.zero

  @Option(help: "What becomes of a row that cannot be predicted; blank: it comes out without a prediction.")
  var onError = PredictionPlan.BadRow.fail

  @OptionGroup var spellings: MissingOption

  /// An encoder of the table's rows for each model.
  func encoders(for ensemble: Ensemble, of reader: TableReader) throws -> [RowEncoder] {
    try ToolSupport.encoders(
      of: ensemble.models.map(schema), for: reader, spellings: spellings.spellings, unseen: unseen)
  }

  /// The schema with the user's rule for missing values.
  private func schema(of model: Model) throws -> Schema {
    switch missing {
    case .model: return model.schema
    case .fail: return model.schema.treatingMissing(as: .fail)
    case .zero: return model.schema.treatingMissing(as: .zero)
    case .mean:
      guard let means = model.inputMeans else {
        throw ToolError.badModel("--missing mean: the model does not tell the means of its columns; train it anew")
      }
      return model.schema.treatingMissing(as: .mean, inputMeans: means)
    }
  }
}

extension UnseenRule: ExpressibleByArgument {}
extension PredictionPlan.BadRow: ExpressibleByArgument {}
