import Glibc

/// Where the build has put the tools: beside the test program, whatever the configuration and the scratch path.
enum BuiltTools {
  static let names = ["nn-data", "nn-train", "nn-predict", "nn-score", "nn-graph", "nn-info"]

  enum Fault: Error {
    case noTools(near: [String])
  }

  static func path(of tool: String) throws -> String { "\(try folder.get())/\(tool)" }

  private static let folder = Result { try find() }

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
