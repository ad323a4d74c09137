import ByteStreams
import CSV
import Glibc
import Workers

/// Reads a table row by row, and block by block on one thread and on several: all give the same rows, at the same
/// places, and end in the same error, whatever the bytes are and however they come. So do those of which some numbers
/// are read many rows at once, and these are the numbers that their texts spell.
///
/// The first six bytes say how the rest is read.
func fuzzTable(_ bytes: [UInt8]) {
  guard bytes.count >= 6 else { return }
  let reading = Reading(how: Array(bytes[..<6]), bytes[6...])
  let expected = reading.trace(reading.reader(blockSize: bytes.count))
  for threads in [1, 3] {
    for readsNumbers in [false, true] {
      let found = reading.trace(
        reading.reader(blockSize: reading.blockSize), threads: threads, readsNumbers: readsNumbers)
      guard found == expected else { fatalError("\(threads) threads: \(found)\nrow by row: \(expected)") }
    }
  }
}

/// How a table is read.
private struct Reading {
  private let files: [[UInt8]]
  private let dialect: Dialect
  private let limits: Limits
  /// The most bytes that come at once.
  private let pieceSize: Int
  let blockSize: Int

  init(how: [UInt8], _ bytes: ArraySlice<UInt8>) {
    let cannotDelimit: [UInt8] = [0, 10, 13, 34]
    dialect = Dialect(delimiter: cannotDelimit.contains(how[0]) ? UInt8(ascii: ",") : how[0])
    limits = how[1] < 64 ? Limits(field: 20, record: 50, fields: 6) : Limits()
    pieceSize = how[2] < 128 ? .max : Int(how[2]) - 127
    blockSize = Int(how[3]) + 1
    let cut = bytes.startIndex + Int(how[4]) * 4
    files = how[5] < 128 || cut > bytes.endIndex ? [Array(bytes)] : [Array(bytes[..<cut]), Array(bytes[cut...])]
  }

  func reader(blockSize: Int) -> Reader {
    let sources = files.enumerated().map { ByteSource(bytes: $1, name: "\($0)", pieceSize: pieceSize) }
    return Reader(sources: sources, dialect: dialect, limits: limits, blockSize: blockSize)
  }

  /// All that a reader gives.
  func trace(_ reader: Reader) -> [String] {
    var trace: [String] = []
    var record = Record()
    do throws(CSVError) {
      while try reader.next(&record) { trace += describe(record) }
    } catch {
      trace.append(describe(error))
    }
    return trace
  }

  /// All that a reader gives block by block, of which rows are taken by their numbers where that is asked for and they
  /// are written as almost all numbers are.
  func trace(_ reader: Reader, threads: Int, readsNumbers: Bool) -> [String] {
    var trace: [String] = []
    do throws(CSVError) {
      let fields = readsNumbers ? try fieldsOfNumbers(reader) : []
      try reader.forEachBlock(on: Workers(count: threads)) {
        Record()
      } work: { (record, block) -> ([String], CSVError?) in
        var part: [String] = []
        do throws(CSVError) {
          repeat {
            part += takeNumbers(of: fields, from: &block, &record)
            guard try block.next(&record) else { break }
            part += describe(record)
          } while true
        } catch {
          return (part, error)
        }
        return (part, nil)
      } deliver: { (part) throws(CSVError) in
        trace += part.0
        if let error = part.1 { throw error }
      }
    } catch {
      trace.append(describe(error))
    }
    return trace
  }

  /// The fields whose numbers are read: every other one or all, in rising order or not.
  private func fieldsOfNumbers(_ reader: Reader) throws(CSVError) -> [Int] {
    var record = Record()
    guard try reader.next(&record) else { return [] }
    reader.giveBack()
    let fields = Array(stride(from: 0, to: min(record.count, 100), by: 1 + blockSize % 2))
    return blockSize % 4 < 2 ? fields : fields.reversed()
  }

  /// Takes rows by their numbers as long as there are such, and describes them as rows.
  private func takeNumbers(of fields: [Int], from block: inout RowBlock, _ record: inout Record) -> [String] {
    let rowsAtOnce = 1 + blockSize % 7
    var part: [String] = []
    var numbers = [Double](repeating: 0, count: fields.count * rowsAtOnce)
    while true {
      let rows = block.nextNumbers(of: fields, atMost: rowsAtOnce, into: &numbers)
      guard !rows.isEmpty else { return part }
      for (place, row) in rows.enumerated() {
        block.row(row, &record)
        for (column, field) in fields.enumerated() {
          let text = record.text(field).bytes
          let spelt = strtod(String(decoding: text, as: UTF8.self), nil)
          guard numbers[place * fields.count + column].bitPattern == spelt.bitPattern else {
            fatalError("\(numbers[place * fields.count + column]) for \(text)")
          }
        }
        part += describe(record)
      }
    }
  }

  /// The fields of a row and their places; the texts are where the bounds say, and no field goes over its limit.
  private func describe(_ record: Record) -> [String] {
    guard record.count <= limits.fields, record.raw.count <= limits.record else { fatalError("a row over a limit") }
    return (0..<record.count).map { field in
      let raw = record.raw[record.rawRange(of: field)]
      guard raw.count <= limits.field else { fatalError("a field over a limit") }
      return "\(record.position(of: field)) \(Array(raw)) \(record.text(field).bytes) \(record.lineEnd)"
    }
  }

  /// An error, which names a place that is there.
  private func describe(_ error: CSVError) -> String {
    guard let position = error.position, let file = Int(position.file), files.indices.contains(file) else {
      fatalError("an error without a place: \(error)")
    }
    let lines = 1 + files[file].count { $0 == 10 || $0 == 13 }
    guard (1...lines).contains(position.line), position.field.map({ $0 >= 1 }) ?? true else {
      fatalError("an error at no place: \(error)")
    }
    return "\(error)"
  }
}
