import Matrices
import ModelFile
import Prediction
import Tables

/// The runs of an ensemble in which some features are a row's own and the others the average.
struct Coalitions: Sendable {
  private let ensemble: Ensemble
  /// Where the rows stand.
  private let rows: EnsembleForward
  /// Where coalitions are run, and this thread's places there.
  private let forward: EnsembleForward
  private let places: Range<Int>
  /// Per model, what stands for a feature that does not take part (`1 × inputs`).
  private let means: [Matrix]
  /// Per model and feature, in the first model's order, the inputs that it feeds.
  private let spans: [[Range<Int>]]

  init(_ ensemble: Ensemble, of rows: EnsembleForward, means: [Matrix], in forward: EnsembleForward, thread: Int) {
    self.ensemble = ensemble
    self.rows = rows
    self.forward = forward
    self.means = means
    places = forward.rows(ofThread: thread)
    spans = ensemble.spans
  }

  /// For each row, the shares of all features in each of its values.
  func shares(of rows: Range<Int>, _ outputs: Matrix, by game: some Game) -> [[Double]] {
    let scales = (0..<rows.count).map { scale(of: outputs, row: $0) }
    var shares: [[Double]] = []
    /// Of the rows that follow, the first of which was begun before the others, the worth of all coalitions so far.
    var worth: [[[Double]]] = []
    var waiting: [Int] = []
    func run() {
      let told = forward.run(places.lowerBound..<places.lowerBound + waiting.count)
      for (place, row) in waiting.enumerated() {
        if row == shares.count + worth.count { worth.append([[Double]](repeating: [], count: valuesPerRow)) }
        for value in 0..<valuesPerRow {
          worth[row - shares.count][value].append(scales[row].value(of: told, place, value))
        }
      }
      waiting.removeAll(keepingCapacity: true)
      // What is complete makes room: with many features a row has hundreds of thousands of coalitions.
      let complete = worth.prefix { $0.allSatisfy { $0.count == game.coalitions } }
      shares += complete.map { values in values.flatMap { game.shares($0) } }
      worth.removeFirst(complete.count)
    }
    for row in 0..<rows.count {
      for coalition in 0..<game.coalitions {
        put(row: rows.lowerBound + row, at: places.lowerBound + waiting.count, coalition, of: game)
        waiting.append(row)
        if waiting.count == places.count { run() }
      }
    }
    if !waiting.isEmpty { run() }
    return shares
  }

  /// Puts the average at a place, and a row's own values of the features that take part.
  private func put(row: Int, at place: Int, _ coalition: Int, of game: some Game) {
    for model in spans.indices {
      let (target, source, spans) = (forward.inputs[model], rows.inputs[model], spans[model])
      target.assign(row: place, from: means[model], row: 0, columns: 0..<target.columns)
      game.forEachMember(of: coalition) { feature in
        target.assign(row: place, from: source, row: row, columns: spans[feature])
      }
    }
  }
}

extension Coalitions {
  /// What of an output is explained.
  private enum Scale {
    /// The probability of a class: an output.
    case output(Int)
    /// The value of each target in its own unit.
    case quantities([Scaling])

    func value(of outputs: Matrix, _ row: Int, _ value: Int) -> Double {
      switch self {
      case .output(let output): Double(outputs[row, output])
      case .quantities(let scalings): scalings[value].undo(Double(outputs[row, value]))
      }
    }
  }

  /// How many values of a row are explained: one, or one for each quantity.
  private var valuesPerRow: Int { ensemble.schema.classes == nil ? ensemble.schema.targets.count : 1 }

  /// Of two classes the probability of the positive one; of more, that of the one that is predicted.
  private func scale(of outputs: Matrix, row: Int) -> Scale {
    guard let classes = ensemble.schema.classes else {
      return .quantities(
        ensemble.schema.targets.map { target in
          if case .quantity(let scaling) = target.kind { scaling } else { .identity }
        })
    }
    if classes.labels.count == 2 { return .output(outputs.columns == 1 ? 0 : classes.positive) }
    var best = 0
    for output in 0..<outputs.columns where outputs[row, output] > outputs[row, best] { best = output }
    return .output(best)
  }
}
