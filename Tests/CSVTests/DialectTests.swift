import CSV
import Testing

@Suite struct DialectTests {
  @Test("delimiters by name and by themselves")
  func names() {
    let named = ["comma", "tab", "semicolon", "pipe", ":", " ", "\t", "x"].map { Dialect(named: $0)?.delimiter }
    #expect(named == Array(",\t;|: \tx".utf8).map { $0 })
    #expect(Dialect() == Dialect(named: ","))
  }

  @Test("what cannot delimit is refused", arguments: ["", "\"", "\r", "\n", "\r\n", "\0", "ab", "é", "Tab"])
  func refusals(name: String) {
    #expect(Dialect(named: name) == nil)
  }

  @Test("a file's name tells tabs from commas")
  func conventions() {
    for path in ["a.tsv", "dir/b.tsv", "A.TSV"] {
      #expect(Dialect.conventional(forPath: path) == Dialect(named: "tab"))
    }
    for path in ["a.csv", "-", "tsv", "a.tsv.csv", ""] {
      #expect(Dialect.conventional(forPath: path) == Dialect())
    }
  }
}
