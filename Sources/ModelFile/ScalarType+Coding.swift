extension ScalarType {
  /// Reads weights, one after another, little-endian. Not for i8, whose rows have scales. The bytes of f32 may be those
  /// of the Floats themselves.
  ///
  /// - Returns: whether all are finite, as Floats too.
  func decode(_ bytes: UnsafeRawBufferPointer, into floats: UnsafeMutableBufferPointer<Float>) -> Bool {
    switch self {
    case .f32: unsafe decodeFloats(bytes, into: floats)
    case .f64: unsafe decode(bytes, UInt64.self, into: floats) { Float(Double(bitPattern: $0)) }
    case .f16: unsafe decode(bytes, UInt16.self, into: floats) { Float(Float16(bitPattern: $0)) }
    case .bf16: unsafe decode(bytes, UInt16.self, into: floats) { Float(bitPattern: UInt32($0) << 16) }
    case .i8: false
    }
  }

  /// Writes weights, one after another, each rounded to the nearest, ties to even. Not for i8.
  func encode(_ floats: ArraySlice<Float>) -> [UInt8] {
    switch self {
    case .f32: encode(floats) { $0.bitPattern }
    case .f64: encode(floats) { Double($0).bitPattern }
    case .f16: encode(floats) { Float16($0).bitPattern }
    case .bf16: encode(floats) { upperHalf(of: $0) }
    case .i8: []
    }
  }

  /// The greatest finite weight; one that is rounded to infinity has no place.
  func canHold(_ weight: Float) -> Bool {
    switch self {
    case .f32, .f64, .i8: weight.isFinite
    case .f16: Float16(weight).isFinite
    case .bf16: Float(bitPattern: UInt32(upperHalf(of: weight)) << 16).isFinite
    }
  }

  private func decodeFloats(_ raw: UnsafeRawBufferPointer, into floats: UnsafeMutableBufferPointer<Float>) -> Bool {
    if unsafe raw.baseAddress != UnsafeRawPointer(floats.baseAddress) {
      unsafe UnsafeMutableRawBufferPointer(floats).copyMemory(from: raw)
    }
    // The exponent of what is not finite is all ones: one more, and it runs over into the bit of the sign.
    var overrun: UInt32 = 0
    for index in floats.indices {
      let bits = unsafe UInt32(littleEndian: floats[index].bitPattern)
      unsafe floats[index] = Float(bitPattern: bits)
      overrun |= (bits & 0x7F80_0000) &+ 0x0080_0000
    }
    return overrun & 0x8000_0000 == 0
  }

  private func decode<Bits: FixedWidthInteger>(
    _ raw: UnsafeRawBufferPointer, _ type: Bits.Type, into floats: UnsafeMutableBufferPointer<Float>,
    _ convert: (Bits) -> Float
  ) -> Bool {
    var greatest: UInt32 = 0
    for index in 0..<min(floats.count, raw.count / MemoryLayout<Bits>.size) {
      let bits = unsafe raw.loadUnaligned(fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
      let value = convert(Bits(littleEndian: bits))
      greatest = max(greatest, value.magnitude.bitPattern)
      unsafe floats[index] = value
    }
    return greatest < Float.infinity.bitPattern
  }

  private func encode<Bits: FixedWidthInteger>(_ floats: ArraySlice<Float>, _ convert: (Float) -> Bits) -> [UInt8] {
    let size = MemoryLayout<Bits>.size
    return unsafe [UInt8](unsafeUninitializedCapacity: floats.count * size) { buffer, initialized in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for (index, value) in floats.enumerated() {
        unsafe raw.storeBytes(of: convert(value).littleEndian, toByteOffset: index * size, as: Bits.self)
      }
      initialized = floats.count * size
    }
  }
}

/// The upper half of a Float, rounded to the nearest, ties to even.
private func upperHalf(of value: Float) -> UInt16 {
  let bits = value.bitPattern
  let rounding = 0x7FFF + (bits >> 16 & 1)
  // A finite number has no more than 0x7F7F_FFFF, its sign aside: no overflow.
  return UInt16(truncatingIfNeeded: (bits &+ rounding) >> 16)
}
