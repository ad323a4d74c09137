#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where the build has put the tools: beside the test program, whatever the configuration and the scratch path.
package enum BuiltTools {
  package static let names = ["nn-data", "nn-train", "nn-predict", "nn-score", "nn-graph", "nn-info"]

  package enum Fault: Error {
    case noTools(near: [String])
  }

  package static func path(of tool: String) throws -> String { "\(try folder.get())/\(tool)" }

  /// That of the test program, or one above it.
  package static let folder = Result { try find() }

  private static func find() throws -> String {
    let programs = ["/proc/self/exe"] + CommandLine.arguments
    for program in programs {
      guard let resolved = realpath(program, nil) else { continue }
      defer { free(resolved) }
      var folder = String(cString: resolved)[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        if access("\(folder)/nn-train", X_OK) == 0 { return String(folder) }
      }
    }
    throw Fault.noTools(near: programs)
  }
}
