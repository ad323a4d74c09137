import ByteStreams
import TestSupport
import Testing
import Workers

@testable import ModelFile

/// Fixtures/hostile holds files that hostile.py makes, each named after the rule of nnm(5) that it breaks.
@Suite("Hostile files") struct HostileTests {
  private static let names = Result {
    try TemporaryFolder.names(of: "\(Fixture.package)/Fixtures/hostile").filter { $0.hasSuffix(".nnm") }
  }

  /// What becomes of reading a file: the name of the rule that it breaks, or `accepted`.
  private static func outcome(_ bytes: [UInt8], workers: Int = 2) -> String {
    do {
      _ = try Model.read(from: ByteSource(bytes: bytes, name: "m.nnm"), workers: Workers(count: workers))
      return "accepted"
    } catch {
      return error.rule?.rawValue ?? "\(error)"
    }
  }

  @Test("Each is refused for the rule that it is named after, and those that only look bad are not")
  func named() throws {
    for name in try Self.names.get() {
      let outcome = try Self.outcome(Fixture.bytes("hostile/\(name)"))
      #expect(outcome == name.prefix { $0 != "." }, "\(name)")
    }
  }

  @Test("There is one for every rule")
  func complete() throws {
    let rules = try Set(Self.names.get().map { String($0.prefix { $0 != "." }) })
    #expect(rules == Set(ModelRule.allCases.map(\.rawValue)).union(["accepted"]))
  }

  @Test("One thread and several tell the same error")
  func workers() throws {
    for name in try Self.names.get() {
      let bytes = try Fixture.bytes("hostile/\(name)")
      #expect(Self.outcome(bytes, workers: 1) == Self.outcome(bytes, workers: 5), "\(name)")
    }
  }

  @Test("The message names the kind, the chunk and the byte")
  func message() throws {
    func message(_ name: String) throws -> String {
      do {
        _ = try read(Fixture.bytes("hostile/\(name).nnm"))
        return ""
      } catch let error as ModelFileError { return "\(error)" }
    }
    #expect(
      try message("weight-not-finite") == "damaged model file: a weight is not finite (WGHT, byte 256)")
    #expect(try message("signature.gzip") == "not a model file; it looks like a gzip file")
    #expect(try message("truncated.in-a-header") == "truncated model file: it ends early (chunk 0, byte 20)")
    #expect(
      try message("limit-layers") == "model file over a limit: 1025 layers; the limit is 1024 (HEAD, byte 8)")
    #expect(
      try message("unsupported-codec")
        == "unsupported model file: codec 3 (ARCH, byte 52); it needs a later version")
  }

  @Test("The streams of zlib's own tests are taken for what they are")
  func streams() throws {
    for line in try Fixture.tabbedLines("zlib/streams.tsv").dropFirst() {
      let fields = line.map { String(decoding: $0, as: UTF8.self) }
      var bytes: [UInt8] = []
      var rest = fields[0][...]
      while let byte = UInt8(rest.prefix(2), radix: 16) {
        bytes.append(byte)
        rest = rest.dropFirst(2)
      }
      var output: [UInt8] = []
      let found = inflate(bytes, from: 0, count: Int(fields[2]) ?? 0, into: &output)
      switch fields[1] {
      case "ok": #expect(found == .done, "\(fields[3])")
      case "truncated": #expect(found == .early, "\(fields[3])")
      case "trailing": #expect(found == .trailing, "\(fields[3])")
      default: #expect(found != .done, "\(fields[3])")
      }
    }
  }
}
