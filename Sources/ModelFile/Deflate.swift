import CChecksums
import CZlib

/// The CRC-32 of `bytes`, going on from `checksum` (0 at first).
func crc32(_ bytes: ArraySlice<UInt8>, after checksum: UInt32 = 0) -> UInt32 {
  unsafe bytes.withUnsafeBufferPointer { buffer in
    var checksum = UInt(checksum)
    // Where the processor can, all but the end of the bytes becomes 16 bytes that have the same checksum.
    var rest = [UInt8](repeating: 0, count: 16)
    let taken = unsafe nn_crc32_fold(UInt32(checksum), buffer.baseAddress, buffer.count, &rest)
    if taken > 0 { checksum = unsafe CZlib.crc32_z(UInt(UInt32.max), rest, rest.count) }
    // crc32_z takes a size_t: a payload over 4 GiB needs no loop.
    let end = unsafe UnsafeBufferPointer(rebasing: buffer[taken...])
    // With no address at all it would begin anew.
    return unsafe UInt32(end.isEmpty ? checksum : CZlib.crc32_z(checksum, end.baseAddress, end.count))
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
///
/// zlib unpacks the Deflate stream within; the two bytes before it and the checksum behind it are looked at here, the
/// checksum in a tenth of the time.
func inflate(_ bytes: [UInt8], from offset: Int, count: Int, into output: inout [UInt8]) -> Inflation {
  let frame = bytes[offset...]
  guard frame.count >= 2 else { return .early }
  guard isZlibHeader(frame[offset], frame[offset + 1]) else { return .broken }
  var stream = unsafe z_stream()
  let deflateOnly: CInt = -15
  let begun = unsafe inflateInit2_(&stream, deflateOnly, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
  guard begun == Z_OK else { return .broken }
  defer { unsafe inflateEnd(&stream) }
  // Room for one byte too many shows a stream that goes on.
  let room = count + 1
  if output.count < room { output += repeatElement(0, count: room - output.count) }
  var status = Z_OK
  unsafe output.withUnsafeMutableBufferPointer { output in
    unsafe bytes.withUnsafeBufferPointer { input in
      let input = unsafe UnsafeBufferPointer(rebasing: input[(offset + 2)...])
      unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      unsafe stream.avail_in = UInt32(truncatingIfNeeded: input.count)
      unsafe stream.next_out = output.baseAddress
      unsafe stream.avail_out = UInt32(truncatingIfNeeded: room)
      status = unsafe CZlib.inflate(&stream, Z_FINISH)
    }
  }
  let produced = unsafe Int(stream.total_out)
  guard status == Z_STREAM_END || status == Z_OK || status == Z_BUF_ERROR else { return .broken }
  let trailer = unsafe bytes.suffix(Int(stream.avail_in))
  let isComplete = status == Z_STREAM_END && trailer.count >= 4
  if isComplete {
    let told = trailer.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard unsafe nn_adler32(1, output, produced) == told else { return .broken }
  }
  guard produced <= count else { return .late }
  guard produced == count, isComplete else { return .early }
  return trailer.count == 4 ? .done : .trailing
}

/// Whether a zlib stream may begin so (RFC 1950): a window of at most 32 KiB, no dictionary, a multiple of 31.
private func isZlibHeader(_ method: UInt8, _ flags: UInt8) -> Bool {
  method & 0x0F == 8 && method >> 4 <= 7 && flags & 0x20 == 0 && (Int(method) << 8 | Int(flags)) % 31 == 0
}
