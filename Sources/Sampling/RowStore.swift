package import ByteStreams
package import CSV

/// Rows of a table as they are spelt, end to end in one buffer.
package struct RowStore {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  package init() {}

  package var count: Int { ends.count }

  /// Adds a row with its line end; a last row without one gets LF, so that another may follow it.
  package mutating func append(_ record: Record) {
    bytes += record.raw
    bytes += record.lineEnd.isEmpty ? [UInt8(ascii: "\n")] : record.lineEnd
    ends.append(bytes.count)
  }

  /// Writes a row as it came.
  package func write(_ row: Int, to sink: ByteSink) throws(StreamError) {
    try sink.write(bytes[(row == 0 ? 0 : ends[row - 1])..<ends[row]])
  }
}
