import ByteStreams
import CSV

/// A column to learn from: what its cells mean.
///
/// It holds numbers if its first cell with a value is one, else categories. A later cell that is no number is then an
/// error: to take it for a category would turn a slip of the pen into a new meaning of the whole column.
struct FeatureColumn: Sendable {
  let index: Int
  let name: ByteString
  /// Nil while no cell has had a value.
  private(set) var isCategorical: Bool?
  /// Where numbers are counted from, so that a Float tells those apart that stand close together and far from 0: years,
  /// times, identifiers. 0 where they do not.
  private(set) var pivot = 0.0
  /// The categories under the codes of the cells.
  var categories = TextCodes()

  init(index: Int, name: ByteString, isCategorical: Bool?) {
    self.index = index
    self.name = name
    self.isCategorical = isCategorical
  }

  /// Whether a cell has had a value.
  var hasValue: Bool { isCategorical == true ? !categories.texts.isEmpty : isCategorical == false }

  /// Learns from a cell with a value what the column holds, where that is not yet known.
  mutating func decide(by record: Record) {
    if isCategorical == nil { isCategorical = record.double(index) == nil }
  }

  /// Chooses the pivot: the median of `sample` where that is large against how far its middle half spreads, and so
  /// however far the numbers at the ends stand. Counting from it then costs no digit, and not counting from it would.
  mutating func choosePivot(from sample: [Double]) {
    let sorted = sample.sorted()
    guard !sorted.isEmpty else { return }
    let quarter = sorted.count / 4
    let (low, median, high) = (sorted[quarter], sorted[sorted.count / 2], sorted[sorted.count - 1 - quarter])
    let largest = 1e30  // so that no distance from it overflows
    pivot = median.magnitude > 4 * (high - low) && median.magnitude < largest ? median : 0
  }

  /// A number as it is stored.
  func stored(_ number: Double) -> Float { Float(number - pivot) }
}
