package import Matrices

/// Which of `rows` rows go into the test part, at random: just the nearest whole number to `fraction` of them.
///
/// With `strata` (one number a row) every stratum gives its share, to the nearest row.
package func testPart(rows: Int, fraction: Double, strata: [Int]?, generator: inout Generator) -> [Bool] {
  var isTest = [Bool](repeating: false, count: rows)
  for members in members(rows: rows, strata: strata, generator: &generator) {
    let share = Int((Double(members.count) * fraction).rounded())
    for row in members.prefix(share) { isTest[row] = true }
  }
  return isTest
}

/// The fold of each row, 0 ..< `folds`, at random; sizes differ by one at most, within every stratum too.
package func foldNumbers(rows: Int, folds: Int, strata: [Int]?, generator: inout Generator) -> [Int] {
  var numbers = [Int](repeating: 0, count: rows)
  var next = 0
  for members in members(rows: rows, strata: strata, generator: &generator) {
    for row in members {
      numbers[row] = next
      next = (next + 1) % folds
    }
  }
  return numbers
}

/// The rows of each stratum, in the order of its first row, each shuffled.
private func members(rows: Int, strata: [Int]?, generator: inout Generator) -> [[Int]] {
  var places: [Int: Int] = [:]
  var members: [[Int]] = []
  for row in 0..<rows {
    let stratum = strata?[row] ?? 0
    if let place = places[stratum] {
      members[place].append(row)
    } else {
      places[stratum] = members.count
      members.append([row])
    }
  }
  for index in members.indices { generator.shuffle(&members[index]) }
  return members
}
