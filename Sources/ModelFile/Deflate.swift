import CZlib

/// zlib's checksum over `bytes`, going on from `checksum` (0 at first).
func crc32(_ bytes: ArraySlice<UInt8>, after checksum: UInt32 = 0) -> UInt32 {
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
  var produced: Int?
  let output = unsafe [UInt8](unsafeUninitializedCapacity: limit) { output, initialized in
    unsafe bytes.withUnsafeBufferPointer { input in
      unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      unsafe stream.avail_in = UInt32(input.count)
      unsafe stream.next_out = output.baseAddress
      unsafe stream.avail_out = UInt32(min(limit, Int(UInt32.max)))
      if unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END { produced = unsafe Int(stream.total_out) }
    }
    initialized = produced ?? 0
  }
  return produced.map { $0 < limit } == true ? output : nil
}

/// What became of a zlib stream.
enum Inflation {
  case done
  case broken
  /// It ends before the bytes that were told.
  case early
  /// It holds more.
  case late
  /// It ends before the bytes that were given.
  case trailing
}

/// Unpacks a zlib stream that is `bytes` from `offset` on and should hold `count` bytes, into the first bytes of
/// `output`, which grows to `count` bytes and one more where it is shorter.
func inflate(_ bytes: [UInt8], from offset: Int, count: Int, into output: inout [UInt8]) -> Inflation {
  var stream = unsafe z_stream()
  guard unsafe inflateInit_(&stream, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else { return .broken }
  defer { unsafe inflateEnd(&stream) }
  // Room for one byte too many shows a stream that goes on.
  let room = count + 1
  if output.count < room { output += repeatElement(0, count: room - output.count) }
  var status = Z_OK
  unsafe output.withUnsafeMutableBufferPointer { output in
    unsafe bytes.withUnsafeBufferPointer { input in
      let input = unsafe UnsafeBufferPointer(rebasing: input[offset...])
      unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      unsafe stream.avail_in = UInt32(truncatingIfNeeded: input.count)
      unsafe stream.next_out = output.baseAddress
      unsafe stream.avail_out = UInt32(truncatingIfNeeded: room)
      status = unsafe CZlib.inflate(&stream, Z_FINISH)
    }
  }
  let produced = unsafe Int(stream.total_out)
  guard status == Z_STREAM_END || status == Z_OK || status == Z_BUF_ERROR else { return .broken }
  guard produced <= count else { return .late }
  guard produced == count, status == Z_STREAM_END else { return .early }
  return unsafe stream.avail_in == 0 ? .done : .trailing
}
