import ArgumentParser
import CSV
import Glibc
import Matrices
import Workers

struct NumberTexts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "numbers", abstract: "Hold the reading of random decimal texts against strtof and strtod.")

  @Option(help: "How many texts.")
  var texts = 1_000_000

  @Option(help: "At most for so many seconds.")
  var seconds: Double?

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @Option(help: "How many threads.")
  var threads = 1

  private static let textsPerPiece = 100_000

  func run() throws {
    let end = seconds.map { ContinuousClock.now + .seconds($0) }
    let pieces = (texts + Self.textsPerPiece - 1) / Self.textsPerPiece
    let seed = seed
    let failures = Workers(count: threads).map(pieces) { piece -> (count: Int, failure: String?) in
      if let end, ContinuousClock.now >= end { return (0, nil) }
      var generator = Generator(seed: seed, stream: UInt64(piece))
      for _ in 0..<Self.textsPerPiece {
        if let failure = Self.failure(of: text(&generator)) { return (0, "seed \(seed): \(failure)") }
      }
      return (Self.textsPerPiece, nil)
    }
    if let failure = failures.compactMap(\.failure).first {
      print(failure)
      throw ExitCode.failure
    }
    print("\(failures.reduce(0) { $0 + $1.count }) texts")
  }

  /// A text of some kind: what programs write, what lies at or next to the middle between two numbers, and any digits.
  private func text(_ generator: inout Generator) -> [UInt8] {
    let bits = generator.next()
    switch generator.below(7) {
    case 0: return Array(Float(bitPattern: UInt32(truncatingIfNeeded: bits)).finite.description.utf8)
    case 1: return Array(Double(bitPattern: bits).finite.description.utf8)
    case 2: return printed("%.*e", generator.below(20), Double(bitPattern: bits).finite)
    case 3: return printed("%.*f", generator.below(20), (generator.uniform() - 0.5) * 1000)
    case 4:
      // The middle between two floats, exactly, where it has not too many digits; else next to it.
      let low = Float(bitPattern: UInt32(truncatingIfNeeded: bits) & 0x7FFF_FFFF).finite
      return printed("%.*e", 15 + generator.below(100), Double(low) + Double(low.ulp) / 2)
    case 5:
      // The middle between two doubles is one of more digits.
      let low = Double(bitPattern: bits & (.max >> 1)).finite
      var text = printed("%.*e", 17 + generator.below(3), low.nextUp == .infinity ? low : low / 2 + low.nextUp / 2)
      if generator.below(2) == 0, let mark = text.firstIndex(of: UInt8(ascii: "e")) {
        text.insert(contentsOf: Array("5000000000000000000001".utf8).prefix(generator.below(23)), at: mark)
      }
      return text
    default: return digits(&generator)
    }
  }

  /// Any sign, digits, point and exponent.
  private func digits(_ generator: inout Generator) -> [UInt8] {
    var text: [UInt8] = [[], Array("-".utf8), Array("+".utf8)][generator.below(3)]
    let count = 1 + generator.below(generator.below(4) == 0 ? 40 : 19)
    let point = generator.below(2 * count)
    for index in 0..<count {
      if index == point { text.append(UInt8(ascii: ".")) }
      text.append(UInt8(ascii: "0") + UInt8(generator.below(10)))
    }
    if generator.below(2) == 0 { text += Array("e\(generator.below(700) - 350)".utf8) }
    return text
  }

  private func printed(_ format: String, _ precision: Int, _ value: Double) -> [UInt8] {
    var buffer = [CChar](repeating: 0, count: 500)
    let length = withVaList([Int32(precision), value]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return buffer.prefix(Int(length)).map { UInt8(truncatingIfNeeded: $0) }
  }

  private static func failure(of text: [UInt8]) -> String? {
    let c = text.map { CChar(truncatingIfNeeded: $0) } + [0]
    let (double, float) = (strtod(c, nil), strtof(c, nil))
    let (ourDouble, ourFloat) = (Decimal.double(text.span), Decimal.float(text.span))
    if ourDouble?.bitPattern == (double.isFinite ? double.bitPattern : nil),
      ourFloat?.bitPattern == (float.isFinite ? float.bitPattern : nil)
    {
      return nil
    }
    return "\(String(decoding: text, as: UTF8.self)) is \(double) and \(float), not "
      + "\(ourDouble?.description ?? "nothing") and \(ourFloat?.description ?? "nothing")"
  }
}

extension BinaryFloatingPoint {
  /// The number, or 1 where it is infinite or none.
  fileprivate var finite: Self { isFinite ? self : 1 }
}
