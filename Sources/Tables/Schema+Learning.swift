package import ByteStreams
package import Workers

extension Schema {
  /// Learns from the rows of a table what its columns mean to a model: categories and scales from these rows alone, the
  /// labels from all rows of the table that they were selected from.
  ///
  /// - Returns: the schema, and the columns whose value never changes in these rows.
  /// - Throws: what is wrong with the targets.
  package static func learned(
    _ task: Task, from table: TrainingTable, options: PreparationOptions, workers: Workers = .one
  ) throws(TableError) -> (schema: Schema, constantColumns: [ByteString]) {
    let targets =
      if task == .regression {
        try table.targets.map { (target) throws(TableError) in try target.quantity(options) }
      } else {
        try table.targets.map { (target) throws(TableError) in try target.classes(options) }
      }
    let statistics = ColumnStatistics(of: table, workers: workers)
    let fits = table.features.indices.map { Fit($0, of: table, statistics, options) }
    let squares =
      options.scaling == .standard
      ? ColumnStatistics.squares(of: table, around: fits.map(\.mean), workers: workers) : fits.map { _ in 0 }
    var inputs: [InputColumn] = []
    var constantColumns: [ByteString] = []
    for (place, feature) in table.features.enumerated() {
      let fit = fits[place]
      if feature.isCategorical == true {
        let categories = ordered(table.occurringCategories(place))
        inputs.append(
          InputColumn(name: feature.name, kind: .categorical(categories), missing: options.missing, fill: 0))
        if categories.count < 2 { constantColumns.append(feature.name) }
      } else {
        let scaling = fit.scaling(options.scaling, squares: squares[place], pivot: feature.pivot)
        inputs.append(
          InputColumn(
            name: feature.name, kind: .numeric(scaling), missing: options.missing,
            fill: fit.fill.map { feature.pivot + $0 } ?? 0))
        if !(statistics.lowest[place] < statistics.highest[place]) { constantColumns.append(feature.name) }
      }
    }
    return (Schema(inputs: inputs, targets: targets), constantColumns)
  }
}

/// The fit of one column of numbers, as they are stored.
private struct Fit {
  /// What a missing number is taken for; nil where the rule fills nothing.
  let fill: Double?
  /// The mean of all cells, the filled ones included.
  let mean: Double
  private let count: Double
  private let filled: Double
  private let lowest: Double
  private let highest: Double

  init(_ column: Int, of table: TrainingTable, _ statistics: ColumnStatistics, _ options: PreparationOptions) {
    let present = statistics.count[column]
    let presentMean = present > 0 ? statistics.sum[column] / present : 0
    switch options.missing {
    case .fail, .drop: fill = nil
    case .zero: fill = -table.features[column].pivot
    case .mean: fill = presentMean
    case .median: fill = median(of: table.present(column))
    }
    filled = fill == nil ? 0 : Double(table.rows) - present
    count = present + filled
    var (lowest, highest) = (Double(statistics.lowest[column]), Double(statistics.highest[column]))
    if let fill, filled > 0 {
      mean = count > 0 ? (statistics.sum[column] + filled * fill) / count : 0
      lowest = min(lowest, fill)
      highest = max(highest, fill)
    } else {
      mean = presentMean
    }
    self.lowest = lowest
    self.highest = highest
  }

  /// The scaling of the numbers themselves. Where all are equal the scale is 1.
  ///
  /// - Parameter squares: the sum of the squared distances of the cells that are not missing from the mean.
  func scaling(_ kind: Scaling.Kind, squares: Double, pivot: Double) -> Scaling {
    guard kind != .none else { return .identity }
    guard lowest < highest else {
      return Scaling(kind: kind, shift: count > 0 ? pivot + lowest : 0, scale: 1)
    }
    if kind == .minmax { return Scaling(kind: kind, shift: pivot + lowest, scale: highest - lowest) }
    let distance = (fill ?? mean) - mean
    let deviation = ((squares + filled * distance * distance) / count).squareRoot()
    return Scaling(kind: kind, shift: pivot + mean, scale: deviation > 0 ? deviation : 1)
  }
}

/// The middle one of some numbers in order, or the middle between two; 0 where there is none.
private func median(of numbers: [Float]) -> Double {
  let sorted = numbers.sorted()
  guard let middle = sorted.indices.dropFirst(sorted.count / 2).first else { return 0 }
  let upper = Double(sorted[middle])
  return sorted.count % 2 == 1 ? upper : (Double(sorted[middle - 1]) + upper) / 2
}

extension TrainingTable {
  /// The categories of a feature that stand in these rows.
  fileprivate func occurringCategories(_ place: Int) -> [ByteString] {
    let texts = features[place].categories.texts
    guard selection != nil else { return texts }
    var occurs = [Bool](repeating: false, count: texts.count)
    for code in present(place) { occurs[Int(code)] = true }
    return texts.indices.filter { occurs[$0] }.map { texts[$0] }
  }
}

extension TargetValues {
  private static var remedy: String { "--missing drop leaves its row out" }

  /// Per row the number.
  ///
  /// - Throws: the first cell that has none.
  func quantities() throws(TableError) -> [Double] {
    guard let numbers else {
      guard let firstText else { throw .target("column \"\(name.escaped())\" is no quantity") }
      throw .notANumber(firstText.position, found: firstText.text, column: name)
    }
    if let firstMissing { throw .missing(firstMissing, column: name, remedy: Self.remedy) }
    return numbers
  }

  fileprivate func quantity(_ options: PreparationOptions) throws(TableError) -> TargetColumn {
    let numbers = try quantities()
    // Scaling is by the standard deviation even where features are not scaled: the loss is then about 1 at first,
    // whatever the unit, and the default rate fits.
    return TargetColumn(
      name: name, kind: .quantity(Scaling(fitting: options.scalesQuantities ? .standard : .none, to: numbers)))
  }

  fileprivate func classes(_ options: PreparationOptions) throws(TableError) -> TargetColumn {
    if let firstMissingLabel { throw .missing(firstMissingLabel, column: name, remedy: Self.remedy) }
    var labels = ordered(texts.texts)
    if let positive = options.positive {
      guard labels.count == 2, let index = labels.firstIndex(of: positive) else {
        let known = labels.prefix(5).map { $0.escaped() }.joined(separator: ", ")
        throw .target("--positive \"\(positive.escaped())\" is not one of two labels (\(known))")
      }
      // The positive class stands second, so that tables of predictions need no word of it.
      if index == 0 { labels.swapAt(0, 1) }
    }
    let positive = labels.count == 2 ? 1 : 0
    return TargetColumn(name: name, kind: .classes(Classes(labels: labels, positive: positive, threshold: 0.5)))
  }
}
