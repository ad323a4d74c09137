/// Files that are taken for models.
enum ForeignFile {
  /// How many first bytes tell what a file is.
  static let bytesNeeded = 16

  private static let signatures: [(bytes: [UInt8], name: String)] = [
    ([0x89, 0x4E, 0x4E, 0x4D], "a model file whose newlines were converted"),
    ([0x09, 0x4E, 0x4E, 0x4D], "a model file stripped to 7 bits"),
    ([0xC2, 0x89, 0x4E, 0x4E, 0x4D], "a model file that was converted to UTF-8"),
    ([0xEF, 0xBF, 0xBD, 0x4E, 0x4E, 0x4D], "a model file that was read as text"),
    ([0x1F, 0x8B], "a gzip file"),
    ([0x50, 0x4B, 0x03, 0x04], "a zip file (.npz, .keras, PyTorch)"),
    ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy file"),
    ([0x89, 0x48, 0x44, 0x46], "an HDF5 file (.h5)"),
    ([0x47, 0x47, 0x55, 0x46], "a GGUF file"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "an xz file"),
    ([0x42, 0x5A, 0x68], "a bzip2 file"),
    ([0x50, 0x41, 0x52, 0x31], "a Parquet file"),
    ([0x41, 0x52, 0x52, 0x4F, 0x57, 0x31], "an Arrow file"),
    (Array("SQLite format 3".utf8), "an SQLite database"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program (ELF)"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    ([0x25, 0x50, 0x44, 0x46], "a PDF"),
    ([0x80, 0x02], "a Python pickle"), ([0x80, 0x03], "a Python pickle"), ([0x80, 0x04], "a Python pickle"),
    ([0x80, 0x05], "a Python pickle"),
  ]

  /// What a file that begins so is commonly called; nil if nothing is known of it.
  static func name(of bytes: [UInt8]) -> String? {
    if bytes.isEmpty { return "an empty file" }
    if let match = signatures.first(where: { bytes.starts(with: $0.bytes) }) { return match.name }
    // A u64 length, less than 2^32, and an object of JSON.
    if bytes.count > 8, bytes[4..<8].allSatisfy({ $0 == 0 }), bytes[8] == UInt8(ascii: "{") {
      return "a safetensors file"
    }
    let isText = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
    return isText ? "a text file" : nil
  }
}
