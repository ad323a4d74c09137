import ByteStreams
import CSV
import Drawing
import Tables

extension PictureRequest {
  /// How the features of one row lead from the average output to its own: from the columns `why_FEATURE`, and, where it
  /// is there, the output that they explain.
  func explanation(_ reader: inout TableReader) throws(PictureError) -> WaterfallPicture {
    let columns = reader.columns
    let prefix = Self.reasonPrefix(columns)
    let reasons = columns.names.enumerated().compactMap { field, name in
      name.after(prefix).map { (field: field, feature: $0) }
    }
    guard !reasons.isEmpty else {
      throw .table(
        .unfit(file: columns.file, "a picture of kind explanation needs columns why_X, as nn-predict --explain adds"))
    }
    let wanted = row ?? 1
    return try reading { () throws(TableError) in
      var record = Record()
      var number = 0
      while number < wanted, try reader.next(&record) { number += 1 }
      guard number > 0 else { throw .noRows(file: columns.file) }
      guard number == wanted else {
        throw .unfit(file: columns.file, "there is no row \(wanted); the last one is row \(number)")
      }
      var explained = ExplainedOutput(columns, record)
      var steps: [WaterfallPicture.Step] = []
      for (field, name) in reasons {
        let value = try reader.figure(field, of: record)
        // The cell of the feature itself says what it is that moves the output.
        let cell = columns.firstIndex(named: name).map { record.text($0).description } ?? ""
        let text =
          cell.isEmpty || cell.utf8.count > 24
          ? name.description : "\(DisplayText.isolated(name.description)) = \(DisplayText.isolated(cell))"
        steps.append(WaterfallPicture.Step(name: text, value: value))
      }
      try explained.refuseLabel(record, &reader)
      return WaterfallPicture(
        title: title, outputName: explained.name, output: explained.value, steps: steps)
    }
  }
}

extension PictureRequest {
  /// What the names of reasons begin with: `why_`, and of several targets the first one's name after it.
  private static func reasonPrefix(_ columns: Columns) -> ByteString {
    let targets = columns.names.compactMap { $0.after(PredictionColumns.predicted) }
    return PredictionColumns.reason + (targets.count > 1 ? targets[0] + "_" : "")
  }
}

/// What the columns `why_…` of a row explain: the probability of the class that is predicted, of two classes that of the
/// second one, or the predicted quantity.
private struct ExplainedOutput {
  let name: String
  private(set) var value: Double?
  /// Where that was found in the column of the prediction, which may hold classes that are named by numbers.
  private var prediction: Int?

  init(_ columns: Columns, _ record: Record) {
    guard let predictions = (try? PredictionColumns(in: columns)).flatMap(\.self) ?? Self.alone(columns) else {
      name = "the output"
      value = nil
      return
    }
    let probabilities = predictions.probabilities
    if !probabilities.isEmpty {
      let label = predictions.predictions.first.map { record.text($0) }
      let place = probabilities.count == 2 ? 1 : label.flatMap { predictions.labels.firstIndex(of: $0) } ?? 0
      name = "probability of \(predictions.labels[place])"
      value = record.double(probabilities[place])
    } else if let prediction = predictions.predictions.first {
      name = columns.names[prediction].description
      // Beside a class stand the logits of the labels, beside a quantity its own.
      let own = "z_" + (columns.names[prediction].after(PredictionColumns.predicted) ?? "")
      let isClass = columns.names[prediction...].contains { $0.after("z_") != nil && $0 != own }
      value = isClass ? nil : record.double(prediction)
      self.prediction = prediction
    } else {
      name = "the output"
      value = nil
    }
  }

  /// Gives the value up where no row tells that it is a quantity: whole numbers throughout may name classes.
  mutating func refuseLabel(_ record: Record, _ reader: inout TableReader) throws(TableError) {
    guard let prediction, value != nil else { return }
    var record = record
    repeat {
      if let value = record.double(prediction), value != value.rounded() { return }
    } while try reader.next(&record)
    value = nil
  }

  /// The columns of a prediction without a truth beside it.
  private static func alone(_ columns: Columns) -> PredictionColumns? {
    guard let prediction = columns.names.firstIndex(where: { $0.after(PredictionColumns.predicted) != nil }) else {
      return nil
    }
    var found = PredictionColumns(truths: [prediction], predictions: [prediction])
    for (field, name) in columns.names.enumerated() where field > prediction {
      guard let label = name.after(PredictionColumns.probability) else { continue }
      found.probabilities.append(field)
      found.labels.append(label)
    }
    return found
  }
}
