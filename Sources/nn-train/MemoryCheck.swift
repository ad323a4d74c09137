import Networks
import ToolSupport
import Training

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Refuses what this machine has no memory for, before hours have gone into it.
///
/// - Throws: a usage error.
func checkMemory(for shape: Shape, learning: LearnerOptions) throws {
  let (needed, most) = (learning.bytes(for: shape), memoryLimit)
  guard needed > most else { return }
  throw ToolError.usage(
    "a network of \(count(shape.parameterCount, "parameter")) needs \(gibibytes(needed)) to learn by "
      + "\(learning.optimizer.rawValue), and there are \(gibibytes(most)); take smaller layers")
}

/// The bytes that a process can have at most: what the machine has, or what the shell allows.
private var memoryLimit: Int {
  let machine = sysconf(Int32(_SC_PHYS_PAGES)).multipliedReportingOverflow(by: sysconf(Int32(_SC_PAGESIZE)))
  var limit = rlimit()
  let isLimited = unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0
  let allowed = isLimited ? Int(clamping: limit.rlim_cur) : .max
  // A machine that does not tell has as much as anyone could want.
  return min(machine.overflow || machine.partialValue <= 0 ? .max : machine.partialValue, allowed)
}

private func gibibytes(_ bytes: Int) -> String { "\(shown(Double(bytes) / Double(1 << 30), digits: 2)) GiB" }
