import TestSupport
import Testing

/// The README tells of every room of the house.
@Suite("The layout of the source in the README")
struct SourceLayoutTests {
  @Test("has every library, and where to begin in it")
  func libraries() throws {
    func text(_ path: String) throws -> String {
      String(decoding: try Files.read(Array("\(Fixture.package)/\(path)".utf8)), as: UTF8.self)
    }
    let package = try text("Package.swift")
    let libraries = Set(package.matches(of: /library\(\s*"(\w+)"/).map { String($0.1) })
    #expect(libraries.count > 10)
    var told: Set<String> = []
    for row in try text("README.md").matches(of: /\n\| `(\w+)` \| [^|]+ \| ([^|]+) \| [^|]+ \|/) {
      told.insert(String(row.1))
      for type in row.2.matches(of: /`([A-Z]\w+)/) where libraries.contains(String(row.1)) {
        let files = try TemporaryFolder.names(of: "\(Fixture.package)/Sources/\(row.1)")
        #expect(files.contains { $0.hasPrefix("\(type.1)") }, "\(row.1): \(type.1)")
      }
    }
    #expect(libraries.subtracting(told) == [])
  }
}
