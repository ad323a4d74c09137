import Glibc

/// A pipe for one test.
final class Pipe {
  let input: Int32
  private(set) var output: Int32

  init() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { fatalError("no pipe: error \(errno)") }
    (output, input) = (ends[0], ends[1])
  }

  deinit { closeOutput() }

  func closeOutput() {
    if output >= 0 { close(output) }
    output = -1
  }
}
