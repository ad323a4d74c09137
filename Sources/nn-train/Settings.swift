import Networks
import Tables
import ToolSupport
import Training

/// What holds after presets and defaults: the options that were given win over both.
struct Settings {
  let activations: [Activation]
  let initializer: Initializer
  let scaling: Scaling.Kind
  let missing: MissingRule
  let optimizer: OptimizerKind
  let schedule: Schedule.Kind
  let rate: Double
  let batch: Int
  let epochs: Int

  init(_ network: NetworkOptions, _ columns: ColumnOptions, _ learning: LearningOptions) {
    let article = learning.preset == .article
    activations = network.activation?.values ?? [article ? .sigmoid : NetworkOptions.defaultActivation]
    initializer = network.initializer ?? (article ? .normal : .auto)
    scaling = columns.scale ?? (article ? .none : .standard)
    missing = columns.missing ?? .fail
    optimizer = learning.optimizer ?? (article ? .sgd : .adam)
    schedule = learning.schedule ?? (article ? .constant : .cosine)
    rate = learning.rate ?? (optimizer == .sgd ? LearningOptions.defaultDescentRate : LearningOptions.defaultRate)
    batch = learning.batch ?? (article ? 1 : LearningOptions.defaultBatch)
    epochs = learning.epochs ?? LearningOptions.defaultEpochs
  }

  /// The settings in one line, for the model's provenance.
  func description(seed: UInt64, shuffle: Bool) -> String {
    """
    optimizer=\(optimizer.rawValue) rate=\(rate) schedule=\(schedule.rawValue) batch=\(batch) epochs=\(epochs) \
    init=\(initializer.rawValue) scale=\(scaling.name) shuffle=\(shuffle ? "yes" : "no") seed=\(seed)
    """
  }
}
