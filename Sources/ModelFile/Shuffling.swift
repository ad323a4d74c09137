import CChecksums

/// Brings the first bytes of all scalars together, then the second ones …: the exponents of trained weights are much
/// alike, their last digits are noise. `bytes` is a whole number of scalars of `width` bytes.
func shuffled(_ bytes: [UInt8], width: Int) -> [UInt8] {
  guard width > 1 else { return bytes }
  return unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { result, initialized in
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe nn_shuffle(bytes.count / width, width, bytes.baseAddress, result.baseAddress)
    }
    initialized = bytes.count / width * width
  }
}

/// The inverse of `shuffled(_:width:)`, of the first bytes of `bytes`, as many as `result` has.
func unshuffle(_ bytes: [UInt8], width: Int, into result: UnsafeMutableRawBufferPointer) {
  let result = unsafe result.assumingMemoryBound(to: UInt8.self)
  unsafe bytes.withUnsafeBufferPointer { bytes in
    unsafe nn_unshuffle(result.count / width, width, bytes.baseAddress, result.baseAddress)
  }
}
