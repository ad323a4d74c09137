import Testing

@testable import Drawing

@Suite struct LegendTests {
  @Test("Items flow into rows, and each stays within the width")
  func rows() {
    let items = (0..<9).map { Legend.Item(sign: .line(Stroke(ink: .category($0))), text: "name number \($0)") }
    let legend = Legend(items, width: 300)
    #expect(legend.height == 5 * Legend.rowHeight)
    let boxes = legend.shapes(left: 10, top: 0).compactMap { shape in
      if case .label(let label) = shape { label.box } else { nil }
    }
    #expect(boxes.count == 9 && boxes.allSatisfy { $0.right <= 310.01 && $0.bottom <= legend.height })
    #expect(Legend([], width: 300).height == 0)
  }
}
