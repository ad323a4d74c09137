/// A block of `count` Floats on a cache-line boundary, zero at first, freed with its last reference.
///
/// Matrices are views of a storage: copying a view copies no element. Writers never overlap: a parallel step gives
/// each worker rows of its own, and the code that starts it waits for all of them.
@safe package final class Storage: @unchecked Sendable {
  package let count: Int
  private let base: UnsafeMutablePointer<Float>

  package init(count: Int) {
    precondition(count >= 0)
    let raw = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: 64)
    unsafe base = raw.bindMemory(to: Float.self, capacity: max(count, 1))
    unsafe base.initialize(repeating: 0, count: max(count, 1))
    self.count = count
  }

  deinit {
    unsafe base.deallocate()
  }

  /// The address of element `offset`, of which `count` elements may be used. Valid while the storage lives.
  func elements(at offset: Int, count: Int) -> UnsafeMutablePointer<Float> {
    precondition(offset >= 0 && count >= 0 && offset <= self.count - count)
    return unsafe base + offset
  }
}
