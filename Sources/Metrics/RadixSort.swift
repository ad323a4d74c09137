import Workers

/// Sorting of 64-bit integers by radix, on several threads: keys are dealt out to buckets by the highest bits in which
/// they differ, until a processor's cache holds a bucket, and that is sorted by its digits, the lowest first.
///
/// Every step is stable, so that the result depends neither on how many threads there are nor on how the keys lie.
enum RadixSort {
  fileprivate static let digitBits = 11
  fileprivate static let digits = 1 << digitBits
  /// A bucket of no more keys is not dealt out again; with its rows and its double it takes 1.5 MB.
  fileprivate static let mostInBucket = 1 << 16
  /// Fewer keys are sorted before the counters of a digit are cleared.
  fileprivate static let fewKeys = 64
  /// Fewer keys than these for a thread cost more to share than to sort.
  fileprivate static let keysPerThread = 1 << 15

  /// Sorts `keys` in ascending order, equal ones as they stood, and moves `rows` with them, of which there are as many.
  static func sort(_ keys: inout [UInt64], carrying rows: inout [UInt32], workers: Workers) {
    precondition(keys.count == rows.count)
    var sortedKeys = [UInt64](repeating: 0, count: keys.count)
    var sortedRows = [UInt32](repeating: 0, count: keys.count)
    unsafe keys.withUnsafeMutableBufferPointer { keys in
      unsafe rows.withUnsafeMutableBufferPointer { rows in
        unsafe sortedKeys.withUnsafeMutableBufferPointer { sortedKeys in
          unsafe sortedRows.withUnsafeMutableBufferPointer { sortedRows in
            let (keys, sorted) = unsafe (Keys(keys, rows), Keys(sortedKeys, sortedRows))
            keys.sort(by: sorted, endsThere: true, workers: workers)
          }
        }
      }
    }
    keys = sortedKeys
    rows = sortedRows
  }
}

/// Some keys and their rows, in buffers that nobody else uses.
@safe private struct Keys: @unchecked Sendable {
  private let keys: UnsafeMutableBufferPointer<UInt64>
  private let rows: UnsafeMutableBufferPointer<UInt32>

  var count: Int { unsafe keys.count }

  init(_ keys: UnsafeMutableBufferPointer<UInt64>, _ rows: UnsafeMutableBufferPointer<UInt32>) {
    unsafe self.keys = keys
    unsafe self.rows = rows
  }

  /// Those of some places.
  subscript(places: Range<Int>) -> Keys {
    unsafe Keys(
      UnsafeMutableBufferPointer(rebasing: keys[places]), UnsafeMutableBufferPointer(rebasing: rows[places]))
  }

  private func copy(to other: Keys) {
    _ = unsafe other.keys.update(fromContentsOf: keys)
    _ = unsafe other.rows.update(fromContentsOf: rows)
  }

  /// Sorts the keys, which end up here or in `other`, of the same size, where what was there is lost.
  func sort(by other: Keys, endsThere: Bool, workers: Workers) {
    let (lowest, highest) = range
    let bits = UInt64.bitWidth - (highest - lowest).leadingZeroBitCount
    if count < RadixSort.fewKeys || bits == 0 {
      _ = insertionSort(mostMoves: .max)
    } else if count <= RadixSort.mostInBucket || bits <= RadixSort.digitBits {
      if sortByDigits(lowest: lowest, bits: bits, by: other) { return endsThere ? () : other.copy(to: self) }
    } else {
      return sortByBuckets(lowest: lowest, shift: bits - RadixSort.digitBits, by: other, endsThere: endsThere, workers)
    }
    if endsThere { copy(to: other) }
  }

  private var range: (lowest: UInt64, highest: UInt64) {
    var (lowest, highest) = (UInt64.max, UInt64.min)
    for index in 0..<count {
      let key = unsafe keys[index]
      lowest = min(lowest, key)
      highest = max(highest, key)
    }
    return (min(lowest, highest), highest)
  }

  /// Sorts keys that are almost in order; false, and the keys in any order, where that takes too many moves.
  private func insertionSort(mostMoves: Int) -> Bool {
    var moves = 0
    for index in 0..<count {
      let (key, row) = unsafe (keys[index], rows[index])
      var place = index
      while place > 0, unsafe keys[place - 1] > key {
        unsafe keys[place] = keys[place - 1]
        unsafe rows[place] = rows[place - 1]
        place -= 1
      }
      unsafe keys[place] = key
      unsafe rows[place] = row
      moves += index - place
      if moves > mostMoves { return false }
    }
    return true
  }
}

