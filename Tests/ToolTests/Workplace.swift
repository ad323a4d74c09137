import TestSupport

/// A folder for one test, in which tools run and which is removed with all its files when the test ends.
final class Workplace {
  private let folder: TemporaryFolder

  var path: String { folder.path }

  /// A tool did not end well.
  struct Failure: Error {
    let command: String
    let ending: Outcome.Ending
    let errors: String
  }

  init() throws { folder = try TemporaryFolder() }

  /// Runs a tool here to its end.
  func run(
    _ tool: String, _ arguments: String..., input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(tool, arguments, input: input, environment: environment)
  }

  /// Runs a tool here to its end.
  func run(
    _ tool: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(tool, bytes: arguments.map { Array($0.utf8) }, input: input, environment: environment)
  }

  /// Runs a tool here to its end, with arguments that need not be UTF-8.
  func run(
    _ tool: String, bytes arguments: [[UInt8]], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Outcome {
    try ToolRunner(tool, arguments, in: path, environment: environment).finish(sending: input)
  }

  /// Runs a tool that is to end well, and returns what it wrote.
  @discardableResult
  func output(
    _ tool: String, _ arguments: String..., input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> [UInt8] {
    try output(tool, arguments, input: input, environment: environment)
  }

  /// Runs a tool that is to end well, and returns what it wrote.
  @discardableResult
  func output(
    _ tool: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> [UInt8] {
    let outcome = try run(tool, arguments, input: input, environment: environment)
    guard outcome.ending == .exit(0) else {
      let command = ([tool] + arguments).joined(separator: " ")
      throw Failure(command: command, ending: outcome.ending, errors: outcome.errors)
    }
    return outcome.output
  }

  /// Starts a tool here.
  func start(
    _ tool: String, _ arguments: String..., input: ToolRunner.Stream = .pipe, output: ToolRunner.Stream = .pipe
  ) throws -> ToolRunner {
    try ToolRunner(tool, arguments.map { Array($0.utf8) }, in: path, input: input, output: output)
  }

  /// The names of the files here, in order.
  var names: [String] { folder.names }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  func write(_ name: String, _ bytes: [UInt8]) throws { try write(Array(name.utf8), bytes) }

  func write(_ name: [UInt8], _ bytes: [UInt8]) throws { try Files.write(bytes, to: folder.location(of: name)) }

  func read(_ name: String) throws -> [UInt8] { try read(Array(name.utf8)) }

  func read(_ name: [UInt8]) throws -> [UInt8] { try Files.read(folder.location(of: name)) }
}
