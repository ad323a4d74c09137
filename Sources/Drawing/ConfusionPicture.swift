/// A confusion matrix as a heat map: one row for each actual class, one column for each predicted class, shaded by
/// the share of the row; right ones in blue, wrong ones in orange.
package struct ConfusionPicture: Picture {
  /// Shown at the top left; blank for none.
  package let title: String
  /// The classes, in the order of rows and columns.
  package let classNames: [String]
  /// The rows of each actual class by predicted class, `classes × classes`, row-major.
  package let counts: [Int]
  /// Whether the classes are many, so that a column has room for a number, but not for a name.
  let numbersColumns: Bool

  /// A picture of `classNames.count²` counts; what does not fit together is told by `svg`.
  package init(title: String = "", classNames: [String], counts: [Int]) {
    self.title = title
    self.classNames = classNames
    self.counts = counts
    let widest = classNames.map { TextMetrics.width(of: DisplayText.clean($0), fontSize: Label.plain) }.max() ?? 0
    numbersColumns = classNames.count > 8 && widest > 26
  }

  /// More classes than this would leave too little room for each.
  static let mostClasses = 30
}
