package import ByteStreams

/// The name most similar to `name`, if one is similar at all: about a third of its letters differ at most, whatever
/// their case.
package func nearest(to name: ByteString, among names: [ByteString]) -> ByteString? {
  // The distance takes time by the product of the lengths.
  let longest = 64
  let wanted = name.bytes.map(lowercased)
  guard wanted.count <= longest else { return nil }
  var best: (distance: Int, name: ByteString)?
  for candidate in names where candidate.bytes.count <= longest {
    let distance = editDistance(wanted, candidate.bytes.map(lowercased))
    if distance <= (max(wanted.count, candidate.bytes.count) + 1) / 3, distance < best?.distance ?? .max {
      best = (distance, candidate)
    }
  }
  return best?.name
}

private func lowercased(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }

/// How many insertions, deletions and replacements lead from `a` to `b` (Levenshtein).
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let above = row[j + 1]
      row[j + 1] = min(diagonal + (x == y ? 0 : 1), above + 1, row[j] + 1)
      diagonal = above
    }
  }
  return row[b.count]
}
