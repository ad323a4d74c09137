import ArgumentParser
import ByteStreams
import CSV
import Matrices
import Sampling
import Tables
import ToolSupport

/// A whole table in memory, its rows as they are spelt.
struct WholeTable {
  let header: RowStore
  let rows: RowStore
  /// A number for each row, the same where the cells of the stratifying column are; nil without such a column.
  let strata: [Int]?

  init(_ paths: [String], options: TableOptions, stratify: String?) throws {
    var reader = try TableReader(options.reader(of: paths), header: options.headerRule)
    var header = RowStore()
    if let record = reader.headerRecord { header.append(record) }
    let column = try stratify.map { try reader.columns.index(of: ByteString($0)) }
    var rows = RowStore()
    var strata: [Int] = []
    var numbers: [ByteString: Int] = [:]
    var record = Record()
    while try reader.next(&record) {
      rows.append(record)
      if let column {
        let cell = record.text(column)
        let number = numbers[cell] ?? numbers.count
        numbers[cell] = number
        strata.append(number)
      }
    }
    self.header = header
    self.rows = rows
    self.strata = column == nil ? nil : strata
  }

  func write(_ indices: some Sequence<Int>, to sink: ByteSink) throws {
    if header.count > 0 { try header.write(0, to: sink) }
    for index in indices { try rows.write(index, to: sink) }
  }
}

struct Split: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cut a table into a training part and a test part.",
    usage: """
      nn-data split [CSV] --test FRACTION [--stratify COLUMN] TRAIN TEST
      nn-data split [CSV …] --fold I/K --part train|test [--stratify COLUMN]
      """,
    discussion: "Rows keep their bytes and their order; each part begins with the header.")

  enum Part: String, ExpressibleByArgument, CaseIterable { case train, test }

  /// One of K folds.
  struct Fold: ExpressibleByArgument {
    let index: Int
    let count: Int

    init?(argument: String) {
      let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 2, (1...count).contains(index) else {
        return nil
      }
      self.index = index
      self.count = count
    }
  }

  @Option(help: ArgumentHelp("Share of the rows for the test part, between 0 and 1.", valueName: "fraction"))
  var test: Double?

  @Option(help: ArgumentHelp("Fold I of K is the test part, all others the training part.", valueName: "i/k"))
  var fold: Fold?

  @Option(help: "With --fold: the part to write to standard output, train or test.")
  var part: Part?

  @Option(help: ArgumentHelp("Give each part the same share of every value of this column.", valueName: "column"))
  var stratify: String?

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @OptionGroup var table: TableOptions

  @Argument(help: ArgumentHelp("The table, then the files to write; see the usage above.", valueName: "file"))
  var files: [String] = []

  mutating func validate() throws {
    if let test, !(test > 0 && test < 1) {
      throw ValidationError("--test takes a number between 0 and 1, not \(shown(test))")
    }
    if test != nil, fold != nil { throw ValidationError("--test and --fold exclude each other") }
    if part != nil, fold == nil { throw ValidationError("--part goes with --fold") }
  }

  // What is missing is told here and not in validate: an option that does not exist is told before it.
  func run() throws {
    if let fold {
      guard let part else { throw ValidationError("--fold needs --part train or --part test") }
      try write(part, of: fold)
    } else if let test {
      guard (2...3).contains(files.count) else {
        throw ValidationError("--test needs two files to write, and before them at most one to read")
      }
      guard Set(files.suffix(2)).count == 2 else { throw ValidationError("the two parts need two files") }
      try split(testShare: test)
    } else {
      throw ValidationError("say --test FRACTION or --fold I/K")
    }
  }

  private func write(_ part: Part, of fold: Fold) throws {
    let whole = try WholeTable(files, options: table, stratify: stratify)
    var generator = Generator(seed: seed)
    let numbers = foldNumbers(rows: whole.rows.count, folds: fold.count, strata: whole.strata, generator: &generator)
    try withOutput(nil) { sink in
      try whole.write(numbers.indices.filter { (numbers[$0] == fold.index - 1) == (part == .test) }, to: sink)
    }
  }

  private func split(testShare: Double) throws {
    // Both parts or none.
    for path in files.suffix(2) { try AtomicFile.check(path: argumentBytes(of: path)) }
    let whole = try WholeTable(Array(files.dropLast(2)), options: table, stratify: stratify)
    var generator = Generator(seed: seed)
    let isTest = testPart(rows: whole.rows.count, fraction: testShare, strata: whole.strata, generator: &generator)
    for (path, wantsTest) in zip(files.suffix(2), [false, true]) {
      try withOutput(path) { sink in
        try whole.write(isTest.indices.filter { isTest[$0] == wantsTest }, to: sink)
      }
    }
  }
}

struct Shuffle: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the rows of a table in a random order.", usage: "nn-data shuffle [CSV …] [options]")

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var table: TableOptions

  @Argument(help: ArgumentHelp("The tables, read as one; none, or -, is standard input.", valueName: "csv"))
  var files: [String] = []

  func run() throws {
    let whole = try WholeTable(files, options: table, stratify: nil)
    var generator = Generator(seed: seed)
    var order = Array(0..<whole.rows.count)
    generator.shuffle(&order)
    try withOutput(output) { try whole.write(order, to: $0) }
  }
}
