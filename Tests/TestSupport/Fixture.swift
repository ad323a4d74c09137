/// The folder of this package, and the files in it that the tests are given.
package enum Fixture {
  /// The folder that holds Sources, Tests, Fixtures and man.
  package static let package =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

  /// All the bytes of a file of the folder Fixtures.
  package static func bytes(_ path: String) throws -> [UInt8] {
    try Files.read(Array("\(package)/Fixtures/\(path)".utf8))
  }

  /// A file of the folder Fixtures as text.
  package static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  /// The lines of a file of the folder Fixtures, each cut at its tabs.
  package static func tabbedLines(_ path: String) throws -> [[ArraySlice<UInt8>]] {
    try bytes(path).split(separator: UInt8(ascii: "\n")).map {
      $0.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
    }
  }
}
