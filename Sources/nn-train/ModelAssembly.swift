import ByteStreams
import ModelFile
import Networks
import ToolSupport
import Training

/// Makes the model file of a training from its plan and what it has come to.
struct ModelAssembly {
  let plan: Plan
  /// Whether the model keeps what `--resume` needs even where the training has ended by itself.
  let keepsState: Bool

  /// The model as the course stands now.
  func model(of course: Course, keepingState: Bool = false) throws(TrainingError) -> Model {
    var text: [ByteString: ByteString] = [
      "tool": ByteString("nn-train \(suiteVersion)"),
      "options": ByteString(plan.settings.text),
      "loss": ByteString(plan.learning.loss.rawValue),
      "rows": ByteString("\(plan.training.count)"),
    ]
    // By itself, since a label may hold what separates settings.
    if let weights = plan.settings.classWeights { text["class_weight"] = argumentBytes(of: weights) }
    if let weight = plan.settings.weight { text["weight"] = argumentBytes(of: weight) }
    if let validation = plan.validation { text["validation_rows"] = ByteString("\(validation.count)") }
    if let record = course.resultRecord {
      text["best_epoch"] = ByteString("\(record.epoch)")
      for (figures, part) in [(record.training, "best_"), (record.validation, "best_val_")] {
        guard let figures else { continue }
        text[ByteString("\(part)loss")] = ByteString(shown(figures.loss))
        if let metric = figures.metric {
          text[ByteString("\(part)\(course.options.monitor.name)")] = ByteString(shown(metric))
        }
      }
    }
    return Model(
      schema: plan.schema, network: course.result, text: text,
      history: HistoryTable(course.history), inputMeans: plan.inputMeans,
      resume: (keepsState || keepingState) && !course.isDiverged ? ResumeState(course.state, of: plan) : nil)
  }
}

extension HistoryTable {
  init(_ history: History) {
    // Of a training that went on with rows to validate on, or without them, some epochs have no figures of theirs.
    let hasValidation = history.epochs.contains { $0.validation != nil }
    self.init(
      columns: historyColumns(history.monitor, hasValidation: hasValidation, hasSeconds: false),
      values: history.epochs.flatMap { record in
        [Double(record.epoch), record.rate]
          + [record.training, record.validation].prefix(hasValidation ? 2 : 1).flatMap {
            [$0?.loss ?? .nan, $0?.metric ?? .nan]
          }
      })
  }
}
