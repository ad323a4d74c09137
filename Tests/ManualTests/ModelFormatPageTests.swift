import Testing

@Suite("nnm(5)")
struct ModelFormatPageTests {
  /// The bytes of the dump in EXAMPLES: `0008  18 00 00 00    24 bytes`, with the offset before and a note behind.
  private func dump() throws -> [UInt8] {
    var bytes: [UInt8] = []
    let display = try #require(try ManualPage("nnm.5").examples.first { $0.contains("89 4e 4e 4d") })
    for line in display.split(separator: "\n") {
      let parts = line.split(separator: "  ", omittingEmptySubsequences: true)
      #expect(Int(parts[0], radix: 16) == bytes.count, "\(line)")
      bytes += parts[1].split(separator: " ").compactMap { UInt8($0, radix: 16) }
    }
    return bytes
  }

  @Test("The file that is taken apart is a sound model of the identifier that it ends with")
  func dumpIsAModel() throws {
    let bytes = try dump()
    #expect(bytes.count == 823)
    let octal = bytes.map { "\\" + String($0, radix: 8).leftPadded(to: 3) }.joined()
    let identifier = bytes.dropLast(4).suffix(32).map { String($0, radix: 16).leftPadded(to: 2) }.joined()
    let outcome = try Shell.run("printf '\(octal)' > dump.nnm; nn-info --check dump.nnm; nn-info dump.nnm")
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains("model_id,\(identifier)\n"))
    #expect(outcome.output.contains("file_bytes,823\n"))
  }

  @Test("The commands before it make a file that begins with the same chunks")
  func dumpIsMade() throws {
    let commands = try #require(try ManualPage("nnm.5").examples.first)
    // Numbers may differ in their last digits from machine to machine; HEAD and ARCH hold none that was computed.
    let headAndArchitecture = 0x58
    let outcome = try Shell.run("\(commands)\nod -A n -t x1 -v -N \(headAndArchitecture) line.nnm | tr -d ' \\n'")
    #expect(outcome.status == 0, "\(outcome.output)")
    let inPage = try dump().prefix(headAndArchitecture).map { String($0, radix: 16).leftPadded(to: 2) }.joined()
    #expect(outcome.output.hasSuffix(inPage))
  }
}

extension String {
  fileprivate func leftPadded(to count: Int) -> String {
    String(repeating: "0", count: Swift.max(0, count - self.count)) + self
  }
}
