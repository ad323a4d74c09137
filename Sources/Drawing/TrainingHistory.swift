/// What a training wrote down after each epoch, taken in row by row.
package struct TrainingHistory: Sendable {
  /// The figures of an epoch, in the order of `Figure`.
  package enum Figure: Int, CaseIterable, Sendable {
    case loss, validationLoss, metric, validationMetric

    var isValidation: Bool { self == .validationLoss || self == .validationMetric }
  }

  /// The figures of one epoch, in the order of `Figure`.
  struct Epoch: Sendable {
    let epoch: Double
    let figures: [Double?]

    /// `0.17 at epoch 3`; nil where the figure was not written down.
    func text(of figure: Figure) -> String? {
      figures[figure.rawValue].map {
        "\(NumberText.short($0)) at epoch \(NumberText.short(epoch, digits: 9))"
      }
    }
  }

  /// What tells it from other histories in the same picture.
  package let name: String
  /// What `metric` measures.
  package let metricName: String
  /// For each figure its course; empty for one that was not written down.
  private(set) var courses = [SeriesBuilder](repeating: SeriesBuilder(), count: Figure.allCases.count)
  /// The epoch of lowest loss, on the validation rows if there are any, and its figures.
  private(set) var best: Epoch?
  private var lowest = Double.infinity
  private let bestEpoch: Double?

  /// - Parameter bestEpoch: the epoch whose weights were kept; nil for the one of lowest loss.
  package init(name: String = "", metricName: String = "metric", bestEpoch: Double? = nil) {
    self.name = name
    self.metricName = metricName
    self.bestEpoch = bestEpoch
  }

  /// Adds an epoch with its figures, in the order of `Figure`; nil for one that was not written down.
  package mutating func add(epoch: Double, _ figures: [Double?]) {
    for (index, figure) in figures.enumerated() {
      if let figure { courses[index].add(x: epoch, y: figure) }
    }
    if let bestEpoch {
      if epoch == bestEpoch { best = Epoch(epoch: epoch, figures: figures) }
    } else if let loss = figures[1] ?? figures[0], loss < lowest, Axis.isDrawable(loss) {
      lowest = loss
      best = Epoch(epoch: epoch, figures: figures)
    }
  }

  func course(_ figure: Figure) -> SeriesBuilder { courses[figure.rawValue] }
  func has(_ figure: Figure) -> Bool { course(figure).total + course(figure).skipped > 0 }
}
