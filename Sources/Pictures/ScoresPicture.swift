import ByteStreams
import CSV
import Drawing
import Metrics
import Tables

extension PictureRequest {
  /// The picture of a table of scores.
  func scores(_ reader: inout TableReader, _ kind: PictureKind) throws(PictureError) -> DotsPicture {
    switch kind {
    case .folds: try folds(&reader)
    case .perClass: try perClass(&reader)
    case .comparison: try comparison(&reader)
    case .tuning: try tuning(&reader)
    default: try metrics(&reader)
    }
  }

  /// Passes on each row: the text of the first fields, and the numbers of the others.
  private func forEachScore(
    of reader: inout TableReader, _ texts: [Int], _ numbers: [Int],
    _ body: (_ texts: [String], _ numbers: [Double]) -> Void
  ) throws(PictureError) {
    try reading { () throws(TableError) in
      try reader.forEachRow(of: numbers, texts: texts, atMost: Self.mostRows, "scores", body)
    }
  }

  /// Each metric with its interval, where there is one.
  private func metrics(_ reader: inout TableReader) throws(PictureError) -> DotsPicture {
    let fields = try fields(in: reader.columns, for: .scores)
    let interval = try interval(in: reader.columns)
    var rows: [DotsPicture.Row] = []
    try forEachScore(of: &reader, [fields[0]], [fields[1]] + interval) { texts, values in
      rows.append(
        DotsPicture.Row(
          name: texts[0], dots: [DotsPicture.Dot(values[0])],
          spread: values.count > 2 ? (values[1], values[2]) : nil, note: PictureNumber.short(values[0])))
    }
    return DotsPicture(
      title: title, summary: interval.isEmpty ? "figures" : "figures, with intervals",
      panels: panels(rows, name: "value"))
  }

  /// The difference of each metric, with its interval, where there is one.
  private func comparison(_ reader: inout TableReader) throws(PictureError) -> DotsPicture {
    let fields = try fields(in: reader.columns, for: .comparison)
    let interval = try interval(in: reader.columns)
    var rows: [DotsPicture.Row] = []
    try forEachScore(of: &reader, [fields[0]], [fields[1]] + interval) { texts, values in
      let sign = values[0] > 0 ? "+" : ""
      rows.append(
        DotsPicture.Row(
          name: texts[0], dots: [DotsPicture.Dot(values[0])], spread: values.count > 2 ? (values[1], values[2]) : nil,
          note: sign + PictureNumber.short(values[0])))
    }
    return DotsPicture(
      title: title,
      summary: interval.isEmpty ? "figures of b less those of a" : "figures of b less those of a, with intervals",
      panels: panels(rows, name: "difference, b − a"), origin: 0)
  }

  private func interval(in columns: Columns) throws(PictureError) -> [Int] {
    let fields = [try field("low", in: columns), try field("high", in: columns)].compactMap(\.self)
    return fields.count == 2 ? fields : []
  }

  /// For each metric the values of all folds, with their mean and standard deviation.
  private func folds(_ reader: inout TableReader) throws(PictureError) -> DotsPicture {
    let fields = try fields(in: reader.columns, for: .folds)
    var names: [String] = []
    var folds: [String: [Double]] = [:]
    try forEachScore(of: &reader, [fields[0], fields[1]], [fields[2]]) { texts, values in
      // Mean and deviation stand in the table too, but not all that is fed into this tool is whole.
      guard texts[0] != "mean", texts[0] != "sd" else { return }
      if folds[texts[1]] == nil { names.append(texts[1]) }
      folds[texts[1], default: []].append(values[0])
    }
    let rows = names.map { name -> DotsPicture.Row in
      let values = (folds[name] ?? []).filter(\.isFinite)
      let count = Double(values.count)
      let mean = values.reduce(0) { $0 + $1 / count }
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = values.count > 1 ? (squares / (count - 1)).squareRoot() : 0
      let note = values.count > 1 ? " ± \(PictureNumber.short(deviation))" : ""
      return DotsPicture.Row(
        name: name,
        dots: values.map { DotsPicture.Dot($0) } + (values.isEmpty ? [] : [DotsPicture.Dot(mean, group: 1)]),
        spread: (mean - deviation, mean + deviation), note: PictureNumber.short(mean) + note)
    }
    return DotsPicture(
      title: title, summary: "figures of each fold, their mean and standard deviation",
      panels: panels(rows, name: "value"), groups: ["a fold", "mean"])
  }

  /// Precision, recall and F1 of each class.
  private func perClass(_ reader: inout TableReader) throws(PictureError) -> DotsPicture {
    let groups: [ByteString] = ["precision", "recall", "f1"]
    let fields = try fields(in: reader.columns, for: .perClass)
    let support = try field("support", in: reader.columns)
    var rows: [DotsPicture.Row] = []
    try forEachScore(of: &reader, [fields[0]], fields.dropFirst() + (support.map { [$0] } ?? [])) { texts, values in
      rows.append(
        DotsPicture.Row(
          name: texts[0], dots: groups.indices.map { DotsPicture.Dot(values[$0], group: $0) },
          note: values.count > 3 && values[3].isFinite ? "\(PictureNumber.short(values[3], digits: 9)) rows" : ""))
    }
    return DotsPicture(
      title: title, summary: "scores of each class", panels: [DotsPicture.Panel(name: "score", rows: rows)],
      groups: groups.map(\.description), isSpread: true)
  }

  /// The loss of each setting that was tried.
  private func tuning(_ reader: inout TableReader) throws(PictureError) -> DotsPicture {
    let columns = reader.columns
    let fields = try fields(in: columns, for: .tuning)
    let settings = ["hidden", "activation", "rate", "batch", "l2", "dropout"].compactMap { (name: ByteString) in
      columns.firstIndex(named: name)
    }
    var rows: [DotsPicture.Row] = []
    try forEachScore(of: &reader, settings, [fields[2], fields[3]]) { texts, values in
      let folds = "\(PictureNumber.short(values[0])) \(values[0] == 1 ? "fold" : "folds")"
      rows.append(
        DotsPicture.Row(
          name: texts.joined(separator: " · "), dots: [DotsPicture.Dot(values[1])],
          note: "\(PictureNumber.short(values[1])), \(folds)"))
    }
    return DotsPicture(
      title: title, summary: "loss by " + settings.map { columns.names[$0].description }.joined(separator: " · "),
      panels: [DotsPicture.Panel(name: "loss", rows: rows)])
  }

  /// The metrics in panels of their own: scores, errors that are shares, and errors in units of their own. The number of
  /// rows is no metric.
  private func panels(_ rows: [DotsPicture.Row], name: String) -> [DotsPicture.Panel] {
    let metrics = rows.filter { $0.name != "n" }
    let isError = { (row: DotsPicture.Row) in row.name == "loss" || isBetterSmaller(row.name) }
    let isSmall = { (row: DotsPicture.Row) in row.dots.allSatisfy { !($0.value.magnitude > 1) } }
    return [
      DotsPicture.Panel(name: "\(name) (larger is better)", rows: metrics.filter { !isError($0) }),
      DotsPicture.Panel(name: "\(name) (smaller is better)", rows: metrics.filter { isError($0) && isSmall($0) }),
      DotsPicture.Panel(name: "\(name) (smaller is better)", rows: metrics.filter { isError($0) && !isSmall($0) }),
    ]
  }
}
