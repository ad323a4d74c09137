import Matrices

/// A number that differs where the values that it was made of do, or their order, but for one chance in billions: FNV-1a
/// (Fowler, Noll & Vo), a value of 32 bits at a time.
struct Digest {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ number: UInt32) {
    value = (value ^ UInt64(number)) &* 0x100_0000_01B3
  }

  /// The shape and all elements.
  mutating func add(_ matrix: Matrix) {
    add(UInt32(truncatingIfNeeded: matrix.rows))
    add(UInt32(truncatingIfNeeded: matrix.columns))
    unsafe matrix.withElements { elements in unsafe elements.forEach { add($0.bitPattern) } }
  }
}
