import ByteStreams
import CKernels

/// Cuts some files, one after the other, into blocks of whole rows.
///
/// A block is what is there, up to a size and down to the last line end that ends a row: one outside quotes. In a
/// well-formed table every quote leads into quotes or out of them, so that an even number of them stands before such
/// a line end; and whatever stands behind the first thing that is wrong is never looked at.
///
/// One thread at a time uses it.
struct BlockSource: @unchecked Sendable {

  enum Step { case block, pause, end }

  private let dialect: Dialect
  private let limits: Limits
  /// The bytes of a block, but where a row is longer.
  private let blockSize: Int
  /// The name of the file that is being read, or was last.
  private(set) var file: String

  private var waiting: [ByteSource]  // last first
  private var source: ByteSource?
  /// What was read and belongs to the next block.
  private var rest: [UInt8] = []
  /// The line on which that begins.
  private var line = 1
  private var isMarkPossible = true
  private var isBeforeFirstRow = true
  /// Whether a LF would be the second half of a line end.
  private var isAfterReturn = false
  private var hasGivenBlock = false

  init(sources: [ByteSource], dialect: Dialect, limits: Limits, blockSize: Int) {
    waiting = sources.reversed()
    file = sources.first?.name ?? ""
    self.dialect = dialect
    self.limits = limits
    self.blockSize = max(blockSize, 1)
  }

  /// Adds files after the last one.
  mutating func append(_ sources: [ByteSource]) { waiting = sources.reversed() + waiting }

  /// Fills `block` with the next rows.
  ///
  /// - Parameter patience: how many milliseconds to wait where no whole row is there; nil for as long as it takes.
  /// - Returns: whether there is a block. Its rows are not yet found then; see ``RowBlock/findRows()``.
  mutating func next(into block: inout RowBlock, patience: Int32?) -> Step {
    while let source = source ?? openNext() {
      begin(&block)
      guard let step = fill(&block, from: source, patience: patience) else { continue }
      if step == .block {
        block.file = file
        block.grammar = (dialect, limits)
        block.isFirstOfFile = !hasGivenBlock
        hasGivenBlock = true
      }
      return step
    }
    return .end
  }

  private mutating func openNext() -> ByteSource? {
    guard let next = waiting.popLast() else { return nil }
    source = next
    file = next.name
    rest = []
    line = 1
    isMarkPossible = true
    isBeforeFirstRow = true
    isAfterReturn = false
    hasGivenBlock = false
    return next
  }

  /// Begins a block with what the last one left.
  private mutating func begin(_ block: inout RowBlock) {
    block.letGo()
    let size = max(blockSize, Self.grown(rest.count))
    if block.bytes.count < size || block.bytes.count > 4 * size {
      // The old room goes before the new one comes.
      block.bytes = []
      block.bytes = [UInt8](repeating: 0, count: size)
    }
    block.bytes.replaceSubrange(0..<rest.count, with: rest)
    block.range = 0..<rest.count
    rest = []
    block.isPartial = false
    block.readFailure = nil
  }

  /// A size for what has no room in `size` bytes: twice that, until a row is so long that its copies count.
  private static func grown(_ size: Int) -> Int { size + min(size, 4 << 20) }

  /// Makes room for the rest of a row.
  private func grow(_ block: inout RowBlock) {
    var room = [UInt8](repeating: 0, count: Self.grown(block.bytes.count))
    room.replaceSubrange(0..<block.bytes.count, with: block.bytes)
    block.bytes = room
  }

  /// Reads until the block has rows; nil where the file ends without any.
  private mutating func fill(_ block: inout RowBlock, from source: ByteSource, patience: Int32?) -> Step? {
    var search = nn_row_search()
    var searched = 0
    while true {
      skipToRow(&block, isEnd: false)
      searched = max(searched, block.range.lowerBound)
      unsafe nn_search_rows(block.bytes, searched, block.range.upperBound, &search)
      searched = block.range.upperBound
      let isFull = searched == block.bytes.count
      if search.end > 0, isFull || !source.isReady(within: 0) {
        cut(&block, at: search)
        return .block
      }
      if isFull {
        if isWrong(&block) { return .block }
        grow(&block)
      } else if search.end == 0, let patience, !source.isReady(within: patience) {
        rest = Array(block.bytes[block.range])
        return .pause
      }
      let count: Int
      do throws(StreamError) {
        count = try source.read(into: &block.bytes, at: searched, count: block.bytes.count - searched)
      } catch {
        cut(&block, at: search)
        endTable()
        block.readFailure = .stream(error)
        return .block
      }
      block.range = block.range.lowerBound..<searched + count
      if count == 0 {
        self.source = nil
        skipToRow(&block, isEnd: true)
        block.line = line
        return block.range.isEmpty ? nil : .block
      }
    }
  }

  /// Moves the beginning of the block to where a row may begin: over a byte-order mark and empty lines at the beginning
  /// of the file, and over the second half of a line end.
  private mutating func skipToRow(_ block: inout RowBlock, isEnd: Bool) {
    var start = block.range.lowerBound
    let end = block.range.upperBound
    if isMarkPossible {
      let head = block.bytes[start..<end].prefix(byteOrderMark.count)
      if head.elementsEqual(byteOrderMark) {
        start += head.count
      } else if !isEnd, byteOrderMark.starts(with: head) {
        return
      }
      isMarkPossible = false
    }
    while start < end, isBeforeFirstRow || isAfterReturn {
      let byte = block.bytes[start]
      if byte == .lineFeed, isAfterReturn {
        isAfterReturn = false
      } else if isBeforeFirstRow, byte == .lineFeed || byte == .carriageReturn {
        line += 1
        isAfterReturn = byte == .carriageReturn
      } else {
        isBeforeFirstRow = false
        isAfterReturn = false
        break
      }
      start += 1
    }
    // Empty lines without end need no room.
    block.range = start == end ? 0..<0 : start..<end
  }

  /// Ends the block after its last whole row, and keeps what stands behind that for the next one.
  private mutating func cut(_ block: inout RowBlock, at search: nn_row_search) {
    let end = max(search.end, block.range.lowerBound)
    rest = Array(block.bytes[end..<block.range.upperBound])
    block.range = block.range.lowerBound..<end
    block.line = line
    line += search.end_lines
    isAfterReturn = search.end > 0 && block.bytes[end - 1] == .carriageReturn
  }

  /// Whether something is wrong in a row that does not end within the block.
  private mutating func isWrong(_ block: inout RowBlock) -> Bool {
    block.file = file
    block.line = line
    block.isPartial = true
    block.grammar = (dialect, limits)
    block.findRows()
    if block.failure == nil {
      block.isPartial = false
      block.letGo()
    } else {
      endTable()
    }
    return block.isPartial
  }

  /// Gives up what could be read after something is wrong.
  private mutating func endTable() {
    source = nil
    waiting = []
    rest = []
  }
}
