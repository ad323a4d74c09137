package import ByteStreams
package import Matrices

/// Rows dealt out at random to files, so that what does not fit in memory can be shuffled file by file: a row is as
/// likely in one file as in any other, and within a file as likely in one place as in any other.
package struct RowBuckets {
  /// As many as any system lets a process have open, and enough that a file of a hundred times the memory is shuffled in
  /// little more than that.
  package static let usualCount = 128

  private let files: [ScratchFile]
  private let sinks: [ByteSink]

  /// Buckets whose files lie in `folder`, under no name.
  package init(folder: ByteString, count: Int = usualCount) throws(StreamError) {
    var files: [ScratchFile] = []
    for _ in 0..<count { files.append(try ScratchFile(folder: folder)) }
    self.files = files
    sinks = files.map { $0.makeSink() }
  }

  package var count: Int { files.count }

  /// Adds each row to some bucket.
  package func deal(_ rows: RowStore, generator: inout Generator) throws(StreamError) {
    for index in 0..<rows.count {
      let row = rows[index]
      let sink = sinks[generator.below(sinks.count)]
      let length = UInt64(row.count)
      try sink.write((0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) })
      try sink.write(row)
    }
  }

  /// Reads all rows of a bucket.
  package func rows(of bucket: Int) throws(StreamError) -> RowStore {
    try sinks[bucket].flush()
    let bytes = try files[bucket].contents()
    var rows = RowStore()
    var place = 0
    while place < bytes.count {
      let length = Int(bytes[place..<place + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
      place += 8
      rows.append(bytes[place..<place + length])
      place += length
    }
    return rows
  }
}
