/// A kind of file that is taken for a model, or for a table.
package struct ForeignFile: Sendable {
  /// What could be made of its bytes.
  package enum Nature: Sendable {
    /// Another file, for a program of that name to unpack.
    case packed(String)
    /// Data under other rules than those of CSV.
    case data
    /// Text in another encoding.
    case encoded(String)
    case other
  }

  /// The bytes that it begins with.
  package let signature: [UInt8]
  /// What it is commonly called.
  package let name: String
  package let nature: Nature

  package init(_ signature: [UInt8], _ name: String, _ nature: Nature = .other) {
    self.signature = signature
    self.name = name
    self.nature = nature
  }

  /// How many first bytes tell what a file is.
  package static let bytesNeeded = 16

  /// Those that are told apart by their first bytes alone.
  package static let known = [
    ForeignFile([0x89, 0x4E, 0x4E, 0x4D], "a model file whose newlines were converted"),
    ForeignFile([0x09, 0x4E, 0x4E, 0x4D], "a model file stripped to 7 bits"),
    ForeignFile([0xC2, 0x89, 0x4E, 0x4E, 0x4D], "a model file that was converted to UTF-8"),
    ForeignFile([0xEF, 0xBF, 0xBD, 0x4E, 0x4E, 0x4D], "a model file that was read as text"),
    ForeignFile([0x1F, 0x8B], "a gzip file", .packed("gzip")),
    ForeignFile([0x50, 0x4B, 0x03, 0x04], "a zip file (.npz, .keras, PyTorch, .xlsx)", .data),
    ForeignFile([0xD0, 0xCF, 0x11, 0xE0], "an Office document (.xls)", .data),
    ForeignFile([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy file", .data),
    ForeignFile([0x89, 0x48, 0x44, 0x46], "an HDF5 file (.h5)", .data),
    ForeignFile([0x47, 0x47, 0x55, 0x46], "a GGUF file"),
    ForeignFile([0x28, 0xB5, 0x2F, 0xFD], "a zstd file", .packed("zstd")),
    ForeignFile([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "an xz file", .packed("xz")),
    ForeignFile([0x42, 0x5A, 0x68], "a bzip2 file", .packed("bzip2")),
    ForeignFile([0x50, 0x41, 0x52, 0x31], "a Parquet file", .data),
    ForeignFile([0x41, 0x52, 0x52, 0x4F, 0x57, 0x31], "an Arrow file", .data),
    ForeignFile(Array("SQLite format 3".utf8), "an SQLite database", .data),
    ForeignFile([0x7F, 0x45, 0x4C, 0x46], "a program (ELF)"),
    ForeignFile([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    ForeignFile([0xFF, 0xD8, 0xFF], "a JPEG image"),
    ForeignFile([0x25, 0x50, 0x44, 0x46], "a PDF"),
    ForeignFile([0x80, 0x02], "a Python pickle", .data), ForeignFile([0x80, 0x03], "a Python pickle", .data),
    ForeignFile([0x80, 0x04], "a Python pickle", .data), ForeignFile([0x80, 0x05], "a Python pickle", .data),
    ForeignFile([0xFF, 0xFE], "text in UTF-16", .encoded("UTF-16")),
    ForeignFile([0xFE, 0xFF], "text in UTF-16", .encoded("UTF-16")),
  ]

  /// What a file that begins so is commonly called; nil if nothing is known of it.
  static func name(of bytes: [UInt8]) -> String? {
    if bytes.isEmpty { return "an empty file" }
    if let match = known.first(where: { bytes.starts(with: $0.signature) }) { return match.name }
    // A u64 length, less than 2^32, and an object of JSON.
    if bytes.count > 8, bytes[4..<8].allSatisfy({ $0 == 0 }), bytes[8] == UInt8(ascii: "{") {
      return "a safetensors file"
    }
    return isText(bytes) ? "a text file" : nil
  }

  /// Whether there is no byte that text would not hold.
  package static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
  }
}
