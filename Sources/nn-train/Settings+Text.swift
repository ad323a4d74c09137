import CSV
import Networks
import Tables
import ToolSupport
import Training

/// Settings as `name=value`, separated by spaces: in a model's provenance, and from there where a training goes on.
extension Settings {
  var text: String {
    Setting.all.compactMap { setting in setting.value(self).map { "\(setting.name)=\($0)" } }.joined(separator: " ")
  }

  /// Takes what a model was trained with, but for what `options` say.
  mutating func take(_ text: String, under options: NNTrain) {
    var values: [Substring: Substring] = [:]
    for pair in text.split(separator: " ") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { values[parts[0]] = parts[1] }
    }
    for setting in Setting.all where !setting.isGiven(options) {
      if let value = values[setting.name[...]] { setting.take(String(value), &self) }
    }
    // An optimiser that is given takes the place of another with what only that one has.
    if options.learning.optimizer != nil, options.learning.momentum == nil, !learning.optimizer.hasMomentum {
      learning.momentum = nil
    }
  }
}

/// One setting: its name, its value in text if it has one, and the way back.
private struct Setting {
  let name: String
  let isGiven: (NNTrain) -> Bool
  let value: (Settings) -> String?
  /// A text that is no value changes nothing.
  let take: (String, inout Settings) -> Void

  init(
    _ name: String, given isGiven: @escaping (NNTrain) -> Bool = { _ in false },
    _ value: @escaping (Settings) -> String?, _ take: @escaping (String, inout Settings) -> Void
  ) {
    self.name = name
    self.isGiven = isGiven
    self.value = value
    self.take = take
  }

  /// A number.
  init(
    _ name: String, _ path: WritableKeyPath<Settings, Double>,
    given isGiven: @escaping (NNTrain) -> Bool
  ) {
    self.init(name, given: isGiven, { shown($0[keyPath: path]) }) { text, settings in
      if let value = number(text) { settings[keyPath: path] = value }
    }
  }

  /// A number that may be none.
  init(
    _ name: String, optional path: WritableKeyPath<Settings, Double?>,
    given isGiven: @escaping (NNTrain) -> Bool
  ) {
    self.init(name, given: isGiven, { $0[keyPath: path].map { shown($0) } }) { text, settings in
      if let value = number(text) { settings[keyPath: path] = value }
    }
  }

  /// A choice by name.
  init<Choice: RawRepresentable>(
    _ name: String, choice path: WritableKeyPath<Settings, Choice>,
    given isGiven: @escaping (NNTrain) -> Bool = { _ in false }
  ) where Choice.RawValue == String {
    self.init(name, given: isGiven, { $0[keyPath: path].rawValue }) { text, settings in
      if let value = Choice(rawValue: text) { settings[keyPath: path] = value }
    }
  }

  static var all: [Setting] {
    [
      Setting("optimizer", choice: \.learning.optimizer) { $0.learning.optimizer != nil },
      Setting("rate", \.rate) { $0.learning.rate != nil },
      Setting("schedule", choice: \.schedule) { $0.learning.schedule != nil },
      Setting("batch", given: { $0.learning.batch != nil }, { $0.batch.map { "\($0)" } }) { text, settings in
        if let value = Int(text), value > 0 { settings.batch = value }
      },
      Setting("epochs", given: { $0.learning.epochs != nil }, { $0.epochs.map { "\($0)" } }) { text, settings in
        if let value = Int(text), value >= 0 { settings.epochs = value }
      },
      Setting("warmup", given: { $0.learning.warmup != nil }, { "\($0.warmup)" }) { text, settings in
        if let value = Int(text), Settings.warmups.contains(value) { settings.warmup = value }
      },
      Setting("momentum", optional: \.learning.momentum) { $0.learning.momentum != nil },
      Setting("loss", given: { $0.learning.loss != nil }, { $0.loss?.rawValue }) { text, settings in
        settings.loss = Loss(rawValue: text)
      },
      Setting("label-smoothing", \.learning.labelSmoothing) { $0.learning.labelSmoothing != nil },
      Setting("l1", \.learning.l1) { $0.learning.l1 != nil },
      Setting("l2", optional: \.l2) { $0.learning.l2 != nil },
      Setting("dropout", \.learning.dropout) { $0.learning.dropout != nil },
      Setting("clip-norm", optional: \.learning.clipNorm) { $0.learning.clipNorm != nil },
      Setting("init", choice: \.initializer),
      Setting("scale", { $0.scaling.name }) { text, settings in
        if let kind = Scaling.Kind.allCases.first(where: { $0.name == text }) { settings.scaling = kind }
      },
      Setting("shuffle", given: { $0.learning.noShuffle }, { $0.learning.shuffle ? "yes" : "no" }) { text, settings in
        settings.learning.shuffle = text == "yes"
      },
      Setting("seed", given: { $0.learning.seed != nil }, { "\($0.learning.seed)" }) { text, settings in
        if let value = UInt64(text) { settings.learning.seed = value }
      },
      Setting("holdout", \.holdout) { $0.stopping.holdout != nil },
      Setting(
        "measure", given: { $0.stopping.measure != nil },
        { $0.measure == CourseOptions.usualMeasuredRows ? nil : "\($0.measure)" }
      ) { text, settings in
        if let value = Int(text), value >= 0 { settings.measure = value }
      },
      Setting("patience", given: { $0.stopping.patience != nil }, { $0.patience.map { "\($0)" } }) { text, settings in
        if let value = Int(text), value > 0 { settings.patience = value }
      },
      Setting("min-delta", \.minDelta) { $0.stopping.minDelta != nil },
      Setting("keep", choice: \.keep) { $0.stopping.keep != nil },
      Setting("metric", given: { $0.stopping.metric != nil || $0.stopping.stopAt != nil }, { $0.metric }) {
        $1.metric = $0
      },
      // Who asks for more epochs wants them.
      Setting("stop-at", optional: \.goal) {
        $0.stopping.stopAt != nil || $0.stopping.metric != nil || $0.learning.epochs != nil
      },
      Setting("best-by", choice: \.criterion) { $0.stopping.metric != nil },
    ]
  }
}

private func number(_ text: String) -> Double? { Decimal.double(Array(text.utf8).span) }
