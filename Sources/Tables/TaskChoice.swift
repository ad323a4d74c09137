import ByteStreams
import CSV

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
  /// - Throws: what keeps the targets from being learned so.
  package static func choose(
    for table: TrainingTable, wanted: Task?, outputs: Int?
  ) throws(TableError) -> TaskChoice {
    let file = table.columns.file
    guard table.rows > 1 else { throw .unfit(file: file, "one row only; a training needs two or more") }
    if let empty = table.targets.first(where: \.isEmpty) {
      throw .unfit(file: file, "column \"\(empty.name.escaped())\" has no value in any row; name another with -y")
    }
    let choice = try choose(among: table.targets, of: file, wanted: wanted, outputs: outputs)
    if choice.task == .regression {
      for target in table.targets { try target.checkVaries(in: file) }
    }
    return choice
  }

  private static func choose(
    among targets: [TargetValues], of file: String, wanted: Task?, outputs: Int?
  ) throws(TableError) -> TaskChoice {
    guard targets.count == 1, let target = targets.first else {
      guard wanted == nil || wanted == .regression else { throw .target("several targets are for regression only") }
      return TaskChoice(task: .regression, reason: "several targets")
    }
    let values = target.codes == nil ? nil : target.texts.texts.count
    if wanted == .regression { return TaskChoice(task: .regression, reason: "as asked") }
    if let wanted {
      let task = try target.classification(in: file)
      guard wanted == .multiclass || task == .binary else {
        throw .unfit(
          file: file,
          "column \"\(target.name.escaped())\" has \(target.texts.texts.count) labels; a binary task needs 2")
      }
      return TaskChoice(task: task, reason: "as asked")
    }
    guard target.isNumeric else {
      try target.checkIsOfLabels()
      return TaskChoice(task: try target.classification(in: file), reason: "text labels")
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
}

extension TargetValues {
  /// The task of a column of labels.
  fileprivate func classification(in file: String) throws(TableError) -> Task {
    guard codes != nil else {
      throw .unfit(
        file: file, "column \"\(name.escaped())\" has more than \(TextCodes.limit) values; classes cannot be so many")
    }
    guard texts.texts.count > 1 else {
      throw .unfit(
        file: file,
        "column \"\(name.escaped())\" is \"\(texts.texts.first?.escaped() ?? "")\" in every row; "
          + "a classification needs two classes or more")
    }
    return texts.texts.count == 2 ? .binary : .multiclass
  }

  /// Refuses a column of numbers in which a cell is none for one that holds labels: each of its numbers would be one.
  fileprivate func checkIsOfLabels() throws(TableError) {
    guard let firstText else { return }
    let numbers = texts.texts.count { Decimal.double($0.bytes.span) != nil }
    guard numbers > 20, numbers * 10 > texts.texts.count * 9 else {
      // What a program writes for a number that it could not compute is no label.
      guard numbers > 0, firstText.text.isNotFinite else { return }
      throw .notANumber(firstText.position, found: firstText.text, column: name)
    }
    throw .unexpected(
      firstText.position,
      expected: "a number, as nearly all rows of column \"\(name.escaped())\" hold (or say --task multiclass)",
      found: firstText.text)
  }

  /// Refuses a quantity that is the same in all rows.
  fileprivate func checkVaries(in file: String) throws(TableError) {
    guard let numbers, let first = numbers.first, numbers.allSatisfy({ $0 == first }) else { return }
    throw .unfit(
      file: file,
      "column \"\(name.escaped())\" is \(texts.texts.first?.escaped() ?? "the same") in every row: there is nothing to learn"
    )
  }
}

extension ByteString {
  /// Whether this is how programs spell what is infinite, or not a number.
  fileprivate var isNotFinite: Bool {
    let word = description.lowercased().drop { $0 == "-" || $0 == "+" }
    return ["inf", "infinity", "nan"].contains(word)
  }
}
