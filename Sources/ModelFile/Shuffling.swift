import CChecksums

/// Brings the first bytes of all scalars together, then the second ones …: the exponents of trained weights are much
/// alike, their last digits are noise. `bytes` is a whole number of scalars of `width` bytes.
func shuffled(_ bytes: [UInt8], width: Int) -> [UInt8] {
  unsafe rearranged(bytes, width: width, by: nn_shuffle)
}

/// The inverse of `shuffled(_:width:)`.
func unshuffled(_ bytes: [UInt8], width: Int) -> [UInt8] {
  unsafe rearranged(bytes, width: width, by: nn_unshuffle)
}

private func rearranged(
  _ bytes: [UInt8], width: Int, by loop: (Int, Int, UnsafePointer<UInt8>?, UnsafeMutablePointer<UInt8>?) -> Void
) -> [UInt8] {
  guard width > 1 else { return bytes }
  return unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { result, initialized in
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe loop(bytes.count / width, width, bytes.baseAddress, result.baseAddress)
    }
    initialized = bytes.count / width * width
  }
}
