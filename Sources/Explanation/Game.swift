import Matrices

/// A choice of coalitions of features, and how the worth of each adds to the features' shares.
protocol Game: Sendable {
  /// The number of coalitions that are tried.
  var coalitions: Int { get }

  /// Calls `body` with every feature that takes part in a coalition.
  func forEachMember(of coalition: Int, _ body: (_ feature: Int) -> Void)

  /// The share of every feature, from the worth of every coalition.
  func shares(_ worth: [Double]) -> [Double]
}

/// All coalitions: bit `f` of a coalition's number tells whether feature `f` takes part.
struct ExactGame: Game {
  private let features: Int
  /// By the size s of a coalition, s! (n − s − 1)! / n!: the weight of what one more feature adds to it.
  private let weights: [Double]

  init(_ features: Int) {
    self.features = features
    // 1 / (n · C(n − 1, s)), each from the one before.
    var weights = [1 / Double(features)]
    for size in 1..<max(features, 1) {
      weights.append(weights[size - 1] * Double(size) / Double(features - size))
    }
    self.weights = weights
  }

  var coalitions: Int { 1 << features }

  func forEachMember(of coalition: Int, _ body: (_ feature: Int) -> Void) {
    for feature in 0..<features where has(feature, in: coalition) { body(feature) }
  }

  private func has(_ feature: Int, in coalition: Int) -> Bool { coalition >> feature & 1 == 1 }

  func shares(_ worth: [Double]) -> [Double] {
    (0..<features).map { feature in
      var share = 0.0
      for coalition in 0..<coalitions where !has(feature, in: coalition) {
        share += weights[coalition.nonzeroBitCount] * (worth[coalition | 1 << feature] - worth[coalition])
      }
      return share
    }
  }
}

/// Features that join one by one, in orders that are the same for every row.
struct SampledGame: Game {
  /// How many orders are drawn; each is gone through backwards too, which cancels what is linear in the error.
  private static let pairs = 128
  private static let seed: UInt64 = 1

  private let features: Int
  /// Per order, the place of each feature in it.
  private let places: [[Int]]

  init(_ features: Int) {
    self.features = features
    var generator = Generator(seed: Self.seed)
    var places: [[Int]] = []
    for _ in 0..<Self.pairs {
      var order = Array(0..<features)
      generator.shuffle(&order)
      // The inverse of a random order is one too.
      places += [order, order.map { features - 1 - $0 }]
    }
    self.places = places
  }

  /// None, all, and of each order all beginnings between.
  var coalitions: Int { 2 + places.count * (features - 1) }

  func forEachMember(of coalition: Int, _ body: (_ feature: Int) -> Void) {
    guard coalition > 1 else {
      if coalition == 1 { for feature in 0..<features { body(feature) } }
      return
    }
    let (order, size) = (coalition - 2).quotientAndRemainder(dividingBy: features - 1)
    let places = places[order]
    for feature in 0..<features where places[feature] <= size { body(feature) }
  }

  func shares(_ worth: [Double]) -> [Double] {
    var shares = [Double](repeating: 0, count: features)
    for (order, places) in places.enumerated() {
      for feature in 0..<features {
        shares[feature] += self.worth(worth, order, places[feature] + 1) - self.worth(worth, order, places[feature])
      }
    }
    return shares.map { $0 / Double(places.count) }
  }

  /// The worth of the first `size` features of an order.
  private func worth(_ worth: [Double], _ order: Int, _ size: Int) -> Double {
    if size == 0 { return worth[0] }
    return size == features ? worth[1] : worth[2 + order * (features - 1) + size - 1]
  }
}
