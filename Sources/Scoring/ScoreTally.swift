package import ByteStreams
package import Metrics
package import Tables
package import Workers

/// Rows of two classes counted by their scores, in memory that does not grow with them.
///
/// Some millions of rows at a time are sorted and become one run of distinct scores on a disk, 16 bytes each; the runs are
/// merged piece by piece, from the highest score down, whenever something is asked of them.
package struct ScoreTally: TwoClassOverflow, TwoClassSample, Sendable {
  package typealias Failure = StreamError

  /// Distinct scores, ascending.
  private struct Run {
    /// The number of the first score in the file.
    let start: Int
    var count = 0
    /// The key of every score whose number in the run is a multiple of ``step``.
    var keys: [UInt64] = []
  }

  /// So many scores of a run are told by one key, and read from the file together.
  private static let step = 1_024

  package let rowsAtOnce: Int
  private let folder: ByteString
  private let threshold: Double
  private let workers: Workers
  private let takesPredictions: Bool
  private var runs: [Run] = []
  private var file: ScratchFile?
  private var counts = [0, 0, 0, 0]
  /// Not where a probability is none: then nothing is told of any of them, as of rows in memory.
  package private(set) var hasScores = true

  /// No row.
  ///
  /// - Parameters:
  ///   - folder: where the file lies, under no name.
  ///   - threshold: the least probability of a row that is predicted positive; nil takes the predictions as they are,
  ///     and 0.5 where there are none.
  ///   - rowsAtOnce: how many rows become a run; they take some 30 bytes each while they do.
  package init(folder: ByteString, threshold: Double?, rowsAtOnce: Int = 12 << 20, workers: Workers) {
    self.folder = folder
    self.takesPredictions = threshold == nil
    self.threshold = threshold ?? 0.5
    self.rowsAtOnce = rowsAtOnce
    self.workers = workers
  }

  package mutating func take(_ rows: consuming TwoClassRows) throws(StreamError) {
    count(rows)
    hasScores = hasScores && rows.probability.allSatisfy { $0 >= 0 && $0 <= 1 }
    guard hasScores else { return }
    let file: ScratchFile
    if let open = self.file { file = open } else { file = try ScratchFile(folder: folder) }
    self.file = file
    let sink = file.makeSink()
    // What is sorted takes the place of the probabilities.
    let (truth, probability) = (rows.truth, rows.probability)
    _ = consume rows
    var run = Run(start: runs.last.map { $0.start + $0.count } ?? 0)
    var some: [CountedScore] = []
    try CountedScore.count(probability, positive: truth, workers: workers) { (score) throws(StreamError) in
      if run.count % Self.step == 0 {
        try sink.write(some.bytes)
        some.removeAll(keepingCapacity: true)
        run.keys.append(score.key)
      }
      some.append(score)
      run.count += 1
    }
    try sink.write(some.bytes)
    try sink.flush()
    runs.append(run)
  }

  /// Counts rows by their true and their predicted labels.
  private mutating func count(_ rows: TwoClassRows) {
    let predicted = takesPredictions ? rows.predicted?.span : nil
    let (truth, probability) = (rows.truth.span, rows.probability.span)
    for row in truth.indices {
      let isPredicted = if let predicted { predicted[row] } else { probability[row] >= threshold }
      counts[(truth[row] ? 2 : 0) + (isPredicted ? 1 : 0)] += 1
    }
  }

  package mutating func giveBack() throws(StreamError) -> TwoClassRows {
    var rows = TwoClassRows()
    for run in runs {
      for score in try scores(of: run, 0..<run.count) {
        let (positives, negatives) = (Int(score.positives), Int(score.negatives))
        rows.truth += repeatElement(true, count: positives)
        rows.truth += repeatElement(false, count: negatives)
        rows.probability += repeatElement(score.score, count: positives + negatives)
      }
    }
    self = ScoreTally(
      folder: folder, threshold: takesPredictions ? nil : threshold, rowsAtOnce: rowsAtOnce, workers: workers)
    return rows
  }

  package var count: Int { counts.reduce(0, +) }
  package var scale: Double { 1 }
  package var weightsByLabels: [Double]? { hasScores || takesPredictions ? counts.map(Double.init) : nil }
  package var areProbabilities: Bool { hasScores }

  /// The same rows, predicted positive from a score on.
  package func predicted(from threshold: Double) throws(StreamError) -> ScoreTally {
    var (truePositives, falsePositives) = (0.0, 0.0)
    try forEachThreshold { score, positives, negatives in
      if score >= threshold { (truePositives, falsePositives) = (positives, negatives) }
    }
    var tally = self
    let (positives, negatives) = (counts[2] + counts[3], counts[0] + counts[1])
    let (right, wrong) = (Int(truePositives), Int(falsePositives))
    tally.counts = [negatives - wrong, wrong, positives - right, right]
    return tally
  }

  package func forEachTie(_ body: (ScoreTie) -> Void) throws(StreamError) {
    guard hasScores else { return }
    try forEachPieces(on: workers) { pieces in
      for piece in pieces { piece.ties.forEach(body) }
    }
  }

  package func summary(workers: Workers) throws(StreamError) -> ScoreSummary? {
    guard hasScores else { return nil }
    var summary = ScoreSummary()
    var all = ClassWeights()
    try forEachPieces(on: workers) { pieces in
      var above: [ClassWeights] = []
      for piece in pieces {
        above.append(all)
        all.add(piece.weights)
      }
      let weightsAbove = above
      let summaries = workers.map(pieces.count) {
        ScoreSummary(pieces[$0].ties, above: weightsAbove[$0], areProbabilities: true)
      }
      for piece in summaries { summary.add(piece) }
    }
    summary.weights = all
    return summary
  }
}

