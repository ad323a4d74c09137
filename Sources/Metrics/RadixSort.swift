import Workers

/// Sorting of 64-bit integers by their digits, the lowest first (LSD radix sort), on several threads.
///
/// Every thread counts the digits of a part of its own and moves that part; the places follow from all counts, so the
/// sort is stable and its result does not depend on how many parts there are.
enum RadixSort {
  private static let digitBits = 11
  private static let digits = 1 << digitBits
  private static let passes = 6
  /// Few keys are sorted before the counters of a pass are cleared.
  private static let fewKeys = 1 << 11
  /// Fewer keys than these for a thread cost more to share than to sort.
  private static let keysPerThread = 1 << 15
  /// The passes over the lowest 22 bits, which most tables do not need: keys that agree in all bits above are rare, and
  /// are put in order afterwards.
  private static let lowPasses = 2

  /// Sorts `keys` in ascending order, equal ones as they stood, and moves `rows` with them, of which there are as many.
  static func sort(_ keys: inout [UInt64], carrying rows: inout [UInt32], workers: Workers) {
    precondition(keys.count == rows.count)
    guard keys.count >= fewKeys else { return sortFew(&keys, &rows) }
    var buffers = Buffers(count: keys.count)
    buffers.sort(&keys, &rows, passes: lowPasses..<passes, workers: workers)
    if isResolved(&keys, &rows) { return }
    buffers.sort(&keys, &rows, passes: 0..<passes, workers: workers)
  }

  private static func sortFew(_ keys: inout [UInt64], _ rows: inout [UInt32]) {
    let order = keys.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
    keys = order.map { [keys] in keys[$0] }
    rows = order.map { [rows] in rows[$0] }
  }

  /// Puts keys in order that are so but for their low bits; false where so many agree in all others that a pass over
  /// them is cheaper.
  private static func isResolved(_ keys: inout [UInt64], _ rows: inout [UInt32]) -> Bool {
    let lowBits = lowPasses * digitBits
    var budget = keys.count / 8
    var start = 0
    while start < keys.count {
      var end = start + 1
      var isSorted = true
      while end < keys.count, keys[end] >> lowBits == keys[start] >> lowBits {
        if keys[end] < keys[end - 1] { isSorted = false }
        end += 1
      }
      if !isSorted {
        budget -= end - start
        guard budget > 0 else { return false }
        var (someKeys, someRows) = (Array(keys[start..<end]), Array(rows[start..<end]))
        sortFew(&someKeys, &someRows)
        keys.replaceSubrange(start..<end, with: someKeys)
        rows.replaceSubrange(start..<end, with: someRows)
      }
      start = end
    }
    return true
  }

  /// The memory that the keys are moved to and fro in.
  private struct Buffers {
    private var keys: [UInt64]
    private var rows: [UInt32]

    init(count: Int) {
      keys = [UInt64](repeating: 0, count: count)
      rows = [UInt32](repeating: 0, count: count)
    }

    mutating func sort(
      _ sorted: inout [UInt64], _ sortedRows: inout [UInt32], passes: Range<Int>, workers: Workers
    ) {
      for pass in passes {
        guard move(sorted, sortedRows, by: pass * digitBits, workers) else { continue }
        swap(&keys, &sorted)
        swap(&rows, &sortedRows)
      }
    }

    /// Moves the keys into these buffers in the order of one digit; false where all have the same.
    private mutating func move(
      _ source: [UInt64], _ sourceRows: [UInt32], by shift: Int, _ workers: Workers
    ) -> Bool {
      let count = source.count
      let parts = max(min(workers.count, count / keysPerThread), 1)
      let mask = UInt64(digits - 1)
      let counts = workers.map(parts) { part in
        let source = source.span
        var counts = [Int](repeating: 0, count: digits)
        for index in part * count / parts..<(part + 1) * count / parts {
          counts[Int(source[index] >> shift & mask)] += 1
        }
        return counts
      }
      var starts = counts
      var start = 0
      for digit in 0..<digits {
        let before = start
        for part in 0..<parts {
          starts[part][digit] = start
          start += counts[part][digit]
        }
        if start - before == count { return false }
      }
      let firstPlaces = starts
      unsafe keys.withUnsafeMutableBufferPointer { keys in
        unsafe rows.withUnsafeMutableBufferPointer { rows in
          // The parts write to places of their own: each digit's run is cut by part.
          nonisolated(unsafe) let keys = unsafe keys
          nonisolated(unsafe) let rows = unsafe rows
          workers.run(parts) { part in
            let (source, sourceRows) = (source.span, sourceRows.span)
            var places = firstPlaces[part]
            for index in part * count / parts..<(part + 1) * count / parts {
              let key = source[index]
              let digit = Int(key >> shift & mask)
              let place = places[digit]
              places[digit] = place + 1
              unsafe keys[place] = key
              unsafe rows[place] = sourceRows[index]
            }
          }
        }
      }
      return true
    }
  }
}
