#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The loss −ln p of a row whose true class was given the probability p.
///
/// The probability is first clipped to ε … 1 − ε with ε = 2⁻⁵², as scikit-learn clips in `Float64`, so that one row
/// that is sure and wrong costs about 36 and not infinity.
func clippedLogLoss(_ probability: Double) -> Double {
  -log(min(max(probability, .ulpOfOne), 1 - .ulpOfOne))
}