// MARK: - Merging

extension ScoreTally {
  /// Ties that follow each other, and their weight.
  private struct Piece {
    let ties: [ScoreTie]
    let weights: ClassWeights
  }

  /// Calls `body` with some pieces at a time, the highest scores first. Where they are cut follows from the rows alone.
  private func forEachPieces(on workers: Workers, _ body: ([Piece]) -> Void) throws(StreamError) {
    var ends = cuts
    ends.append(0)
    var above: UInt64?
    for start in stride(from: 0, to: ends.count, by: workers.count) {
      let lowest = Array(ends[start..<min(start + workers.count, ends.count)])
      let highest = [above] + lowest.dropLast().map { $0 }
      above = lowest.last
      let pieces = workers.map(lowest.count) { index in
        Result { () throws(StreamError) in try piece(from: lowest[index], below: highest[index]) }
      }
      var found: [Piece] = []
      for piece in pieces { found.append(try piece.get()) }
      body(found)
    }
  }

  /// The keys with which pieces begin, descending: so far apart that of what is read for a piece most belongs to it.
  private var cuts: [UInt64] {
    let keys = runs.flatMap(\.keys).sorted(by: >)
    let distance = max(64, 2 * runs.count)
    return stride(from: distance, to: keys.count, by: distance).map { keys[$0] }
  }

  private func piece(from lowest: UInt64, below highest: UInt64?) throws(StreamError) -> Piece {
    var found: [CountedScore] = []
    for run in runs {
      let first = max(run.keys.firstPlace { $0 > lowest } - 1, 0) * Self.step
      let end = highest.map { highest in run.keys.firstPlace { $0 >= highest } * Self.step } ?? run.count
      guard first < end else { continue }
      let near = try scores(of: run, first..<min(end, run.count))
      let start = near.firstPlace { $0.key >= lowest }
      found += near[start..<(highest.map { highest in near.firstPlace { $0.key >= highest } } ?? near.endIndex)]
    }
    let ties = found.ties()
    var weights = ClassWeights()
    for tie in ties { weights.add(tie) }
    return Piece(ties: ties, weights: weights)
  }

  private func scores(of run: Run, _ places: Range<Int>) throws(StreamError) -> [CountedScore] {
    guard let file else { return [] }
    let width = MemoryLayout<CountedScore>.stride
    let (first, end) = (run.start + places.lowerBound, run.start + places.upperBound)
    return [CountedScore](bytes: try file.bytes(first * width..<end * width))
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first place whose element fits, as all after it do; the end where none does.
  fileprivate func firstPlace(_ fits: (Element) -> Bool) -> Int {
    var (first, end) = (startIndex, endIndex)
    while first < end {
      let middle = first + (end - first) / 2
      if fits(self[middle]) { end = middle } else { first = middle + 1 }
    }
    return first
  }
}

extension [CountedScore] {
  /// As they lie in memory, for a file that no other process reads.
  fileprivate var bytes: [UInt8] { unsafe withUnsafeBytes { unsafe [UInt8]($0) } }

  fileprivate init(bytes: [UInt8]) {
    let width = MemoryLayout<CountedScore>.stride
    self = unsafe bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / width).map { unsafe bytes.loadUnaligned(fromByteOffset: $0 * width, as: CountedScore.self) }
    }
  }
}
