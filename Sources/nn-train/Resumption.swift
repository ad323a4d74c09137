import ByteStreams
import ModelFile
import Networks
import ToolSupport
import Training

/// The state of a course as sections of a model file, and back. The best network is the model's own where that is kept
/// in full precision, but `--store-as` may round it: so it stands here once more.
extension ResumeState {
  init(_ state: CourseState, of plan: Plan) {
    self.init()
    append(
      "counts", .integers([state.learner.epochs, state.learner.stepsOfEpoch, state.learner.steps].map(UInt64.init)))
    append("pass", .integers([state.learner.pass]))
    append("basis", .integers([state.basis]))
    append("optimizer", .text(ByteString(plan.learning.optimizer.rawValue)))
    append("monitor", .text(ByteString(state.history.monitor.name)))
    append("network", .floats(state.network.parameters))
    if let best = state.best {
      append("best epoch", .integers([UInt64(best.epoch)]))
      append("best", .floats(best.network.parameters))
    }
    for (index, moments) in state.learner.moments.enumerated() {
      append(ByteString("moments \(index)"), .floats(moments))
    }
  }
}

extension CourseState {
  /// - Returns: nil where the model's state is none that nn-train has written.
  init?(_ model: Model, monitor: Monitor) {
    guard let resume = model.resume, case .integers(let counts)? = resume["counts"], counts.count == 3,
      counts.allSatisfy({ $0 < 1 << 48 }), case .text(let name)? = resume["optimizer"],
      let optimizer = OptimizerKind(rawValue: name.description), case .floats(let parameters)? = resume["network"],
      let network = Network(model.network.shape, parameters), let history = History(model.history, monitor: monitor)
    else { return nil }
    var best: (epoch: Int, network: Network)?
    if case .floats(let parameters)? = resume["best"] {
      guard let network = Network(model.network.shape, parameters), case .integers(let epochs)? = resume["best epoch"],
        let epoch = epochs.first, epoch < 1 << 48
      else { return nil }
      best = (Int(epoch), network)
    }
    var moments: [[Float]] = []
    while case .floats(let values)? = resume[ByteString("moments \(moments.count)")] { moments.append(values) }
    // Without one it is of nobody knows what, and so no other.
    func digest(_ name: ByteString) -> UInt64 {
      guard case .integers(let values)? = resume[name] else { return 0 }
      return values.first ?? 0
    }
    self.init(
      learner: LearnerState(
        optimizer: optimizer, epochs: Int(counts[0]), stepsOfEpoch: Int(counts[1]), steps: Int(counts[2]),
        pass: digest("pass"), moments: moments),
      network: network, best: best, history: history, basis: digest("basis"))
  }
}

extension Network {
  fileprivate init?(_ shape: Shape, _ parameters: [Float]) {
    guard parameters.count == shape.parameterCount, parameters.allSatisfy(\.isFinite) else { return nil }
    self.init(shape: shape, parameters: parameters)
  }
}

extension History {
  /// The history that a model keeps, if it is of `monitor`.
  fileprivate init?(_ table: HistoryTable?, monitor: Monitor) {
    guard let table else { return nil }
    let hasValidation = table.columns.count == 6
    guard table.columns == historyColumns(monitor, hasValidation: hasValidation, hasSeconds: false) else { return nil }
    let width = table.columns.count
    var epochs: [EpochRecord] = []
    for row in 0..<table.rows {
      let values = table.values[row * width..<(row + 1) * width].map(\.self)
      func figures(_ first: Int) -> Figures {
        Figures(loss: values[first], metric: values[first + 1].isNaN ? nil : values[first + 1])
      }
      // Epochs without rows to validate on have none of their figures.
      let isValidated = hasValidation && !values[4].isNaN
      epochs.append(
        EpochRecord(
          epoch: row + 1, seconds: 0, rate: values[1], training: figures(2),
          validation: isValidated ? figures(4) : nil))
    }
    self.init(monitor: monitor, epochs: epochs)
  }
}
