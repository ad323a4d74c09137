package import ByteStreams
package import Networks
package import Tables

/// All that a prediction needs, and where it came from.
package struct Model: Sendable, Equatable {
  /// What the columns of a table mean to the network: `schema.width` inputs, and as many outputs as the network has.
  package var schema: Schema
  package var network: Network
  /// Provenance: UTF-8 keys and values (tool version, options, rows, loss …). No time, host or path.
  package var text: [ByteString: ByteString]
  /// The training table, if it is kept.
  package var history: HistoryTable?
  /// The mean over the training rows of every input as the network sees it: scaled, and 1 for each category.
  package var inputMeans: [Double]?
  /// The state of a training that may go on.
  package var resume: ResumeState?

  package init(
    schema: Schema, network: Network, text: [ByteString: ByteString] = [:], history: HistoryTable? = nil,
    inputMeans: [Double]? = nil, resume: ResumeState? = nil
  ) {
    self.schema = schema
    self.network = network
    self.text = text
    self.history = history
    self.inputMeans = inputMeans
    self.resume = resume
  }
}

/// The course of the training, as numbers under names: a row an epoch. NaN stands for a figure that is undefined.
package struct HistoryTable: Sendable, Equatable {
  /// The names.
  package var columns: [String]
  /// `rows × columns`, row-major.
  package var values: [Double]

  package init(columns: [String], values: [Double]) {
    self.columns = columns
    self.values = values
  }

  package var rows: Int { columns.isEmpty ? 0 : values.count / columns.count }

  /// By their bits: a figure that is undefined is itself.
  package static func == (a: HistoryTable, b: HistoryTable) -> Bool {
    a.columns == b.columns && a.values.map(\.bitPattern) == b.values.map(\.bitPattern)
  }
}

/// What a reader learns of the file beside the model.
package struct ModelFileFacts: Sendable, Equatable {
  /// Names the model whatever its compression and its comments: SHA-256 over the raw critical chunks.
  package let digest: [UInt8]
  /// Bytes in the file.
  package let bytes: Int
  /// Bytes of all payloads before compression.
  package let rawBytes: Int
  /// The version of the format.
  package let version: UInt16
  /// How its weights are stored.
  package let scalar: ScalarType

  /// The digest in hexadecimal.
  package var identifier: String { digest.map { hexadecimal($0) }.joined() }
}

private func hexadecimal(_ byte: UInt8) -> String {
  let text = String(byte, radix: 16)
  return byte < 16 ? "0" + text : text
}
