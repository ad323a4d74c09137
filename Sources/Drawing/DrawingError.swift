/// Why a picture could not be drawn. Layers and rows are counted from 1, as in the messages.
package enum DrawingError: Error, Equatable, Sendable {
  /// The size asked for lies outside `Size.widths` or `Size.heights`.
  case sizeOutOfRange(width: Double, height: Double)
  /// The size of text asked for lies outside `TextStyle.widths` or `TextStyle.heights`.
  case textSizeOutOfRange(columns: Double, rows: Double)
  /// The width asked for leaves no room for the cells of this picture; of text, in columns.
  case widthTooSmall(width: Double, needed: Double)
  /// The height asked for leaves no room for the panels or rows of this picture.
  case heightTooSmall(height: Double, needed: Double)
  /// A network without layers.
  case noLayers
  /// A layer without units, or one whose units have no inputs.
  case emptyLayer(layer: Int)
  /// A layer whose weights are not `units × inputs` numbers.
  case weightCount(layer: Int, units: Int, inputs: Int, found: Int)
  /// A layer with biases, but not one for each unit.
  case biasCount(layer: Int, units: Int, found: Int)
  /// A layer with weights or biases that are not finite numbers, as a diverged training leaves them.
  case weightsNotFinite(layer: Int, count: Int)
  /// Names that do not match, one for one, what they name.
  case nameCount(of: String, expected: Int, found: Int)
  /// A column that is not as long as the one it stands beside.
  case columnLength(of: String, expected: Int, found: Int)
  /// Nothing that could be shown: no rows, or none with finite numbers.
  case nothingToDraw(String)
  /// More parts than a picture can show apart.
  case tooMany(String, found: Int, limit: Int)
}

extension DrawingError: CustomStringConvertible {
  /// What was found and what was expected, for one line on standard error.
  package var description: String {
    switch self {
    case .sizeOutOfRange(let width, let height):
      """
      a picture of \(NumberText.short(width, digits: 5))x\(NumberText.short(height, digits: 5)) cannot be drawn: the width must be \
      \(Size.bounds(Size.widths)), the height \(Size.bounds(Size.heights))
      """
    case .textSizeOutOfRange(let columns, let rows):
      """
      text of \(NumberText.short(columns, digits: 5))x\(NumberText.short(rows, digits: 5)) cannot be written: the columns must be \
      \(Size.bounds(TextStyle.widths)), the rows \(Size.bounds(TextStyle.heights))
      """
    case .heightTooSmall(let height, let needed):
      "a height of \(NumberText.short(height, digits: 5)) is too small for this picture, it needs \(NumberText.short(needed, digits: 5))"
    case .widthTooSmall(let width, let needed):
      "a width of \(NumberText.short(width, digits: 5)) is too small for this picture, it needs \(NumberText.short(needed, digits: 5))"
    case .noLayers: "the network has no layers"
    case .emptyLayer(let layer): "layer \(layer) has no units or no inputs"
    case .weightCount(let layer, let units, let inputs, let found):
      "layer \(layer) has \(found) weights; \(units) units with \(inputs) inputs each do not fit them"
    case .biasCount(let layer, let units, let found):
      "layer \(layer) has \(found) biases for \(units) units"
    case .weightsNotFinite(let layer, let count):
      "layer \(layer) has \(count) weights or biases that are not finite numbers"
    case .nameCount(let kind, let expected, let found):
      "expected \(expected) names of \(kind), found \(found)"
    case .columnLength(let name, let expected, let found):
      "the column of \(name) has \(found) rows, expected \(expected)"
    case .nothingToDraw(let reason): reason
    case .tooMany(let kind, let found, let limit):
      "\(found) \(kind) are too many for one picture, the limit is \(limit)"
    }
  }
}
