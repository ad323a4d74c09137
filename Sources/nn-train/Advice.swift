import ByteStreams
import Matrices
import Networks
import Tables
import ToolSupport
import Training

/// The warnings that a good colleague would give.
struct Advice {
  private let plan: Plan
  private let isNetworkChosen: Bool
  private let isHeaderless: Bool

  init(_ plan: Plan, options: NNTrain) {
    self.plan = plan
    isNetworkChosen = options.network.sizes != nil || options.network.hidden != nil
    isHeaderless = options.table.headerRule == .no
  }

  /// What is worth knowing before the training.
  var before: [String] {
    var warnings = plan.constantColumns.map { "column \"\($0)\" never changes: nothing can be learned from it" }
    warnings += plan.identifiers.map {
      "column \"\($0)\" differs from row to row; leave it out with -i if it only names them"
    }
    warnings += plan.schema.inputs.compactMap { input in
      guard case .categorical(let categories) = input.kind else { return nil }
      return NumberTrouble(among: categories).map { "column \"\(input.name.escaped())\" is taken as text: \(told($0))" }
    }
    if let classes = plan.schema.classes, let trouble = NumberTrouble(among: classes.labels) {
      warnings.append("the target is taken as classes: \(told(trouble))")
    }
    warnings += rowNumbers.map {
      "column \"\($0.escaped())\" numbers the rows, as programs do that save a table; leave it out with -i"
    }
    let names = plan.schema.inputNames
    warnings += inputsThatTellTargets(plan.training).map {
      "input \"\(ByteString(names[$0]).escaped())\" tells the target outright, in every row: leave it out with -i if it would not be known"
    }
    let last = plan.network.shape.outputActivation
    if let other = plan.training.firstTarget(outside: last.range) {
      warnings.append(
        "the target is \(shown(Double(other))) in a row, which no output of a last layer with \(last.name) can be")
    }
    let parameters = plan.network.parameters.count
    // The default network is made for few rows too.
    if isNetworkChosen, parameters > plan.training.count {
      warnings.append(
        "\(parameters) parameters for \(count(plan.training.count, "row")): the network can learn the rows by heart; "
          + "hold some out with --holdout to see whether it does")
    }
    return warnings
  }

  /// What is worth knowing after it.
  func after(_ course: Course) -> [String] {
    guard let record = course.resultRecord, let validation = record.validation else { return [] }
    guard validation.loss > 2 * record.training.loss, validation.loss - record.training.loss > 0.05 else { return [] }
    return [
      "the loss is \(shown(validation.loss, digits: 3)) on the validation rows and "
        + "\(shown(record.training.loss, digits: 3)) on those learned from: "
        + "the network has learned them by heart; try a higher --l2, --dropout or fewer units"
    ]
  }

  /// Columns that bear no name, or that of a number of rows, and grow from row to row.
  private var rowNumbers: [ByteString] {
    let usual: Set<String> = ["", "unnamed: 0", "id", "index", "row"]
    let inputs = plan.training.inputs
    return zip(plan.schema.inputs, plan.schema.spans).filter { input, span in
      guard !input.isCategorical, inputs.rows > 1, usual.contains(input.name.description.lowercased()) else {
        return false
      }
      return (1..<inputs.rows).allSatisfy { inputs[$0, span.lowerBound] > inputs[$0 - 1, span.lowerBound] }
    }
    .map(\.0.name)
  }

  private func told(_ trouble: NumberTrouble) -> String {
    switch trouble {
    case .dressed(let text, let plain): "\"\(text.escaped())\" is not read as a number; write \(plain)"
    case .interspersed(let text):
      "its values are numbers but for \"\(text.escaped())\"; if that is "
        + (isHeaderless ? "the header, leave out -N" : "a missing value, name it with --na")
    }
  }
}
