import ByteStreams
import CSV
package import Drawing
package import Tables

/// A table that may be drawn beside others.
package struct NamedTable {
  /// What tells it from the others: the name of its file.
  package let name: String
  package var reader: TableReader

  package init(name: String, reader: TableReader) {
    self.name = name
    self.reader = reader
  }
}

extension PictureRequest {
  /// The kind that was asked for, or that the columns suggest.
  package func kind(of columns: Columns) throws(PictureError) -> PictureKind? {
    if let kind { return kind }
    return try finding { () throws(TableError) in try PictureKind(of: columns) }
  }

  /// The picture of a table, by the names of its columns; of several tables where the kind draws each of them.
  package func picture(of tables: [NamedTable]) throws(PictureError) -> any Picture {
    guard var first = tables.first?.reader else { throw .usage("there is no table to draw") }
    let columns = first.columns
    guard let kind = try kind(of: columns) else {
      var drawable: [String] = []
      for names in PictureKind.allCases.map(\.columnNames) where !names.isEmpty && !drawable.contains(names) {
        drawable.append(names)
      }
      throw .table(
        .unfit(
          file: columns.file,
          "nothing to draw; expected a model, or the columns " + drawable.joined(separator: "; ")
            + (columns.delimiterHint ?? "")))
    }
    try refuseRow(for: kind)
    switch kind {
    case .network, .surface, .units:
      throw .usage("a picture of kind \(kind.rawValue) draws a model; name one before the table")
    case .history, .rate, .roc, .pr: return try curves(tables, kind)
    case .points, .regression: return try predictions(&first, kind)
    case .explanation: return try explanation(&first)
    case .calibration: return try calibration(&first)
    case .confusion:
      let cells = try fields(in: columns, for: kind)
      let table = try reading { () throws(TableError) in
        try ConfusionTable(reading: &first, actual: cells[0], predicted: cells[1], count: cells[2])
      }
      return ConfusionPicture(title: title, classNames: table.labels.map(\.description), counts: table.counts)
    case .importance: return try importance(&first)
    case .scores, .comparison, .perClass, .folds, .tuning: return try scores(&first, kind)
    }
  }

  /// Refuses a row that the picture would not show.
  func refuseRow(for kind: PictureKind) throws(PictureError) {
    guard row == nil || kind.showsRow else {
      throw .usage("--row is for a network or an explanation, not for a picture of kind \(kind.rawValue)")
    }
  }

  /// The fields of the columns that a kind needs, or of those among them that are named.
  func fields(
    _ names: [ByteString]? = nil, in columns: Columns, for kind: PictureKind
  ) throws(PictureError) -> [Int] {
    var fields: [Int] = []
    for name in names ?? kind.columns {
      guard let field = try field(name, in: columns) else {
        throw .table(
          .unfit(
            file: columns.file,
            "no column \"\(name.escaped())\"; a picture of kind \(kind.rawValue) needs \(kind.columnNames)"))
      }
      fields.append(field)
    }
    return fields
  }

  func field(_ name: ByteString, in columns: Columns) throws(PictureError) -> Int? {
    try finding { () throws(TableError) in try columns.index(named: name) }
  }

  /// More bins or bars than this are no picture.
  static let mostRows = 100_000

  // MARK: Bars

  private func importance(_ reader: inout TableReader) throws(PictureError) -> BarsPicture {
    let fields = try fields(in: reader.columns, for: .importance)
    let deviation = try field("sd", in: reader.columns)
    var rows: [(name: String, value: Double, deviation: Double)] = []
    let numbers = [fields[1]] + (deviation.map { [$0] } ?? [])
    try reading { () throws(TableError) in
      try reader.forEachRow(of: numbers, texts: [fields[0]], atMost: Self.mostRows, "features") { texts, values in
        rows.append((texts[0], values[0], values.count > 1 ? values[1] : 0))
      }
    }
    // The most important first; those without a finite value come last, and are not drawn.
    let key = { (value: Double) in value.isFinite ? value : -.infinity }
    let order = rows.indices.sorted {
      key(rows[$0].value) > key(rows[$1].value) || (key(rows[$0].value) == key(rows[$1].value) && $0 < $1)
    }
    return BarsPicture(
      title: title, valueName: "mean drop of the score when the feature is shuffled",
      names: order.map { rows[$0].name }, values: order.map { rows[$0].value },
      deviations: deviation == nil ? [] : order.map { rows[$0].deviation })
  }

  // MARK: Predictions

  private func predictions(_ reader: inout TableReader, _ kind: PictureKind) throws(PictureError) -> any Picture {
    let columns = reader.columns
    let found = try finding { () throws(TableError) in try PredictionColumns(in: columns) }
    guard let found else {
      throw .table(
        .unfit(file: columns.file, "a picture of kind \(kind.rawValue) needs a column X beside predicted_X"))
    }
    let axes = try axes(in: columns)
    let wish: PredictedRows.Wish? = kind == self.kind ? (kind == .points ? .classes : .quantities) : nil
    return try reading { () throws(TableError) in
      var rows = try PredictedRows(reading: &reader, columns: found, wish: wish, axes: axes, spellings: spellings)
      guard case .classes(let x, let y) = rows.content else {
        var taken = RegressionRows()
        try rows.forEachRow(of: &reader) { truth, predicted in taken.add(truth: truth, predicted: predicted) }
        return RegressionPicture(title: title, name: columns.names[found.truths[0]].description, rows: taken)
      }
      var cloud = PointCloud()
      try rows.forEachRow(of: &reader, x: x, y: y) { x, y, truth, predicted in
        cloud.add(x: x, y: y, classIndex: truth, isRight: truth == predicted)
      }
      let labels = ordered(rows.labels)
      return PointsPicture(
        title: title, xName: columns.names[x].description, yName: columns.names[y].description,
        cloud: cloud.reordered(rows.labels.map { labels.firstIndex(of: $0) ?? 0 }),
        classNames: labels.map(\.description))
    }
  }

  /// The two columns that were asked for.
  func axes(in columns: Columns) throws(PictureError) -> (x: Int, y: Int)? {
    guard let features else { return nil }
    let indices = try reading { () throws(TableError) in try columns.indices(of: features) }
    guard indices.count == 2 else { throw .usage("-x takes two columns, not \(indices.count)") }
    return (indices[0], indices[1])
  }
}
