import Matrices

/// Inputs that tell an output outright, over all rows: a copy of the target under another name, or in another unit.
///
/// - Returns: the columns of `examples.inputs` whose correlation with a column of the targets is 1 or −1 but for
///   rounding; none for fewer than three rows, where a line always fits.
package func inputsThatTellTargets(_ examples: Examples) -> [Int] {
  let rows = examples.count
  guard rows > 2 else { return [] }
  // Most inputs are out after a few rows; only those that are not are held against all of them.
  let few = min(rows, 256)
  return (0..<examples.inputs.columns).filter { input in
    (0..<examples.targets.columns).contains { output in
      isPerfect(correlation(examples, input, output, rows: few))
        && isPerfect(correlation(examples, input, output, rows: rows))
    }
  }
}

private func isPerfect(_ correlation: Double) -> Bool { correlation.magnitude > 1 - 1e-9 }

/// Pearson's correlation of an input and an output over the first `rows` rows; 0 where one of them is constant.
private func correlation(_ examples: Examples, _ input: Int, _ output: Int, rows: Int) -> Double {
  var (meanX, meanY) = (0.0, 0.0)
  for row in 0..<rows {
    meanX += Double(examples.inputs[row, input])
    meanY += Double(examples.targets[row, output])
  }
  meanX /= Double(rows)
  meanY /= Double(rows)
  var (xx, yy, xy) = (0.0, 0.0, 0.0)
  for row in 0..<rows {
    let x = Double(examples.inputs[row, input]) - meanX
    let y = Double(examples.targets[row, output]) - meanY
    xx += x * x
    yy += y * y
    xy += x * y
  }
  return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
}
