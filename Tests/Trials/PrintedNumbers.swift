import ArgumentParser
import CSV
import Matrices
import Workers

struct PrintedNumbers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "printing", abstract: "Hold the texts of random numbers against those of Swift.")

  @Option(help: "For how long.")
  var seconds = 10.0

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @Option(help: "How many threads.")
  var threads = 1

  private static let numbersPerPiece = 50_000

  func run() throws {
    let end = ContinuousClock.now + .seconds(seconds)
    let seed = seed
    var pieces = 0
    while ContinuousClock.now < end {
      let first = pieces
      pieces += threads
      let failures = Workers(count: threads).map(threads) { piece in
        var generator = Generator(seed: seed, stream: UInt64(first + piece))
        return Self.failure(&generator)
      }
      if let failure = failures.compactMap({ $0 }).first {
        print("seed \(seed): \(failure)")
        throw ExitCode.failure
      }
    }
    print("\(2 * pieces * Self.numbersPerPiece) numbers")
  }

  private static func failure(_ generator: inout Generator) -> String? {
    var writer = Writer()
    var texts: [String] = []
    for index in 0..<numbersPerPiece {
      let bits = generator.next()
      let single: Float =
        index % 2 == 0 ? Float(bitPattern: UInt32(truncatingIfNeeded: bits)) : Float(generator.uniform())
      let double = index % 3 == 0 ? generator.uniform() : Double(bitPattern: bits)
      writer.field(single)
      writer.field(double)
      writer.keepRow()
      texts.append("\(single),\(double)")
    }
    let rows = writer.takeRows().split(separator: UInt8(ascii: "\n"))
    for (row, text) in zip(rows, texts) {
      let printed = String(decoding: row, as: UTF8.self)
      let (ours, theirs) = (printed.split(separator: ","), text.split(separator: ","))
      guard ours.count == 2, isSame(ours[0], theirs[0], Float.init), isSame(ours[1], theirs[1], Double.init) else {
        return "\(text) is printed \(printed)"
      }
    }
    return rows.count == texts.count ? nil : "\(rows.count) rows of \(texts.count)"
  }

  /// Whether two texts stand for one number by the same digits.
  private static func isSame<Value: BinaryFloatingPoint>(
    _ ours: Substring, _ theirs: Substring, _ value: (Substring) -> Value?
  ) -> Bool {
    if theirs.contains("nan") { return ours == "nan" }
    guard let one = value(ours), let other = value(theirs) else { return false }
    return one == other && one.sign == other.sign && digits(of: ours).elementsEqual(digits(of: theirs))
  }

  /// The significant digits, without zeros at either end.
  private static func digits(of text: Substring) -> [UInt8] {
    let mantissa = text.utf8.prefix { $0 != UInt8(ascii: "e") }
    let digits = mantissa.filter { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }
    let zero = UInt8(ascii: "0")
    return Array(digits.drop { $0 == zero }.reversed().drop { $0 == zero })
  }
}
