import ArgumentParser
import Glibc
import Matrices
import Workers

struct Functions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold exp, sigmoid, tanh and SiLU of floats against C's functions of doubles."
  )

  @Option(help: "Every which float between those whose magnitude is 1e-19 and 110; 1 tries all.")
  var step = 1

  @Option(help: "How many threads.")
  var threads = 1

  private struct Function: Sendable {
    let name: String
    /// By how many units in the last place it may be off.
    var most = 2.0
    let apply: @Sendable (Matrix) -> Void
    let value: @Sendable (Double) -> Double
  }

  private static let functions = [
    Function(name: "exp") {
      $0.applyExponential()
    } value: {
      exp($0)
    },
    Function(name: "sigmoid") {
      $0.become(.sigmoid, parameter: 0, of: $0)
    } value: {
      $0 < 0 ? exp($0) / (1 + exp($0)) : 1 / (1 + exp(-$0))
    },
    Function(name: "SiLU", most: 3) {
      $0.become(.silu, parameter: 0, of: $0)
    } value: {
      $0 < 0 ? $0 * exp($0) / (1 + exp($0)) : $0 / (1 + exp(-$0))
    },
    Function(name: "tanh") {
      $0.become(.tanh, parameter: 0, of: $0)
    } value: {
      tanh($0)
    },
  ]

  private static let bits = Float(1e-19).bitPattern..<Float(110).bitPattern
  private static let floatsPerPiece = 1 << 16

  func validate() throws {
    guard step > 0 else { throw ValidationError("--step must be positive.") }
  }

  func run() throws {
    let pieces = (Self.bits.count - 1) / step / Self.floatsPerPiece + 1
    let step = step
    var isGood = true
    for function in Self.functions {
      let worst = Workers(count: threads).map(pieces) { Self.worst(of: function, piece: $0, step: step) }
      let (units, at) = worst.max { $0.units < $1.units } ?? (0, 0)
      print("\(function.name): off by \(units) units in the last place at worst, at \(at)")
      isGood = isGood && units <= function.most
    }
    if !isGood { throw ExitCode.failure }
  }

  private static func worst(of function: Function, piece: Int, step: Int) -> (units: Double, at: Float) {
    var worst = (units: 0.0, at: Float(0))
    let first = bits.lowerBound + UInt32(piece * floatsPerPiece * step)
    let some = stride(from: first, to: bits.upperBound, by: step).prefix(floatsPerPiece).map(Float.init(bitPattern:))
    for arguments in [some, some.map { -$0 }] {
      let results = Matrix(rows: 1, columns: arguments.count, elements: arguments)
      function.apply(results)
      for (x, got) in zip(arguments, results.elements) {
        let want = function.value(Double(x))
        // Beyond all floats; where ours is infinite already, it is off by no number of units.
        guard want <= Double(Float.greatestFiniteMagnitude) else { continue }
        let unit = Double(max(Float(want).ulp, .leastNonzeroMagnitude))
        let units = abs(Double(got) - want) / unit
        if !(units <= worst.units) { worst = (units, x) }
      }
    }
    return worst
  }
}
