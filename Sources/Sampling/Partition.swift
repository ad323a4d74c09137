package import Matrices

/// Chooses the rows of a test part, at random, from a table that comes in stretches.
///
/// Of all rows so far just the nearest whole number to `fraction` of them are chosen; with strata (one number a row) so it
/// is in every stratum. A table that comes in one stretch is cut as if it were in memory, which it then is; of one that
/// comes in several, each gives its share.
package struct TestRows {
  private let fraction: Double
  private var seen: [Int: Int] = [:]

  package init(fraction: Double) { self.fraction = fraction }

  /// Which of the next `rows` rows are in the test part.
  package mutating func choose(rows: Int, strata: [Int]?, generator: inout Generator) -> [Bool] {
    var isTest = [Bool](repeating: false, count: rows)
    for (stratum, members) in members(rows: rows, strata: strata, generator: &generator) {
      let before = seen[stratum] ?? 0
      let after = before + members.count
      seen[stratum] = after
      for row in members.prefix(share(of: after) - share(of: before)) { isTest[row] = true }
    }
    return isTest
  }

  private func share(of rows: Int) -> Int { Int((Double(rows) * fraction).rounded()) }
}

/// Deals the rows of a table that comes in stretches into folds, at random; sizes differ by one at most, within every
/// stratum too.
///
/// Of several strata in several stretches this holds within each stratum alone, and all sizes differ by as many rows as
/// there are strata at most: where odd rows of one went, those of another, in a later stretch, cannot make up for it
/// and still keep their own folds even.
package struct FoldNumbers {
  private let folds: Int
  private var next = 0
  /// The fold that the next row of a stratum goes into.
  private var places: [Int: Int] = [:]

  package init(folds: Int) { self.folds = folds }

  /// The folds of the next `rows` rows, from 0.
  package mutating func deal(rows: Int, strata: [Int]?, generator: inout Generator) -> [Int] {
    var numbers = [Int](repeating: 0, count: rows)
    for (stratum, members) in members(rows: rows, strata: strata, generator: &generator) {
      var place = places[stratum] ?? next
      for row in members {
        numbers[row] = place
        place = (place + 1) % folds
      }
      if places[stratum] == nil { next = place }
      places[stratum] = place
    }
    return numbers
  }
}

/// Which of `rows` rows in memory go into the test part; see ``TestRows``.
package func testPart(rows: Int, fraction: Double, strata: [Int]?, generator: inout Generator) -> [Bool] {
  var test = TestRows(fraction: fraction)
  return test.choose(rows: rows, strata: strata, generator: &generator)
}

/// The fold of each row in memory, 0 ..< `folds`; see ``FoldNumbers``.
package func foldNumbers(rows: Int, folds: Int, strata: [Int]?, generator: inout Generator) -> [Int] {
  var numbers = FoldNumbers(folds: folds)
  return numbers.deal(rows: rows, strata: strata, generator: &generator)
}

/// The rows of each stratum, in the order of its first row, each shuffled.
private func members(
  rows: Int, strata: [Int]?, generator: inout Generator
) -> [(stratum: Int, members: [Int])] {
  var places: [Int: Int] = [:]
  var groups: [(stratum: Int, members: [Int])] = []
  for row in 0..<rows {
    let stratum = strata?[row] ?? 0
    if let place = places[stratum] {
      groups[place].members.append(row)
    } else {
      places[stratum] = groups.count
      groups.append((stratum, [row]))
    }
  }
  for index in groups.indices { generator.shuffle(&groups[index].members) }
  return groups
}
