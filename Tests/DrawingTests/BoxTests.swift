import Testing

@testable import Drawing

@Suite struct BoxTests {
  private let box = Box(left: 10, top: 10, right: 20, bottom: 30)

  @Test("A line crosses a box where a part of it lies inside")
  func crossing() {
    #expect(box.isCrossedBy(Point(x: 0, y: 20), Point(x: 40, y: 20)))
    #expect(box.isCrossedBy(Point(x: 12, y: 12), Point(x: 13, y: 13)))
    #expect(!box.isCrossedBy(Point(x: 0, y: 20), Point(x: 5, y: 20)))
    #expect(!box.isCrossedBy(Point(x: 0, y: 0), Point(x: 40, y: 0)))
    #expect(!box.isCrossedBy(Point(x: 0, y: 12), Point(x: 12, y: 0)))
  }

  @Test("Boxes that only touch do not overlap")
  func overlapping() {
    #expect(!box.overlaps(Box(left: 20, top: 10, right: 30, bottom: 30)))
    #expect(box.overlaps(Box(left: 19, top: 29, right: 30, bottom: 40)))
    #expect(box.contains(box.insetBy(1)) && !box.insetBy(1).contains(box))
  }
}
