import Testing

/// The number of threads and the instruction set change how fast a model comes, and no byte of it.
@Suite struct ThreadsTests {
  private let work: Workplace

  init() throws {
    work = try Workplace()
    let blobs = try work.output(
      "nn-data", "blobs", "-n", "300", "--features", "20", "--centers", "3", "--std", "4", "--seed", "3")
    try work.write("data.csv", blobs)
  }

  /// Wide enough for several threads in both halves of a step.
  private static let trainings = [
    ["-a", "gelu", "--dropout", "0.2", "--l2", "0.001", "--clip-norm", "1"],
    ["-a", "silu", "--optimizer", "rmsprop", "--momentum", "0.9", "--label-smoothing", "0.1", "--rate", "0.001"],
    ["-a", "selu", "--optimizer", "nesterov", "--class-weight", "balanced", "--l1", "0.0001"],
    ["-a", "softplus", "--optimizer", "lbfgs"],
  ]

  @Test("Any number of threads and every instruction set give the same model", arguments: trainings)
  func sameBytes(options: [String]) throws {
    func model(_ threads: String, kernels: String? = nil) throws -> [UInt8] {
      try work.output(
        "nn-train",
        ["data.csv", "--hidden", "150,150", "-b", "120", "-e", "2", "-q", "-o", "m.nnm"] + options
          + ["--threads", threads], environment: kernels.map { ["NN_KERNELS": $0] } ?? [:])
      return try work.read("m.nnm")
    }
    let one = try model("1")
    for threads in ["2", "3", "8"] { #expect(try model(threads) == one, "\(threads) threads") }
    for kernels in ["avx2", "avx512"] { #expect(try model("2", kernels: kernels) == one, "\(kernels)") }
  }
}
