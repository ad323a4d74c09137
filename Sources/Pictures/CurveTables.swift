import ByteStreams
import CSV
import Drawing
import Tables
import Training

extension PictureRequest {
  /// The curves of one or more tables in one picture.
  func curves(_ tables: [NamedTable], _ kind: PictureKind) throws(PictureError) -> CurvesPicture {
    if kind == .history {
      var histories: [TrainingHistory] = []
      for var table in tables { histories.append(try history(&table.reader, name: table.name)) }
      return CurvesPicture(histories, title: title)
    }
    if kind == .rate {
      var tests: [RateRange] = []
      for var table in tables { tests.append(try rateRange(&table.reader, name: table.name)) }
      return CurvesPicture.rateRange(tests, title: title)
    }
    var curves: [RateCurve] = []
    for var table in tables { curves.append(try rates(&table.reader, kind, name: table.name)) }
    return kind == .roc
      ? CurvesPicture.receiverOperatingCharacteristic(curves, title: title)
      : CurvesPicture.precisionRecall(curves, title: title)
  }

  /// Loss and metric per epoch. The metric is the first column that is none of those that every history has.
  private func history(_ reader: inout TableReader, name: String) throws(PictureError) -> TrainingHistory {
    let columns = reader.columns
    let validation: ByteString = "val_"
    let common: Set<ByteString> = ["epoch", "seconds", "rate", "loss"]
    let metric = columns.names.first { !common.contains($0) && $0.after(validation) == nil }
    let names: [ByteString?] = ["loss", "val_loss", metric, metric.map { validation + $0 }]
    let epoch = try fields(["epoch"], in: columns, for: .history)[0]
    var places: [Int?] = []
    var present = [epoch]
    for name in names {
      let field = try name.flatMap { (name) throws(PictureError) in try self.field(name, in: columns) }
      places.append(field == nil ? nil : present.count)
      if let field { present.append(field) }
    }
    guard present.count > 1 else {
      throw .table(.unfit(file: columns.file, "a history needs a column loss or a metric beside epoch"))
    }
    var history = TrainingHistory(name: name, metricName: metric?.description ?? "metric")
    try reading { () throws(TableError) in
      try reader.forEachRow(of: present) { _, values in
        history.add(epoch: values[0], places.map { $0.map { values[$0] } })
      }
    }
    return history
  }

  private func rates(
    _ reader: inout TableReader, _ kind: PictureKind, name: String
  ) throws(PictureError) -> RateCurve {
    var fields = try fields(in: reader.columns, for: kind)
    if let threshold = try field("threshold", in: reader.columns) { fields.append(threshold) }
    var curve = RateCurve(kind == .roc ? .receiverOperatingCharacteristic : .precisionRecall, name: name)
    try reading { () throws(TableError) in
      try reader.forEachRow(of: fields) { _, values in
        curve.add(threshold: values.count > 2 ? values[2] : nil, x: values[0], y: values[1])
      }
    }
    return curve
  }

  /// The loss after some steps at each rate, and the rate that nn-train suggests after them.
  private func rateRange(_ reader: inout TableReader, name: String) throws(PictureError) -> RateRange {
    let columns = reader.columns
    let fields = try fields(in: columns, for: .rate)
    var points: [RateRangeTest.Point] = []
    try reading { () throws(TableError) in
      try reader.forEachRow(of: fields, atMost: Self.mostRows, "rates") { _, values in
        points.append(RateRangeTest.Point(rate: values[0], loss: values[1]))
      }
    }
    return RateRange(
      name: name, rates: points.map(\.rate), losses: points.map(\.loss),
      suggestion: RateRangeTest.suggestion(among: points))
  }

  func calibration(_ reader: inout TableReader) throws(PictureError) -> CurvesPicture {
    var fields = try fields(in: reader.columns, for: .calibration)
    if let count = try field("count", in: reader.columns) { fields.append(count) }
    var columns = [[Double]](repeating: [], count: fields.count)
    try reading { () throws(TableError) in
      try reader.forEachRow(of: fields, atMost: Self.mostRows, "bins") { _, values in
        for (index, value) in values.enumerated() { columns[index].append(value) }
      }
    }
    return CurvesPicture.reliability(
      meanProbability: columns[0], fraction: columns[1], rows: columns.count > 2 ? columns[2] : [], title: title)
  }
}
