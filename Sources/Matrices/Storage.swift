#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A block of `count` Floats on a cache-line boundary, zero at first, freed with its last reference.
///
/// Matrices are views of a storage: copying a view copies no element. Writers never overlap: a parallel step gives
/// each worker rows of its own, and the code that starts it waits for all of them.
@safe package final class Storage: @unchecked Sendable {
  package let count: Int
  private let base: UnsafeMutablePointer<Float>

  /// A block of this many bytes is the system's own: its pages take no memory before they are written, and none after it
  /// is freed.
  private static let pagesFrom = 1 << 20

  private var byteCount: Int { max(count, 1) * MemoryLayout<Float>.stride }

  package init(count: Int) {
    precondition(count >= 0)
    self.count = count
    let size = max(count, 1)
    let byteCount = size * MemoryLayout<Float>.stride
    if byteCount >= Self.pagesFrom {
      let pages = unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let pages = unsafe pages, unsafe pages != MAP_FAILED else { fatalError("out of memory") }
      unsafe base = pages.bindMemory(to: Float.self, capacity: size)
    } else {
      unsafe base = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
        .bindMemory(to: Float.self, capacity: size)
      unsafe base.initialize(repeating: 0, count: size)
    }
  }

  deinit {
    if byteCount >= Self.pagesFrom { unsafe munmap(base, byteCount) } else { unsafe base.deallocate() }
  }

  /// The address of element `offset`, of which `count` elements may be used. Valid while the storage lives.
  func elements(at offset: Int, count: Int) -> UnsafeMutablePointer<Float> {
    precondition(offset >= 0 && count >= 0 && offset <= self.count - count)
    return unsafe base + offset
  }
}
