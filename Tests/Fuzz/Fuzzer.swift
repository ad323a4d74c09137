import Glibc

/// libFuzzer's loop, which makes inputs and calls `test` with each.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The first argument says what is fuzzed, `model` or `csv`; all others are libFuzzer's.
@main
struct Fuzzer {
  static func main() {
    var (count, arguments) = (CommandLine.argc - 1, CommandLine.unsafeArgv + 1)
    switch CommandLine.arguments.dropFirst().first {
    case "model":
      exit(
        runDriver(&count, &arguments) { data, count in
          fuzzModel(Array(UnsafeBufferPointer(start: data, count: count)))
          return 0
        })
    case "csv":
      exit(
        runDriver(&count, &arguments) { data, count in
          fuzzTable(Array(UnsafeBufferPointer(start: data, count: count)))
          return 0
        })
    default:
      fatalError("say what to fuzz: model or csv")
    }
  }
}
