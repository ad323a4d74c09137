package import Tables

extension Schema {
  /// The schema with one rule for the missing values of all its columns.
  ///
  /// - Parameter inputMeans: the mean of every input as the network sees it, for the rule `mean`. A category that is
  ///   missing is none of the known ones, whatever the rule fills.
  package func treatingMissing(as rule: MissingRule, inputMeans: [Double] = []) -> Schema {
    var schema = self
    for (index, span) in spans.enumerated() {
      schema.inputs[index].missing = rule
      schema.inputs[index].fill = 0
      if rule == .mean, case .numeric(let scaling) = inputs[index].kind, span.lowerBound < inputMeans.count {
        schema.inputs[index].fill = scaling.undo(inputMeans[span.lowerBound])
      }
    }
    return schema
  }
}
