import ArgumentParser
import Tables
import ToolSupport

struct ColumnOptions: ParsableArguments {
  @Option(
    name: .letter("y"),
    help: ArgumentHelp(
      "Column to learn; several for a regression with several outputs. (default: the last)", valueName: "columns"),
    completion: .columns())
  var target: String?

  @Option(
    name: .letter("x"),
    help: ArgumentHelp("Columns to learn from. (default: all others)", valueName: "columns"), completion: .columns())
  var features: String?

  @Option(
    name: .letter("i"), help: ArgumentHelp("Columns to leave out.", valueName: "columns"), completion: .columns())
  var ignore: String?

  @Option(
    name: .letter("w"),
    help: ArgumentHelp("Column that tells how much each row counts; no feature.", valueName: "column"),
    completion: .column)
  var weight: String?

  @Option(
    name: .letter("c"),
    help: ArgumentHelp("Numeric columns to take as categories; text columns are by themselves.", valueName: "columns"),
    completion: .columns())
  var categorical: String?

  @Option(help: "What to learn; auto goes by the target's values.")
  var task = TaskOption.auto

  @Option(help: ArgumentHelp("Of two labels, the positive one. (default: the second in order)", valueName: "label"))
  var positive: String?

  @Option(help: "How numeric features are scaled. (default: standard)")
  var scale: Scaling.Kind?

  @Option(help: "What becomes of a missing feature; drop leaves its row out. (default: fail)")
  var missing: MissingRule?

  /// The roles of the columns.
  var roles: RoleOptions {
    var roles = RoleOptions()
    roles.targets = target.map(list) ?? []
    roles.features = features.map(list) ?? []
    roles.ignored = ignore.map(list) ?? []
    roles.categorical = categorical.map(list) ?? []
    roles.weight = weight.map { argumentBytes(of: $0) }
    return roles
  }
}

/// A task, or the choice by the target's values.
enum TaskOption: String, ExpressibleByArgument, CaseIterable {
  case auto, binary, multiclass, regression

  var task: Task? { Task.allCases.first { $0.name == rawValue } }
}

extension Scaling.Kind: NamedChoice {}
extension MissingRule: NamedChoice {}
