import CKernels

/// `count` sums in Float64, for what Float32 would lose: 0 at first.
///
/// Threads may share it as they share a `Storage`: each writes to places of its own.
@safe package final class Accumulator: @unchecked Sendable {
  package let count: Int
  private let base: UnsafeMutablePointer<Double>

  package init(count: Int) {
    precondition(count >= 0)
    unsafe base = .allocate(capacity: max(count, 1))
    unsafe base.initialize(repeating: 0, count: max(count, 1))
    self.count = count
  }

  deinit {
    unsafe base.deallocate()
  }

  package subscript(index: Int) -> Double {
    get {
      precondition(index >= 0 && index < count)
      return unsafe base[index]
    }
    set {
      precondition(index >= 0 && index < count)
      unsafe base[index] = newValue
    }
  }

  /// Adds the elements of `terms` (`1 × n`) to the sums from `offset` on; the first terms of a sum replace it.
  package func add(_ terms: Matrix, at offset: Int, first: Bool) {
    precondition(offset >= 0 && offset <= count - terms.count)
    unsafe nn_accumulate(terms.count, first, terms.pointer, base + offset)
  }

  /// Puts the sums from `offset` on, rounded, into `target` (`1 × n`).
  package func store(into target: Matrix, from offset: Int) {
    precondition(offset >= 0 && offset <= count - target.count)
    unsafe nn_round(target.count, base + offset, target.pointer)
  }
}
