/// A generated table: points and what belongs to each.
package struct Sample: Sendable, Equatable {
  /// What belongs to the points: classes, counted from 0, or quantities.
  package enum Targets: Sendable, Equatable {
    case labels([Int])
    case values([Double])
  }

  /// Features a row.
  package let width: Int
  /// `rows × width`, row-major.
  package let features: [Double]
  /// One a row.
  package let targets: Targets

  package var rows: Int { width == 0 ? 0 : features.count / width }
}
