/// For every class, how its rows were told apart from all others: the weights of its true positives, false negatives
/// and false positives.
///
/// These three are all that the metrics of predicted labels need, so a table with many classes costs no matrix. Each
/// is summed for itself and none is a difference of larger sums: a class that was never missed has exactly 0 false
/// negatives whatever the weights are.
struct ClassCounts {
  private let truePositives: [Double]
  private let falseNegatives: [Double]
  private let falsePositives: [Double]

  /// The most classes that are counted; a larger number is taken for a mistake.
  static let maximumClasses = 1 << 20

  /// Counts labels 0 ..< classes; nil where the numbers of rows differ or a label is out of range.
  init?(truth: [Int], predicted: [Int], classes: Int, weights: RowWeights) {
    guard (1...Self.maximumClasses).contains(classes), truth.count == weights.rows, predicted.count == weights.rows
    else { return nil }
    var truePositives = [CompensatedSum](repeating: CompensatedSum(), count: classes)
    var falseNegatives = truePositives
    var falsePositives = truePositives
    let labels = 0..<classes
    for row in 0..<weights.rows {
      let (actual, given) = (truth[row], predicted[row])
      guard labels.contains(actual), labels.contains(given) else { return nil }
      if actual == given {
        truePositives[actual].add(weights[row])
      } else {
        falseNegatives[actual].add(weights[row])
        falsePositives[given].add(weights[row])
      }
    }
    self.truePositives = truePositives.map(\.value)
    self.falseNegatives = falseNegatives.map(\.value)
    self.falsePositives = falsePositives.map(\.value)
  }

  /// Takes the weights of true negatives, false positives, false negatives and true positives; 1 is the positive class.
  init(weightsByLabels sums: [Double]) {
    truePositives = [sums[0], sums[3]]
    falseNegatives = [sums[1], sums[2]]
    falsePositives = [sums[2], sums[1]]
  }

  /// The weights of true negatives, false positives, false negatives and true positives.
  static func weightsByLabels(_ truth: [Bool], _ predicted: [Bool], _ weights: RowWeights) -> [Double] {
    let (truths, predictions) = (truth.span, predicted.span)
    if weights.isUniform {
      var counts = [0, 0, 0, 0]
      for row in truths.indices { counts[(truths[row] ? 2 : 0) + (predictions[row] ? 1 : 0)] += 1 }
      return counts.map(Double.init)
    }
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: 4)
    for row in truths.indices { sums[(truths[row] ? 2 : 0) + (predictions[row] ? 1 : 0)].add(weights[row]) }
    return sums.map(\.value)
  }

  /// The labels 0 ..< classes.
  var classes: Range<Int> { truePositives.indices }

  /// The weight of the rows that belong to a class.
  func support(_ label: Int) -> Double { truePositives[label] + falseNegatives[label] }

  /// The weight of the rows that were predicted to belong to a class.
  func predicted(_ label: Int) -> Double { truePositives[label] + falsePositives[label] }

  /// TP / (TP + FP), 0 where the class was never predicted.
  func precision(_ label: Int) -> Double { truePositives[label].dividedOrZero(by: predicted(label)) }

  /// TP / (TP + FN), 0 where the class never occurs.
  func recall(_ label: Int) -> Double { truePositives[label].dividedOrZero(by: support(label)) }

  /// 2 TP / (2 TP + FP + FN), 0 where the class neither occurs nor was predicted.
  func f1(_ label: Int) -> Double {
    (2 * truePositives[label]).dividedOrZero(by: support(label) + predicted(label))
  }

  /// The share of the weight that was predicted right.
  var accuracy: Double? {
    let right = truePositives.compensatedSum()
    return (right / (right + falseNegatives.compensatedSum())).finite
  }

  /// The mean recall of the classes that occur.
  var balancedAccuracy: Double? {
    let recalls = classes.filter { support($0) > 0 }.map(recall)
    return (recalls.compensatedSum() / Double(recalls.count)).finite
  }

  /// Matthews' correlation coefficient for any number of classes (J. Gorodkin, 2004), 0 where all rows have one class
  /// or were given one.
  ///
  /// With supports tₖ, predictions pₖ and the whole weight n it is (c·n − Σ tₖpₖ) / √((n² − Σ tₖ²)(n² − Σ pₖ²)), c being
  /// the weight predicted right. Every difference is written as a sum over the other classes, so a denominator that
  /// should be 0 is 0.
  var matthewsCorrelation: Double? {
    let supports = classes.map(support)
    let predictions = classes.map(predicted)
    let otherSupports = Self.sumsOfOthers(supports)
    let otherPredictions = Self.sumsOfOthers(predictions)
    var covariance = CompensatedSum()
    var truthVariance = CompensatedSum()
    var predictionVariance = CompensatedSum()
    for label in classes {
      let trueNegatives = otherPredictions[label] - falseNegatives[label]
      covariance.add(truePositives[label] * trueNegatives)
      covariance.add(-falseNegatives[label] * falsePositives[label])
      truthVariance.add(supports[label] * otherSupports[label])
      predictionVariance.add(predictions[label] * otherPredictions[label])
    }
    // The root of the product is exact where both are one: a perfect prediction has 1, not a digit less. Weights may be
    // too large or too small for it.
    let product = truthVariance.value * predictionVariance.value
    let variance =
      product.isNormal
      ? product.squareRoot() : truthVariance.value.squareRoot() * predictionVariance.value.squareRoot()
    return covariance.value.dividedOrZero(by: variance).finite
  }

  /// Cohen's kappa (J. Cohen, 1960): 1 − the observed disagreement / the one expected by chance; nil where truth and
  /// prediction are one and the same class throughout.
  var cohensKappa: Double? {
    let otherPredictions = Self.sumsOfOthers(classes.map(predicted))
    let wrong = falseNegatives.compensatedSum()
    let total = wrong + truePositives.compensatedSum()
    var expected = CompensatedSum()
    for label in classes { expected.add(support(label) * otherPredictions[label]) }
    return (1 - wrong * total / expected.value).finite
  }

  /// For every element the sum of all the others, which is exactly 0 where they all are.
  private static func sumsOfOthers(_ values: [Double]) -> [Double] {
    var others = [Double](repeating: 0, count: values.count)
    var before = CompensatedSum()
    for index in values.indices {
      others[index] = before.value
      before.add(values[index])
    }
    var after = CompensatedSum()
    for index in values.indices.reversed() {
      others[index] += after.value
      after.add(values[index])
    }
    return others
  }
}
