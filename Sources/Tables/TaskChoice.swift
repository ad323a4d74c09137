import ByteStreams

/// What is learned, and why that was chosen.
package struct TaskChoice: Sendable, Equatable {
  package let task: Task
  /// For people: `text labels`, `2 values` …
  package let reason: String

  /// Chooses the task for a table, by the rule of nn-train(1).
  ///
  /// - Parameters:
  ///   - wanted: the user's choice, if there is one.
  ///   - outputs: the size of the last layer, if the user gave it.
  package static func choose(
    for table: TrainingTable, wanted: Task?, outputs: Int?
  ) throws(TableError) -> TaskChoice {
    guard table.targets.count == 1, let target = table.targets.first else {
      guard wanted == nil || wanted == .regression else { throw .target("several targets are for regression only") }
      return TaskChoice(task: .regression, reason: "several targets")
    }
    let values = target.codes == nil ? nil : target.texts.texts.count
    if wanted == .regression { return TaskChoice(task: .regression, reason: "as asked") }
    if let wanted {
      guard let values else { throw .tooManyCategories(column: target.name, limit: TextCodes.limit) }
      guard wanted == .multiclass || values == 2 else {
        throw .target("column \"\(target.name.escaped())\" has \(values) values; a binary task needs 2")
      }
      return TaskChoice(task: try classification(values, target.name), reason: "as asked")
    }
    guard target.isNumeric else {
      return TaskChoice(task: try classification(values ?? 0, target.name), reason: "text labels")
    }
    if let values, target.firstMissing == nil {
      if values == 2 { return TaskChoice(task: .binary, reason: "2 values") }
      if let outputs, outputs == values, values > 1 {
        return TaskChoice(task: .multiclass, reason: "\(values) values for \(outputs) outputs")
      }
      let areWhole = target.numbers?.allSatisfy { $0 == $0.rounded() } ?? false
      if outputs == nil, (3...20).contains(values), areWhole {
        return TaskChoice(task: .multiclass, reason: "\(values) whole values")
      }
    }
    return TaskChoice(task: .regression, reason: "numeric target")
  }

  private static func classification(_ values: Int, _ name: ByteString) throws(TableError) -> Task {
    guard values >= 2 else {
      throw .target("column \"\(name.escaped())\" has one value only; a classification needs two classes or more")
    }
    return values == 2 ? .binary : .multiclass
  }
}
