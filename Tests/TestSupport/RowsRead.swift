package import ByteStreams
package import CSV
import Workers

/// What a table gives up to its first error: its rows, the places of their fields, and that error. Read in any way it is
/// the same.
package struct RowsRead: Equatable, Sendable {
  package private(set) var rows: [[ByteString]] = []
  private var places: [Position] = []
  private var error: CSVError?

  private init() {}

  /// Reads row by row.
  package init(_ reader: Reader) {
    var record = Record()
    do throws(CSVError) {
      while try reader.next(&record) { append(record) }
    } catch {
      self.error = error
    }
  }

  /// Reads block by block.
  package init(_ reader: Reader, threads: Int) {
    var whole = RowsRead()
    do throws(CSVError) {
      try reader.forEachBlock(on: Workers(count: threads)) {
        Record()
      } work: { (record, block) -> RowsRead in
        var part = RowsRead()
        do throws(CSVError) {
          while try block.next(&record) { part.append(record) }
        } catch {
          part.error = error
        }
        return part
      } deliver: { (part) throws(CSVError) in
        whole.rows += part.rows
        whole.places += part.places
        if let error = part.error { throw error }
      }
    } catch {
      whole.error = error
    }
    self = whole
  }

  private mutating func append(_ record: Record) {
    rows.append((0..<record.count).map { record.text($0) })
    for field in 0..<record.count { places.append(record.position(of: field)) }
  }
}
