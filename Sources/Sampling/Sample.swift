/// A generated table: points and what belongs to each.
package struct Sample: Sendable, Equatable {
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
