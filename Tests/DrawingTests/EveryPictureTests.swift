import TestSupport
import Testing

@testable import Drawing

@Suite("Every kind of picture") struct EveryPictureTests {
  private static let sizes = [nil, Size(width: 400, height: 420)]

  /// Draws a picture in a size; nil where it says that there is nothing to draw, or not in this size.
  private func drawn(_ picture: any Picture, _ size: Size?) throws -> Scene? {
    do {
      return try picture.scene(size: size)
    } catch {
      switch error {
      case .nothingToDraw, .heightTooSmall: return nil
      default: throw error
      }
    }
  }

  @Test("is sound under names of any kind, with no label over another or outside", arguments: hostileNames)
  func names(_ name: HostileName) throws {
    for (_, make) in EveryPicture.kinds {
      var numbers = hostileNumbers(seed: 7)
      let picture = make(name.text, &numbers)
      let scene = try picture.scene(size: nil)
      try expectSound(SVGWriter.write(scene, theme: .auto))
      expectLabelsApart(scene)
    }
  }

  @Test("is sound whatever its numbers are, or says why there is nothing to draw", arguments: 0..<7)
  func numbers(seed: Int) throws {
    for (_, make) in EveryPicture.kinds {
      var numbers = hostileNumbers(seed: UInt64(seed))
      let picture = make("a name", &numbers)
      for size in Self.sizes {
        guard let scene = try drawn(picture, size) else { continue }
        try expectSound(SVGWriter.write(scene, theme: .dark))
        expectLabelsApart(scene)
      }
    }
  }

  @Test("is sound under strings and numbers at random", arguments: 0..<4)
  func fuzz(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed) &+ 1_000)
    let parts: [String] =
      hostileNames.map { String($0.text.prefix(30)) } + ["x", "µ", "🧠", "\u{200F}", "ﷺ", "\u{0}", "ẍ̈", "中"]
    for (kind, make) in EveryPicture.kinds {
      let name = (0..<Int.random(in: 0..<40, using: &generator))
        .map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
      var numbers = hostileNumbers(seed: generator.next())
      let picture = make(name, &numbers)
      guard let scene = try drawn(picture, nil) else { continue }
      try expectSound(SVGWriter.write(scene, theme: .light))
      expectLabelsApart(scene)
      expectPlain(try picture.text(TextStyle(columns: 70, rows: 30, colours: .none, isDark: true)), columns: 70)
      let page = try picture.html()
      #expect(page.utf8.count <= 200_000 && !page.contains("<script>alert"), "\(kind)")
    }
  }

  @Test("has the same bytes every time, and these", arguments: Array(EveryPicture.kinds.indices))
  func bytes(index: Int) throws {
    let (kind, make) = EveryPicture.kinds[index]
    var numbers = hostileNumbers(seed: 7)
    var again = hostileNumbers(seed: 7)
    let svg = try make("a name", &numbers).svg(theme: .auto)
    #expect(try make("a name", &again).svg(theme: .auto) == svg)
    let snapshots = try Fixture.text("pictures/fingerprints.tsv")
    #expect(snapshots.contains("\(kind)\t\(fingerprint(svg))\n"), "\(kind)\t\(fingerprint(svg))")
  }

  @Test("is text of no more columns than it may have, legible without colours", arguments: [40, 80, 132])
  func text(columns: Int) throws {
    for (kind, make) in EveryPicture.kinds {
      for colours in [TextStyle.Colours.none, .palette, .full] {
        var numbers = hostileNumbers(seed: 7)
        let picture = make("a name", &numbers)
        let text = try picture.text(TextStyle(columns: columns, rows: nil, colours: colours, isDark: colours == .full))
        expectPlain(text, columns: columns, isTrimmed: colours == .none)
        #expect(text.contains("a name") || kind == "calibration" || columns == 40, "\(kind)\n\(text)")
        #expect(text.contains("\u{1B}[") == (colours != .none), "\(kind)")
      }
    }
  }

  /// Lines of at most so many cells, and no control characters but those that set colours.
  private func expectPlain(_ text: String, columns: Int, isTrimmed: Bool = true) {
    #expect(text.hasSuffix("\n"))
    for line in text.split(separator: "\n") {
      let bare = line.replacing(/\u{1B}\[[0-9;]*m/, with: "")
      #expect(CellText.cells(of: String(bare)).reduce(0) { $0 + $1.width } <= columns)
      #expect(!bare.unicodeScalars.contains { $0.value < 32 || (0x7F..<0xA0).contains($0.value) })
      #expect(!isTrimmed || bare.last != " ", "white space at the end of a line")
    }
  }
}
