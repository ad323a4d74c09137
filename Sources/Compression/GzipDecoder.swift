import CZlib

/// Unpacks a gzip file (RFC 1952) that comes in pieces: one member, or several, whose contents follow each other.
///
/// Zeros after the last member are padding, as tapes have it.
@safe package final class GzipDecoder {
  /// The two bytes that such a file begins with.
  package static let signature: [UInt8] = [0x1F, 0x8B]

  /// zlib keeps the address of its state, so that it may not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var state = State.start
  /// Whether there may be more to give before more is taken.
  package private(set) var holdsOutput = false

  private enum State {
    /// Before the first member.
    case start
    case member
    /// A member has ended.
    case end
    case padding
  }

  /// A decoder at the beginning of a file.
  package init() {
    unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let gzipOnly: CInt = 15 + 16
    let begun = unsafe inflateInit2_(stream, gzipOnly, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    // It fails for want of memory only, as allocating does.
    precondition(begun == Z_OK, "no memory for zlib")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Unpacks some bytes.
  ///
  /// - Parameters:
  ///   - input: the next bytes of the file, not all of which need be taken.
  ///   - output: where the contents go, from `offset` on, at most `count` bytes.
  /// - Returns: how many bytes were taken and how many given. Call again with what is left of the input before there is
  ///   more.
  package func decode(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8], at offset: Int, count: Int
  ) throws(GzipError) -> (taken: Int, given: Int) {
    precondition(offset >= 0 && count > 0 && offset <= output.count - count)
    if state == .end { try beginMember(with: input.first) }
    if state == .padding {
      guard input.allSatisfy({ $0 == 0 }) else { throw .damaged }
      return (input.count, 0)
    }
    if input.isEmpty, !holdsOutput { return (0, 0) }
    state = .member
    let most = Int(UInt32.max)
    let status = unsafe input.withUnsafeBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(min(input.count, most))
        unsafe stream.pointee.next_out = output.baseAddress.map { unsafe $0 + offset }
        unsafe stream.pointee.avail_out = UInt32(min(count, most))
        return unsafe inflate(stream, Z_SYNC_FLUSH)
      }
    }
    let taken = unsafe min(input.count, most) - Int(stream.pointee.avail_in)
    let given = unsafe min(count, most) - Int(stream.pointee.avail_out)
    holdsOutput = given == count && status != Z_STREAM_END
    switch status {
    case Z_STREAM_END: state = .end
    case Z_OK, Z_BUF_ERROR: break
    default: throw .damaged
    }
    return (taken, given)
  }

  /// Checks that the file may end here.
  package func finish() throws(GzipError) {
    guard state == .end || state == .padding else { throw .truncated }
  }

  private func beginMember(with first: UInt8?) throws(GzipError) {
    guard let first else { return }
    if first == 0 {
      state = .padding
    } else {
      guard first == Self.signature[0], unsafe inflateReset(stream) == Z_OK else { throw .damaged }
      state = .member
    }
  }
}