extension Keys {
  /// Sorts the keys digit by digit; true where they end up in `other`.
  private func sortByDigits(lowest: UInt64, bits: Int, by other: Keys) -> Bool {
    // Keys that agree in two digits and all above are rare in most buckets: they are put in order afterwards.
    let enough = 2 * RadixSort.digitBits
    guard bits > enough else { return move(digitsFrom: 0, to: bits, above: lowest, by: other) }
    let isThere = move(digitsFrom: bits - enough, to: bits, above: lowest, by: other)
    let (moved, free) = isThere ? (other, self) : (self, other)
    if moved.insertionSort(mostMoves: 4 * count) { return isThere }
    return moved.move(digitsFrom: 0, to: bits, above: lowest, by: free) != isThere
  }

  /// Moves the keys to and fro in the order of each digit; true where they end up in `other`.
  private func move(digitsFrom first: Int, to bits: Int, above lowest: UInt64, by other: Keys) -> Bool {
    var (source, target) = (self, other)
    var isThere = false
    for shift in stride(from: first, to: bits, by: RadixSort.digitBits) {
      var places = source.counts(above: lowest, shift: shift, in: 0..<count)
      guard !places.contains(count) else { continue }
      var start = 0
      for digit in places.indices { (places[digit], start) = (start, start + places[digit]) }
      source.deal(to: target, places: &places, above: lowest, shift: shift, in: 0..<count)
      swap(&source, &target)
      isThere.toggle()
    }
    return isThere
  }

  /// How many keys have each digit.
  private func counts(above lowest: UInt64, shift: Int, in some: Range<Int>) -> [Int] {
    let mask = UInt64(RadixSort.digits - 1)
    var counts = [Int](repeating: 0, count: RadixSort.digits)
    for index in some { counts[unsafe Int((keys[index] &- lowest) &>> UInt64(shift) & mask)] += 1 }
    return counts
  }

  /// Moves keys to the next places of their digits.
  private func deal(to other: Keys, places: inout [Int], above lowest: UInt64, shift: Int, in some: Range<Int>) {
    let mask = UInt64(RadixSort.digits - 1)
    unsafe places.withUnsafeMutableBufferPointer { places in
      for index in some {
        let key = unsafe keys[index]
        let digit = Int((key &- lowest) &>> UInt64(shift) & mask)
        let place = unsafe places[digit]
        unsafe places[digit] = place + 1
        unsafe other.keys[place] = key
        unsafe other.rows[place] = rows[index]
      }
    }
  }

  /// Deals the keys out to buckets by their bits from `shift` on, and sorts each.
  private func sortByBuckets(lowest: UInt64, shift: Int, by other: Keys, endsThere: Bool, _ workers: Workers) {
    // Every thread counts a part of its own and moves that part; the places follow from all counts.
    let parts = max(min(workers.count, count / RadixSort.keysPerThread), 1)
    let share = { @Sendable (part: Int) in part * count / parts..<(part + 1) * count / parts }
    var places = workers.map(parts) { counts(above: lowest, shift: shift, in: share($0)) }
    var buckets: [Range<Int>] = []
    var start = 0
    for digit in 0..<RadixSort.digits {
      let first = start
      for part in 0..<parts { (places[part][digit], start) = (start, start + places[part][digit]) }
      if first < start { buckets.append(first..<start) }
    }
    let starts = places
    workers.run(parts) { part in
      var places = starts[part]
      deal(to: other, places: &places, above: lowest, shift: shift, in: share(part))
    }
    // The largest take all threads, one after the other; the rest are shared.
    let large = max(RadixSort.mostInBucket, count / (4 * workers.count))
    for bucket in buckets where bucket.count > large {
      other[bucket].sort(by: self[bucket], endsThere: !endsThere, workers: workers)
    }
    let others = buckets.filter { $0.count <= large }
    workers.run(others.count) { index in
      other[others[index]].sort(by: self[others[index]], endsThere: !endsThere, workers: .one)
    }
  }
}
