import Testing

@testable import Drawing

@Suite struct DotWriterTests {
  @Test("Every weight is an edge from its unit to its own, coloured by its sign")
  func edges() throws {
    let picture = NetworkPicture(layers: randomLayers([2, 3, 1]), inputNames: ["a", "b"], outputNames: ["c"])
    let dot = try picture.dot()
    let edges = dot.split(separator: "\n").filter { $0.contains("penwidth") }
    #expect(edges.count == 2 * 3 + 3 + 3 + 1)
    #expect(
      edges.contains { $0.hasPrefix("  l0_2 -> l1_3 [") } && edges.contains { $0.hasPrefix("  l1_bias -> l2_1 [") })
    #expect(dot.contains("input_1 [shape=plaintext, label=\"a\"]") && dot.contains("l2_1 -> output_1"))
    #expect(dot.hasPrefix("digraph network {\n") && dot.hasSuffix("}\n"))
  }

  @Test("No name ends its string", arguments: hostileNames)
  func names(_ name: HostileName) throws {
    let picture = NetworkPicture(
      layers: randomLayers([2, 2]), inputNames: [name.text, "b"], outputNames: [name.text, "c"], title: name.text)
    for line in try picture.dot().split(separator: "\n") {
      let bare = line.replacing(/\\[\\"]/, with: "")
      #expect(bare.count { $0 == "\"" } % 2 == 0 && !bare.contains("\\"), "\(line)")
    }
  }

  @Test("Of wide layers the first and last units are shown, and the strongest weights")
  func wide() throws {
    let dot = try NetworkPicture(layers: randomLayers([784, 128, 10]), maxUnits: 8).dot()
    #expect(dot.contains("… 776 more …") && dot.contains("l0_784;") && !dot.contains("l0_5;"))
    #expect(dot.utf8.count < 200_000)
  }
}
