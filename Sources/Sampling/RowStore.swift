package import ByteStreams
package import CSV

/// Rows of a table as they are spelt, end to end in one buffer.
package struct RowStore {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  package init() {}

  package var count: Int { ends.count }
  /// Bytes of all rows.
  package var byteCount: Int { bytes.count }

  /// Adds a row with its line end; a last row without one gets LF, so that another may follow it.
  package mutating func append(_ record: Record) {
    bytes += record.raw
    bytes += record.lineEnd.isEmpty ? [UInt8(ascii: "\n")] : record.lineEnd
    ends.append(bytes.count)
  }

  /// Adds a row that came from such a store.
  mutating func append(_ row: ArraySlice<UInt8>) {
    bytes += row
    ends.append(bytes.count)
  }

  /// Removes all rows, and keeps their memory.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// A row, its line end included.
  package subscript(row: Int) -> ArraySlice<UInt8> { bytes[(row == 0 ? 0 : ends[row - 1])..<ends[row]] }

  /// Writes a row as it came.
  package func write(_ row: Int, to sink: ByteSink) throws(StreamError) { try sink.write(self[row]) }
}
