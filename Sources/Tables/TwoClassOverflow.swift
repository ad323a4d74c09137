package import ByteStreams

/// Rows of two classes that weigh alike: whether each is positive, whether it was predicted so, where that is told, and
/// the probability that it is.
package struct TwoClassRows: Sendable {
  package var truth: [Bool] = []
  package var predicted: [Bool]?
  package var probability: [Double] = []

  /// No row.
  package init() {}

  package init(truth: [Bool], predicted: [Bool]?, probability: [Double]) {
    self.truth = truth
    self.predicted = predicted
    self.probability = probability
  }
}

/// Takes the rows of a table of two classes while it is read, where it is too long to be held.
package protocol TwoClassOverflow {
  /// From how many rows on they are handed over.
  var rowsAtOnce: Int { get }

  /// Takes rows whose order is of no use.
  mutating func take(_ rows: consuming TwoClassRows) throws(StreamError)

  /// Gives all rows back, in any order, where later ones show that there are other than two classes. Whether they were
  /// predicted positive is not told.
  mutating func giveBack() throws(StreamError) -> TwoClassRows
}

/// Takes no rows: they are all held.
package struct NoOverflow: TwoClassOverflow {
  package init() {}
  package var rowsAtOnce: Int { .max }
  package func take(_ rows: consuming TwoClassRows) {}
  package func giveBack() -> TwoClassRows { TwoClassRows() }
}
