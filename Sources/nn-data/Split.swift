import ArgumentParser
import ByteStreams
import CSV
import Matrices
import Sampling
import Tables
import ToolSupport

struct Split: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cut a table into a training part and a test part.",
    usage: """
      nn-data split [CSV] --test FRACTION [--stratify COLUMN] TRAIN TEST
      nn-data split [CSV …] --fold I/K --part train|test [--stratify COLUMN]
      """,
    discussion: "Rows keep their bytes and their order; each part begins with the header.")

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case train, test

    /// What it is called in messages.
    var title: String { self == .train ? "the training part" : "the test part" }
  }

  /// One of K folds.
  struct Fold {
    let index: Int
    let count: Int

    init(parsing argument: String) throws {
      let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 2, (1...count).contains(index) else {
        throw ValidationError("expected a fold and the number of folds, such as 1/5")
      }
      self.index = index
      self.count = count
    }
  }

  @Option(help: ArgumentHelp("Share of the rows for the test part, between 0 and 1.", valueName: "fraction"))
  var test: Double?

  @Option(
    help: ArgumentHelp("Fold I of K is the test part, all others the training part.", valueName: "i/k"),
    transform: Fold.init(parsing:))
  var fold: Fold?

  @Option(help: "With --fold: the part to write, train or test.")
  var part: Part?

  @Option(
    help: ArgumentHelp("Give each part the same share of every value of this column.", valueName: "column"),
    completion: .column)
  var stratify: String?

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @Option(
    name: .letter("o"),
    help: ArgumentHelp("With --fold: write to FILE instead of standard output.", valueName: "file"), completion: .tables
  )
  var output: String?

  @OptionGroup var table: TableOptions

  @Argument(
    help: ArgumentHelp("The table, then the files to write; see the usage above.", valueName: "file"),
    completion: .tables)
  var files: [String] = []

  mutating func validate() throws {
    if let test, !(test > 0 && test < 1) {
      throw ValidationError("--test takes a number between 0 and 1, not \(shown(test))")
    }
    if test != nil, fold != nil { throw ValidationError("--test and --fold exclude each other") }
    if part != nil, fold == nil { throw ValidationError("--part goes with --fold") }
    if output != nil, fold == nil { throw ValidationError("--output goes with --fold") }
  }

  // What is missing is told here and not in validate: an option that does not exist is told before it.
  func run() throws {
    if let fold {
      guard let part else { throw ValidationError("--fold needs --part train or --part test") }
      try refuseTerminal(files, tool: NNData.self)
      try refuseToReplace(files, by: part.title, at: output)
      try write(part, of: fold)
    } else if let test {
      guard (2...3).contains(files.count) else {
        throw ValidationError("--test needs two files to write, and before them at most one to read")
      }
      let (tables, paths) = (Array(files.dropLast(2)), Array(files.suffix(2)))
      let parts = paths.map(argumentBytes)
      guard !AtomicFile.areSame(parts[0], parts[1]) else { throw ValidationError("the two parts need two files") }
      try refuseTerminal(tables, tool: NNData.self)
      for (part, path) in zip(Part.allCases, paths) { try refuseToReplace(tables, by: part.title, at: path) }
      try split(tables, testShare: test, into: paths)
    } else {
      throw ValidationError("say --test FRACTION or --fold I/K")
    }
  }

  private func write(_ part: Part, of fold: Fold) throws {
    var stretches = try table.stretches(of: files, stratify: stratify)
    var generator = Generator(seed: seed)
    var numbers = FoldNumbers(folds: fold.count)
    try withOutput(output) { sink in
      try stretches.writeHeader(to: sink)
      while try stretches.next() {
        let rows = stretches.rows
        let folds = numbers.deal(rows: rows.count, strata: stretches.strata, generator: &generator)
        for row in folds.indices where (folds[row] == fold.index - 1) == (part == .test) {
          try rows.write(row, to: sink)
        }
      }
    }
  }

  /// Writes the training part to the first of two paths and the test part to the second: both or none.
  private func split(_ tables: [String], testShare: Double, into paths: [String]) throws {
    // What cannot be written is said before the table is read.
    for path in paths { try AtomicFile.check(path: argumentBytes(of: path)) }
    var stretches = try table.stretches(of: tables, stratify: stratify)
    // Who names the table and one part, and nothing comes from standard input, would lose the table.
    guard !tables.isEmpty || !stretches.isEmpty else {
      throw ToolError.badData("stdin: no rows; a table is named before the two parts")
    }
    var generator = Generator(seed: seed)
    var test = TestRows(fraction: testShare)
    try withOutputs(paths) { sinks in
      for sink in sinks { try stretches.writeHeader(to: sink) }
      while try stretches.next() {
        let rows = stretches.rows
        let isTest = test.choose(rows: rows.count, strata: stretches.strata, generator: &generator)
        for row in isTest.indices { try rows.write(row, to: sinks[isTest[row] ? 1 : 0]) }
      }
    }
  }
}

extension TableOptions {
  /// The table of some files, or of standard input, stretch by stretch.
  func stretches(of paths: some Collection<String>, stratify: String? = nil) throws -> TableStretches {
    let reader = try TableReader(reader(of: Array(paths)), header: headerRule)
    return try TableStretches(reader, stratify: stratify.map { argumentBytes(of: $0) })
  }
}

extension TableStretches {
  func writeHeader(to sink: ByteSink) throws {
    if header.count > 0 { try header.write(0, to: sink) }
  }
}
