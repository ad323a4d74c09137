import ArgumentParser
import ToolSupport

@main
struct NNData: Tool {
  static let configuration = CommandConfiguration(
    commandName: "nn-data",
    abstract: "Make tables to learn from, and cut tables into parts.",
    usage: "nn-data circles|moons|blobs|spirals|xor|linear|friedman|split|shuffle",
    discussion: """
      Generators write x1,x2,…,label (or y) to standard output; definitions are
      scikit-learn's. split and shuffle keep every row byte for byte.

      Examples:
        nn-data circles -n 1000 --noise 0.1 --factor 0.1 > circles.csv
        nn-data circles | nn-data split --test 0.25 train.csv test.csv
        nn-data split --fold 1/5 --part test data.csv
      """,
    version: "nn-data \(suiteVersion)",
    subcommands: [
      Circles.self, Moons.self, Blobs.self, Spirals.self, Xor.self, Linear.self, Friedman.self, Split.self,
      Shuffle.self,
    ])

  static let familiarNames = [
    "rows": "-n", "samples": "-n", "n-samples": "-n", "n": "-n", "count": "-n", "size": "-n",
    "test-size": "--test", "train": "--test", "train-size": "--test", "random-state": "--seed", "random-seed": "--seed",
    "stratify-by": "--stratify", "folds": "--fold", "out": "--output", "centres": "--centers",
    "n-features": "--features", "cluster-std": "--std", "sep": "--delimiter", "separator": "--delimiter",
  ]

  func run() throws {
    try refuseTerminal([], tool: Self.self)
    throw ValidationError("say what to make, or split or shuffle")
  }
}
