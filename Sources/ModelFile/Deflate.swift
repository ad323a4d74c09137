import CZlib

/// zlib's checksum over `bytes`, going on from `checksum` (0 at first).
func crc32(_ bytes: [UInt8], after checksum: UInt32 = 0) -> UInt32 {
  unsafe bytes.withUnsafeBufferPointer { buffer in
    // crc32_z takes a size_t: a payload over 4 GiB needs no loop.
    unsafe UInt32(truncatingIfNeeded: CZlib.crc32_z(UInt(checksum), buffer.baseAddress, buffer.count))
  }
}

/// `bytes` as a zlib stream; nil if it would not be smaller than `limit`.
///
/// With `huffmanOnly` no repetitions are looked for: shuffled weights hold none worth the time.
func deflated(_ bytes: [UInt8], huffmanOnly: Bool, limit: Int) -> [UInt8]? {
  guard limit > 0, bytes.count < Chunk.lengthBound else { return nil }
  var stream = unsafe z_stream()
  let strategy = huffmanOnly ? Z_HUFFMAN_ONLY : Z_DEFAULT_STRATEGY
  let begun = unsafe deflateInit2_(
    &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15, 9, strategy, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
  guard begun == Z_OK else { return nil }
  defer { unsafe deflateEnd(&stream) }
  var output = [UInt8](repeating: 0, count: limit)
  let produced = unsafe bytes.withUnsafeBufferPointer { input -> Int? in
    unsafe output.withUnsafeMutableBufferPointer { output -> Int? in
      unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      unsafe stream.avail_in = UInt32(input.count)
      unsafe stream.next_out = output.baseAddress
      unsafe stream.avail_out = UInt32(min(output.count, Int(UInt32.max)))
      guard unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END else { return nil }
      return unsafe Int(stream.total_out)
    }
  }
  guard let produced, produced < limit else { return nil }
  output.removeSubrange(produced...)
  return output
}

/// What a zlib stream of `bytes` holds, if that is exactly `count` bytes and the stream ends with `bytes`; else nil.
///
/// Memory follows the stream: nothing is allocated for a count that the stream does not bring.
func inflated(_ bytes: [UInt8], count: Int) -> [UInt8]? {
  guard bytes.count < Chunk.lengthBound else { return nil }
  var stream = unsafe z_stream()
  guard unsafe inflateInit_(&stream, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
  defer { unsafe inflateEnd(&stream) }
  var output: [UInt8] = []
  var step = [UInt8](repeating: 0, count: 1 << 16)
  let complete = unsafe bytes.withUnsafeBufferPointer { input -> Bool in
    unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    unsafe stream.avail_in = UInt32(input.count)
    while true {
      let (status, produced) = unsafe step.withUnsafeMutableBufferPointer { step -> (CInt, Int) in
        unsafe stream.next_out = step.baseAddress
        unsafe stream.avail_out = UInt32(step.count)
        let status = unsafe inflate(&stream, Z_NO_FLUSH)
        return unsafe (status, step.count - Int(stream.avail_out))
      }
      guard status == Z_OK || status == Z_STREAM_END, produced <= count - output.count else { return false }
      output += step[..<produced]
      if status == Z_STREAM_END { return unsafe stream.avail_in == 0 }
      if produced == 0 { return false }
    }
  }
  return complete && output.count == count ? output : nil
}
