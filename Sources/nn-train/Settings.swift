import ByteStreams
import Networks
import Tables
import ToolSupport
import Training

/// What holds after presets, defaults and a model to go on from: the options that were given win over all of them.
struct Settings: Sendable {
  /// Of all layers, inputs first; nil where the ends follow from the table.
  var sizes: [Int]?
  /// Of the hidden layers, where `sizes` does not tell them.
  var hidden: [Int]
  /// Of the hidden layers, one for all or one for each; nil for the default.
  var activations: [Activation]?
  /// Of the last layer; nil where it follows from the task.
  var outputActivation: Activation?
  var initializer: Initializer
  var scaling: Scaling.Kind
  var missing: MissingRule
  /// Nil where it follows from the last layer.
  var loss: Loss?
  /// Its loss is none yet: see `loss`.
  var learning: LearnerOptions
  var schedule: Schedule.Kind
  var rate: Double
  /// The column that tells how much each row counts.
  var weight: String?
  /// Nil where all classes count alike, row by row.
  var classWeights: String?
  /// Epochs.
  var warmup: Int
  /// Nil where they go by the number of rows, and the penalty by that of the inputs too.
  var epochs: Int?
  var batch: Int?
  var l2: Double?
  var holdout: Double
  /// How many of the rows to learn from are measured after an epoch, at most; 0 for all.
  var measure: Int
  var patience: Int?
  var minDelta: Double
  var keep: Keep
  /// The figure to monitor; nil for the first that fits the task.
  var metric: String?
  var criterion: Criterion
  /// The value of that figure that ends the training.
  var goal: Double?

  static let defaultBatch = 32
  static let defaultEpochs = 200
  /// What options take, and models tell.
  static let warmups = 0...1_000_000

  /// The sizes of the hidden layers.
  var hiddenSizes: [Int] { sizes.map { Array($0.dropFirst().dropLast()) } ?? hidden }

  /// The activations of the hidden layers, one for all or one for each.
  ///
  /// By default tanh in the last one, which bounds what goes out and learns from few rows, and SiLU in all before it, for
  /// smooth targets: of all tried on some forty tables, this did best on most and nowhere badly.
  var hiddenActivations: [Activation] {
    let count = max(hiddenSizes.count, 1)
    return activations ?? (1...count).map { $0 == count ? .tanh : .silu }
  }

  /// Decides what goes by the number of rows to learn from, and of the network's inputs, where nothing was said.
  ///
  /// The more rows, the more of them make a step worth its while, and the fewer passes over them are needed. The more inputs
  /// and the fewer rows, the better their noise can be learned by heart: the penalty that a linear model needs grows as
  /// their quotient. But a plane may have sharp edges, and of many inputs most repeat others.
  mutating func settle(rows: Int, inputs: Int) {
    if batch == nil {
      var batch = Settings.defaultBatch
      while batch < 256, batch * 2000 <= rows { batch *= 2 }
      self.batch = batch
    }
    if epochs == nil { epochs = min(Settings.defaultEpochs, max(4_000_000 / rows, 10)) }
    if l2 == nil {
      let more = 0.4 * Double(max(min(inputs, 30) - 2, 0)) / Double(max(rows, 1))
      l2 = Settings.toTwoDigits(0.0015 + min(more, 0.02))
    }
    learning.batch = batch ?? Settings.defaultBatch
    learning.l2 = l2 ?? 0
  }

  /// A value of two digits near `value`: nobody wants to read more, and nothing depends on them.
  static func toTwoDigits(_ value: Double) -> Double { Double(shown(value, digits: 2)) ?? value }

  /// The default learning rate of an optimiser.
  static func rate(of optimizer: OptimizerKind) -> Double {
    switch optimizer {
    case .adam, .adamw: 0.005
    case .momentum, .nesterov: 0.01
    case .rmsprop: 0.003
    case .sgd, .adagrad: 0.05
    case .lbfgs: 1
    }
  }

  init(_ options: NNTrain) {
    let (network, columns, learning, stopping) = (options.network, options.columns, options.learning, options.stopping)
    let isArticle = learning.preset == .article
    sizes = network.sizes?.values
    hidden = network.hidden?.values ?? NetworkOptions.defaultHidden
    activations = network.activation?.values ?? (isArticle ? [.sigmoid] : nil)
    outputActivation = network.outputActivation?.activation
    initializer = network.initializer ?? (isArticle ? .normal : .auto)
    scaling = columns.scale ?? (isArticle ? .none : .standard)
    missing = columns.missing ?? .fail
    loss = learning.loss?.loss
    self.learning = LearnerOptions(loss: .squaredError)
    self.learning.optimizer = learning.optimizer ?? (isArticle ? .sgd : .adam)
    self.learning.momentum = learning.momentum
    batch = learning.batch ?? (isArticle ? 1 : nil)
    self.learning.l1 = learning.l1 ?? 0
    l2 = learning.l2 ?? (isArticle ? 0 : nil)
    self.learning.clipNorm = learning.clipNorm
    self.learning.dropout = learning.dropout ?? 0
    self.learning.labelSmoothing = learning.labelSmoothing ?? 0
    self.learning.shuffle = !learning.noShuffle
    self.learning.seed = learning.seed ?? 1
    schedule = learning.schedule ?? (isArticle ? .constant : .cosine)
    rate = learning.rate ?? Settings.rate(of: self.learning.optimizer)
    weight = columns.weight
    classWeights = learning.classWeight
    warmup = learning.warmup ?? 0
    epochs = learning.epochs
    holdout = stopping.holdout ?? 0
    measure = stopping.measure ?? CourseOptions.usualMeasuredRows
    patience = stopping.patience
    minDelta = stopping.minDelta ?? 0
    keep = stopping.keep ?? .best
    metric = stopping.stopAt?.metric.description ?? stopping.metric
    criterion = stopping.metric == nil ? .loss : .monitor
    goal = stopping.stopAt?.value
  }
}
