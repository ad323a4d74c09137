/// The sizes that a table may reach before it is refused, so that memory follows what a table can reasonably hold.
///
/// A row is refused as soon as it passes a limit, without waiting for its end: a quote left open, or a file that is
/// no table, would otherwise be read into memory whole.
package struct Limits: Hashable, Sendable {
  /// The longest field in bytes, its quotes included.
  package var field: Int
  /// The longest row in bytes, without its line end.
  package var record: Int
  /// The most fields in a row.
  package var fields: Int

  /// 16 MiB a field, 64 MiB and 4,194,304 fields a row, unless others are given.
  package init(field: Int = 16 << 20, record: Int = 64 << 20, fields: Int = 1 << 22) {
    self.field = field
    self.record = record
    self.fields = fields
  }
}
