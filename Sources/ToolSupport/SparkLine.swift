/// Eight heights of a block, one a value, between the least and the greatest of those that are finite; a value that is not
/// stands as high as it can where it is infinite, and leaves its place empty where it is no number.
package func sparkLine(_ values: [Double]) -> String {
  let blocks = Array("▁▂▃▄▅▆▇█")
  let finite = values.filter(\.isFinite)
  let least = finite.min() ?? 0
  let range = (finite.max() ?? 0) - least
  return String(
    values.map { value in
      guard !value.isNaN else { return " " }
      guard value.isFinite else { return value > 0 ? blocks[blocks.count - 1] : blocks[0] }
      // The range itself may be infinite.
      let height = range > 0 ? (value - least) / range * Double(blocks.count - 1) : 0
      return blocks[height.isFinite ? Int(height.rounded()) : blocks.count - 1]
    })
}
