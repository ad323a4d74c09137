import Testing
import ToolSupport

@Suite("The line of blocks") struct SparkLineTests {
  @Test("goes from the least value to the greatest")
  func heights() {
    #expect(sparkLine([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
    #expect(sparkLine([7, 0, 3.5]) == "█▁▅")
    #expect(sparkLine([2, 2]) == "▁▁")
    #expect(sparkLine([]) == "")
  }

  @Test("stands whatever a loss has become")
  func extremes() {
    #expect(sparkLine([1, .infinity, 2]) == "▁██")
    #expect(sparkLine([1, .nan, 2]) == "▁ █")
    #expect(sparkLine([.nan, .nan]) == "  ")
    #expect(sparkLine([.infinity, -.infinity]) == "█▁")
    #expect(sparkLine([-.greatestFiniteMagnitude, .greatestFiniteMagnitude, 0]).count == 3)
  }
}
