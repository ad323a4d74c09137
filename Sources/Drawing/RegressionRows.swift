/// True and predicted quantities, taken in row by row.
package struct RegressionRows: Sendable {
  /// Predicted over true.
  private(set) var fit = PointCloud()
  /// True less predicted, over predicted.
  private(set) var residuals = PointCloud()
  private var count = 0.0
  private var mean = 0.0
  private var squares = 0.0
  private var errors = 0.0

  package init() {}

  /// Adds a row. One with a value that is not finite is only counted.
  package mutating func add(truth: Double, predicted: Double) {
    let residual = truth - predicted
    guard Axis.isDrawable(truth), Axis.isDrawable(predicted), Axis.isDrawable(residual) else {
      fit.add(x: .nan, y: .nan)
      return
    }
    fit.add(x: truth, y: predicted)
    residuals.add(x: predicted, y: residual)
    // Welford, 1962.
    count += 1
    let distance = truth - mean
    mean += distance / count
    squares += distance * (truth - mean)
    errors += residual * residual
  }

  /// The root of the mean squared error.
  var rmse: Double { (errors / count).squareRoot() }

  /// The coefficient of determination; nil where the truth is one value.
  var r2: Double? {
    let value = 1 - errors / squares
    return squares > 0 && value.isFinite ? value : nil
  }
}
